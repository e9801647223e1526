// gestalt fit, and gestalt fit ranking: the credibility curves, from what strategies found for
// tasks whose test outputs are known.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/suite.h"
#include "experiments/report/moment.h"
#include "experiments/store/run.h"
#include "synthesis/rank/credibility.h"

namespace gestalt::experiments {

namespace {

using synthesis::CredibilityCurve;
using synthesis::JudgedProgram;
using synthesis::Ranking;

struct FitOptions {
  std::string suite = "arc-agi-1/training";
  std::vector<std::string> runs;
  std::optional<std::string> out;
};

/// By strategy and half of the tasks: what it found.
using Judged = std::map<std::string, std::map<Ranking, std::vector<JudgedProgram>>>;

/// By task, what was predicted so far.
using Predictions = std::map<std::string, std::set<std::string>>;

/// Judges the first guess of each strategy of a run, but for what runs before it have predicted:
/// what a strategy adds to others is less often right than what it finds alone.
Result<void> judge(const std::string& run, const TaskIndex& tasks, Predictions& predicted,
                   Judged& judged) {
  const auto loaded = load_run(run);
  if (!loaded) return tl::unexpected(loaded.error());
  for (const TaskResult& result : loaded->results) {
    const auto task = tasks.find(result.task, run);
    if (!task) return tl::unexpected(task.error());
    std::set<std::string> seen;  // the first guess of each strategy: later ones differ from it
    for (std::size_t g = 0; g < result.guesses.size(); ++g) {
      if (!seen.insert(result.strategies[g]).second) continue;
      if (!predicted[result.task].insert(result.guesses[g].dump()).second) continue;
      judged[result.strategies[g]][synthesis::half_of(result.task)].push_back(
          {static_cast<double>(result.costs[g]), is_right(**task, result.guesses[g])});
    }
  }
  return {};
}

/// Mean negative log likelihood in bits.
double loss(const CredibilityCurve& curve, const std::vector<JudgedProgram>& programs) {
  double sum = 0;
  for (const JudgedProgram& program : programs) {
    const double p = curve.at(program.cost);
    sum -= std::log2(program.right ? p : 1 - p);
  }
  return programs.empty() ? 0 : sum / static_cast<double>(programs.size());
}

std::string show(const CredibilityCurve& curve) {
  return fmt::format("{{{}, {}}}", curve.middle, curve.width);
}

Result<Outcome> fit_ranking(const FitOptions& options) {
  const auto suite = load_suite(options.suite);
  if (!suite) return tl::unexpected(suite.error());
  const TaskIndex tasks(suite->tasks);
  Judged judged;
  Predictions predicted;
  for (const std::string& run : options.runs) {
    const auto done = judge(run, tasks, predicted, judged);
    if (!done) return tl::unexpected(done.error());
  }
  std::string table;
  print(fmt::format("{:<10} {:>8} {:>6}  {:<12} {:<12} {:<12} {}\n", "strategy", "programs",
                    "right", "all", "even half", "odd half",
                    "bits a program: fitted on all, on the other half"));
  for (auto& [strategy, halves] : judged) {
    const auto& even = halves[Ranking::kEvenHalf];
    const auto& odd = halves[Ranking::kOddHalf];
    std::vector<JudgedProgram> all = even;
    all.insert(all.end(), odd.begin(), odd.end());
    const CredibilityCurve on_all = synthesis::fit_credibility(all);
    const CredibilityCurve on_even = synthesis::fit_credibility(even);
    const CredibilityCurve on_odd = synthesis::fit_credibility(odd);
    const double cross = (loss(on_odd, even) * static_cast<double>(even.size()) +
                          loss(on_even, odd) * static_cast<double>(odd.size())) /
                         static_cast<double>(all.size());
    const auto right =
        std::ranges::count_if(all, [](const auto& program) { return program.right; });
    print(fmt::format("{:<10} {:>8} {:>6}  {:<12} {:<12} {:<12} {:.3f} {:.3f}\n", strategy,
                      all.size(), right, show(on_all), show(on_even), show(on_odd),
                      loss(on_all, all), cross));
    table += fmt::format("{{\"{}\", {{{{{}, {}, {}}}}}}},\n", strategy, show(on_all), show(on_even),
                         show(on_odd));
  }
  if (!options.out) return Outcome::kDone;
  std::ofstream file(*options.out);
  file << "// Middle and width of the logistic curve of each strategy: fitted on all tasks, on the "
          "even half, on\n// the odd half. Made by: gestalt fit ranking, from runs of the "
          "arms of\n// experiments/configs/strength.toml.\n"
       << table;
  file.close();
  if (!file) return fail(ErrorCode::kIo, "cannot be written", *options.out);
  return Outcome::kDone;
}

}  // namespace

void add_fit(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("fit", "Fit what the search takes as given");
  command->require_subcommand(1);
  auto options = std::make_shared<FitOptions>();
  CLI::App* ranking = command->add_subcommand(
      "ranking",
      "Fit how credible a program is, by its strategy and cost, to runs whose test outputs are "
      "known;\nof equal predictions for a task the first run's counts. Shows the loss on the half "
      "of the "
      "tasks that was left out.");
  ranking->add_option("RUN", options->runs, kRunSyntax)->required()->type_name("RUN");
  ranking->add_option("--suite", options->suite, "The data set of the runs; " + options->suite);
  ranking->add_option("--out", options->out, "Write the curves, as synthesis/rank/credibility.inc")
      ->type_name("FILE");
  ranking->callback([options, &action] { action = [options] { return fit_ranking(*options); }; });
  add_fit_costs(*command, action);
}

}  // namespace gestalt::experiments
