// How far each cell sees: steps to the nearest shown cell in a direction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dsl/grid/frame.h"

namespace gestalt::dsl {

/// Steps from each cell to the nearest shown one in a direction, -1 where there is none.
class SightDistances {
 public:
  SightDistances(const Grid& grid, Point step) : columns_(grid.columns()) {
    const int rows = grid.rows();
    for (int i = 0; i < rows; ++i) {
      const int r = step.row > 0 ? rows - 1 - i : i;
      for (int j = 0; j < columns_; ++j) {
        const int c = step.column > 0 ? columns_ - 1 - j : j;
        const int row = r + step.row;
        const int column = c + step.column;
        int distance = -1;
        if (grid.inside(row, column)) {
          const int further = at(row, column);
          distance = !is_empty(grid.at(row, column)) ? 1 : further < 0 ? -1 : further + 1;
        }
        distances_[static_cast<std::size_t>(r * columns_ + c)] = static_cast<std::int8_t>(distance);
      }
    }
  }
  [[nodiscard]] int at(int r, int c) const {
    return distances_[static_cast<std::size_t>(r * columns_ + c)];
  }

 private:
  int columns_;
  std::array<std::int8_t, std::size_t{kMaxSide} * kMaxSide> distances_;
};

}  // namespace gestalt::dsl
