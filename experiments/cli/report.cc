// gestalt report: runs as one HTML file.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/output_file.h"
#include "experiments/cli/program_trace.h"
#include "experiments/cli/suite.h"
#include "experiments/report/page.h"

namespace gestalt::experiments {

namespace {

struct ReportOptions {
  std::vector<std::string> runs;
  std::string suite;
  std::string out;
};

/// Finds the tasks of a run; where they are not there, or are others by now, the page says so.
Result<void> add_tasks(ReportedRun& reported, const std::string& given) {
  std::string suite_name = given;
  if (suite_name.empty() && reported.run.record) {
    suite_name = reported.run.record->description.suite;
  }
  if (suite_name.empty()) {
    reported.note = "the tasks are not drawn: --suite names their data set";
    return {};
  }
  reported.suite = suite_name;
  auto suite = load_suite(suite_name);
  if (!suite) {
    if (!given.empty()) return tl::unexpected(suite.error());
    reported.note = fmt::format("the tasks are not drawn: {}", to_string(suite.error()));
    return {};
  }
  for (tasks::Task& task : suite->tasks) {
    std::string id = task.id();
    reported.tasks.emplace(std::move(id), std::move(task));
  }
  if (reported.run.record &&
      dsl::to_string(suite->hash) != reported.run.record->description.data_hash) {
    reported.note = "the data set has changed since the run";
  }
  return {};
}

/// What a program computes on the first train pair, its applications alone; as much as a page with
/// hundreds of tasks can hold.
std::vector<DrawnStep> draw_trace(LoadedProgram& program, const tasks::Task& task) {
  constexpr std::size_t kMostBytes = 12'000;
  const ProgramTrace trace = trace_program(program, task, 0);
  std::vector<DrawnStep> drawn;
  std::size_t bytes = 0;
  for (const TraceStep& step : trace.steps) {
    if (!step.term.starts_with('(') || step.is_function()) continue;
    if (bytes > kMostBytes) {
      drawn.push_back({"...", tasks::svg_text("gestalt trace draws the rest")});
      break;
    }
    drawn.push_back({step.term, step.value
                                    ? tasks::svg_value(program.domain(), step.type, *step.value)
                                    : tasks::svg_text(to_string(trace.fault))});
    bytes += step.term.size() + drawn.back().value.body.size();
  }
  return drawn;
}

/// The trace of each task's first guess. Where a language has changed since the run there is none.
void add_traces(ReportedRun& reported) {
  for (const TaskResult& result : reported.run.results) {
    const tasks::Task* task = reported.find_task(result.task);
    if (task == nullptr || result.programs.empty()) continue;
    auto program = LoadedProgram::load(result.programs.front(), *task);
    if (program) reported.traces[result.task] = draw_trace(*program, *task);
  }
}

/// FILE.db#all as the names of all runs of the store; any other name as it is.
Result<std::vector<std::string>> names_of(const std::string& run) {
  constexpr std::string_view kAll = "#all";
  if (!run.ends_with(kAll)) return std::vector{run};
  const std::string store = run.substr(0, run.size() - kAll.size());
  const auto runs = list_runs(store);
  if (!runs) return tl::unexpected(runs.error());
  std::vector<std::string> names;
  for (const StoredRunRecord& one : *runs) names.push_back(fmt::format("{}#{}", store, one.id));
  return names;
}

Result<Outcome> report(const ReportOptions& options) {
  std::vector<ReportedRun> runs;
  Progress progress;
  for (const std::string& given : options.runs) {
    const auto names = names_of(given);
    if (!names) return tl::unexpected(names.error());
    for (const std::string& name : *names) {
      progress.show(fmt::format("reading {}", name));
      auto run = load_run(name);
      if (!run) return tl::unexpected(run.error());
      ReportedRun& reported = runs.emplace_back();
      reported.run = *std::move(run);
      const auto added = add_tasks(reported, options.suite);
      if (!added) return tl::unexpected(added.error());
      add_traces(reported);
    }
  }
  const auto written = write_file(options.out, make_page(runs));
  if (!written) return tl::unexpected(written.error());
  return Outcome::kDone;
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand(
      "report",
      "Write runs as one HTML file that needs no network: a summary with intervals, curves of what "
      "was solved\nwhen, gaps out of distribution, and a card a task with its grids, predictions, "
      "programs and traces;\nsearchable.");
  command
      ->add_option(
          "RUN", options->runs,
          fmt::format("{}. FILE.db#all: all of its runs, as an experiment makes them", kRunSyntax))
      ->required();
  command->add_option("--out", options->out, "The page")->required()->type_name("FILE.html");
  command->add_option("--suite", options->suite,
                      "The data set of the runs; a store knows it, a result file does not");
  command->callback([options, &action] { action = [options] { return report(*options); }; });
}

}  // namespace gestalt::experiments
