// The verifier that commands use to prove, in builds that have one.
#pragma once

#include <cstdint>
#include <memory>

#include "synthesis/api/verifier.h"

namespace gestalt::experiments {

struct ProvingSettings {
  int bound = 4;                        ///< largest side of inputs
  std::uint64_t resources = 3'000'000;  ///< of the solver, for one question; about half a second
  int tests = 200;                      ///< generated inputs, where nothing is proved
};

/// Null in a build without Z3.
[[nodiscard]] std::unique_ptr<synthesis::Verifier> make_proving_verifier(
    const ProvingSettings& settings);

}  // namespace gestalt::experiments
