#include <gtest/gtest.h>

#include <climits>
#include <string>
#include <vector>

#include "dsl/core/domain.h"
#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(NearestCellTest, DistancesCountStepsOfEitherKind) {
  EXPECT_EQ(evaluate_text("(nearest_distances {00000/01000/00000/00003})"),
            "|1,1,1,2,3/1,0,1,2,2/1,1,1,1,1/2,2,2,1,0|");
  EXPECT_EQ(evaluate_text("(nearest_straight_distances {00000/01000/00000/00003})"),
            "|2,1,2,3,3/1,0,1,2,2/2,1,2,2,1/3,2,2,1,0|");
}

TEST(NearestCellTest, NothingShowsNothingIsNear) {
  EXPECT_EQ(evaluate_text("(nearest_distances {00/00})"), "|.,./.,.|");
  EXPECT_EQ(evaluate_text("(nearest_colors {00/00})"), "fault: domain");
}

TEST(NearestCellTest, SharesEndHalfWay) {
  EXPECT_EQ(evaluate_text("(nearest_colors {1000/0000/0000/0002@3,3})"),
            "{1110/1102/1022/0222@3,3}");
  // A tie of equal colors is none.
  EXPECT_EQ(evaluate_text("(nearest_colors {101/000/000/202})"), "{111/111/222/222}");
}

TEST(NearestCellTest, OffsetsEndAtFourAndTiesSayNothing) {
  EXPECT_EQ(evaluate_text("(nearest_column_offsets {0000001})"), "|0,0,0,1,2,3,4|");
  EXPECT_EQ(evaluate_text("(nearest_row_offsets {1/0/0/0/0/0})"), "|4/5/6/7/8/8|");
  EXPECT_EQ(evaluate_text("(nearest_sectors {101/000})"), "|4,.,4/7,.,7|");
  EXPECT_EQ(evaluate_text("(nearest_sectors {000/020/000})"), "|0,1,2/3,4,5/6,7,8|");
  EXPECT_EQ(evaluate_text("(nearest_sectors {00/00})"), "fault: domain");
}

/// Every cell against every other one.
std::string shares_by_all_pairs(const std::vector<std::string>& rows) {
  std::string text = "{";
  for (int r = 0; r < std::ssize(rows); ++r) {
    if (r > 0) text += '/';
    for (int c = 0; c < std::ssize(rows[0]); ++c) {
      int least = INT_MAX;
      char color = '0';
      for (int y = 0; y < std::ssize(rows); ++y) {
        for (int x = 0; x < std::ssize(rows[0]); ++x) {
          const char own = rows[y][x];
          const int square = (y - r) * (y - r) + (x - c) * (x - c);
          if (own == '0' || square > least) continue;
          color = square < least || color == own ? own : '0';
          least = square;
        }
      }
      text += color;
    }
  }
  return text + "}";
}

TEST(NearestCellTest, SharesAreThoseOfAllPairs) {
  Rng rng(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> rows(1 + rng() % 12, std::string(1 + rng() % 12, '0'));
    const std::size_t sparsity = 2 + rng() % 30;
    for (std::string& row : rows) {
      for (char& cell : row) {
        if (rng() % sparsity == 0) cell = static_cast<char>('1' + rng() % 3);
      }
    }
    rows[0][0] = '1';
    std::string grid = "{";
    for (const std::string& row : rows) grid += (grid.size() > 1 ? "/" : "") + row;
    grid += "}";
    EXPECT_EQ(evaluate_text("(nearest_colors " + grid + ")"), shares_by_all_pairs(rows)) << grid;
  }
}

}  // namespace
}  // namespace gestalt::dsl
