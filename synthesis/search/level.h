// One level of a bank: all terms of one cost, as blocks (a production times a range an
// argument).
//
// The terms of a level are numbered 0, 1, ... in canonical order: by block, then by the arguments,
// last argument fastest. That number (plus the bank's running total) is a term's key: the smallest
// key among equal rows survives.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "synthesis/search/bank.h"

namespace gestalt::synthesis {

/// Terms production(a, b, c) for a, b, c in ranges.
struct Block {
  std::uint16_t production = 0;
  std::array<Range, kMaxArity> arguments{};
  std::uint64_t first = 0;  ///< number of its first term
  std::uint64_t count = 0;
};

struct Level {
  std::vector<Block> blocks;
  std::uint64_t count = 0;

  /// Index of the block that holds term `number`.
  [[nodiscard]] std::size_t block_of(std::uint64_t number) const;
};

/// Answers which entries cost `cost` as argument `k` of a production (of this bank, or of a
/// function bank for a function argument).
using ArgumentFinder =
    std::function<const std::vector<Range>&(const Production&, std::size_t k, int cost)>;

/// All terms of the bank's next level.
[[nodiscard]] Level plan_level(const Bank& bank, const ArgumentFinder& find);

}  // namespace gestalt::synthesis
