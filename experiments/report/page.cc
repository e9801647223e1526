#include "experiments/report/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/report/arms.h"
#include "experiments/report/assets.h"
#include "experiments/report/cards.h"
#include "experiments/report/moment.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;
using tasks::xml_escaped;

/// Tasks, solved, share, interval: four cells.
std::string share_cells(const Summary& summary) {
  const Interval interval = summary.solved_interval();
  return fmt::format("<td>{}</td><td>{}</td><td>{:.1f} %</td><td>{:.1f} to {:.1f}</td>",
                     summary.tasks, summary.solved, 100 * summary.share(), 100 * interval.low,
                     100 * interval.high);
}

std::string key_cell(std::string_view name, std::size_t arm) {
  return fmt::format("<td><span class=\"key key{}\"></span>{}</td>", arm % 8, xml_escaped(name));
}

std::string summary_row(std::string_view name, std::size_t arm, const Summary& summary) {
  return fmt::format("<tr>{}{}<td>{}</td><td>{:.3f}</td><td>{:.2f}</td><td>{}</td></tr>\n",
                     key_cell(name, arm), share_cells(summary), summary.fitted, summary.precision(),
                     summary.mean_seconds(), summary.steps);
}

std::string summary_table(std::string_view first, const std::string& rows) {
  return fmt::format(
      "<table><thead><tr><th>{}</th><th>tasks</th><th>solved</th><th>share</th>"
      "<th>95 % (Wilson)</th><th>fitted</th><th>precision</th><th>s a task</th><th>steps</th></tr>"
      "</thead><tbody>\n{}</tbody></table>\n",
      first, rows);
}

/// A row a run; where an arm has several runs also a row an arm, and the runs are folded.
std::string summaries(std::span<const ReportedRun> runs, const Arms& arms) {
  std::string run_rows;
  std::vector<Summary> by_arm(arms.names.size());
  for (std::size_t r = 0; r < runs.size(); ++r) {
    Summary summary;
    for (const TaskResult& result : runs[r].run.results) {
      summary.add(result);
      by_arm[arms.of[r]].add(result);
    }
    run_rows += summary_row(runs[r].title(), arms.of[r], summary);
  }
  if (arms.names.size() == runs.size()) return summary_table("run", run_rows);
  std::string arm_rows;
  for (std::size_t a = 0; a < arms.names.size(); ++a) {
    arm_rows += summary_row(arms.names[a], a, by_arm[a]);
  }
  return fmt::format("{}<details><summary>{} runs</summary>{}</details>\n",
                     summary_table("arm", arm_rows), runs.size(), summary_table("run", run_rows));
}

std::string gap_table(const std::vector<Gap>& gaps, const Arms& arms) {
  if (gaps.empty()) return "";
  std::string rows;
  for (const Gap& gap : gaps) {
    rows += fmt::format("<tr><td>{}</td>{}{}{}<td>{:+.1f}</td></tr>\n", xml_escaped(gap.family),
                        key_cell(arms.names[gap.arm], gap.arm), share_cells(gap.inside),
                        share_cells(gap.outside), 100 * (gap.outside.share() - gap.inside.share()));
  }
  return fmt::format(
      "<h2>Generalization gaps</h2><table id=\"gaps\"><thead><tr><th rowspan=\"2\">suite</th>"
      "<th rowspan=\"2\">arm</th><th colspan=\"4\">train distribution</th>"
      "<th colspan=\"4\">test split</th><th rowspan=\"2\">gap, points</th></tr>"
      "<tr><th>tasks</th><th>solved</th><th>share</th><th>95 %</th><th>tasks</th><th>solved</th>"
      "<th>share</th><th>95 %</th></tr></thead><tbody>\n{}</tbody></table>\n",
      rows);
}

std::string provenance(const ReportedRun& reported) {
  std::string text = fmt::format("<details><summary>Where “{}” comes from</summary><dl>",
                                 xml_escaped(reported.title()));
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
      line(session.started, fmt::format("revision {}{}; {}; {}; {}", session.revision,
                                        session.dirty ? " with changes" : "", session.machine,
                                        session.versions, session.command));
    }
  } else {
    line("file", "a result file does not say with which settings it was made");
  }
  return text + "</dl></details>\n";
}

/// Folded where there are many.
std::string sources(std::span<const ReportedRun> runs) {
  constexpr std::size_t kMany = 8;
  std::string text;
  for (const ReportedRun& run : runs) text += provenance(run);
  if (runs.size() <= kMany) return text;
  return fmt::format("<details><summary>Where the runs come from</summary>{}</details>\n", text);
}

/// {"name", "seconds": [when each solved task was], "steps": [...], "tasks"} an arm.
Json curves(std::span<const ReportedRun> runs, const Arms& arms) {
  struct Curve {
    std::size_t tasks = 0;
    std::vector<double> seconds;
    std::vector<double> steps;
  };
  std::vector<Curve> by_arm(arms.names.size());
  for (std::size_t r = 0; r < runs.size(); ++r) {
    Curve& curve = by_arm[arms.of[r]];
    curve.tasks += runs[r].run.results.size();
    for (const TaskResult& result : runs[r].run.results) {
      const auto moment = solved_at(result, runs[r].find_task(result.task));
      if (!moment) continue;
      curve.seconds.push_back(moment->seconds);
      curve.steps.push_back(moment->steps);
    }
  }
  Json all = Json::array();
  for (std::size_t a = 0; a < by_arm.size(); ++a) {
    std::ranges::sort(by_arm[a].seconds);
    std::ranges::sort(by_arm[a].steps);
    all.push_back({{"name", arms.names[a]},
                   {"tasks", by_arm[a].tasks},
                   {"seconds", by_arm[a].seconds},
                   {"steps", by_arm[a].steps}});
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

/// Search, filter by status and, where there are several, by arm; light and dark.
std::string controls(const Arms& arms) {
  std::string options;
  for (std::size_t a = 0; a < arms.names.size(); ++a) {
    options += fmt::format("<option value=\"{}\">{}</option>", a, xml_escaped(arms.names[a]));
  }
  return fmt::format(
      "<nav><input id=\"search\" type=\"search\" "
      "placeholder=\"task, suite, stop, strategy or program\" aria-label=\"search\">"
      "<select id=\"status\" aria-label=\"status\">"
      "<option value=\"\">all tasks</option><option value=\"solved\">solved</option>"
      "<option value=\"wrong\">fitted, but wrong</option>"
      "<option value=\"unfit\">nothing fits</option>"
      "<option value=\"unknown\">answer not known</option>"
      "<option value=\"differs\">runs differ</option></select>"
      "<select id=\"arm\" aria-label=\"arm\"><option value=\"\">any arm</option>{}</select>"
      "<span id=\"shown\"></span><button id=\"theme\" type=\"button\">light / dark</button>"
      "</nav>\n",
      options);
}

}  // namespace

std::string make_page(std::span<const ReportedRun> runs) {
  const Arms arms = group_arms(runs);
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>Gestalt report</title>"
      "<style>{}\n{}</style></head>\n<body><h1>Gestalt report</h1>\n",
      kPlotStyle, kPageStyle);
  page += summaries(runs, arms);
  page += sources(runs);
  page += gap_table(find_gaps(runs, arms), arms);
  page +=
      "<div class=\"plots\"><div id=\"plot-seconds\"></div><div id=\"plot-steps\"></div></div>\n"
      "<p class=\"fine\">A task counts from the end of the strategy that found its right program: "
      "an upper bound of when it was found.</p>\n";
  page += controls(arms);
  page += fmt::format("<main>\n{}</main>\n", show_cards(runs, arms));
  page += fmt::format("<script id=\"curves\" type=\"application/json\">{}</script>\n",
                      script_text(curves(runs, arms)));
  page += fmt::format("<script>{}</script>\n<script>{}</script>\n</body></html>\n", kPlotScript,
                      kPageScript);
  return page;
}

}  // namespace gestalt::experiments
