// gestalt fit, and gestalt fit ranking: the credibility curves, from what strategies found for
// tasks whose test outputs are known.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/report/moment.h"
#include "experiments/store/run.h"
#include "synthesis/rank/credibility.h"
#include "synthesis/rank/shared_traits.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using synthesis::CredibilityCurve;
using synthesis::CredibilityFit;
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

/// How many traits of a task's train pairs a guess lacks.
int missed_traits(const synthesis::SharedTraits& traits, const tasks::Task& task,
                  const nlohmann::ordered_json& guess) {
  const dsl::Domain& domain = domain_of(task);
  dsl::Arena arena;
  std::vector<dsl::Value> predictions;
  for (const auto& json : guess) {
    const auto value = tasks::parse_json_value(domain, task.type().result(), json.dump(), arena);
    if (value) predictions.push_back(*value);
  }
  return traits.missed(predictions);
}

/// Judges the first guess of each strategy of a run, but for what runs before it have predicted:
/// what a strategy adds to others is less often right than what it finds alone.
Result<void> judge(const std::string& run, const TaskIndex& tasks, Predictions& predicted,
                   Judged& judged) {
  const auto loaded = load_run(run);
  if (!loaded) return tl::unexpected(loaded.error());
  for (const TaskResult& result : loaded->results) {
    const auto task = tasks.find(result.task, run);
    if (!task) return tl::unexpected(task.error());
    const dsl::Examples examples = (*task)->examples();
    const synthesis::SharedTraits traits(domain_of(**task), examples);
    std::set<std::string> seen;  // the first guess of each strategy: later ones differ from it
    for (std::size_t g = 0; g < result.guesses.size(); ++g) {
      if (!seen.insert(result.strategies[g]).second) continue;
      if (!predicted[result.task].insert(result.guesses[g].dump()).second) continue;
      judged[result.strategies[g]][synthesis::half_of(result.task)].push_back(
          {static_cast<double>(result.costs[g]), is_right(**task, result.guesses[g]),
           missed_traits(traits, **task, result.guesses[g])});
    }
  }
  return {};
}

/// Sum of the negative log likelihoods in bits.
double loss(const CredibilityFit& fit, std::size_t k, const std::vector<JudgedProgram>& programs) {
  double sum = 0;
  for (const JudgedProgram& program : programs) {
    const double p = synthesis::probability(fit.curves[k], fit.per_trait, program);
    sum -= std::log2(program.right ? p : 1 - p);
  }
  return sum;
}

/// The fits on all tasks and on either half, in the order of Ranking.
class Fits {
 public:
  explicit Fits(Judged& judged) {
    for (auto& [strategy, halves] : judged) {
      strategies_.push_back(strategy);
      even_.push_back(halves[Ranking::kEvenHalf]);
      odd_.push_back(halves[Ranking::kOddHalf]);
      all_.push_back(even_.back());
      all_.back().insert(all_.back().end(), odd_.back().begin(), odd_.back().end());
    }
    fits_ = {synthesis::fit_jointly(all_), synthesis::fit_jointly(even_),
             synthesis::fit_jointly(odd_)};
  }

  void show() const {
    const auto& [on_all, on_even, on_odd] = fits_;
    print(fmt::format("{:<10} {:>8} {:>6}  {:<12} {:<12} {:<12} {}\n", "strategy", "programs",
                      "right", "all", "even half", "odd half",
                      "bits a program: fitted on all, on the other half"));
    double own = 0;
    double cross = 0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < strategies_.size(); ++k) {
      const auto right =
          std::ranges::count_if(all_[k], [](const auto& program) { return program.right; });
      const double here = loss(on_all, k, all_[k]);
      const double across = loss(on_odd, k, even_[k]) + loss(on_even, k, odd_[k]);
      const auto size = static_cast<double>(all_[k].size());
      print(fmt::format("{:<10} {:>8} {:>6}  {:<12} {:<12} {:<12} {:.3f} {:.3f}\n", strategies_[k],
                        all_[k].size(), right, text(on_all.curves[k]), text(on_even.curves[k]),
                        text(on_odd.curves[k]), here / size, across / size));
      own += here;
      cross += across;
      count += all_[k].size();
    }
    const auto size = static_cast<double>(count);
    print(fmt::format("{:<10} {:>8} {:>6}  {:<12.2f} {:<12.2f} {:<12.2f} {:.3f} {:.3f}\n",
                      "a trait", count, "", on_all.per_trait, on_even.per_trait, on_odd.per_trait,
                      own / size, cross / size));
  }

  /// As synthesis/rank/credibility.inc.
  [[nodiscard]] std::string source() const {
    std::string table =
        "// Made by: gestalt fit ranking, from runs of the arms of "
        "experiments/configs/strength.toml.\n// Each fitted on all tasks, on the even half, on the "
        "odd half.\n\n// Middle and width of the logistic curve of each strategy.\n"
        "constexpr StrategyCurves kCurves[] = {\n";
    const auto& [on_all, on_even, on_odd] = fits_;
    for (std::size_t k = 0; k < strategies_.size(); ++k) {
      table += fmt::format("{{\"{}\", {{{{{}, {}, {}}}}}}},\n", strategies_[k],
                           text(on_all.curves[k]), text(on_even.curves[k]), text(on_odd.curves[k]));
    }
    return table +
           fmt::format(
               "}};\n// What a trait of the train pairs that a prediction lacks costs, in nats.\n"
               "constexpr std::array<double, 3> kPerTrait = {{{:.2f}, {:.2f}, {:.2f}}};\n",
               on_all.per_trait, on_even.per_trait, on_odd.per_trait);
  }

 private:
  static std::string text(const CredibilityCurve& curve) {
    return fmt::format("{{{}, {}}}", curve.middle, curve.width);
  }

  std::vector<std::string> strategies_;
  std::vector<std::vector<JudgedProgram>> all_;  ///< by strategy, as are the halves
  std::vector<std::vector<JudgedProgram>> even_;
  std::vector<std::vector<JudgedProgram>> odd_;
  std::array<CredibilityFit, 3> fits_;
};

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
  const Fits fits(judged);
  fits.show();
  if (!options.out) return Outcome::kDone;
  std::ofstream file(*options.out);
  file << fits.source();
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
