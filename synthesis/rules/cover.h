// Covers: few leaves for many groups, each group taking a leaf that is right in all its places.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

namespace gestalt::synthesis {

constexpr std::size_t kMaxLeaves = 128;
/// Bit j: leaf j is right.
using LeafMask = std::bitset<kMaxLeaves>;

/// A leaf for each group: greedily the leaf that serves the most groups still without one, less its
/// cost; then each group takes the cheapest of those chosen. Requires every mask to have a bit.
[[nodiscard]] std::vector<std::uint8_t> choose_leaves(std::span<const LeafMask> groups,
                                                      std::span<const double> costs);

}  // namespace gestalt::synthesis
