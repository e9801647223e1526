// gestalt submit: a run as the ARC Prize's submission file.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/output_file.h"
#include "experiments/cli/suite.h"
#include "experiments/store/run.h"
#include "experiments/store/submission.h"

namespace gestalt::experiments {

namespace {

struct SubmitOptions {
  std::string run;
  std::string suite;
  std::string out;
};

Result<Outcome> submit(const SubmitOptions& options) {
  const auto run = load_run(options.run);
  if (!run) return tl::unexpected(run.error());
  std::map<std::string, std::size_t> tests;
  if (!options.suite.empty()) {
    const auto suite = load_suite(options.suite);
    if (!suite) return tl::unexpected(suite.error());
    const TaskIndex tasks(suite->tasks);
    for (const TaskResult& result : run->results) {
      const auto task = tasks.find(result.task, options.run);
      if (!task) return tl::unexpected(task.error());
    }
    for (const tasks::Task& task : suite->tasks) tests[task.id()] = task.test_count();
  }
  const auto submission = make_submission(run->results, tests);
  if (!submission) return tl::unexpected(submission.error());
  const auto written = write_output(options.out, print_submission(*submission));
  if (!written) return tl::unexpected(written.error());
  return Outcome::kDone;
}

}  // namespace

void add_submit(CLI::App& app, Action& action) {
  auto options = std::make_shared<SubmitOptions>();
  CLI::App* command = app.add_subcommand(
      "submit",
      "Write a run as the ARC Prize's submission.json: for each test input of each task the first "
      "two guesses;\n[[0,0],[0,0]] where there is none.");
  command->add_option("RUN", options->run, kRunSyntax)->required();
  command->add_option("--out", options->out, "The file; the standard output unless given")
      ->type_name("FILE");
  command->add_option("--suite", options->suite,
                      "The data set of the run: tasks that the run lacks get empty attempts");
  command->callback([options, &action] { action = [options] { return submit(*options); }; });
}

}  // namespace gestalt::experiments
