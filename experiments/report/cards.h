// A card a task: its examples drawn, and what each run made of it.
#pragma once

#include <span>
#include <string>

#include "experiments/report/arms.h"

namespace gestalt::experiments {

/// By suite and task.
[[nodiscard]] std::string show_cards(std::span<const ReportedRun> runs, const Arms& arms);

}  // namespace gestalt::experiments
