// What arrives at each cell of a grid along a step: the color of the nearest shown cell against it.
// Rays, lines and connections are combinations of these planes, cell by cell.
//
// Rows stay in registers as whole vectors (GCC's and Clang's vector extension), zero behind the
// grid's cells, so that short rows are vector code too.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
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

/// All ones in the first `count` lanes.
[[nodiscard, gnu::always_inline]] inline Lanes first_lanes(int count) {
  constexpr auto kEdge = [] {
    std::array<Cell, 2 * kLanes> edge{};
    std::fill_n(edge.begin(), kLanes, Cell{0xFF});
    return edge;
  }();
  return load(kEdge.data() + kLanes - std::clamp(count, 0, kLanes));
}

/// Cells [c, c + kLanes) of row r, zero behind the grid's columns.
[[nodiscard, gnu::always_inline]] inline Lanes load_cells(const Grid& grid, int r, int c) {
  const Cell* from = grid.row(r) + c;
  const int count = grid.columns() - c;
  if (count <= 0) return Lanes{};
  if (count >= kLanes) return load(from);
  // The rows below follow, so that but for the last ones there is something to read.
  if ((grid.rows() - r) * grid.columns() - c >= kLanes) return load(from) & first_lanes(count);
  std::array<Cell, kLanes> cells{};
  copy_cells(cells.data(), from, count);
  return load(cells.data());
}

/// The first `count` of the lanes.
inline void store_cells(Cell* to, Lanes lanes, int count) {
  if (count >= kLanes) return store(to, lanes);
  std::array<Cell, kLanes> cells;
  store(cells.data(), lanes);
  copy_cells(to, cells.data(), count);
}

/// Lanes [kFrom, kFrom + kLanes) of a followed by b.
template <int kFrom>
[[nodiscard]] Lanes joined(Lanes a, Lanes b) {
  const auto join = [&]<int... kLane>(std::integer_sequence<int, kLane...>) {
    return __builtin_shufflevector(a, b, (kFrom + kLane)...);
  };
  return join(std::make_integer_sequence<int, kLanes>{});
}

/// A row in so many vectors.
template <std::size_t kVectors>
using LanesRow = std::array<Lanes, kVectors>;

/// The row moved by kBy columns, zeros moving in.
template <int kBy, std::size_t kVectors>
[[nodiscard]] LanesRow<kVectors> moved(const LanesRow<kVectors>& row) {
  constexpr int kWhole = kBy / kLanes;
  constexpr int kRest = kBy % kLanes;
  const auto vector = [&](int v) {
    return v < 0 || v >= static_cast<int>(kVectors) ? Lanes{} : row[static_cast<std::size_t>(v)];
  };
  LanesRow<kVectors> to;
  for (std::size_t v = 0; v < kVectors; ++v) {
    const int from = static_cast<int>(v) - kWhole;
    if constexpr (kBy >= 0) {
      to[v] = joined<kLanes - kRest>(vector(from - 1), vector(from));
    } else {
      to[v] = joined<-kRest>(vector(from), vector(from + 1));
    }
  }
  return to;
}

/// One color a cell, 0 where nothing arrives. Shown cells stop what arrives at them and send their
/// own color on.
class Arrivals {
 public:
  /// `step` is one of the eight steps to a neighbor.
  Arrivals(const Grid& grid, Point step) : vectors_((grid.columns() + kLanes - 1) / kLanes) {
    if (vectors_ == 1) {
      sweep<1>(grid, step);
    } else if (vectors_ == 2) {
      sweep<2>(grid, step);
    } else {
      sweep<kMaxVectors>(grid, step);
    }
  }

  /// Columns [c, c + kLanes) of row r, of which c is a multiple of kLanes; those behind the grid's
  /// mean nothing.
  [[nodiscard]] Lanes at(int r, int c) const { return plane_[index(r, c)]; }

 private:
  static constexpr std::size_t kMaxVectors = (kMaxSide + kLanes - 1) / kLanes;

  [[nodiscard]] std::size_t index(int r, int c) const {
    return static_cast<std::size_t>(r * vectors_ + c / kLanes);
  }

  template <std::size_t kVectors>
  void sweep(const Grid& grid, Point step) {
    if (step.row == 0) {
      step.column > 0 ? sweep_sideways<1, kVectors>(grid) : sweep_sideways<-1, kVectors>(grid);
    } else if (step.column == 0) {
      sweep_rows<0, kVectors>(grid, step.row);
    } else {
      step.column > 0 ? sweep_rows<1, kVectors>(grid, step.row)
                      : sweep_rows<-1, kVectors>(grid, step.row);
    }
  }

  template <std::size_t kVectors>
  [[nodiscard]] static LanesRow<kVectors> shown_row(const Grid& grid, int r) {
    LanesRow<kVectors> row;
    for (std::size_t v = 0; v < kVectors; ++v) {
      row[v] = shown(load_cells(grid, r, static_cast<int>(v) * kLanes));
    }
    return row;
  }
  template <std::size_t kVectors>
  [[nodiscard]] static LanesRow<kVectors> first_of_rows(const LanesRow<kVectors>& a,
                                                        const LanesRow<kVectors>& b) {
    LanesRow<kVectors> row;
    for (std::size_t v = 0; v < kVectors; ++v) row[v] = first_of(a[v], b[v]);
    return row;
  }
  template <std::size_t kVectors>
  void put(int r, const LanesRow<kVectors>& row) {
    std::copy_n(row.begin(), vectors_, plane_.begin() + r * vectors_);
  }

  /// Row by row: a row receives what the row before carries, moved by a column or none.
  template <int kColumn, std::size_t kVectors>
  void sweep_rows(const Grid& grid, int step) {
    LanesRow<kVectors> inside;
    for (std::size_t v = 0; v < kVectors; ++v) {
      inside[v] = first_lanes(grid.columns() - static_cast<int>(v) * kLanes);
    }
    LanesRow<kVectors> carried{};
    for (int i = 0; i < grid.rows(); ++i) {
      const int r = step > 0 ? i : grid.rows() - 1 - i;
      const LanesRow<kVectors> arriving = moved<kColumn>(carried);
      put(r, arriving);
      carried = first_of_rows(shown_row<kVectors>(grid, r), arriving);
      // Nothing comes back from outside.
      for (std::size_t v = 0; v < kVectors; ++v) carried[v] &= inside[v];
    }
  }

  /// In doubling strides: a cell that has nothing takes what the cell so far against the stride
  /// has.
  template <int kStride, std::size_t kVectors>
  [[nodiscard]] static LanesRow<kVectors> spread(const LanesRow<kVectors>& row) {
    if constexpr (std::max(kStride, -kStride) >= static_cast<int>(kVectors) * kLanes) {
      return row;
    } else {
      return spread<2 * kStride>(first_of_rows(row, moved<kStride>(row)));
    }
  }

  template <int kStep, std::size_t kVectors>
  void sweep_sideways(const Grid& grid) {
    for (int r = 0; r < grid.rows(); ++r) {
      put(r, moved<kStep>(spread<kStep>(shown_row<kVectors>(grid, r))));
    }
  }

  int vectors_;
  std::array<Lanes, kMaxSide * kMaxVectors> plane_;
};

/// A grid of the cells `color(cells, arriving...)`, Lanes for Lanes, one `arriving` a plane.
template <class F, class... Planes>
[[nodiscard]] Grid combine_lanes(EvalContext& context, const Grid& grid, F color,
                                 const Planes&... planes) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); c += kLanes) {
      store_cells(out.row(r) + c, color(load_cells(grid, r, c), planes.at(r, c)...),
                  grid.columns() - c);
    }
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
