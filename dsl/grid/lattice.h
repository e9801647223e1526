// Lattices: rows and columns of panels between separating lines.
//
// A separating line is a row or a column of one color from border to border.
#pragma once

#include <array>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Consecutive rows (or columns).
struct Span {
  std::uint8_t first;
  std::uint8_t size;
};

/// The spans between separating lines.
struct Spans {
  std::array<Span, kMaxSide> span;
  int count = 0;
  [[nodiscard]] const Span& operator[](int i) const { return span[static_cast<std::size_t>(i)]; }
};

struct Lattice {
  Spans rows;
  Spans columns;
  [[nodiscard]] int panels() const { return rows.count * columns.count; }
};

constexpr Cell kNoLine = 255;

/// For each row and column its color where it has only one, else kNoLine.
struct LineColors {
  std::array<Cell, kMaxSide> row;
  std::array<Cell, kMaxSide> column;
};

[[nodiscard]] LineColors line_colors(const Grid& grid);

/// The panels between the lines of a color.
[[nodiscard]] Lattice lattice_at(const Grid& grid, const LineColors& lines, Cell color);

/// The color but black with the most separating lines, the smallest of equals; black for none.
[[nodiscard]] Cell separator_of(const Grid& grid, const LineColors& lines);

/// The lattice of the most frequent separating color; no panels where there are fewer than two.
[[nodiscard]] Lattice find_lattice(const Grid& grid);

/// The panel in row i and column k of the lattice.
[[nodiscard]] inline Box panel_box(const Lattice& lattice, int i, int k) {
  return {lattice.rows[i].first, lattice.columns[k].first, lattice.rows[i].size,
          lattice.columns[k].size};
}

}  // namespace gestalt::dsl
