#include "dsl/grid/plane.h"

#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(PlaneTest, LiteralsReadAndPrint) {
  EXPECT_EQ(evaluate_text("|0,.,254/1,2,3|"), "|0,.,254/1,2,3|");
  EXPECT_EQ(evaluate_text("|7|"), "|7|");
  for (const char* wrong :
       {"|255|", "|-1|", "|1,2/3|", "||", "|", "|1,|", "|a|", "|+1|", "|1 2|"}) {
    EXPECT_TRUE(evaluate_text(wrong).starts_with("error: ")) << wrong;
  }
}

TEST(PlaneTest, NumbersStopAtTheLargest) {
  EXPECT_EQ(to_level(-1), kNothing);
  EXPECT_EQ(to_level(1000), kMaxLevel);
  EXPECT_EQ(from_level(kNothing), -1);
  EXPECT_EQ(evaluate_text("(add_planes |200,1| |100,.|)"), "|254,.|");
}

TEST(PlaneTest, ShapesMustAgree) {
  EXPECT_EQ(evaluate_text("(both |1,1| |1|)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(paint_where |1| red {11})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(copy_where |1,1| {2} {11})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(equal_cells {1} {11})"), "fault: domain");
}

TEST(PlaneTest, ComparisonsTreatNothingAsMinusOne) {
  EXPECT_EQ(evaluate_text("(cells_at_least |.,0,1| 0)"), "|0,1,1|");
  EXPECT_EQ(evaluate_text("(cells_are |.,0,1| -7)"), "|1,0,0|");
  EXPECT_EQ(evaluate_text("(cells_are |254| 300)"), "|0|");
  EXPECT_EQ(evaluate_text("(cells_modulo |4| 1)"), "fault: domain");
}

TEST(CellAttributeTest, SightLooksPastNothing) {
  EXPECT_EQ(evaluate_text("(in_sight {1003} @0,1)"), "{3330}");
  EXPECT_EQ(evaluate_text("(sight_distances {100/000/003} @1,1)"), "|2,.,./.,1,./.,.,.|");
  EXPECT_EQ(evaluate_text("(between {1/0/2/0/2} @1,0)"), "{0/0/0/2/0}");
  EXPECT_EQ(evaluate_text("(between {101} @0,-1)"), "fault: domain") << "one of two opposite steps";
  EXPECT_EQ(evaluate_text("(in_sight {1} @2,0)"), "fault: domain");
}

TEST(CellAttributeTest, EnclosureKnowsItsConnectivity) {
  EXPECT_EQ(evaluate_text("(enclosed_by {2222/2132/2222} red)"), "|0,0,0,0/0,1,1,0/0,0,0,0|");
  EXPECT_EQ(evaluate_text("(enclosed_cells {111/101/101})"), "|0,0,0/0,0,0/0,0,0|");
}

TEST(ObjectAttributeTest, FirstObjectsCoverLaterOnes) {
  EXPECT_EQ(evaluate_text("(spread count_cells [{11} {222}] {0000})"), "|2,2,3,.|");
  EXPECT_EQ(evaluate_text("(spread_order [{1.1} {222}] {0000})"), "|0,1,0,.|");
}

TEST(ObjectAttributeTest, ObjectsMayReachBeyondTheGrid) {
  EXPECT_EQ(evaluate_text("(spread count_cells [{111/111@-1,-1}] {00/00})"), "|6,6/.,.|");
  EXPECT_EQ(evaluate_text("(rings_in_boxes [{111/1.1/111@0,-1}] {00/00})"), "|0,0/1,0|");
}

TEST(ObjectAttributeTest, RanksCountDifferentNumbers) {
  const std::string objects = "[{111} {22@0,4} {33@0,7} {4@0,9}] {0000000000}";
  EXPECT_EQ(evaluate_text("(spread_ranks count_cells " + objects + ")"), "|0,0,0,.,1,1,.,1,1,2|");
  EXPECT_EQ(evaluate_text("(spread_frequencies count_cells " + objects + ")"),
            "|1,1,1,.,2,2,.,2,2,1|");
}

TEST(ObjectAttributeTest, AFaultOfTheFunctionIsAFault) {
  EXPECT_EQ(evaluate_text("(spread (lambda (o) (divide 1 0)) [{1}] {0})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(spread (lambda (o) o) [{1}] {0})"), "fault: domain") << "no number";
}

}  // namespace
}  // namespace gestalt::dsl
