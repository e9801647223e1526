// A verifier that works ahead: laws of programs that it is told to expect are asked on a thread of
// its own, on cores that have nothing else to do.
#pragma once

#include <memory>

#include "synthesis/api/verifier.h"

namespace gestalt::synthesis {

/// Answers as `verifier` does, which is one that remembers (cached_verifier.h). What expect() names
/// is asked of it in turn, at idle priority, until the first other question: that one waits for the
/// question in flight, and nothing goes on behind it. Answers do not depend on how far it came.
///
/// Threads: one caller; one thread of its own.
[[nodiscard]] std::unique_ptr<Verifier> make_background(std::unique_ptr<Verifier> verifier);

}  // namespace gestalt::synthesis
