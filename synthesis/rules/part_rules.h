// Rules that are found segmentation by segmentation.
#pragma once

#include <functional>
#include <vector>

#include "synthesis/rules/rule.h"
#include "synthesis/rules/segmented_parts.h"

namespace gestalt::synthesis {

/// A term over the inputs, in the pool of a segmentation's terms, that may be a rule.
struct PartRule {
  dsl::TermId term;
  int cost = 0;
};

/// Searches all segmentations in parallel, then keeps the cheapest that fit and predict different
/// outputs. The same for any number of threads where time is not short.
[[nodiscard]] RuleResult find_part_rules(
    SegmentedParts& parts, const RuleOptions& options,
    const std::function<std::vector<PartRule>(Parts& parts)>& find);

}  // namespace gestalt::synthesis
