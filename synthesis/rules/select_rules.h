// Selection rules: the output is made of one part of the input, the one that meets a condition.
//
// Select-and-crop of prototypes/README.md ("parts"), with actions and conditions of part_terms.h
// and part_conditions.h.
#pragma once

#include "synthesis/rules/rule.h"
#include "synthesis/rules/segmented_parts.h"

namespace gestalt::synthesis {

/// Searches for rules over the inputs.
///
/// Deterministic for a budget of steps, whatever the number of threads. One caller.
[[nodiscard]] RuleResult find_select_rules(SegmentedParts& parts, const RuleOptions& options);

}  // namespace gestalt::synthesis
