// Features: partitions of all places of all examples, by a layer's value or by a test of it.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/rules/layer_bank.h"

namespace gestalt::synthesis {

/// How a feature reads its layer.
enum class FeatureKind : std::uint8_t { kValue, kEqual, kAtLeast };

/// A partition of the places: part[i] says in which part place i lies.
struct Feature {
  std::uint32_t layer = 0;  ///< index in the bank's selectors
  FeatureKind kind = FeatureKind::kValue;
  std::int32_t operand = 0;  ///< what is tested for; unused by kValue
  double cost = 0;
  std::vector<std::int32_t> values;  ///< by part: the layer's value (kValue), or 0 and 1
  std::vector<std::uint8_t> part;
  [[nodiscard]] std::size_t parts() const { return values.size(); }
};

/// The places of a task: those of all train outputs, then those of the predictions.
struct Places {
  std::size_t train = 0;
  std::size_t all = 0;
  std::vector<std::uint16_t> example;  ///< by place: which one it belongs to
};

/// Features of the bank's selectors, as many as fit in `bytes` and time, the cheapest selectors
/// first: no two with the same partition (the cheaper one stays), none with a part that only the
/// predictions have, cheapest first.
[[nodiscard]] std::vector<Feature> make_features(const LayerBank& bank,
                                                 const dsl::IndexedType& selectors,
                                                 const Places& places, std::uint64_t bytes,
                                                 const Deadline& deadline);

/// The description length of a layer in the unit of rule costs: about 1 for what every rule needs,
/// 2 for a usual selector.
[[nodiscard]] double layer_cost(const LayerTerm& layer);

/// Units of record costs in one of rule costs.
constexpr double kRuleUnit = 7;

}  // namespace gestalt::synthesis
