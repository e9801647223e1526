// What generators draw, the same with every standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::tasks {

/// From `low` to `high`, both included.
[[nodiscard]] inline int draw(dsl::Rng& rng, int low, int high) {
  return low + static_cast<int>(rng() % static_cast<std::uint64_t>(high - low + 1));
}

/// Shuffles the elements from `first` on (Fisher and Yates).
template <class T>
void shuffle(dsl::Rng& rng, std::vector<T>& elements, std::size_t first = 0) {
  for (std::size_t i = first; i + 1 < elements.size(); ++i) {
    std::swap(elements[i], elements[i + rng() % (elements.size() - i)]);
  }
}

/// A part of a picture, anywhere within it. Requires sides no longer than its own.
[[nodiscard]] inline dsl::Raster draw_part(dsl::Rng& rng, const dsl::Raster& picture, int rows,
                                           int columns) {
  const int top = draw(rng, 0, picture.rows - rows);
  const int left = draw(rng, 0, picture.columns - columns);
  dsl::Raster part{rows, columns, {}};
  for (int r = 0; r < rows; ++r) {
    const auto row = picture.cells.begin() + std::ptrdiff_t{top + r} * picture.columns + left;
    part.cells.insert(part.cells.end(), row, row + columns);
  }
  return part;
}

}  // namespace gestalt::tasks
