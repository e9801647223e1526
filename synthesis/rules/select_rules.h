// Selection rules: the output is made of one part of the input, the one that meets a condition.
//
// Select-and-crop of prototypes/README.md ("parts"), with actions and conditions of part_layers.h.
#pragma once

#include <atomic>
#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/budget.h"

namespace gestalt::synthesis {

/// A program that meets every train pair.
struct SelectRule {
  dsl::TermId program;
  int cost = 0;  ///< on the scale of record costs; lower is more credible
};

struct SelectRuleOptions {
  Budget budget;
  int threads = 1;
  std::size_t rules = 4;           ///< so many with different predictions
  std::size_t segmentations = 16;  ///< lists of parts that are looked at, the cheapest first
};

struct SelectRuleResult {
  std::vector<SelectRule> rules;  ///< by cost
  std::uint64_t steps = 0;        ///< terms evaluated on a row, and candidates fully checked
  StopReason stop = StopReason::kExhausted;
};

/// Searches for rules over the inputs. Nothing where the domain has no PaintForm or the output is
/// of another type.
///
/// Deterministic for a budget of steps, whatever the number of threads. One caller. Values are
/// built in `memory`, terms in `pool`.
[[nodiscard]] SelectRuleResult find_select_rules(const dsl::Domain& domain,
                                                 const dsl::Examples& examples,
                                                 std::span<const dsl::Constant> constants,
                                                 dsl::TermPool& pool, dsl::ChunkPool& memory,
                                                 const SelectRuleOptions& options,
                                                 const std::atomic<bool>* interrupt);

}  // namespace gestalt::synthesis
