// Experiment files: which suite, which arms, what they are held to. TOML, as
// experiments/configs/strength.toml.
#pragma once

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
  std::optional<double> solved;
  std::optional<double> precision;
  std::optional<double> mean_seconds;
};

struct Experiment {
  std::string suite;
  std::optional<std::size_t> tasks;  ///< so many, evenly spaced; all unless given
  std::vector<Arm> arms;
};

/// Reads a file, in the reduced size that it states for `quick`. Errors: the first thing that is
/// wrong, with its place.
[[nodiscard]] Result<Experiment> read_experiment(const std::string& file, bool quick);

}  // namespace gestalt::experiments
