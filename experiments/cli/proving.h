// What commands prove and solve with, in builds that have Z3.
#pragma once

#include <cstdint>
#include <memory>

#include "synthesis/api/decisions.h"
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
/// The same, which begins to prove what it is told to expect while others search.
[[nodiscard]] std::unique_ptr<synthesis::Verifier> make_background_verifier(
    const ProvingSettings& settings);
/// The same of what solves for the smallest decisions.
[[nodiscard]] std::unique_ptr<synthesis::DecisionMaker> make_decision_maker();

}  // namespace gestalt::experiments
