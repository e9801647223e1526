// A verifier that is checked by another: an answer is believed only where the other does not
// contradict it.
#pragma once

#include <memory>

#include "synthesis/api/verifier.h"

namespace gestalt::synthesis {

/// Gives the verifier's answers. Where the oracle refutes what it proves, or proves what it
/// refutes, the answer is Unknown with both verdicts as the reason, and `irreproducible`.
[[nodiscard]] std::unique_ptr<Verifier> make_cross_checked(std::unique_ptr<Verifier> verifier,
                                                           std::unique_ptr<Verifier> oracle);

}  // namespace gestalt::synthesis
