// Connected components against a plain flood fill, on random grids.
#include "dsl/grid/components.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

using CellSet = std::set<std::pair<int, int>>;

bool takes_part(Cell cell, Parts parts) { return is_empty(cell) == (parts == Parts::kEmpty); }

bool joined(Cell a, Cell b, Parts parts) {
  return takes_part(a, parts) && takes_part(b, parts) && (parts != Parts::kOneColor || a == b);
}

/// The components in reading order of their first cells.
std::vector<CellSet> flood(const Grid& grid, Connectivity connectivity, Parts parts) {
  std::vector<CellSet> result;
  CellSet seen;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (!takes_part(grid.at(r, c), parts) || seen.contains({r, c})) continue;
      std::vector<std::pair<int, int>> open{{r, c}};
      CellSet component{{r, c}};
      while (!open.empty()) {
        const auto [y, x] = open.back();
        open.pop_back();
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) {
            if (connectivity == Connectivity::kFour && dy != 0 && dx != 0) continue;
            if (!grid.inside(y + dy, x + dx)) continue;
            if (!joined(grid.at(y, x), grid.at(y + dy, x + dx), parts)) continue;
            if (component.insert({y + dy, x + dx}).second) open.emplace_back(y + dy, x + dx);
          }
        }
      }
      seen.insert(component.begin(), component.end());
      result.push_back(component);
    }
  }
  return result;
}

void expect_equal(const Grid& grid, const Components& found, const std::vector<CellSet>& expected) {
  ASSERT_EQ(found.count(), static_cast<int>(expected.size()));
  ASSERT_EQ(found.complete(), expected.size() <= kMaxObjects);
  if (!found.complete()) return;
  for (int k = 0; k < found.count(); ++k) {
    const auto& component = found[k];
    CellSet cells;
    found.for_each_run(component, [&](const Components::Run& run) {
      for (int c = run.begin; c < run.end; ++c) cells.insert({run.row, c});
    });
    const CellSet& wanted = expected[static_cast<std::size_t>(k)];
    ASSERT_EQ(cells, wanted);
    ASSERT_EQ(component.cells, static_cast<int>(wanted.size()));
    int left = grid.columns();
    int right = 0;
    for (const auto& [r, c] : wanted) {
      left = std::min(left, c);
      right = std::max(right, c + 1);
    }
    ASSERT_EQ(component.top, wanted.begin()->first);
    ASSERT_EQ(component.bottom, wanted.rbegin()->first + 1);
    ASSERT_EQ(component.left, left);
    ASSERT_EQ(component.right, right);
  }
}

TEST(ComponentsTest, AgreeWithAFloodFillOnRandomGrids) {
  std::mt19937 rng(5);
  int complete = 0;
  for (int round = 0; round < 1200; ++round) {
    Arena arena;
    const bool small = round % 20 != 0;
    const int side = small ? 12 : kMaxSide;
    const int rows = 1 + static_cast<int>(rng() % static_cast<std::size_t>(side));
    const int columns = 1 + static_cast<int>(rng() % static_cast<std::size_t>(side));
    GridBuilder builder(arena, rows, columns);
    const auto colors = 1 + rng() % 4;
    const auto empty = rng() % 10;
    for (int i = 0; i < builder.area(); ++i) {
      const bool is_hole = rng() % 10 < empty;
      const Cell hole = rng() % 4 == 0 ? kTransparent : kBlack;
      builder.cells()[i] = is_hole ? hole : static_cast<Cell>(1 + rng() % colors);
    }
    const Grid grid = builder.seal();
    const auto connectivity = round % 2 == 0 ? Connectivity::kFour : Connectivity::kEight;
    const auto parts = static_cast<Parts>(round / 2 % 3);
    const Components found(grid, connectivity, parts);
    complete += found.complete() ? 1 : 0;
    expect_equal(grid, found, flood(grid, connectivity, parts));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(complete, 1000);
}

TEST(ComponentsTest, CountsBeyondTheLimitOnAFullCheckerboard) {
  Arena arena;
  GridBuilder builder(arena, kMaxSide, kMaxSide);
  for (int i = 0; i < builder.area(); ++i) {
    builder.cells()[i] = static_cast<Cell>(1 + (i / kMaxSide + i) % 2);
  }
  const Components found(builder.seal(), Connectivity::kFour, Parts::kOneColor);
  EXPECT_EQ(found.count(), kMaxSide * kMaxSide);
  EXPECT_FALSE(found.complete());
}

TEST(ComponentsTest, AnObjectBeyondTheLargestOffsetIsASizeFault) {
  EXPECT_EQ(evaluate_text("(components_4 {0001@0,198})"), "fault: size");
  EXPECT_EQ(evaluate_text("(components_4 {001@0,198})"), "[{1@0,200}]");
}

}  // namespace
}  // namespace gestalt::dsl
