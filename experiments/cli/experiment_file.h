// Experiment files: which suites, which arms, what they are held to. TOML, as
// experiments/configs/strength.toml and ood.toml.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/cli/search_settings.h"

namespace gestalt::experiments {

/// One way to search, and what it must reach.
struct Arm {
  std::string name;
  SearchSettings search;
  bool alone = false;  ///< one strategy: compared with the other such arms, task by task
  std::vector<std::size_t> suites;  ///< those it is run on; all unless the file names shifts
  std::optional<double> solved;
  std::optional<double> precision;
  std::optional<double> mean_seconds;
};

/// Two suites that differ in one way, shown side by side.
struct Shift {
  std::string name;
  std::size_t inside = 0;                   ///< the suite of the train distribution
  std::size_t outside = 0;                  ///< the one out of it
  std::map<std::size_t, double> bars = {};  ///< by arm: share to be solved out of distribution
};

/// Two arms compared task by task, on the suites that both are run on.
struct ArmPair {
  std::size_t first = 0;
  std::size_t second = 0;
  // Bars.
  std::optional<double> steps_ratio;  ///< the first one's steps over the second one's
  std::optional<std::int64_t> gain;   ///< tasks that the second solves more than the first
  std::optional<std::size_t> barred;  ///< the suite that they are for; all unless given
};

struct Experiment {
  std::vector<std::string> suites;
  std::vector<Shift> shifts;
  std::vector<std::uint64_t> seeds;  ///< of searches, and of suites that are made; at least one
  std::optional<std::size_t> tasks;  ///< of each suite so many, evenly spaced; all unless given
  std::vector<Arm> arms;
  std::vector<ArmPair> pairs;
};

/// Reads a file, in the reduced size that it states for `quick`. Errors: the first thing that is
/// wrong, with its place.
[[nodiscard]] Result<Experiment> read_experiment(const std::string& file, bool quick);

}  // namespace gestalt::experiments
