#include "experiments/store/comparison.h"

#include <map>

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
    if (*one->solved && *other.solved) ++result.both;
    if (!*one->solved && !*other.solved) ++result.neither;
    if (!*one->solved && *other.solved) result.won.push_back(task);
    if (*one->solved && !*other.solved) result.lost.push_back(task);
  }
  for (const auto& [task, one] : theirs) {
    if (!ours.contains(task)) result.unmatched.push_back(task);
  }
  result.p_value = mcnemar_exact(result.lost.size(), result.won.size());
  result.difference = bootstrap_mean(differences, seed);
  return result;
}

}  // namespace gestalt::experiments
