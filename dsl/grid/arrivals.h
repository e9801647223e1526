// What arrives at each cell of a grid along a step: the color of the nearest shown cell against it.
// Rays, lines and connections are combinations of these planes, cell by cell.
//
// Rows are padded to whole vectors (GCC's and Clang's vector extension), so that short rows are
// vector code too.
#pragma once

#include <array>
#include <utility>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Sixteen cells side by side. Comparisons give all-ones lanes, which `mask ? a : b` reads.
using Lanes [[gnu::vector_size(16)]] = Cell;
constexpr int kLanes = 16;

[[nodiscard]] inline Lanes load(const Cell* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof(lanes));
  return lanes;
}
inline void store(Cell* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof(lanes)); }

/// The cells of a where it has some, else those of b.
[[nodiscard]] inline Lanes first_of(Lanes a, Lanes b) { return a != 0 ? a : b; }
[[nodiscard]] inline Lanes itself(Lanes arriving) { return arriving; }
[[nodiscard]] inline Lanes first_of_four(Lanes a, Lanes b, Lanes c, Lanes d) {
  return first_of(first_of(a, b), first_of(c, d));
}
/// The cells that a and b agree on, else 0: where one color comes from both sides.
[[nodiscard]] inline Lanes same_color(Lanes a, Lanes b) { return a == b ? a : Lanes{}; }
/// The same along one of two lines; the first wins.
[[nodiscard]] inline Lanes same_color_of_four(Lanes a, Lanes b, Lanes c, Lanes d) {
  return first_of(same_color(a, b), same_color(c, d));
}
/// Transparent as 0.
[[nodiscard]] inline Lanes shown(Lanes cells) { return cells == kTransparent ? Lanes{} : cells; }

/// A copy of a row in whole vectors, zero behind its cells.
class PaddedRow {
 public:
  static constexpr int kSize = (kMaxSide + kLanes - 1) / kLanes * kLanes;
  /// `count` cells in whole vectors.
  [[nodiscard]] static constexpr int width(int count) {
    return (count + kLanes - 1) / kLanes * kLanes;
  }

  PaddedRow(const Cell* cells, int count) {
    store(cells_.data() + width(count) - kLanes, Lanes{});
    copy_cells(cells_.data(), cells, count);
  }
  [[nodiscard]] Cell* data() { return cells_.data(); }

 private:
  std::array<Cell, kSize> cells_;
};

/// One color a cell, 0 where nothing arrives. Shown cells stop what arrives at them and send their
/// own color on.
class Arrivals {
 public:
  /// `step` is one of the eight steps to a neighbor.
  Arrivals(const Grid& grid, Point step) : width_(PaddedRow::width(grid.columns())) {
    if (step.row == 0) {
      sweep_sideways(grid, step.column);
    } else {
      sweep(grid, step);
    }
  }

  /// Columns [c, c + kLanes) of row r; those behind the grid's mean nothing.
  [[nodiscard]] Lanes at(int r, int c) const { return load(row(r) + c); }
  [[nodiscard]] const Cell* row(int r) const { return plane_.data() + r * width_; }

 private:
  /// Row by row: a row receives what the row before carries, shifted by the step.
  void sweep(const Grid& grid, Point step) {
    std::array<Cell, PaddedRow::kSize + 2 * kLanes> margined;
    Cell* const carried = margined.data() + kLanes;
    std::memset(margined.data(), 0, static_cast<std::size_t>(width_) + 2 * kLanes);
    for (int i = 0; i < grid.rows(); ++i) {
      const int r = step.row > 0 ? i : grid.rows() - 1 - i;
      PaddedRow own(grid.row(r), grid.columns());
      Cell* arriving = plane_.data() + r * width_;
      for (int c = 0; c < width_; c += kLanes) store(arriving + c, load(carried + c - step.column));
      for (int c = 0; c < width_; c += kLanes) {
        store(carried + c, first_of(shown(load(own.data() + c)), load(arriving + c)));
      }
      carried[grid.columns()] = 0;  // nothing comes back from outside
    }
  }

  /// Along rows, in doubling strides: a cell that has nothing takes what the cell so far against
  /// the step has.
  void sweep_sideways(const Grid& grid, int step) {
    std::array<std::array<Cell, 3 * PaddedRow::kSize>, 2> buffers;  // margins as wide as the row
    for (auto& buffer : buffers) {
      std::memset(buffer.data(), 0, 3 * static_cast<std::size_t>(width_));
    }
    for (int r = 0; r < grid.rows(); ++r) {
      PaddedRow own(grid.row(r), grid.columns());
      Cell* from = buffers[0].data() + width_;
      Cell* to = buffers[1].data() + width_;
      for (int c = 0; c < width_; c += kLanes) store(from + c, shown(load(own.data() + c)));
      for (int stride = 1; stride < grid.columns(); stride *= 2) {
        const Cell* behind = from - stride * step;
        for (int c = 0; c < width_; c += kLanes) {
          store(to + c, first_of(load(from + c), load(behind + c)));
        }
        std::swap(from, to);
      }
      Cell* arriving = plane_.data() + r * width_;
      for (int c = 0; c < width_; c += kLanes) store(arriving + c, load(from + c - step));
    }
  }

  int width_;
  std::array<Cell, std::size_t{kMaxSide} * PaddedRow::kSize> plane_;
};

/// A grid of the cells `color(cells, arriving...)`, Lanes for Lanes, one `arriving` a plane.
template <class F, class... Planes>
[[nodiscard]] Grid combine_lanes(EvalContext& context, const Grid& grid, F color,
                                 const Planes&... planes) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    PaddedRow cells(grid.row(r), grid.columns());
    for (int c = 0; c < grid.columns(); c += kLanes) {
      store(cells.data() + c, color(load(cells.data() + c), planes.at(r, c)...));
    }
    copy_cells(out.row(r), cells.data(), grid.columns());
  }
  return out.seal();
}

/// The grid with its empty cells in the color `color(arriving...)`; where that is 0 they stay.
template <class F, class... Planes>
[[nodiscard]] Grid paint_empty(EvalContext& context, const Grid& grid, F color,
                               const Planes&... planes) {
  const auto paint = [=](Lanes before, auto... arriving) {
    const Lanes painted = color(arriving...);
    return first_of(shown(before), painted != 0 ? painted : before);
  };
  return combine_lanes(context, grid, paint, planes...);
}

}  // namespace gestalt::dsl
