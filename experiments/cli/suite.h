// All tasks of a suite, read before the first search so that a bad file is known at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// The tasks in order of id; only the first `limit`, where given.
[[nodiscard]] Result<std::vector<tasks::Task>> load_suite(const std::string& suite,
                                                          std::optional<std::size_t> limit = {});

}  // namespace gestalt::experiments
