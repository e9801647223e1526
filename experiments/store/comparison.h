// Two runs over the same tasks, task by task.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/store/statistics.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

struct Comparison {
  std::size_t tasks = 0;  ///< that both have and whose outcome is known
  std::size_t both = 0;   ///< solved by both
  std::size_t neither = 0;
  std::vector<std::string> won;        ///< solved by the second only, by name
  std::vector<std::string> lost;       ///< solved by the first only
  std::vector<std::string> unmatched;  ///< tasks that only one of the runs has
  double p_value = 1;                  ///< McNemar's exact test
  Interval difference;       ///< of the shares solved, second minus first: bootstrap, 95 %
  double seconds_first = 0;  ///< over the tasks that both have
  double seconds_second = 0;
  std::uint64_t steps_first = 0;
  std::uint64_t steps_second = 0;
  /// Over the tasks that both solve: the first one's steps over the second one's, geometric mean,
  /// with its interval (bootstrap, 95 %). 1 where there are none.
  double steps_ratio = 1;
  Interval steps_ratio_interval{1, 1};

  [[nodiscard]] std::size_t solved_first() const { return both + lost.size(); }
  [[nodiscard]] std::size_t solved_second() const { return both + won.size(); }
};

/// The seed is that of the bootstrap.
[[nodiscard]] Comparison compare(std::span<const TaskResult> first,
                                 std::span<const TaskResult> second, std::uint64_t seed);

}  // namespace gestalt::experiments
