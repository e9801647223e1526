// The symmetries of a rectangle, and of a square, as motions of places about the grid's own middle.
#pragma once

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Maps a place of a grid of rows x columns to its image; where axes are exchanged the image's grid
/// has columns x rows.
using Motion = Point (*)(Point place, int rows, int columns);

constexpr Point unmoved(Point p, int, int) { return p; }
constexpr Point flipped_rows(Point p, int rows, int) { return {rows - 1 - p.row, p.column}; }
constexpr Point flipped_columns(Point p, int, int columns) {
  return {p.row, columns - 1 - p.column};
}
constexpr Point turned_half(Point p, int rows, int columns) {
  return {rows - 1 - p.row, columns - 1 - p.column};
}
constexpr Point transposed(Point p, int, int) { return {p.column, p.row}; }
constexpr Point anti_transposed(Point p, int rows, int columns) {
  return {columns - 1 - p.column, rows - 1 - p.row};
}
constexpr Point turned_right(Point p, int rows, int) { return {p.column, rows - 1 - p.row}; }
constexpr Point turned_left(Point p, int, int columns) { return {columns - 1 - p.column, p.row}; }

/// Whether the motion exchanges rows and columns.
constexpr bool exchanges_axes(Motion motion) {
  // Along the first row of a grid of 1 x 2 the image changes its row.
  return motion({0, 0}, 1, 2).row != motion({0, 1}, 1, 2).row;
}

}  // namespace gestalt::dsl
