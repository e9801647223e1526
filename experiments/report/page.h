// Runs as one HTML page that needs nothing else: summary, curves, generalization gaps, and a card a
// task.
#pragma once

#include <span>
#include <string>

#include "experiments/report/reported_run.h"

namespace gestalt::experiments {

/// The page's text. A pure function of the runs.
[[nodiscard]] std::string make_page(std::span<const ReportedRun> runs);

}  // namespace gestalt::experiments
