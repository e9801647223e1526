// Symmetry, periods and noise beyond the examples in their records.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(SymmetryTest, CompletionKeepsWhatIsThere) {
  EXPECT_EQ(evaluate_text("(symmetrize_left_right {102})"), "{102}");
  EXPECT_EQ(evaluate_text("(symmetrize_rotations {12})"), "fault: domain");
}

TEST(SymmetryTest, TheAxisNeedNotBeTheMiddle) {
  EXPECT_EQ(evaluate_text("(repair_left_right {123218/456848} azure)"), "{123218/456548}");
}

TEST(SymmetryTest, ContradictionsRuleAnAxisOut) {
  EXPECT_EQ(evaluate_text("(repair_left_right {1238/4567} azure)"), "fault: domain");
}

TEST(SymmetryTest, NothingUnknownIsUndefined) {
  EXPECT_EQ(evaluate_text("(repair_by_mirrors {11/11} azure)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(repair_by_mirrors {88/88} azure)"), "fault: domain");
}

TEST(SymmetryTest, BlackMayBeTheUnknownColor) {
  EXPECT_EQ(evaluate_text("(repair_by_mirrors {00000/01310/03230/01300/00000} black)"),
            "{00000/01310/03230/01310/00000}");
  EXPECT_EQ(evaluate_text("(repair_by_rotation {0000/0120/0010/0000} black)"), "fault: domain")
      << "the turned images of a 2 x 2 corner differ";
  EXPECT_EQ(evaluate_text("(repair_by_rotation {00000/01200/00300/00010/00000} black)"),
            "{00000/01210/02320/01210/00000}");
}

TEST(SymmetryTest, APatchIsWhatTheRepairPutThere) {
  EXPECT_EQ(evaluate_text("(patch_by_mirrors {1221/2882/2332/1221} azure)"), "{33@1,1}");
}

TEST(PeriodTest, RepairFillsWhatIsKnownElsewhere) {
  EXPECT_EQ(evaluate_text("(repair_by_period {12312/82312/12382} azure)"), "{12312/12312/12312}");
}

TEST(PeriodTest, APatternMustBeSeenTwice) {
  EXPECT_EQ(evaluate_text("(repair_by_period {128/345} azure)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(extend_pattern {123} 2 6)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(continue_pattern {1230/0000})"), "fault: domain");
}

TEST(PeriodTest, PatternsContinueInAllDirections) {
  EXPECT_EQ(evaluate_text("(continue_pattern {0000000/0121200/0000000})"),
            "{2121212/2121212/2121212}");
}

TEST(PeriodTest, TheSmallestTileRepeats) {
  EXPECT_EQ(evaluate_text("(smallest_tile {123/456})"), "{123/456}");
  EXPECT_EQ(evaluate_text("(smallest_tile {77/77})"), "{7}");
}

TEST(NoiseTest, SmallMeansCellsOfOnePart) {
  EXPECT_EQ(evaluate_text("(remove_small {1102/0020/3330} 2)"), "{0000/0000/3330}");
  EXPECT_EQ(evaluate_text("(remove_small {11} 0)"), "fault: domain");
}

TEST(NoiseTest, DiagonalNeighborsAreNotIsolated) {
  EXPECT_EQ(evaluate_text("(remove_isolated {100/020/000/003})"), "{100/020/000/000}");
}

TEST(NoiseTest, TiesKeepACell) { EXPECT_EQ(evaluate_text("(smooth {12/12})"), "{12/12}"); }

}  // namespace
}  // namespace gestalt::dsl
