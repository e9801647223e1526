// The verifier that proves: train pairs, laws and equality of programs under their SMT meanings.
#pragma once

#include <memory>

#include "synthesis/api/verifier.h"
#include "synthesis/verify/prover.h"
#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// The program as questions want it.
[[nodiscard]] Subject subject_of(const ProgramOfTask& program);

/// meets_train_pairs() by execution where the program cannot be put on terms.
[[nodiscard]] std::unique_ptr<Verifier> make_z3_verifier(const ProverOptions& options);

}  // namespace gestalt::synthesis
