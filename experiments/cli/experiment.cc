// gestalt experiment: the arms of a published experiment, side by side, and the bars they are held
// to.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/experiment_file.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/cli/suite_run.h"
#include "experiments/store/summary.h"
#include "synthesis/rank/credibility.h"

namespace gestalt::experiments {

namespace {

struct ExperimentOptions {
  std::string file;
  bool quick = false;
  bool resume = false;
  std::string out;
};

/// What an arm gave for each task; fewer where it was interrupted.
Result<std::vector<TaskResult>> run_arm(const Arm& arm, const Suite& suite,
                                        const ExperimentOptions& options,
                                        const std::atomic<bool>& interrupted) {
  auto searcher = Searcher::make(arm.search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  const auto path = std::filesystem::path(options.out) / (arm.name + ".jsonl");
  const auto sinks = open_sinks({path.string(), "", options.resume}, suite,
                                describe_run(arm.name, suite, arm.search));
  if (!sinks) return tl::unexpected(sinks.error());
  return run_suite(suite, {}, *searcher, *sinks, arm.name + ": ", interrupted,
                   [](const tasks::Task& task) { return synthesis::fitted_elsewhere(task.id()); });
}

std::set<std::string> solved_by(const std::vector<TaskResult>& results) {
  std::set<std::string> ids;
  for (const TaskResult& result : results) {
    if (result.solved.value_or(false)) ids.insert(result.task);
  }
  return ids;
}

/// "0-40: 12/13": of the tasks whose most credible program costs so much, how many are solved.
std::string precision_by_cost(const std::vector<TaskResult>& results) {
  constexpr int kBin = 40;
  constexpr int kBins = 5;
  std::array<std::pair<int, int>, kBins> bins{};
  for (const TaskResult& result : results) {
    if (!result.train_fit) continue;
    auto& [solved, fitted] =
        bins[static_cast<std::size_t>(std::min(result.costs.front() / kBin, kBins - 1))];
    ++fitted;
    if (result.solved.value_or(false)) ++solved;
  }
  std::string line;
  for (int k = 0; k < kBins; ++k) {
    const auto& [solved, fitted] = bins[static_cast<std::size_t>(k)];
    line +=
        fmt::format("  {}{}: {}/{}", k * kBin,
                    k + 1 == kBins ? "+" : "-" + fmt::to_string((k + 1) * kBin), solved, fitted);
  }
  return line;
}

/// A bar is met, or missed; the whole suite's bars are scaled to the tasks that ran.
class Bars {
 public:
  void check(std::string_view arm, std::string_view what, double value, std::optional<double> bar,
             bool at_least) {
    if (!bar) return;
    const bool met = at_least ? value >= *bar : value <= *bar;
    missed_ = missed_ || !met;
    print(fmt::format("bar      {} {}: {:.3g}, wanted {} {:.3g}: {}\n", arm, what, value,
                      at_least ? "at least" : "at most", *bar, met ? "met" : "MISSED"));
  }
  [[nodiscard]] bool missed() const { return missed_; }

 private:
  bool missed_ = false;
};

Result<Outcome> run_experiment(const ExperimentOptions& options) {
  const auto experiment = read_experiment(options.file, options.quick);
  if (!experiment) return tl::unexpected(experiment.error());
  const auto suite = load_suite(experiment->suite, {.first = {}, .spaced = experiment->tasks});
  if (!suite) return tl::unexpected(suite.error());
  std::error_code status;
  std::filesystem::create_directories(options.out, status);
  if (status) return fail(ErrorCode::kIo, status.message(), options.out);
  const std::atomic<bool>& interrupted = catch_interrupts();

  std::vector<std::vector<TaskResult>> all;
  for (const Arm& arm : experiment->arms) {
    auto results = run_arm(arm, *suite, options, interrupted);
    if (!results) return tl::unexpected(results.error());
    all.push_back(*std::move(results));
    if (interrupted) {
      print_error(fmt::format("interrupted in arm '{}'; --resume goes on", arm.name));
      return Outcome::kFailed;
    }
  }

  print(fmt::format("{:<12} {:>5} {:>6} {:>6} {:>9} {:>9} {:>8} {:>12} {:>10}\n", "arm", "tasks",
                    "solved", "fitted", "precision", "only here", "mean s", "longest s",
                    "steps/s"));
  std::vector<Summary> summaries;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Arm& arm = experiment->arms[k];
    Summary& summary = summaries.emplace_back();
    for (const TaskResult& result : all[k]) summary.add(result);
    std::string only = "-";
    if (arm.alone) {
      auto ids = solved_by(all[k]);
      for (std::size_t other = 0; other < all.size(); ++other) {
        if (other == k || !experiment->arms[other].alone) continue;
        for (const std::string& id : solved_by(all[other])) ids.erase(id);
      }
      only = fmt::to_string(ids.size());
    }
    print(fmt::format("{:<12} {:>5} {:>6} {:>6} {:>9.3f} {:>9} {:>8.3f} {:>12.2f} {:>10}\n",
                      arm.name, summary.tasks, summary.solved, summary.fitted, summary.precision(),
                      only, summary.mean_seconds(), summary.longest,
                      grouped(static_cast<std::uint64_t>(summary.rate()))));
  }
  print("\nsolved of fitted, by the cost of the first guess\n");
  for (std::size_t k = 0; k < all.size(); ++k) {
    print(fmt::format("{:<12}{}\n", experiment->arms[k].name, precision_by_cost(all[k])));
  }
  print("\n");
  Bars bars;
  const double share = static_cast<double>(suite->tasks.size()) / static_cast<double>(suite->whole);
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Arm& arm = experiment->arms[k];
    const Summary& summary = summaries[k];
    const auto solved = arm.solved ? std::optional(*arm.solved * share) : std::nullopt;
    bars.check(arm.name, "solved", static_cast<double>(summary.solved), solved, true);
    bars.check(arm.name, "precision", summary.precision(), arm.precision, true);
    bars.check(arm.name, "mean seconds", summary.mean_seconds(), arm.mean_seconds, false);
  }
  return bars.missed() ? Outcome::kFailed : Outcome::kDone;
}

}  // namespace

void add_experiment(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("experiment", "Published experiments");
  command->require_subcommand(1);
  auto options = std::make_shared<ExperimentOptions>();
  CLI::App* run = command->add_subcommand(
      "run",
      "Run all arms of an experiment, print their table and compare it with the bars of its file.\n"
      "Exit status 1: a bar was missed, or it was interrupted.");
  run->add_option("FILE", options->file, "The experiment, as in experiments/configs/strength.toml")
      ->required();
  run->add_flag("--quick", options->quick, "The reduced size that the file states");
  run->add_option("--out", options->out,
                  "Folder for the result files, one an arm; results/ and the file's name unless "
                  "given")
      ->type_name("DIR");
  run->add_flag("--resume", options->resume, "Skip the tasks that the result files have");
  run->callback([options, &action] {
    if (options->out.empty()) {
      const std::string name = std::filesystem::path(options->file).stem().string();
      options->out = fmt::format("results/{}{}", name, options->quick ? "-quick" : "");
    }
    action = [options] { return run_experiment(*options); };
  });
}

}  // namespace gestalt::experiments
