// What two grids have in common wherever they lie: pictures (cells) and shapes (which cells show).
#pragma once

#include <algorithm>
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

/// Whether both have equal sides and the same cells not empty.
[[nodiscard]] inline bool equal_shapes(const Grid& a, const Grid& b) {
  return a.same_shape(b) && std::equal(a.span().begin(), a.span().end(), b.span().begin(),
                                       [](Cell x, Cell y) { return is_empty(x) == is_empty(y); });
}

/// Equal for grids with equal sides and the same cells not empty.
[[nodiscard]] inline Digest shape_digest(const Grid& grid) {
  std::array<bool, std::size_t{kMaxSide} * kMaxSide> shown;
  const auto area = static_cast<std::size_t>(grid.area());
  for (std::size_t i = 0; i < area; ++i) shown[i] = !is_empty(grid.cells()[i]);
  return digest_bytes(shown.data(), area, size_key(grid));
}

}  // namespace gestalt::dsl
