// Runs by arm: an experiment has one run for each arm, suite and seed.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "experiments/report/reported_run.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

struct Arms {
  std::vector<std::string> names;  ///< in order of their first run
  std::vector<std::size_t> of;     ///< the arm of each run
};

/// Runs of an experiment are named ARM @ SUITE; any other run is an arm of its own.
[[nodiscard]] Arms group_arms(std::span<const ReportedRun> runs);

/// What an arm solves of a made-up suite's train distribution, and out of it.
struct Gap {
  std::string family;  ///< "ood/size"
  std::size_t arm = 0;
  Summary inside;
  Summary outside;
};

/// Over all seeds; by family, then by arm. Only where there are runs on both sides.
[[nodiscard]] std::vector<Gap> find_gaps(std::span<const ReportedRun> runs, const Arms& arms);

}  // namespace gestalt::experiments
