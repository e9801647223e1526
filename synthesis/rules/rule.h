// What searches for rules yield.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "dsl/core/term.h"
#include "synthesis/api/budget.h"

namespace gestalt::synthesis {

/// A program that meets every train pair.
struct Rule {
  dsl::TermId program;
  int cost = 0;  ///< on the scale of record costs; lower is more credible
};

struct RuleResult {
  std::vector<Rule> rules;  ///< by cost; their predictions differ
  std::uint64_t steps = 0;  ///< terms evaluated on a row, and candidates fully checked
  StopReason stop = StopReason::kExhausted;
};

/// The steps of each of several searches that share what is left, so that the threads' pace does
/// not matter.
[[nodiscard]] inline std::uint64_t share_of_steps(const Budget& budget, std::uint64_t steps,
                                                  std::size_t searches) {
  return searches == 0 ? 0 : (budget.steps - std::min(budget.steps, steps)) / searches;
}

/// Why a search of these steps ended that wanted so many rules and has `found` them.
[[nodiscard]] inline StopReason stop_reason(const Deadline& deadline, const Budget& budget,
                                            std::uint64_t steps, std::size_t found,
                                            std::size_t wanted) {
  if (deadline.interrupted()) return StopReason::kInterrupted;
  if (deadline.remaining() <= 0) return StopReason::kSeconds;
  if (steps >= budget.steps) return StopReason::kSteps;
  return found >= wanted ? StopReason::kFound : StopReason::kExhausted;
}

}  // namespace gestalt::synthesis
