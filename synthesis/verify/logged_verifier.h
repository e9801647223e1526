// A verifier that writes down what it was asked: SMT-LIB scripts that any solver can run.
#pragma once

#include <filesystem>
#include <memory>

#include "synthesis/api/verifier.h"
#include "synthesis/verify/prover.h"

namespace gestalt::synthesis {

/// Writes what it was asked into a folder (see smt_log.h), with the same options as the verifier's.
/// The answers do not depend on it.
[[nodiscard]] std::unique_ptr<Verifier> make_logged(std::unique_ptr<Verifier> verifier,
                                                    const ProverOptions& options,
                                                    std::filesystem::path folder);

}  // namespace gestalt::synthesis
