#include "experiments/report/cards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>
#include <string_view>

#include "dsl/core/check.h"
#include "experiments/report/moment.h"
#include "tasks/domains.h"
#include "tasks/render_svg.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;
using tasks::SvgBlock;
using tasks::xml_escaped;

SvgBlock draw_prediction(const tasks::Task& task, const Json& value) {
  const auto domain = tasks::find_domain(task.domain());
  GESTALT_CHECK(domain.has_value());
  dsl::Arena arena;
  const auto parsed = tasks::parse_json_value(**domain, task.type().result(), value.dump(), arena);
  if (!parsed) return tasks::svg_text(value.dump());
  return tasks::svg_value(**domain, task.type().result(), *parsed);
}

/// "size: rows = 2 rows: proved up to 4"
std::string show_law(const Json& law) {
  const std::string verdict = law.value("verdict", "unknown");
  std::string text =
      fmt::format("{}: {}: {}", law.value("property", ""), law.value("statement", ""), verdict);
  const int bound = law.value("proved_bound", verdict == "proved" ? law.value("bound", 0) : 0);
  if (bound > 0) text += fmt::format(" up to {}", bound);
  if (const int tested = law.value("tested", 0); tested > 0) {
    text += fmt::format(", tested on {} inputs", tested);
  }
  return fmt::format("<li class=\"{}\">{}</li>", xml_escaped(verdict), xml_escaped(text));
}

/// What is proved of a guess; nothing where it was not asked.
std::string show_certificate(const TaskResult& result, std::size_t g) {
  if (!result.certificates.is_array() || g >= result.certificates.size()) return "";
  std::string laws;
  for (const Json& law : result.certificates[g].value("laws", Json::array())) laws += show_law(law);
  return laws.empty()
             ? ""
             : fmt::format("<details><summary>certificate</summary><ul>{}</ul></details>", laws);
}

std::string show_trace(const std::vector<DrawnStep>& steps) {
  std::string text = "<details><summary>trace on train 1</summary><div class=\"trace\">";
  for (const DrawnStep& step : steps) {
    text += fmt::format("<figure><figcaption>{}</figcaption>{}</figure>", xml_escaped(step.term),
                        tasks::to_svg(step.value));
  }
  return text + "</div></details>";
}

std::string show_guess(const TaskResult& result, std::size_t g, const tasks::Task* task) {
  std::string judgment;
  std::string drawing;
  if (task != nullptr) {
    if (task->has_all_outputs()) judgment = is_right(*task, result.guesses[g]) ? "right" : "wrong";
    std::vector<SvgBlock> outputs;
    for (const Json& output : result.guesses[g]) outputs.push_back(draw_prediction(*task, output));
    drawing = tasks::to_svg(tasks::svg_beside(outputs));
  }
  return fmt::format(
      "<div class=\"guess {0}\"><p>guess {1}{2}{0} · {3}, cost {4}</p>{5}<pre>{6}</pre>{7}</div>",
      judgment, g + 1, judgment.empty() ? "" : ": ", xml_escaped(result.strategies[g]),
      result.costs[g], drawing, xml_escaped(result.programs[g]), show_certificate(result, g));
}

/// "solved", "wrong" (a program fits, the tests are not right), "unfit", or "unknown".
std::string_view status_of(const TaskResult& result) {
  if (result.solved.value_or(false)) return "solved";
  if (!result.train_fit) return "unfit";
  return result.solved ? "wrong" : "unknown";
}

std::string show_result(const TaskResult& result, const ReportedRun& reported, std::size_t arm) {
  std::string text = fmt::format(
      "<section><h4><span class=\"key key{}\"></span>{}: <b class=\"{}\">{}</b></h4>"
      "<p>stopped by {} after {:.2f} s, {} steps, {} distinct</p>",
      arm % 8, xml_escaped(reported.title()), status_of(result), status_of(result),
      xml_escaped(result.stop), result.seconds, result.steps, result.distinct);
  const tasks::Task* task = reported.find_task(result.task);
  for (std::size_t g = 0; g < result.guesses.size(); ++g) text += show_guess(result, g, task);
  const auto trace = reported.traces.find(result.task);
  if (trace != reported.traces.end()) text += show_trace(trace->second);
  if (result.guesses.empty()) {
    text += result.nearest
                ? fmt::format("<p>nearest miss, fits {} pairs</p><pre>{}</pre>",
                              result.nearest->pairs, xml_escaped(result.nearest->program))
                : "<p>no program fits any pair</p>";
  }
  return text + "</section>";
}

/// All that is known of one task, over the runs.
struct Card {
  const tasks::Task* task = nullptr;
  std::vector<std::pair<std::size_t, const TaskResult*>> results;  ///< with the run's number
};

/// "solved", "1:solved" (by arm 1), ...; "differs" where runs differ in what they make of it.
std::set<std::string> statuses_of(const Card& card, const Arms& arms) {
  std::set<std::string> statuses;
  for (const auto& [run, result] : card.results) statuses.emplace(status_of(*result));
  const bool differs = statuses.contains("solved") && statuses.size() > 1;
  for (const auto& [run, result] : card.results) {
    statuses.insert(fmt::format("{}:{}", arms.of[run], status_of(*result)));
  }
  if (differs) statuses.insert("differs");
  return statuses;
}

std::string show_card(const std::string& suite, const std::string& id, const Card& card,
                      std::span<const ReportedRun> runs, const Arms& arms) {
  std::string words = fmt::format("{} {}", suite, id);
  std::string results;
  for (const auto& [run, result] : card.results) {
    words += " " + result->stop;
    for (std::size_t g = 0; g < result->programs.size(); ++g) {
      words += " " + result->strategies[g] + " " + result->programs[g];
    }
    results += show_result(*result, runs[run], arms.of[run]);
  }
  std::string drawing;
  if (card.task != nullptr) {
    const auto domain = tasks::find_domain(card.task->domain());
    GESTALT_CHECK(domain.has_value());
    drawing = tasks::to_svg(tasks::svg_task(**domain, *card.task));
  }
  return fmt::format(
      "<article class=\"card\" data-status=\"{}\" data-words=\"{}\"><h3>{}</h3>"
      "<p class=\"fine\">{}</p><div class=\"columns\"><div class=\"task\">{}</div>"
      "<div class=\"results\">{}</div></div></article>\n",
      fmt::join(statuses_of(card, arms), " "), xml_escaped(words), xml_escaped(id),
      xml_escaped(suite), drawing, results);
}

}  // namespace

std::string show_cards(std::span<const ReportedRun> runs, const Arms& arms) {
  std::map<std::pair<std::string, std::string>, Card> cards;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    for (const TaskResult& result : runs[r].run.results) {
      Card& card = cards[{runs[r].suite, result.task}];
      card.results.emplace_back(r, &result);
      if (card.task == nullptr) card.task = runs[r].find_task(result.task);
    }
  }
  std::string text;
  for (const auto& [key, card] : cards) {
    text += show_card(key.first, key.second, card, runs, arms);
  }
  return text;
}

}  // namespace gestalt::experiments
