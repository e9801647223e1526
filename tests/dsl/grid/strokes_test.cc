// Movement and drawing on grids made by hand: directions, stops, edges, priorities.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(MovementTest, GravityPacksInAllFourDirections) {
  EXPECT_EQ(evaluate_text("(gravity {102/000/030} @1,0)"), "{000/000/132}");
  EXPECT_EQ(evaluate_text("(gravity {000/102/030} @-1,0)"), "{132/000/000}");
  EXPECT_EQ(evaluate_text("(gravity {102/030} @0,-1)"), "{120/300}");
  EXPECT_EQ(evaluate_text("(gravity {102/030} @0,1)"), "{012/003}");
  EXPECT_EQ(evaluate_text("(gravity {102} @1,1)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(gravity {1} @2,0)"), "fault: domain");
}

TEST(MovementTest, ClustersFallAsAWholeAndStackUp) {
  EXPECT_EQ(evaluate_text("(gravity_clusters {0110/0100/0000/0000/0300} @1,0)"),
            "{0000/0000/0110/0100/0300}");
  EXPECT_EQ(evaluate_text("(gravity_clusters {10002/10000} @0,1)"), "{00012/00010}")
      << "the left one stops at the right one";
}

TEST(MovementTest, ASlideStopsBeforeOthersAndIgnoresItself) {
  EXPECT_EQ(evaluate_text("(slide {11@1,0} {0000/1103/0000} @0,1)"), "{11@1,1}");
  EXPECT_EQ(evaluate_text("(slide {11@1,0} {0000/1103/0000} @-1,0)"), "{11}");
  EXPECT_EQ(evaluate_text("(slide {1@5,5} {00} @0,1)"), "fault: domain");
}

TEST(MovementTest, SlidingToAHollowTargetEntersIt) {
  EXPECT_EQ(evaluate_text("(slide_to {1@1,0} {220/002/220@0,3})"), "{1@1,4}");
  EXPECT_EQ(evaluate_text("(slide_to {1} {2@5,5})"), "fault: domain");
}

TEST(MovementTest, CenteringRoundsUpAndLeft) {
  EXPECT_EQ(evaluate_text("(center_on {11} {00000@1,1})"), "{11@1,2}");
  EXPECT_EQ(evaluate_text("(center_on {1@9,9} {00/00/00@-4,-4})"), "{1@-3,-4}");
}

TEST(MovementTest, CopiesRepeatUntilTheyLeave) {
  EXPECT_EQ(evaluate_text("(paint_repeated {1000/0000/0000/0000} {1} @1,1)"),
            "{1000/0100/0010/0001}");
  EXPECT_EQ(evaluate_text("(paint_repeated {00} {1@5,5} @1,1)"), "fault: domain");
}

TEST(DrawingTest, RaysStopAtOtherCellsAndPaintOnlyEmptyOnes) {
  EXPECT_EQ(evaluate_text("(rays {10020} @0,1)"), "{11122}");
  EXPECT_EQ(evaluate_text("(rays {10020} @0,-1)"), "{12220}");
  EXPECT_EQ(evaluate_text("(rays {100/000/000} @1,0)"), "{100/100/100}");
  EXPECT_EQ(evaluate_text("(rays {000/000/001} @-1,-1)"), "{100/010/001}");
  EXPECT_EQ(evaluate_text("(rays {001/000/000} @1,-1)"), "{001/010/100}");
  EXPECT_EQ(evaluate_text("(rays {1.0} @0,1)"), "{111}");
  EXPECT_EQ(evaluate_text("(rays {1} @0,2)"), "fault: domain");
}

TEST(DrawingTest, TheRaysOfOneSeedEqualCastRays) {
  EXPECT_EQ(evaluate_text("(equal (rays {0000/0100/0000} @1,1) "
                          "(cast_rays {0000/0100/0000} {1@1,1} @1,1))"),
            "true");
}

TEST(DrawingTest, OnlyHittingRaysAreKept) {
  EXPECT_EQ(evaluate_text("(cast_rays_hitting {000/000/030} {11} @1,0)"), "{000/010/030}");
  EXPECT_EQ(evaluate_text("(cast_rays {000/000/030} {11} @1,0)"), "{000/110/130}");
}

TEST(DrawingTest, BouncingRaysReflectAtBothSides) {
  EXPECT_EQ(evaluate_text("(bouncing_rays {000/000/000/000/000/100} @-1,1)"),
            "{010/100/010/001/010/100}");
  EXPECT_EQ(evaluate_text("(bouncing_rays {00/10} @0,1)"), "fault: domain");
}

TEST(DrawingTest, ConnectionsNeedOneColorAndLineOfSight) {
  EXPECT_EQ(evaluate_text("(connect_rows {10201})"), "{10201}");
  EXPECT_EQ(evaluate_text("(connect_rows {10101})"), "{11111}");
  EXPECT_EQ(evaluate_text("(connect_diagonals {0003/0000/0000/3001})"), "{0003/0030/0300/3001}");
  EXPECT_EQ(evaluate_text("(connect_diagonals {100/000/000/001})"), "{100/000/000/001}");
}

TEST(DrawingTest, OnlyStraightLinesAreExtended) {
  EXPECT_EQ(evaluate_text("(extend_lines {0000/0110/0100})"), "{0000/0110/0100}");
  EXPECT_EQ(evaluate_text("(extend_lines {0010/0100/0000})"), "{0010/0100/1000}");
  EXPECT_EQ(evaluate_text("(extend_lines {0000/0110/0002})"), "{0000/1111/0002}");
}

TEST(DrawingTest, SegmentsRunEitherWay) {
  EXPECT_EQ(evaluate_text("(segment @2,2 @0,0 blue)"), "{1../.1./..1}");
  EXPECT_EQ(evaluate_text("(equal (segment @0,0 @2,2 blue) (segment @2,2 @0,0 blue))"), "true");
  EXPECT_EQ(evaluate_text("(segment @3,1 @1,1 blue)"), "{1/1/1@1,1}");
  EXPECT_EQ(evaluate_text("(segment @0,0 @1,2 blue)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(segment @0,0 @0,100 blue)"), "fault: size");
  EXPECT_EQ(evaluate_text("(blank 2 1 red)"), "{2/2}");
  EXPECT_EQ(evaluate_text("(blank 0 1 red)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(blank 1 101 red)"), "fault: size");
}

TEST(DrawingTest, ElbowsBendOnceAndStartWhereContentIs) {
  EXPECT_EQ(evaluate_text("(elbow {2@2,2} {1} red)"), "{.../2../22.}");
  // Blank rows and columns around what a grid shows do not count.
  EXPECT_EQ(evaluate_text("(elbow {100/000/000} {000/000/003} red)"), "{.22/..2/...}");
  EXPECT_EQ(evaluate_text("(elbow {1} {1@0,1} red)"), "fault: domain");
}

TEST(DrawingTest, SpiralsLeaveGaps) {
  EXPECT_EQ(evaluate_text("(spiral {000/000/000} red)"), "{222/002/222}");
  EXPECT_EQ(evaluate_text("(spiral {0000/0000/0000/0000} red)"), "{2222/0002/2002/2222}");
  EXPECT_EQ(evaluate_text("(spiral {000000/000000/000000/000000/000000/000000} red)"),
            "{222222/000002/222202/200202/200002/222222}");
  EXPECT_EQ(evaluate_text("(spiral {0} red)"), "{2}");
}

}  // namespace
}  // namespace gestalt::dsl
