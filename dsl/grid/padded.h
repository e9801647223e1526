// A copy of a grid with one empty cell around it, so that neighbors need no bounds checks.
#pragma once

#include <array>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Cells with transparent as 0, so that "not empty" is "not zero"; the margin is 0.
class Padded {
 public:
  explicit Padded(const Grid& grid) : width_(grid.columns() + 2) {
    const auto width = static_cast<std::size_t>(width_);
    std::memset(cells_.data(), 0, width);
    std::memset(cells_.data() + width * static_cast<std::size_t>(grid.rows() + 1), 0, width);
    for (int r = 0; r < grid.rows(); ++r) {
      Cell* to = cells_.data() + (r + 1) * width_;
      const Cell* from = grid.row(r);
      to[0] = 0;
      for (int c = 0; c < grid.columns(); ++c) {
        to[c + 1] = from[c] == kTransparent ? Cell{0} : from[c];
      }
      to[grid.columns() + 1] = 0;
    }
  }

  /// Cell (r, 0); index -1 and columns() are the margin, r may be -1 or rows().
  [[nodiscard]] const Cell* row(int r) const { return cells_.data() + (r + 1) * width_ + 1; }
  /// Distance from a cell to the one below.
  [[nodiscard]] int stride() const { return width_; }

 private:
  int width_;
  std::array<Cell, (kMaxSide + 2) * (kMaxSide + 2)> cells_;
};

}  // namespace gestalt::dsl
