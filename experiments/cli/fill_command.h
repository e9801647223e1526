// gestalt verify SKETCH TASK --fill: the holes of a sketch, solved.
#pragma once

#include <string>

#include "experiments/cli/commands.h"
#include "synthesis/verify/prover.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Fills the sketch (text, or @FILE) so that it meets the task's train pairs, at the least cost,
/// and shows what it predicts. Fails where nothing fits or it is not known what does.
[[nodiscard]] Result<Outcome> fill_sketch(const std::string& sketch, const tasks::Task& task,
                                          const synthesis::ProverOptions& options, bool json);

}  // namespace gestalt::experiments
