// What a primitive costs in a rule: the guide's costs without slots.
//
// Rules are made bottom up, of layers and parts whose place in the program is not known yet, so a
// cost by slot is of no use to them. What they need is how likely a primitive is among those that
// yield the same: which layer, which attribute, which action.
#pragma once

#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/api/costs.h"

namespace gestalt::synthesis {

/// cost(head) = record cost - 4 ln(p(head | result type) / prior(head | result type)), where p is
/// the mean over all slots of that type (those of usual parents weigh more), and the prior that of
/// the record costs: the records' own costs stay as they are. What rules write around layers
/// (comparisons, paint) counts for nothing and keeps its record's cost, as do heads of no fixed
/// type.
///
/// Threads: any number.
class HeadCosts {
 public:
  /// The records' own.
  explicit HeadCosts(const dsl::Registry& registry);
  HeadCosts(const dsl::Domain& domain, const Costs& costs);

  [[nodiscard]] int of(dsl::PrimitiveId head) const { return costs_[head]; }

 private:
  std::vector<int> costs_;
};

}  // namespace gestalt::synthesis
