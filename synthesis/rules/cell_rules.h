// Cell rules: every element of the output is decided by the values of a few layers, each case a
// constant or a copy from a layer.
//
// Divide and conquer in the sense of EUSolver (Alur et al. 2017) over places instead of examples: a
// place knows which leaves would be right there; the fewest features are sought that never put
// places of disjoint leaves together (a hitting set of critical pairs), then few leaves cover the
// groups. Definitions and figures: prototypes/README.md, "cells".
#pragma once

#include <optional>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/budget.h"
#include "synthesis/rules/layer_bank.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// A rule that meets every train pair and says something for every place of the test outputs.
struct CellRule {
  dsl::TermId program;
  double score = 0;  ///< description length; lower is more credible
  std::size_t features = 0;
  std::size_t groups = 0;
  /// On the scale of record costs.
  [[nodiscard]] int cost() const;
};

struct CellRuleOptions {
  Budget budget;
  std::size_t rules = 8;                       ///< so many with different predictions
  std::size_t max_features = 2;                ///< 3 takes many times as long and is seldom right
  std::uint64_t checks = 20'000'000;           ///< places looked at while checking candidate rules
  LayerLimits layers;                          ///< steps and memory as far as the budget allows
  std::optional<std::uint32_t> must_use = {};  ///< only rules in which this variable occurs

  [[nodiscard]] static CellRuleOptions of(Depth depth);
};

struct CellRuleResult {
  std::vector<CellRule> rules;  ///< by score
  std::uint64_t steps = 0;      ///< layers computed and candidates fully checked
  StopReason stop = StopReason::kExhausted;
};

/// Searches for rules over the inputs and over `known` terms, if any (they outlive the call).
/// Nothing where the domain has no CellForm or the output is of another type.
///
/// Deterministic; one thread.
[[nodiscard]] CellRuleResult find_cell_rules(const RuleProblem& problem, const KnownLayers& known,
                                             const CellRuleOptions& options);

}  // namespace gestalt::synthesis
