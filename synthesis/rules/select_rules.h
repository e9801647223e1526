// Selection rules: the output is made of one part of the input, the one that meets a condition.
//
// Select-and-crop of prototypes/README.md ("parts"), with actions and conditions of part_layers.h.
#pragma once

#include <atomic>
#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

struct SelectRuleOptions {
  Budget budget;
  int threads = 1;
  std::size_t rules = 4;           ///< so many with different predictions
  std::size_t segmentations = 16;  ///< lists of parts that are looked at, the cheapest first
};

/// Searches for rules over the inputs. Nothing where the domain has no PaintForm or the output is
/// of another type.
///
/// Deterministic for a budget of steps, whatever the number of threads. One caller. Values are
/// built in `memory`, terms in `pool`.
[[nodiscard]] RuleResult find_select_rules(const dsl::Domain& domain, const dsl::Examples& examples,
                                           std::span<const dsl::Constant> constants,
                                           dsl::TermPool& pool, dsl::ChunkPool& memory,
                                           const SelectRuleOptions& options,
                                           const std::atomic<bool>* interrupt);

}  // namespace gestalt::synthesis
