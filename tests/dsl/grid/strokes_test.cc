// Movement and drawing on grids made by hand: directions, stops, edges, priorities.
#include <gtest/gtest.h>

#include <string>

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
  // The shortest way, to what shows; its own cells are none to touch.
  EXPECT_EQ(evaluate_text("(slide_to {1@2,2} {00000/00000/00100/00000/00001/01100})"), "{1@4,2}");
  EXPECT_EQ(evaluate_text("(slide_to {1@0,2} {10100/00000})"), "{1@0,1}");
  EXPECT_EQ(evaluate_text("(slide_to {1@1,1} {000/010/000})"), "fault: domain");
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

TEST(StrokeTest, OneRayLeavesAFrameAtItsCornerOrTheMiddleOfASide) {
  EXPECT_EQ(evaluate_text("(cast_from_frame {0000/0110/0110/0000} {11/11@1,1} @-1,-1)"),
            "{1000/0110/0110/0000}");
  EXPECT_EQ(evaluate_text("(cast_from_frame {00000/20003/00000} {2/2/2} @0,1)"),
            "{00000/22223/00000}")
      << "it ends before the next cell";
  EXPECT_EQ(evaluate_text("(cast_from_frame {000/000} {1/1} @0,1)"), "fault: domain")
      << "two rows have no middle one";
  EXPECT_EQ(evaluate_text("(cast_from_frame {000} {00} @0,1)"), "fault: domain") << "no color";
  EXPECT_EQ(evaluate_text("(cast_from_frame {000@5,5} {1} @1,1)"), "{000@5,5}") << "off the canvas";
}

TEST(StrokeTest, WalksTurnBeforeCellsAndEndAtTheEdge) {
  EXPECT_EQ(evaluate_text("(walk_turning_right {10002/00000/20000/02000} {1} @0,1)"),
            "{11112/00010/20010/02010}");
  EXPECT_EQ(evaluate_text("(walk_turning_right {12} {1} @0,1)"), "{12}")
      << "a walk does not begin with a turn";
  EXPECT_EQ(evaluate_text("(walk_turning_left {0020/2002/0200} {1@1,1} @0,1)"), "{0020/2112/0200}")
      << "one that would go in circles ends";
  EXPECT_EQ(evaluate_text("(walk_turning_left {10} {1} @1,1)"), "fault: domain");
}

TEST(StrokeTest, ReflectedRaysFollowMirrors) {
  EXPECT_EQ(evaluate_text("(cast_reflected_rays {100000/000000/222222} {1} @1,1)"),
            "{101000/010000/222222}");
  EXPECT_EQ(evaluate_text("(cast_reflected_rays {12/20} {1} @1,1)"), "{12/21}")
      << "it passes between two corners";
  EXPECT_EQ(evaluate_text("(cast_reflected_rays {10} {1} @0,1)"), "fault: domain");
}

TEST(StrokeTest, DottedRaysLeaveEverySecondCell) {
  EXPECT_EQ(evaluate_text("(cast_dotted_rays {1000/0000/0000/0000} {1} @1,1)"),
            "{1000/0000/0010/0000}");
  EXPECT_EQ(evaluate_text("(cast_dotted_rays {10200} {1} @0,1)"), "{10200}");
}

TEST(StrokeTest, BridgesFillTheGapOfFramesThatFace) {
  EXPECT_EQ(evaluate_text("(bridge {111@3,0} {22})"), "{11/11@1,0}");
  EXPECT_EQ(evaluate_text("(bridge {1} {2@2,2})"), "fault: domain") << "they do not face";
  EXPECT_EQ(evaluate_text("(bridge {1} {2@0,1})"), "fault: domain") << "they touch";
  EXPECT_EQ(evaluate_text("(bridge {0} {2@0,3})"), "fault: domain") << "no color";
}

TEST(SectionTest, PartsOfObjectsStayWhereTheyWere) {
  EXPECT_EQ(evaluate_text("(half {123/456/789@4,4} @0,-1)"), "{1/4/7@4,4}");
  EXPECT_EQ(evaluate_text("(half {123/456/789@4,4} @1,1)"), "{9@6,6}");
  EXPECT_EQ(evaluate_text("(half {123} @1,0)"), "fault: domain") << "one row has no half";
  EXPECT_EQ(evaluate_text("(side {123/456@1,1} @-1,0)"), "{123@1,1}");
  EXPECT_EQ(evaluate_text("(middle_cells {1234/5678})"), "{23/67@0,1}");
  EXPECT_EQ(evaluate_text("(middle_cells {123@2,2})"), "{2@2,3}");
  EXPECT_EQ(evaluate_text("(keep_corners {12/34@1,1})"), "{12/34@1,1}");
  EXPECT_EQ(evaluate_text("(keep_corners {12})"), "fault: domain");
}

TEST(SectionTest, TheMirrorImageOfAMirrorImageIsTheObjectAgain) {
  for (const std::string step : {"@0,1", "@0,-1", "@1,0", "@-1,0", "@1,1", "@-1,1"}) {
    const std::string moved = "(mirror_beside {120/030@5,5} " + step + ")";
    EXPECT_EQ(evaluate_text("(mirror_beside " + moved + " (negate_point " + step + "))"),
              "{120/030@5,5}");
  }
  EXPECT_EQ(evaluate_text("(mirror_beside {1@200,0} @1,0)"), "fault: size");
}

TEST(GroupingTest, GroupsSpanGapsOfOneCell) {
  EXPECT_EQ(evaluate_text("(groups {10001/00000/01000@1,1})"), "[{1./../.1@1,1} {1@1,5}]");
  EXPECT_EQ(evaluate_text("(groups {000})"), "[]");
  EXPECT_EQ(evaluate_text("(groups_of_one_color {1210})"), "[{1.1} {2@0,1}]");
}

TEST(GroupingTest, RectanglesNeedFourCornersOfOneColorAlone) {
  EXPECT_EQ(evaluate_text("(corner_rectangles {10100/00000/10100@2,2})"), "[{101/000/101@2,2}]");
  EXPECT_EQ(evaluate_text("(corner_rectangles {101/010/101})"), "[]") << "one more inside";
  EXPECT_EQ(evaluate_text("(corner_rectangles {101/000/102})"), "[]");
  EXPECT_EQ(evaluate_text("(corner_rectangles {11/11})"), "[]") << "nothing between";
  EXPECT_EQ(evaluate_text("(corner_rectangles {10101/00000/10101})"),
            "[{101/000/101} {101/000/101@0,2}]");
}

TEST(PropertyTest, StepsTowardMostCellsAndTowardTheRareColor) {
  EXPECT_EQ(evaluate_text("(leaning {110/100/000})"), "@-1,-1");
  EXPECT_EQ(evaluate_text("(leaning {11/11})"), "fault: domain") << "balanced";
  EXPECT_EQ(evaluate_text("(pointing {111/111/121})"), "@1,0");
  EXPECT_EQ(evaluate_text("(pointing {000})"), "fault: domain");
}

TEST(PropertyTest, RelationsOfPlace) {
  EXPECT_EQ(evaluate_text("(is_above {1} {1@1,9})"), "true");
  EXPECT_EQ(evaluate_text("(is_above {1/1} {1@1,9})"), "false") << "they share a row";
  EXPECT_EQ(evaluate_text("(is_left_of {11} {1@9,2})"), "true");
  EXPECT_EQ(evaluate_text("(is_aligned {1} {1@1,1})"), "false");
  EXPECT_EQ(evaluate_text("(is_aligned {1} {1@5,0})"), "true");
  EXPECT_EQ(evaluate_text("(same_color {122} {2@5,0})"), "true");
}

}  // namespace
}  // namespace gestalt::dsl
