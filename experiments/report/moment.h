// When a task was solved, as far as a result tells.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/store/task_result.h"
#include "tasks/task.h"

namespace gestalt::experiments {

struct Moment {
  double seconds = 0;
  double steps = 0;
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// Whether a guess is right on every test input whose output is known.
[[nodiscard]] bool is_right(const tasks::Task& task, const nlohmann::ordered_json& guess);

/// The end of the strategy that found the right guess: an upper bound of when it was found. The end
/// of the search where that is not known (no task, or different guesses are right on different test
/// inputs). Nothing for a task that is not solved.
[[nodiscard]] std::optional<Moment> solved_at(const TaskResult& result, const tasks::Task* task);

}  // namespace gestalt::experiments
