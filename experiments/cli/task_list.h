// Lists of tasks in small text files under experiments/configs.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Loads the tasks that a file of the repository names: SUITE/ID a line, '#' begins a comment.
[[nodiscard]] Result<std::vector<tasks::Task>> load_task_list(std::string_view file);

}  // namespace gestalt::experiments
