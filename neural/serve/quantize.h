// Log probabilities of a network as the search's integer costs.
#pragma once

#include <span>

#include "neural/features/vocabulary.h"
#include "synthesis/api/costs.h"

namespace gestalt::neural {

struct QuantizeOptions {
  double units_per_nat = synthesis::kUnitsPerNat;
  /// Part of the probability that goes by the records' costs whatever the network says: the floor
  /// that keeps a wrong network from excluding anything. Delay, never forbid.
  double floor = 0.1;
};

/// cost = -units_per_nat * ln((1 - floor) * p + floor * prior), where prior is exp(-record / 4)
/// normalized over the heads that are legal in the slot. What cannot stand in a slot by its type
/// has the greatest cost there. A probability that is no number counts as 0. Constants of one role
/// share its probability evenly.
///
/// Shape: log_probabilities is slots x heads. `constants`: what the task offers.
[[nodiscard]] synthesis::Costs quantize(const dsl::Domain& domain, const Vocabulary& vocabulary,
                                        std::span<const float> log_probabilities,
                                        std::span<const dsl::Constant> constants,
                                        const QuantizeOptions& options);

}  // namespace gestalt::neural
