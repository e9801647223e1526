#include <gtest/gtest.h>

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

}  // namespace
}  // namespace gestalt::dsl
