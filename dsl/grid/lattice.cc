#include "dsl/grid/lattice.h"

#include <algorithm>

namespace gestalt::dsl {

namespace {

Spans spans_between(const std::array<Cell, kMaxSide>& lines, int length, Cell color) {
  Spans spans;
  int first = 0;
  for (int i = 0; i <= length; ++i) {
    if (i < length && lines[static_cast<std::size_t>(i)] != color) continue;
    if (i > first) {
      spans.span[static_cast<std::size_t>(spans.count++)] = {static_cast<std::uint8_t>(first),
                                                             static_cast<std::uint8_t>(i - first)};
    }
    first = i + 1;
  }
  return spans;
}

}  // namespace

LineColors line_colors(const Grid& grid) {
  LineColors lines;
  const int columns = grid.columns();
  const Cell* top = grid.row(0);
  std::array<Cell, kMaxSide> differs{};
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* row = grid.row(r);
    lines.row[static_cast<std::size_t>(r)] =
        equal_cells(row, row + 1, columns - 1) ? row[0] : kNoLine;
    for (int c = 0; c < columns; ++c) {
      differs[static_cast<std::size_t>(c)] |= static_cast<Cell>(row[c] ^ top[c]);
    }
  }
  for (int c = 0; c < columns; ++c) {
    const auto at = static_cast<std::size_t>(c);
    lines.column[at] = differs[at] == 0 ? top[c] : kNoLine;
  }
  return lines;
}

Lattice lattice_at(const Grid& grid, const LineColors& lines, Cell color) {
  return {spans_between(lines.row, grid.rows(), color),
          spans_between(lines.column, grid.columns(), color)};
}

Cell separator_of(const Grid& grid, const LineColors& lines) {
  std::array<int, 256> counts;
  std::fill_n(counts.begin(), kColors, 0);
  counts[kTransparent] = 0;
  counts[kNoLine] = 0;
  for (int r = 0; r < grid.rows(); ++r) ++counts[lines.row[static_cast<std::size_t>(r)]];
  for (int c = 0; c < grid.columns(); ++c) ++counts[lines.column[static_cast<std::size_t>(c)]];
  Cell best = kBlack;
  int most = 0;
  for (Cell color = 1; color < kColors; ++color) {
    if (counts[color] <= most) continue;
    most = counts[color];
    best = color;
  }
  return best;
}

Lattice find_lattice(const Grid& grid) {
  const LineColors lines = line_colors(grid);
  const Cell color = separator_of(grid, lines);
  if (color == kBlack) return {};
  const Lattice lattice = lattice_at(grid, lines, color);
  return lattice.panels() < 2 ? Lattice{} : lattice;
}

}  // namespace gestalt::dsl
