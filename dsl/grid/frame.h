// Frames: where grids lie relative to each other, and painting one onto another.
#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Absolute rows [top, bottom) and columns [left, right).
struct Frame {
  int top = 0;
  int left = 0;
  int bottom = 0;
  int right = 0;

  [[nodiscard]] int rows() const { return bottom - top; }
  [[nodiscard]] int columns() const { return right - left; }
  [[nodiscard]] bool empty() const { return top >= bottom || left >= right; }
  [[nodiscard]] Point corner() const { return {top, left}; }
};

[[nodiscard]] inline Frame frame_of(const Grid& grid) {
  const Point corner = grid.corner();
  return {corner.row, corner.column, corner.row + grid.rows(), corner.column + grid.columns()};
}
[[nodiscard]] inline Frame united(const Frame& a, const Frame& b) {
  return {std::min(a.top, b.top), std::min(a.left, b.left), std::max(a.bottom, b.bottom),
          std::max(a.right, b.right)};
}
/// May be empty.
[[nodiscard]] inline Frame common(const Frame& a, const Frame& b) {
  return {std::max(a.top, b.top), std::max(a.left, b.left), std::min(a.bottom, b.bottom),
          std::min(a.right, b.right)};
}
/// Around what a grid shows; nothing where it shows nothing.
[[nodiscard]] inline std::optional<Frame> content_frame(const Grid& grid) {
  const auto box = content_box(grid);
  if (!box) return std::nullopt;
  const Point corner = grid.corner() + Point{box->row, box->column};
  return Frame{corner.row, corner.column, corner.row + box->rows, corner.column + box->columns};
}
[[nodiscard]] inline bool fits(const Frame& frame) {
  return fits(frame.rows(), frame.columns(), frame.corner());
}

[[nodiscard]] constexpr bool shows(Cell cell) { return !is_empty(cell); }
[[nodiscard]] constexpr bool hides(Cell cell) { return cell != kTransparent; }

/// Paints the cells of a grid that win (by default those that are not empty) onto a canvas whose
/// corner lies at `corner`, as far as they lie on it.
template <bool kWins(Cell) = shows>
void paint(GridBuilder& canvas, Point corner, const Grid& grid) {
  const Frame whole{corner.row, corner.column, corner.row + canvas.rows(),
                    corner.column + canvas.columns()};
  const Frame seen = common(whole, frame_of(grid));
  if (seen.empty()) return;
  for (int r = seen.top; r < seen.bottom; ++r) {
    const Cell* from = grid.row(r - grid.corner().row) + (seen.left - grid.corner().column);
    Cell* to = canvas.row(r - corner.row) + (seen.left - corner.column);
    for (int c = 0; c < seen.columns(); ++c) to[c] = kWins(from[c]) ? from[c] : to[c];
  }
}

/// The steps to the neighbors, the straight ones first.
constexpr std::array<Point, 8> kSteps{Point{-1, 0},  Point{1, 0},  Point{0, -1}, Point{0, 1},
                                      Point{-1, -1}, Point{-1, 1}, Point{1, -1}, Point{1, 1}};

/// Whether a displacement is one of the eight steps to a neighbor.
[[nodiscard]] inline bool is_step(Point p) {
  return std::abs(p.row) <= 1 && std::abs(p.column) <= 1 && p != Point{};
}
[[nodiscard]] inline bool is_straight_step(Point p) {
  return is_step(p) && (p.row == 0 || p.column == 0);
}

/// The middle cell of a grid, up and to the left where sides are even.
[[nodiscard]] inline Point middle_of(const Grid& grid) {
  return grid.corner() + Point{(grid.rows() - 1) / 2, (grid.columns() - 1) / 2};
}

/// Number of cells that are not empty.
[[nodiscard]] inline int count_filled(const Grid& grid) {
  int count = 0;
  for (const Cell cell : grid.span()) count += is_empty(cell) ? 0 : 1;
  return count;
}

}  // namespace gestalt::dsl
