#include "experiments/cli/experiment_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "experiments/cli/console.h"
#include "experiments/store/comparison.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

namespace {

/// Of one arm over all of its suites.
std::vector<TaskResult> results_of(const FinishedExperiment& finished, std::size_t arm) {
  std::vector<TaskResult> all;
  for (const auto& [key, results] : finished.results) {
    if (key.first == arm) all.insert(all.end(), results.begin(), results.end());
  }
  return all;
}

Summary summary_of(const std::vector<TaskResult>& results) {
  Summary summary;
  for (const TaskResult& result : results) summary.add(result);
  return summary;
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
    line += fmt::format("  {}{}: {}/{}", k * kBin,
                        k + 1 == kBins ? "+" : fmt::format("-{}", (k + 1) * kBin), solved, fitted);
  }
  return line;
}

/// How many tasks only this arm solves, of those arms that run one strategy each.
std::string only_here(const Experiment& experiment, const FinishedExperiment& finished,
                      std::size_t arm) {
  if (!experiment.arms[arm].alone) return "-";
  auto ids = solved_by(results_of(finished, arm));
  for (std::size_t other = 0; other < experiment.arms.size(); ++other) {
    if (other == arm || !experiment.arms[other].alone) continue;
    for (const std::string& id : solved_by(results_of(finished, other))) ids.erase(id);
  }
  return fmt::to_string(ids.size());
}

/// "41/60  68 % (56-79)"
std::string share_text(const Summary& summary) {
  const Interval interval = summary.solved_interval();
  const auto percent = [](double share) { return std::lround(100 * share); };
  return fmt::format("{:>4}/{:<4} {:>3} % ({}-{})", summary.solved, summary.tasks,
                     percent(summary.share()), percent(interval.low), percent(interval.high));
}

/// Searches that their time ended: their results depend on the machine.
std::size_t ended_by_time(const std::vector<TaskResult>& results) {
  return static_cast<std::size_t>(std::ranges::count(results, "seconds", &TaskResult::stop));
}

/// Mean number of names and literals in the first guesses' programs.
double mean_size(const std::vector<TaskResult>& results) {
  std::size_t atoms = 0;
  std::size_t programs = 0;
  for (const TaskResult& result : results) {
    if (result.programs.empty()) continue;
    ++programs;
    const std::string& text = result.programs.front();
    const auto separates = [](char c) { return c == ' ' || c == '(' || c == ')'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!separates(text[i]) && (i == 0 || separates(text[i - 1]))) ++atoms;
    }
  }
  return programs == 0 ? 0 : static_cast<double>(atoms) / static_cast<double>(programs);
}

/// Of a pair of arms on a suite; nothing where one of them was not run on it. Bootstrap seed 0.
std::optional<Comparison> compare_pair(const FinishedExperiment& finished, const ArmPair& pair,
                                       std::size_t suite) {
  const auto first = finished.results.find({pair.first, suite});
  const auto second = finished.results.find({pair.second, suite});
  if (first == finished.results.end() || second == finished.results.end()) return std::nullopt;
  return compare(first->second, second->second, 0);
}

/// A bar is met, or missed.
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

}  // namespace

void print_arms(const Experiment& experiment, const FinishedExperiment& finished) {
  print(fmt::format("{:<16} {:>5} {:>6} {:>6} {:>9} {:>9} {:>6} {:>8} {:>12} {:>10} {:>7}  {}\n",
                    "arm", "tasks", "solved", "fitted", "precision", "only here", "size", "mean s",
                    "longest s", "steps/s", "by time", "solved, 95 %"));
  for (std::size_t k = 0; k < experiment.arms.size(); ++k) {
    const auto results = results_of(finished, k);
    const Summary summary = summary_of(results);
    const Interval interval = summary.solved_interval();
    print(fmt::format(
        "{:<16} {:>5} {:>6} {:>6} {:>9.3f} {:>9} {:>6.1f} {:>8.3f} {:>12.2f} {:>10} {:>7}  "
        "{:.1f} to {:.1f} %\n",
        experiment.arms[k].name, summary.tasks, summary.solved, summary.fitted, summary.precision(),
        only_here(experiment, finished, k), mean_size(results), summary.mean_seconds(),
        summary.longest, grouped(static_cast<std::uint64_t>(summary.rate())),
        ended_by_time(results), 100 * interval.low, 100 * interval.high));
  }
  print("size: names and literals of the first guess's program, on average\n");
  print("by time: searches that their time ended; what those found depends on the machine\n");
  print("\nsolved of fitted, by the cost of the first guess\n");
  for (std::size_t k = 0; k < experiment.arms.size(); ++k) {
    print(fmt::format("{:<16}{}\n", experiment.arms[k].name,
                      precision_by_cost(results_of(finished, k))));
  }
  print("\n");
}

void print_shifts(const Experiment& experiment, const FinishedExperiment& finished) {
  if (experiment.shifts.empty()) return;
  print(fmt::format("{:<22} {:<16} {:<26} {:<26} {}\n", "shift", "arm", "in distribution",
                    "out of distribution", "gap"));
  for (const Shift& shift : experiment.shifts) {
    for (std::size_t a = 0; a < experiment.arms.size(); ++a) {
      const auto inside = finished.results.find({a, shift.inside});
      const auto outside = finished.results.find({a, shift.outside});
      if (inside == finished.results.end() || outside == finished.results.end()) continue;
      const Summary in = summary_of(inside->second);
      const Summary out = summary_of(outside->second);
      print(fmt::format("{:<22} {:<16} {:<26} {:<26} {:+.0f}\n", shift.name,
                        experiment.arms[a].name, share_text(in), share_text(out),
                        100 * (out.share() - in.share())));
    }
  }
  print("\nsolved of tasks, percent with Wilson's 95 % interval; the gap is in points\n\n");
}

void print_pairs(const Experiment& experiment, const FinishedExperiment& finished) {
  if (experiment.pairs.empty()) return;
  print(fmt::format("{:<34} {:<26} {:>5} {:>10} {:>11} {:>8}  {}\n", "suite", "first, second",
                    "both", "only first", "only second", "McNemar", "steps, first over second"));
  for (const ArmPair& pair : experiment.pairs) {
    for (std::size_t suite = 0; suite < experiment.suites.size(); ++suite) {
      const auto result = compare_pair(finished, pair, suite);
      if (!result) continue;
      print(fmt::format("{:<34} {:<26} {:>5} {:>10} {:>11} {:>8.2g}  {:.2f} ({:.2f} to {:.2f})\n",
                        experiment.suites[suite],
                        fmt::format("{}, {}", experiment.arms[pair.first].name,
                                    experiment.arms[pair.second].name),
                        result->both, result->lost.size(), result->won.size(), result->p_value,
                        result->steps_ratio, result->steps_ratio_interval.low,
                        result->steps_ratio_interval.high));
    }
  }
  print(
      "\nsteps: geometric mean over the tasks that both solve, with a bootstrap 95 % interval\n\n");
}

void print_suites(const Experiment& experiment, const FinishedExperiment& finished) {
  if (experiment.suites.size() < 2 || !experiment.shifts.empty()) return;
  print(fmt::format("{:<34} {:<20} {}\n", "suite", "arm", "solved"));
  for (std::size_t suite = 0; suite < experiment.suites.size(); ++suite) {
    for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
      const auto results = finished.results.find({arm, suite});
      if (results == finished.results.end()) continue;
      print(fmt::format("{:<34} {:<20} {}\n", experiment.suites[suite], experiment.arms[arm].name,
                        share_text(summary_of(results->second))));
    }
  }
  print("\n");
}

bool print_bars(const Experiment& experiment, const FinishedExperiment& finished) {
  Bars bars;
  for (std::size_t k = 0; k < experiment.arms.size(); ++k) {
    const Arm& arm = experiment.arms[k];
    const Summary summary = summary_of(results_of(finished, k));
    double ran = 0;
    double whole = 0;
    for (const std::size_t suite : arm.suites) {
      ran += static_cast<double>(finished.tasks[suite]);
      whole += static_cast<double>(finished.whole[suite]);
    }
    const auto solved = arm.solved ? std::optional(*arm.solved * ran / whole) : std::nullopt;
    bars.check(arm.name, "solved", static_cast<double>(summary.solved), solved, true);
    bars.check(arm.name, "precision", summary.precision(), arm.precision, true);
    bars.check(arm.name, "mean seconds", summary.mean_seconds(), arm.mean_seconds, false);
  }
  for (const Shift& shift : experiment.shifts) {
    for (const auto& [arm, share] : shift.bars) {
      const Summary summary = summary_of(finished.results.at({arm, shift.outside}));
      bars.check(experiment.arms[arm].name,
                 fmt::format("share out of distribution ({})", shift.name), summary.share(), share,
                 true);
    }
  }
  for (const ArmPair& pair : experiment.pairs) {
    for (std::size_t suite = 0; suite < experiment.suites.size(); ++suite) {
      if (pair.barred.value_or(suite) != suite) continue;
      const auto result = compare_pair(finished, pair, suite);
      if (!result) continue;
      bars.check(experiment.arms[pair.first].name,
                 fmt::format("steps over those of {} ({})", experiment.arms[pair.second].name,
                             experiment.suites[suite]),
                 result->steps_ratio, pair.steps_ratio, true);
      bars.check(experiment.arms[pair.second].name,
                 fmt::format("solved more than {} ({})", experiment.arms[pair.first].name,
                             experiment.suites[suite]),
                 static_cast<double>(result->won.size()) - static_cast<double>(result->lost.size()),
                 pair.gain ? std::optional(static_cast<double>(*pair.gain)) : std::nullopt, true);
    }
  }
  return bars.missed();
}

}  // namespace gestalt::experiments
