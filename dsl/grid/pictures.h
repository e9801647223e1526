// What two grids have in common wherever they lie: pictures (cells) and shapes (which cells show).
#pragma once

#include <array>

#include "dsl/core/digest.h"
#include "dsl/grid/cells.h"

namespace gestalt::dsl {

[[nodiscard]] inline std::uint64_t size_key(const Grid& grid) {
  return static_cast<std::uint64_t>(grid.rows()) * 256 + static_cast<std::uint64_t>(grid.columns());
}

/// Equal for grids with equal sides and cells.
[[nodiscard]] inline Digest picture_digest(const Grid& grid) {
  return digest_bytes(grid.cells(), static_cast<std::size_t>(grid.area()), size_key(grid));
}

/// Equal for grids with equal sides and the same cells not empty.
[[nodiscard]] inline Digest shape_digest(const Grid& grid) {
  std::array<bool, std::size_t{kMaxSide} * kMaxSide> shown;
  const auto area = static_cast<std::size_t>(grid.area());
  for (std::size_t i = 0; i < area; ++i) shown[i] = !is_empty(grid.cells()[i]);
  return digest_bytes(shown.data(), area, size_key(grid));
}

}  // namespace gestalt::dsl
