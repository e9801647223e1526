#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

/// Cells with red on one side and gray on the next one.
constexpr const char* kCorner =
    "(lambda (x) (both (cells_of_color (neighbors x @0,1) red) "
    "(cells_of_color (neighbors x @1,0) gray)))";

std::string closed(const char* closure, const char* grid) {
  return evaluate_text(std::string("(") + closure + " " + kCorner + " " + grid + ")");
}

TEST(OrbitTest, HoldsInAnyImage) {
  // All corners of red and gray around black cells: the eight ways to place the two.
  constexpr const char* kRightDown = "{000/002/050}";
  constexpr const char* kLeftDown = "{000/200/050}";
  constexpr const char* kDownLeft = "{000/500/020}";
  EXPECT_EQ(closed("in_either_side", kRightDown), "|0,0,0/0,1,0/0,0,0|");
  EXPECT_EQ(closed("in_either_side", kLeftDown), "|0,0,0/0,1,0/0,0,0|");
  EXPECT_EQ(closed("in_either_height", kLeftDown), "|0,0,0/0,0,0/0,0,0|");
  // Below, red above and gray to the right are a quarter turn of red to the right and gray below.
  EXPECT_EQ(closed("in_any_rotation", kLeftDown), "|0,0,0/0,0,0/1,0,0|");
  EXPECT_EQ(closed("in_any_rotation", kDownLeft), "|0,0,0/0,1,0/0,0,0|");
  EXPECT_EQ(closed("in_any_symmetry", kLeftDown), "|0,0,0/0,1,0/1,0,0|");
}

TEST(OrbitTest, ImagesOfOblongGridsComeBackInPlace) {
  EXPECT_EQ(closed("in_any_symmetry", "{5000000/2000000}"), "|0,0,0,0,0,0,0/0,0,0,0,0,0,0|");
  EXPECT_EQ(closed("in_any_symmetry", "{0500000/2000000}"), "|1,0,0,0,0,0,0/0,1,0,0,0,0,0|");
  // Wherever it lies.
  EXPECT_EQ(closed("in_any_rotation", "{000/500/020@3,4}"), "|0,0,0/0,1,0/0,0,0|");
}

TEST(OrbitTest, AFunctionThatLosesTheShapeIsUndefined) {
  EXPECT_EQ(
      evaluate_text("(in_any_rotation (lambda (x) (shown_cells (crop_content x))) {000/010})"),
      "fault: domain");
}

}  // namespace
}  // namespace gestalt::dsl
