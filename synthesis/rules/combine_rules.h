// Rules that combine parts of the input: one part masks another, is laid over it, or becomes its
// pattern (prototypes/README.md, "stamps": compose).
#pragma once

#include "synthesis/rules/rule.h"
#include "synthesis/rules/segmented_parts.h"

namespace gestalt::synthesis {

/// Finds terms of the output's type that apply a primitive to two values, each an input, a part of
/// it that a condition chooses, what a primitive makes of one of these, or another such term that
/// has the outputs' frames. Nothing where the inputs have them already: layers and cells explain
/// those outputs. The same for any number of threads where time is not short.
[[nodiscard]] RuleResult find_combine_rules(SegmentedParts& parts, const RuleOptions& options);

}  // namespace gestalt::synthesis
