// gestalt bench: every task of a suite, one after another, each within its own budget.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/cli/suite_run.h"
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
  SuiteTasks all;
  for (const tasks::Task& task : *tasks) all.push_back(&task);
  std::optional<ResultFile> file;
  if (options.out) {
    auto opened = open_results(*options.out, all, options.resume);
    if (!opened) return tl::unexpected(opened.error());
    file.emplace(*std::move(opened));
  }
  const auto results = run_suite(all, *searcher, file ? &*file : nullptr, "", interrupted,
                                 [](const tasks::Task&) { return synthesis::Ranking::kAll; });
  if (!results) return tl::unexpected(results.error());
  Summary summary;
  for (const TaskResult& result : *results) summary.add(result);
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
