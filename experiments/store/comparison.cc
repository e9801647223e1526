#include "experiments/store/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace gestalt::experiments {

namespace {

using ByTask = std::map<std::string, const TaskResult*>;

ByTask by_task(std::span<const TaskResult> results) {
  ByTask map;
  for (const TaskResult& result : results) map[result.task] = &result;
  return map;
}

}  // namespace

Comparison compare(std::span<const TaskResult> first, std::span<const TaskResult> second,
                   std::uint64_t seed) {
  const ByTask ours = by_task(first);
  const ByTask theirs = by_task(second);
  Comparison result;
  std::vector<double> differences;
  std::vector<double> logarithms;  // of the ratios of steps
  for (const auto& [task, one] : ours) {
    const auto match = theirs.find(task);
    if (match == theirs.end()) {
      result.unmatched.push_back(task);
      continue;
    }
    const TaskResult& other = *match->second;
    if (!one->solved || !other.solved) continue;
    ++result.tasks;
    result.seconds_first += one->seconds;
    result.seconds_second += other.seconds;
    result.steps_first += one->steps;
    result.steps_second += other.steps;
    differences.push_back(static_cast<double>(*other.solved) - static_cast<double>(*one->solved));
    if (*one->solved && *other.solved) {
      ++result.both;
      const auto log_steps = [](const TaskResult& run) {
        return std::log(static_cast<double>(std::max<std::uint64_t>(run.steps, 1)));
      };
      logarithms.push_back(log_steps(*one) - log_steps(other));
    }
    if (!*one->solved && !*other.solved) ++result.neither;
    if (!*one->solved && *other.solved) result.won.push_back(task);
    if (*one->solved && !*other.solved) result.lost.push_back(task);
  }
  for (const auto& [task, one] : theirs) {
    if (!ours.contains(task)) result.unmatched.push_back(task);
  }
  result.p_value = mcnemar_exact(result.lost.size(), result.won.size());
  result.difference = bootstrap_mean(differences, seed);
  if (logarithms.empty()) return result;
  const double sum = std::accumulate(logarithms.begin(), logarithms.end(), 0.0);
  const Interval mean = bootstrap_mean(logarithms, seed);
  result.steps_ratio = std::exp(sum / static_cast<double>(logarithms.size()));
  result.steps_ratio_interval = {std::exp(mean.low), std::exp(mean.high)};
  return result;
}

}  // namespace gestalt::experiments
