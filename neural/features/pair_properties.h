// Properties of one pair of pictures, input and output, and of their difference: one table.
#pragma once

#include <span>
#include <string_view>

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

}  // namespace gestalt::neural
