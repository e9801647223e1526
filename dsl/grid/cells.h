// Small building blocks of the families: windows, bounding boxes, color counts, faults.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

#include "dsl/core/primitive.h"
#include "dsl/core/result.h"
#include "dsl/grid/grid.h"

namespace gestalt::dsl {

using GridResult = Result<Grid, Fault>;

/// The function has no value here.
[[nodiscard]] inline tl::unexpected<Fault> undefined() { return tl::unexpected(Fault::kDomain); }
/// The result would break the limits of `fits`.
[[nodiscard]] inline tl::unexpected<Fault> too_large() { return tl::unexpected(Fault::kSize); }

/// What primitives over grids say that have no SMT meaning yet.
[[nodiscard]] inline SmtDeclaration unmodelled_grid() { return Unmodelled{"not modelled yet"}; }

/// Copies a row. Rows are short: a call of memcpy would take longer than the copy.
inline void copy_cells(Cell* to, const Cell* from, int count) {
  const auto copy_ends = [&]<int kSize>(std::integral_constant<int, kSize>) {
    std::memcpy(to, from, kSize);
    std::memcpy(to + count - kSize, from + count - kSize, kSize);
  };
  if (count >= 16) {
    for (int i = 16; i + 16 <= count; i += 16) std::memcpy(to + i, from + i, 16);
    copy_ends(std::integral_constant<int, 16>{});
  } else if (count >= 8) {
    copy_ends(std::integral_constant<int, 8>{});
  } else if (count >= 4) {
    copy_ends(std::integral_constant<int, 4>{});
  } else {
    for (int i = 0; i < count; ++i) to[i] = from[i];
  }
}

/// Whether two rows are equal.
[[nodiscard]] inline bool equal_cells(const Cell* a, const Cell* b, int count) {
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t x;
    std::uint64_t y;
    std::memcpy(&x, a + i, 8);
    std::memcpy(&y, b + i, 8);
    if (x != y) return false;
  }
  for (; i < count; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

/// Operators whose result grows with the square of the side stop where outputs do.
constexpr int kMaxProductSide = 30;

/// A rectangle in a grid's own rows and columns.
struct Box {
  int row = 0;
  int column = 0;
  int rows = 0;
  int columns = 0;
};

/// The smallest box around the cells for which `shown(cell)`; nothing where there are none.
template <class Shown>
[[nodiscard]] std::optional<Box> bounding_box(const Grid& grid, Shown shown) {
  int top = -1;
  int bottom = -1;
  int left = grid.columns();
  int right = -1;
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* row = grid.row(r);
    int first = 0;
    while (first < grid.columns() && !shown(row[first])) ++first;
    if (first == grid.columns()) continue;
    int last = grid.columns() - 1;
    while (!shown(row[last])) --last;
    if (top < 0) top = r;
    bottom = r;
    left = std::min(left, first);
    right = std::max(right, last);
  }
  if (top < 0) return std::nullopt;
  return Box{top, left, bottom - top + 1, right - left + 1};
}

/// The smallest box around all that is not empty.
[[nodiscard]] inline std::optional<Box> content_box(const Grid& grid) {
  return bounding_box(grid, [](Cell cell) { return !is_empty(cell); });
}

/// The cells of a box as a grid with this corner. Requires the box to lie inside.
[[nodiscard]] inline GridResult cut(EvalContext& context, const Grid& grid, const Box& box,
                                    Point corner) {
  if (box.rows == grid.rows() && box.columns == grid.columns() && corner == grid.corner()) {
    return grid;
  }
  if (!fits(box.rows, box.columns, corner)) return too_large();
  GridBuilder out(context, box.rows, box.columns, corner);
  for (int r = 0; r < box.rows; ++r) {
    copy_cells(out.row(r), grid.row(box.row + r) + box.column, box.columns);
  }
  return out.seal();
}
/// The same where it was.
[[nodiscard]] inline GridResult cut(EvalContext& context, const Grid& grid, const Box& box) {
  return cut(context, grid, box, grid.corner() + Point{box.row, box.column});
}

/// How often each cell value occurs; [kTransparent] too.
using ColorCounts = std::array<int, kColors + 1>;

[[nodiscard]] inline ColorCounts count_cells(const Cell* cells, int size) {
  ColorCounts even{};  // two tables: equal neighbors do not wait for each other
  ColorCounts odd{};
  int i = 0;
  for (; i + 1 < size; i += 2) {
    ++even[cells[i]];
    ++odd[cells[i + 1]];
  }
  if (i < size) ++even[cells[i]];
  for (std::size_t c = 0; c < even.size(); ++c) even[c] += odd[c];
  return even;
}
[[nodiscard]] inline ColorCounts count_cells(const Grid& grid) {
  return count_cells(grid.cells(), grid.area());
}

/// The most common color but black, the smallest of equals; black where there is none.
[[nodiscard]] inline Cell most_common(const ColorCounts& counts) {
  Cell best = kBlack;
  int most = 0;
  for (Cell c = 1; c < kColors; ++c) {
    if (counts[c] > most) {
      most = counts[c];
      best = c;
    }
  }
  return best;
}

/// The least common of the colors that occur, but black; the smallest of equals; black where there
/// is none.
[[nodiscard]] inline Cell least_common(const ColorCounts& counts) {
  Cell best = kBlack;
  for (Cell c = 1; c < kColors; ++c) {
    if (counts[c] > 0 && (best == kBlack || counts[c] < counts[best])) best = c;
  }
  return best;
}

/// Colors but black by descending count, the smaller of equals first; returns how many there are.
inline int rank_colors(const Grid& grid, std::array<Cell, kColors>& ranked) {
  ColorCounts counts = count_cells(grid);
  int number = 0;
  for (Cell color = most_common(counts); color != kBlack; color = most_common(counts)) {
    ranked[static_cast<std::size_t>(number++)] = color;
    counts[color] = 0;
  }
  return number;
}

/// The most common color; transparent cells count as black, which wins ties.
[[nodiscard]] inline Cell background(const ColorCounts& counts) {
  const Cell other = most_common(counts);
  return counts[other] > counts[kBlack] + counts[kTransparent] && other != kBlack ? other : kBlack;
}

/// A copy of the grid with every cell replaced by `map(cell)`.
template <class Map>
[[nodiscard]] Grid map_cells(EvalContext& context, const Grid& grid, Map map) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  const Cell* from = grid.cells();
  Cell* to = out.cells();
  const int area = grid.area();
  for (int i = 0; i < area; ++i) to[i] = map(from[i]);
  return out.seal();
}

}  // namespace gestalt::dsl
