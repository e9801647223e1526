// Shows people what a search found.
#pragma once

#include "synthesis/api/report.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// The test inputs with the predictions beside them, the programs, and how the search ended.
void show_result(const tasks::Task& task, const synthesis::SynthesisResult& result);

/// "a dozen words": what stopped the search, steps, distinct rows, rate.
[[nodiscard]] std::string describe(const synthesis::SearchReport& report);

}  // namespace gestalt::experiments
