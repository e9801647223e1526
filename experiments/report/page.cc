#include "experiments/report/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/core/check.h"
#include "experiments/report/assets.h"
#include "experiments/report/moment.h"
#include "experiments/store/summary.h"
#include "tasks/domains.h"
#include "tasks/render_svg.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;
using tasks::SvgBlock;
using tasks::xml_escaped;

std::string title_of(const ReportedRun& reported) {
  const auto& record = reported.run.record;
  return record ? fmt::format("{} (run {})", record->description.name, record->id)
                : reported.run.name;
}

Summary summary_of(const Run& run) {
  Summary summary;
  for (const TaskResult& result : run.results) summary.add(result);
  return summary;
}

std::string summary_row(const ReportedRun& reported, std::size_t number) {
  const Summary summary = summary_of(reported.run);
  const Interval interval = summary.solved_interval();
  const double share =
      summary.tasks == 0 ? 0
                         : static_cast<double>(summary.solved) / static_cast<double>(summary.tasks);
  return fmt::format(
      "<tr><td><span class=\"key key{}\"></span>{}</td><td>{}</td><td>{}</td>"
      "<td>{:.1f} %</td><td>{:.1f} to {:.1f}</td><td>{}</td><td>{:.3f}</td><td>{:.2f}</td>"
      "<td>{}</td></tr>\n",
      number % 8, xml_escaped(title_of(reported)), summary.tasks, summary.solved, 100 * share,
      100 * interval.low, 100 * interval.high, summary.fitted, summary.precision(),
      summary.mean_seconds(), summary.steps);
}

std::string provenance(const ReportedRun& reported) {
  std::string text = fmt::format("<details><summary>Where “{}” comes from</summary><dl>",
                                 xml_escaped(title_of(reported)));
  const auto line = [&](std::string_view key, std::string_view value) {
    text += fmt::format("<dt>{}</dt><dd>{}</dd>", xml_escaped(key), xml_escaped(value));
  };
  if (!reported.note.empty()) line("note", reported.note);
  if (const auto& record = reported.run.record) {
    line("suite", record->description.suite);
    line("data hash", record->description.data_hash);
    line("language", record->description.language);
    line("checkpoint", record->description.checkpoint);
    for (const Setting& setting : record->description.settings) {
      line(setting.name, fmt::format("{} ({})", setting.value, to_string(setting.origin)));
    }
    for (const Session& session : record->sessions) {
      line(session.started,
           fmt::format("revision {}{}; {}; {}", session.revision,
                       session.dirty ? " with changes" : "", session.machine, session.versions));
    }
  } else {
    line("file", "a result file does not say with which settings it was made");
  }
  return text + "</dl></details>\n";
}

const tasks::Task* find_task(const ReportedRun& reported, const std::string& id) {
  const auto task = reported.tasks.find(id);
  return task == reported.tasks.end() ? nullptr : &task->second;
}

/// {"name", "seconds": [when each solved task was], "steps": [...], "tasks"} a run.
Json curves(std::span<const ReportedRun> runs) {
  Json all = Json::array();
  for (const ReportedRun& reported : runs) {
    std::vector<double> seconds;
    std::vector<double> steps;
    for (const TaskResult& result : reported.run.results) {
      const auto moment = solved_at(result, find_task(reported, result.task));
      if (!moment) continue;
      seconds.push_back(moment->seconds);
      steps.push_back(moment->steps);
    }
    std::ranges::sort(seconds);
    std::ranges::sort(steps);
    all.push_back({{"name", title_of(reported)},
                   {"tasks", reported.run.results.size()},
                   {"seconds", seconds},
                   {"steps", steps}});
  }
  return all;
}

/// Text for a script element: "</script>" must not occur.
std::string script_text(const Json& json) {
  std::string text = json.dump();
  for (std::size_t at = text.find("</"); at != text.npos; at = text.find("</", at + 3)) {
    text.replace(at, 2, "<\\/");
  }
  return text;
}

SvgBlock draw_prediction(const tasks::Task& task, const Json& value) {
  const auto domain = tasks::find_domain(task.domain());
  GESTALT_CHECK(domain.has_value());
  dsl::Arena arena;
  const auto parsed = tasks::parse_json_value(**domain, task.type().result(), value.dump(), arena);
  if (!parsed) return tasks::svg_text(value.dump());
  return tasks::svg_value(**domain, task.type().result(), *parsed);
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
      "<div class=\"guess {0}\"><p>guess {1}{2}{0} · {3}, cost {4}</p>{5}<pre>{6}</pre></div>",
      judgment, g + 1, judgment.empty() ? "" : ": ", xml_escaped(result.strategies[g]),
      result.costs[g], drawing, xml_escaped(result.programs[g]));
}

/// "solved", "wrong" (a program fits, the tests are not right), "unfit", or "unknown".
std::string_view status_of(const TaskResult& result) {
  if (result.solved.value_or(false)) return "solved";
  if (!result.train_fit) return "unfit";
  return result.solved ? "wrong" : "unknown";
}

std::string show_result(const TaskResult& result, const ReportedRun& reported, std::size_t number) {
  std::string text = fmt::format(
      "<section><h4><span class=\"key key{}\"></span>{}: <b class=\"{}\">{}</b></h4>"
      "<p>stopped by {} after {:.2f} s, {} steps, {} distinct</p>",
      number % 8, xml_escaped(title_of(reported)), status_of(result), status_of(result),
      xml_escaped(result.stop), result.seconds, result.steps, result.distinct);
  const tasks::Task* task = find_task(reported, result.task);
  for (std::size_t g = 0; g < result.guesses.size(); ++g) text += show_guess(result, g, task);
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

std::string show_card(const std::string& id, const Card& card, std::span<const ReportedRun> runs) {
  std::set<std::string_view> statuses;
  std::string words = id;
  std::string results;
  for (const auto& [number, result] : card.results) {
    statuses.insert(status_of(*result));
    for (std::size_t g = 0; g < result->programs.size(); ++g) {
      words += " " + result->strategies[g] + " " + result->programs[g];
    }
    results += show_result(*result, runs[number], number);
  }
  // Runs differ in what they make of it.
  if (statuses.contains("solved") && statuses.size() > 1) statuses.insert("differs");
  std::string drawing;
  if (card.task != nullptr) {
    const auto domain = tasks::find_domain(card.task->domain());
    GESTALT_CHECK(domain.has_value());
    drawing = tasks::to_svg(tasks::svg_task(**domain, *card.task));
  }
  std::string all;
  for (const std::string_view status : statuses) all += fmt::format("{} ", status);
  return fmt::format(
      "<article class=\"card\" data-status=\"{}\" data-words=\"{}\"><h3>{}</h3>"
      "<div class=\"columns\"><div class=\"task\">{}</div><div class=\"results\">{}</div></div>"
      "</article>\n",
      all, xml_escaped(words), xml_escaped(id), drawing, results);
}

std::string show_cards(std::span<const ReportedRun> runs) {
  std::map<std::string, Card> cards;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    for (const TaskResult& result : runs[r].run.results) {
      Card& card = cards[result.task];
      card.results.emplace_back(r, &result);
      if (card.task == nullptr) card.task = find_task(runs[r], result.task);
    }
  }
  std::string text;
  for (const auto& [id, card] : cards) text += show_card(id, card, runs);
  return text;
}

constexpr std::string_view kControls =
    "<nav><input id=\"search\" type=\"search\" placeholder=\"task, strategy or program\" "
    "aria-label=\"search\"><select id=\"status\" aria-label=\"status\">"
    "<option value=\"\">all tasks</option><option value=\"solved\">solved</option>"
    "<option value=\"wrong\">fitted, but wrong</option><option value=\"unfit\">nothing "
    "fits</option>"
    "<option value=\"unknown\">answer not known</option>"
    "<option value=\"differs\">runs differ</option></select>"
    "<span id=\"shown\"></span><button id=\"theme\" type=\"button\">light / dark</button></nav>\n";

}  // namespace

std::string make_page(std::span<const ReportedRun> runs) {
  std::string rows;
  std::string sources;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    rows += summary_row(runs[r], r);
    sources += provenance(runs[r]);
  }
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>Gestalt report</title>"
      "<style>{}\n{}</style></head>\n<body><h1>Gestalt report</h1>\n",
      kPlotStyle, kPageStyle);
  page +=
      "<table><thead><tr><th>run</th><th>tasks</th><th>solved</th><th>share</th>"
      "<th>95 % (Wilson)</th><th>fitted</th><th>precision</th><th>s a task</th><th>steps</th></tr>"
      "</thead><tbody>\n" +
      rows + "</tbody></table>\n" + sources;
  page +=
      "<div class=\"plots\"><div id=\"plot-seconds\"></div><div id=\"plot-steps\"></div></div>\n"
      "<p class=\"fine\">A task counts from the end of the strategy that found its right program: "
      "an upper bound of when it was found.</p>\n";
  page += kControls;
  page += fmt::format("<main>\n{}</main>\n", show_cards(runs));
  page += fmt::format("<script id=\"curves\" type=\"application/json\">{}</script>\n",
                      script_text(curves(runs)));
  page += fmt::format("<script>{}</script>\n<script>{}</script>\n</body></html>\n", kPlotScript,
                      kPageScript);
  return page;
}

}  // namespace gestalt::experiments
