// gestalt demo: ten real tasks, solved while you watch.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/show_result.h"
#include "experiments/cli/task_list.h"

namespace gestalt::experiments {

namespace {

constexpr std::string_view kTaskList = "experiments/configs/demo.txt";
constexpr double kSeconds = 10;  // for a task; each takes about one

Result<Outcome> demo() {
  const auto loaded = load_task_list(kTaskList);
  if (!loaded) return tl::unexpected(loaded.error());
  SearchSettings settings;
  settings.seconds = kSeconds;
  settings.guesses = 1;
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto searcher = Searcher::make(settings, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  std::size_t solved = 0;
  double seconds = 0;
  Progress progress;
  for (const tasks::Task& task : *loaded) {
    if (interrupted) break;
    progress.show(fmt::format("searching {}", task.id()));
    const auto result = searcher->search(task);
    progress.clear();
    if (!result) return tl::unexpected(result.error());
    show_result(task, *result);
    if (is_solved(task, *result).value_or(false)) ++solved;
    seconds += result->report.seconds;
  }
  print(fmt::format("{} of {} tasks solved in {:.1f} s of search\n", solved, loaded->size(),
                    seconds));
  return solved == loaded->size() ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_demo(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand(
      "demo",
      "Solve ten real ARC-AGI-1 training tasks (those of experiments/configs/demo.txt).\n"
      "Exit status 1: one was not solved.");
  command->callback([&action] { action = demo; });
}

}  // namespace gestalt::experiments
