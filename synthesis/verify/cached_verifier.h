// A verifier that remembers: each question is asked once.
#pragma once

#include <memory>

#include "synthesis/api/verifier.h"

namespace gestalt::synthesis {

/// Answers are kept by domain, examples, programs and property as long as the verifier lives.
[[nodiscard]] std::unique_ptr<Verifier> make_cached(std::unique_ptr<Verifier> verifier);

}  // namespace gestalt::synthesis
