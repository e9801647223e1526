// gestalt report: runs as one HTML file.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/output_file.h"
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

Result<Outcome> report(const ReportOptions& options) {
  std::vector<ReportedRun> runs;
  for (const std::string& name : options.runs) {
    auto run = load_run(name);
    if (!run) return tl::unexpected(run.error());
    ReportedRun& reported = runs.emplace_back();
    reported.run = *std::move(run);
    const auto added = add_tasks(reported, options.suite);
    if (!added) return tl::unexpected(added.error());
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
      "was solved\nwhen, and a card a task with its grids, predictions and programs; searchable.");
  command->add_option("RUN", options->runs, kRunSyntax)->required();
  command->add_option("--out", options->out, "The page")->required()->type_name("FILE.html");
  command->add_option("--suite", options->suite,
                      "The data set of the runs; a store knows it, a result file does not");
  command->callback([options, &action] { action = [options] { return report(*options); }; });
}

}  // namespace gestalt::experiments
