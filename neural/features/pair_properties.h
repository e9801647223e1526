// Properties of one pair of pictures, as input and output, and of their difference: one table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "neural/features/picture_facts.h"

namespace gestalt::neural {

struct Pair {
  const PictureFacts& in;
  const PictureFacts& out;
};

/// A number between about 0 and 1; truths are 0 or 1.
struct PairProperty {
  std::string_view name;
  float (*of)(const Pair& pair) = nullptr;
};

[[nodiscard]] std::span<const PairProperty> pair_properties();

/// "PROPERTY (mean)", "... (least)", "... (greatest)" for each property.
[[nodiscard]] std::vector<std::string> pair_statistic_names();
/// The numbers of these names, over some pairs: as many of `in` as of `out`, and one at least.
/// Returns how many there are.
std::size_t pair_statistics(std::span<const PictureFacts> in, std::span<const PictureFacts> out,
                            std::span<float> values);

}  // namespace gestalt::neural
