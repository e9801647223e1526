// gestalt bench: every task of a suite, one after another, each within its own budget.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/store/result_file.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

namespace {

struct BenchOptions {
  std::string suite;
  SearchSettings search;
  std::optional<std::string> out;
  std::optional<std::size_t> limit;
  bool resume = false;
  bool json = false;
};

/// Opens the result file, if one is asked for, and checks that it belongs to these tasks.
Result<std::optional<ResultFile>> open_results(const BenchOptions& options,
                                               const std::vector<tasks::Task>& tasks) {
  if (!options.out) return std::optional<ResultFile>();
  auto file = options.resume ? ResultFile::resume(*options.out) : ResultFile::create(*options.out);
  if (!file) return tl::unexpected(file.error());
  for (const TaskResult& result : file->finished()) {
    const bool known = std::any_of(tasks.begin(), tasks.end(), [&](const tasks::Task& task) {
      return task.id() == result.task;
    });
    if (!known) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("holds task '{}', which this run does not have", result.task),
                  *options.out);
    }
  }
  return std::optional<ResultFile>(*std::move(file));
}

void show_summary(const Summary& summary, bool json) {
  if (json) {
    nlohmann::ordered_json object;
    object["tasks"] = summary.tasks;
    object["solved"] = summary.solved;
    object["train_fit"] = summary.fitted;
    object["steps"] = summary.steps;
    object["seconds"] = summary.seconds;
    object["mean_seconds"] = summary.mean_seconds();
    object["steps_per_seconds"] = summary.rate();
    print(object.dump() + "\n");
    return;
  }
  print(fmt::format("tasks    {}\n", summary.tasks));
  print(fmt::format("solved   {}   all test outputs right within the guesses\n", summary.solved));
  print(fmt::format("fitted   {}   some program fits all train pairs\n", summary.fitted));
  print(fmt::format("seconds  {:.1f}   {:.2f} a task\n", summary.seconds, summary.mean_seconds()));
  print(fmt::format("steps    {}   {} a second\n", grouped(summary.steps),
                    grouped(static_cast<std::uint64_t>(summary.rate()))));
}

Result<Outcome> bench(const BenchOptions& options) {
  if (options.resume && !options.out) {
    return fail(ErrorCode::kInvalidArgument, "needs the file of the run: --out FILE", "--resume");
  }
  const auto tasks = load_suite(options.suite, options.limit);
  if (!tasks) return tl::unexpected(tasks.error());
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto searcher = Searcher::make(options.search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  auto results = open_results(options, *tasks);
  if (!results) return tl::unexpected(results.error());
  Summary summary;
  std::set<std::string> finished;
  if (*results) {
    for (const TaskResult& result : (*results)->finished()) {
      finished.insert(result.task);
      summary.add(result);
    }
  }
  Progress progress;
  for (const tasks::Task& task : *tasks) {
    if (interrupted) break;
    if (finished.contains(task.id())) continue;
    progress.show(fmt::format("{}/{}  solved {}  fitted {}  {}", summary.tasks, tasks->size(),
                              summary.solved, summary.fitted, task.id()));
    const auto found = searcher->search(task);
    if (!found) return tl::unexpected(found.error());
    const TaskResult result = task_result(task, *found);
    summary.add(result);
    if (!*results) continue;
    const auto written = (*results)->append(result);
    if (!written) return tl::unexpected(written.error());
  }
  progress.clear();
  show_summary(summary, options.json);
  if (!interrupted) return Outcome::kDone;
  print_error(fmt::format("interrupted after {} of {} tasks{}", summary.tasks, tasks->size(),
                          options.out ? "; --resume goes on" : ""));
  return Outcome::kFailed;
}

}  // namespace

void add_bench(CLI::App& app, Action& action) {
  auto options = std::make_shared<BenchOptions>();
  CLI::App* command = app.add_subcommand(
      "bench",
      "Search for programs on every task of a suite, each within its own budget.\n"
      "Ctrl-C ends with what is done; a second one ends at once. Exit status 1: interrupted.");
  command
      ->add_option("SUITE", options->suite,
                   "A data set (see gestalt tasks list) or a directory of task files")
      ->required();
  add_search_options(*command, options->search);
  command
      ->add_option("--out", options->out,
                   "Write a line of JSON a task, as soon as it is finished; replaces the file "
                   "unless --resume is given")
      ->type_name("FILE.jsonl");
  command->add_flag("--resume", options->resume,
                    "Skip the tasks that FILE.jsonl has and add the others to it");
  command->add_option("--limit", options->limit, "Only the first N tasks")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->callback([options, &action] { action = [options] { return bench(*options); }; });
}

}  // namespace gestalt::experiments
