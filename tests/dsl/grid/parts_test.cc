// Objects, regions, selection and properties on grids made by hand. The records' own examples are
// checked in domain_test.cc; here stand the edges and the differences between neighbors.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(ObjectTest, TransparentAndBlackBothSeparateObjects) {
  EXPECT_EQ(evaluate_text("(components_4 {1.1/101})"), "[{1/1} {1/1@0,2}]");
  EXPECT_EQ(evaluate_text("(components_8 {..})"), "[]");
}

TEST(ObjectTest, ColorsSeparateComponentsButNotClusters) {
  EXPECT_EQ(evaluate_text("(components_4 {12})"), "[{1} {2@0,1}]");
  EXPECT_EQ(evaluate_text("(clusters_4 {12})"), "[{12}]");
  EXPECT_EQ(evaluate_text("(clusters_4 {10/02})"), "[{1} {2@1,1}]");
}

TEST(ObjectTest, ObjectsLieWhereTheGridLies) {
  EXPECT_EQ(evaluate_text("(components_4 {00/01@5,-7})"), "[{1@6,-6}]");
  EXPECT_EQ(evaluate_text("(split_columns {12@5,-7})"), "[{1@5,-7} {2@5,-6}]");
}

TEST(ObjectTest, ComposingTheComponentsOntoBlackGivesTheGridBack) {
  EXPECT_EQ(evaluate_text("(let ((g {1203/1003/0440})) "
                          "(compose_on (erase_where g g) (components_4 g)))"),
            "{1203/1003/0440}");
}

TEST(ObjectTest, EmptyRegionsAreSeenOnlyInAColor) {
  EXPECT_EQ(evaluate_text("(empty_regions {010} black)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(enclosed_regions {111/101/111} green)"), "[{3@1,1}]");
  EXPECT_EQ(evaluate_text("(enclosed_regions {101/111} green)"), "[]");
}

TEST(ObjectTest, TheLargestEmptyRectanglesAreAllFoundAndHaveSidesOfTwo) {
  EXPECT_EQ(evaluate_text("(largest_empty_rectangles {00100/00100/11111} red)"),
            "[{22/22} {22/22@0,3}]");
  EXPECT_EQ(evaluate_text("(largest_empty_rectangles {000001} red)"), "[]");
}

TEST(ObjectTest, ALaterObjectCoversAnEarlierOne) {
  EXPECT_EQ(evaluate_text("(compose [{11} {2@0,1}])"), "{12}");
  EXPECT_EQ(evaluate_text("(compose [{11} {0@0,1}])"), "{11}") << "empty cells cover nothing";
  EXPECT_EQ(evaluate_text("(compose [{1} {2@0,100}])"), "fault: size");
}

TEST(ObjectTest, FunctionsOnPartsPassFaultsOn) {
  EXPECT_EQ(evaluate_text("(paint_components (lambda (x) (nearest (singleton x) x)) {1})"),
            "fault: domain");
  EXPECT_EQ(evaluate_text("(paint_components (lambda (x) (recolor x red)) {00})"), "{00}");
}

TEST(RegionTest, ADiagonalGapDoesNotOpenAnEnclosure) {
  EXPECT_EQ(evaluate_text("(fill_enclosed {0110/1010/0110} red)"), "{0110/1210/0110}");
  EXPECT_EQ(evaluate_text("(fill_enclosed {0100/1010/0100} red)"), "{0100/1210/0100}");
}

TEST(RegionTest, NothingEnclosedIsTheSameGrid) {
  EXPECT_EQ(evaluate_text("(fill_enclosed {1.0/101@2,3} red)"), "{1.0/101@2,3}");
}

TEST(RegionTest, EachHoleTakesItsOwnSurroundingsColor) {
  EXPECT_EQ(evaluate_text("(fill_enclosed_around {111222/101202/111222})"),
            "{111222/111222/111222}");
}

TEST(RegionTest, BorderAndInteriorShareTheCells) {
  EXPECT_EQ(evaluate_text("(border {1111/1111/1111/0110})"), "{1111/1001/1001/0110}");
  EXPECT_EQ(evaluate_text("(interior {1111/1111/1111/0110})"), "{0000/0110/0110/0000}");
}

TEST(RegionTest, OutlinesDifferOnDiagonals) {
  EXPECT_EQ(evaluate_text("(outline_4 {100/000} red)"), "{120/200}");
  EXPECT_EQ(evaluate_text("(outline_8 {100/000} red)"), "{120/220}");
  EXPECT_EQ(evaluate_text("(halo {1./.1@3,3} red)"), "{222./2122/2212/.222@2,2}");
}

TEST(RegionTest, AFloodStopsAtOtherColors) {
  EXPECT_EQ(evaluate_text("(flood_fill {100/110/001} @0,2 red)"), "{122/112/001}");
  EXPECT_EQ(evaluate_text("(flood_fill {10@5,5} @0,0 red)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(flood_fill {10@5,5} @5,6 red)"), "{12@5,5}");
}

TEST(RegionTest, GrowthTakesTheColorAboveFirst) {
  EXPECT_EQ(evaluate_text("(grow_4 {10/02})"), "{11/12}");
}

TEST(SelectionTest, TiesGoToTheEarliest) {
  EXPECT_EQ(evaluate_text("(largest [{1} {22} {33}])"), "{22}");
  EXPECT_EQ(evaluate_text("(largest_component {1102/0002})"), "{11}");
  EXPECT_EQ(evaluate_text("(largest [])"), "fault: domain");
}

TEST(SelectionTest, EmptyCellsDoNotCountAsSize) {
  EXPECT_EQ(evaluate_text("(largest [{0000/1000} {22}])"), "{22}");
  EXPECT_EQ(evaluate_text("(largest_frame [{0000/1000} {22}])"), "{0000/1000}");
}

TEST(SelectionTest, OddOnesOutByShapeColorAndPicture) {
  const std::string objects = "[{11/1.} {22/2.@0,5} {33/3.@5,0} {11/.1@5,5}]";
  EXPECT_EQ(evaluate_text("(least_common_shape " + objects + ")"), "{11/.1@5,5}");
  EXPECT_EQ(evaluate_text("(least_common_colored " + objects + ")"), "{22/2.@0,5}");
  EXPECT_EQ(evaluate_text("(least_common_picture " + objects + ")"), "{11/1.}");
  EXPECT_EQ(evaluate_text("(most_common_shape " + objects + ")"), "{11/1.}");
}

TEST(SelectionTest, TheNearestIsAnother) {
  EXPECT_EQ(evaluate_text("(let ((g {1@4,4})) (nearest [g {2@4,9} {3@7,4}] g))"), "{3@7,4}");
  EXPECT_EQ(evaluate_text("(let ((g {1@4,4})) (nearest [{1@4,4}] g))"), "fault: domain");
}

TEST(PropertyTest, SymmetryTreatsTransparentAsBlack) {
  EXPECT_EQ(evaluate_text("(is_symmetric {.1/01/00})"), "false");
  EXPECT_EQ(evaluate_text("(mirrors_left_right {010/.10})"), "true");
  EXPECT_EQ(evaluate_text("(mirrors_diagonal {12/.1})"), "false");
  EXPECT_EQ(evaluate_text("(same_picture {10} {1.@3,3})"), "true");
}

TEST(PropertyTest, TouchingIsSideBySide) {
  EXPECT_EQ(evaluate_text("(touches {1} {2@1,1})"), "false");
  EXPECT_EQ(evaluate_text("(touches {1} {2@1,0})"), "true");
  EXPECT_EQ(evaluate_text("(touches {10} {2@0,2})"), "false") << "an empty cell touches nothing";
}

TEST(PropertyTest, DirectionsAreStraightWhereFramesFace) {
  EXPECT_EQ(evaluate_text("(direction_to {1/1} {2@1,5})"), "@0,1");
  EXPECT_EQ(evaluate_text("(direction_to {1@5,5} {2})"), "@-1,-1");
  EXPECT_EQ(evaluate_text("(direction_to {11} {2@0,1})"), "fault: domain");
}

TEST(PropertyTest, PlacesAreAbsolute) {
  EXPECT_EQ(evaluate_text("(center {1234/1234@2,2})"), "@2,3");
  EXPECT_EQ(evaluate_text("(color_at {12/34@2,2} @3,2)"), "green");
  EXPECT_EQ(evaluate_text("(color_at {12/34@2,2} @0,0)"), "fault: domain");
}

}  // namespace
}  // namespace gestalt::dsl
