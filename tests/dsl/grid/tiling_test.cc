// Concatenation, tiling, mirrors and scaling beyond the examples in their records.
#include <gtest/gtest.h>

#include "dsl/grid/grid.h"
#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

/// The inverse of a primitive for a slot, on printed values: {result, other arguments...}.
std::string solve_text(const char* name, std::size_t slot, std::vector<Value> known, Arena& arena) {
  const Domain& domain = test_domain();
  const Primitive& primitive = domain.registry[*domain.registry.find(name)];
  for (const Inverse& inverse : primitive.inverses) {
    if (inverse.slot != slot) continue;
    EvalContext context(arena, domain.registry);
    std::vector<const Value*> arguments;
    for (const Value& value : known) arguments.push_back(&value);
    Value solution;
    const Fault fault = inverse.solve(context, primitive, arguments.data(), &solution, 1);
    if (fault != Fault::kNone) return fmt::format("fault: {}", to_string(fault));
    return print_value(domain, primitive.type.parameters()[slot], solution);
  }
  return "no inverse";
}

Value grid_value(Arena& arena, std::string_view text) {
  return *test_domain().find_type("grid")->parse(arena, text);
}

TEST(TilingTest, ConcatenationsNeedMatchingSides) {
  EXPECT_EQ(evaluate_text("(hconcat {1/2} {3})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(vconcat {12} {3})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(hconcat_all [])"), "fault: domain");
}

TEST(TilingTest, ResultsBeyondTheLimitAreRefused) {
  EXPECT_EQ(evaluate_text("(scale_up {12} 51)"), "fault: size");
  EXPECT_EQ(evaluate_text("(scale_up {12} 2147483647)"), "fault: size");
  EXPECT_EQ(evaluate_text("(tile {12} 1 51)"), "fault: size");
  EXPECT_EQ(evaluate_text("(tile {12} 2147483647 2147483647)"), "fault: size");
}

TEST(TilingTest, TheOtherPartOfAConcatenationIsFound) {
  Arena arena;
  const Value result = grid_value(arena, "{123/456}");
  EXPECT_EQ(solve_text("hconcat", 0, {result, grid_value(arena, "{23/56}")}, arena), "{1/4}");
  EXPECT_EQ(solve_text("hconcat", 1, {result, grid_value(arena, "{1/4}")}, arena), "{23/56}");
  EXPECT_EQ(solve_text("hconcat", 1, {result, grid_value(arena, "{1/5}")}, arena), "fault: domain");
  EXPECT_EQ(solve_text("hconcat", 1, {result, result}, arena), "fault: domain");
  EXPECT_EQ(solve_text("vconcat", 0, {result, grid_value(arena, "{456}")}, arena), "{123}");
}

TEST(TilingTest, WhatIsNotTiledHasNoTile) {
  Arena arena;
  const Value two = Value::immediate(2);
  EXPECT_EQ(solve_text("tile", 0, {grid_value(arena, "{1212/1212}"), two, two}, arena), "{12}");
  EXPECT_EQ(solve_text("tile", 0, {grid_value(arena, "{1212/1213}"), two, two}, arena),
            "fault: domain");
  EXPECT_EQ(solve_text("mirror_both", 0, {grid_value(arena, "{1221/1221}")}, arena), "{12}");
  EXPECT_EQ(solve_text("mirror_both", 0, {grid_value(arena, "{1221/1211}")}, arena),
            "fault: domain");
  EXPECT_EQ(solve_text("mirror_left", 0, {grid_value(arena, "{2112}")}, arena), "{12}");
  EXPECT_EQ(solve_text("kronecker", 1,
                       {grid_value(arena, "{2300/0023}"), grid_value(arena, "{10/01}")}, arena),
            "{23}");
}

TEST(TilingTest, AdjacentMirroredTilesMeetInEqualLines) {
  EXPECT_EQ(evaluate_text("(tile_mirrored {12/34} 2 2)"), evaluate_text("(mirror_both {12/34})"));
  EXPECT_EQ(evaluate_text("(mirror_right (mirror_down {12/34}))"),
            evaluate_text("(mirror_both {12/34})"));
  EXPECT_EQ(evaluate_text("(mirror_left (mirror_up {12/34}))"),
            evaluate_text("(mirror_both_outward {12/34})"));
}

TEST(TilingTest, APinwheelIsTurnedByAQuarter) {
  EXPECT_EQ(evaluate_text("(rotate_clockwise (pinwheel {12/34}))"),
            evaluate_text("(pinwheel {12/34})"));
  EXPECT_EQ(evaluate_text("(pinwheel {12})"), "fault: domain");
}

TEST(ScalingTest, ScalingDownNeedsBlocks) {
  EXPECT_EQ(evaluate_text("(scale_down {1122/1123} 2)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(scale_down {112/112} 2)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(unscale {1111/1111/2222/2222})"), "{11/22}");
  EXPECT_EQ(evaluate_text("(unscale {12/34})"), "fault: domain");
}

TEST(ScalingTest, ASelfSimilarGridIsTheMaskedTilingOfItsEnlargement) {
  EXPECT_EQ(
      evaluate_text("(keep_where (tile_by_shape {102/000/330}) (scale_by_shape {102/000/330}))"),
      evaluate_text("(self_kronecker {102/000/330})"));
}

TEST(ScalingTest, ScaleToFollowsTheFrame) {
  EXPECT_EQ(evaluate_text("(scale_to {1/2} {000/000})"), "{111/222}");
  EXPECT_EQ(evaluate_text("(scale_to {1/2} {000/000/000})"), "fault: domain");
}

}  // namespace
}  // namespace gestalt::dsl
