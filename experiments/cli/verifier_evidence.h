// What the verifier is worth, measured on programs that solve tasks: which questions it answers,
// whether it proves anything wrong, whether it fills holes faster than trying.
#pragma once

#include <string>

#include "experiments/cli/commands.h"

namespace gestalt::experiments {

/// Whether an experiment file is about the verifier: it has a table [verifier].
[[nodiscard]] bool is_verifier_experiment(const std::string& file);

/// Runs one, as experiments/configs/verifier.toml, and prints its tables beside the bars of the
/// file. Fails where a bar is missed. Errors: what is wrong with the file, the corpus or the suite;
/// a build without Z3.
[[nodiscard]] Result<Outcome> run_verifier_experiment(const std::string& file, bool quick);

}  // namespace gestalt::experiments
