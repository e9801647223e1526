// Scenes of objects under one rule, whose train distribution and test split differ in the scenes'
// size, number of objects, colors, or in distractors.
#pragma once

#include <vector>

#include "dsl/core/result.h"
#include "tasks/generate/ood_pipeline.h"

namespace gestalt::tasks {

/// All examples of a task are of its split. Errors: kInvalidArgument where no task was found.
[[nodiscard]] Result<std::vector<Task>> make_shift(const OodRequest& request);

}  // namespace gestalt::tasks
