#include "dsl/grid/arrivals.h"

#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

/// Walks against the step, cell by cell.
Cell arriving(const Grid& grid, Point at, Point step) {
  for (Point p = at - step; grid.inside(p.row, p.column); p = p - step) {
    if (!is_empty(grid.at(p.row, p.column))) return grid.at(p.row, p.column);
  }
  return 0;
}

Grid sparse_grid(Arena& arena, Rng& rng, int rows, int columns) {
  GridBuilder grid(arena, rows, columns);
  for (int i = 0; i < rows * columns; ++i) {
    const auto draw = rng() % 12;
    grid.cells()[i] = draw < 2 ? static_cast<Cell>(1 + draw) : draw == 2 ? kTransparent : kBlack;
  }
  return grid.seal();
}

TEST(ArrivalsTest, EqualAWalkForEveryStepAndWidth) {
  Rng rng(7);
  for (const int columns : {1, 2, 3, 7, 15, 16, 17, 30, 31, 32, 33, 48, 100}) {
    for (const int rows : {1, 2, 9, 100}) {
      Arena arena;
      const Grid grid = sparse_grid(arena, rng, rows, columns);
      for (int i = 0; i < 9; ++i) {
        const Point step{i / 3 - 1, i % 3 - 1};
        if (step == Point{}) continue;
        const Arrivals arrivals(grid, step);
        for (int r = 0; r < rows; ++r) {
          for (int c = 0; c < columns; ++c) {
            ASSERT_EQ(arrivals.at(r, c / kLanes * kLanes)[c % kLanes], arriving(grid, {r, c}, step))
                << rows << "x" << columns << " at " << r << "," << c << " step " << step.row << ","
                << step.column;
          }
        }
      }
    }
  }
}

TEST(ArrivalsTest, OnlyEmptyCellsArePainted) {
  EXPECT_EQ(evaluate_text("(rays {1.02} @0,1)"), "{1112}");
  EXPECT_EQ(evaluate_text("(connect_with {1.01/0000} red)"), "{1221/0000}");
  EXPECT_EQ(evaluate_text("(fill_between_rows {1.02} black)"), "{1.02}") << "black draws nothing";
  EXPECT_EQ(evaluate_text("(cross_lines {...})"), "{...}");
}

}  // namespace
}  // namespace gestalt::dsl
