// Arrange rules: outputs that are laid out from the parts of the input, chosen and put in order.
//
// `(layout (sort_by key (filter predicate parts)))`, where a layout is any primitive that makes a
// value of a list of such values. prototypes/README.md, "parts" (arrange-and-sort) and "whole"
// (sequence to layout, count).
#pragma once

#include "synthesis/rules/rule.h"
#include "synthesis/rules/segmented_parts.h"

namespace gestalt::synthesis {

/// Searches the segmentations of a problem whose outputs have other frames than its inputs. The
/// same for any number of threads where time is not short.
[[nodiscard]] RuleResult find_arrange_rules(SegmentedParts& parts, const RuleOptions& options);

}  // namespace gestalt::synthesis
