// Sums over the tasks of a run.
#pragma once

#include <algorithm>
#include <cstdint>

#include "experiments/store/statistics.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

struct Summary {
  std::size_t tasks = 0;
  std::size_t solved = 0;
  std::size_t fitted = 0;
  double seconds = 0;
  double longest = 0;  ///< seconds
  std::uint64_t steps = 0;

  void add(const TaskResult& result) {
    ++tasks;
    if (result.solved.value_or(false)) ++solved;
    if (result.train_fit) ++fitted;
    seconds += result.seconds;
    longest = std::max(longest, result.seconds);
    steps += result.steps;
  }
  /// Of the tasks, what is solved.
  [[nodiscard]] double share() const {
    return tasks == 0 ? 0 : static_cast<double>(solved) / static_cast<double>(tasks);
  }
  [[nodiscard]] double mean_seconds() const {
    return tasks == 0 ? 0 : seconds / static_cast<double>(tasks);
  }
  /// Of the share that is solved, at 95 %.
  [[nodiscard]] Interval solved_interval() const { return wilson_interval(solved, tasks); }
  /// Steps a second.
  [[nodiscard]] double rate() const {
    return seconds == 0 ? 0 : static_cast<double>(steps) / seconds;
  }
  /// Of the tasks that some program fits, the share that is solved.
  [[nodiscard]] double precision() const {
    return fitted == 0 ? 0 : static_cast<double>(solved) / static_cast<double>(fitted);
  }
};

}  // namespace gestalt::experiments
