#include <gtest/gtest.h>

#include "dsl/grid/base_types.h"
#include "dsl/grid/grid.h"

namespace gestalt::dsl {
namespace {

TEST(GridLiteralsTest, SampledValuesSurvivePrintingAndParsing) {
  Rng rng(3);
  for (const BaseType& type : {grid_base_type(), color_base_type(), point_base_type()}) {
    for (int round = 0; round < 500; ++round) {
      Arena arena;
      const Value value = type.sample(rng, arena);
      const auto parsed = type.parse(arena, type.print(value));
      ASSERT_TRUE(parsed.has_value()) << type.name << ' ' << type.print(value);
      ASSERT_EQ(*parsed, value) << type.print(value);
    }
  }
}

TEST(GridLiteralsTest, AGridIsRowsWithACorner) {
  Arena arena;
  const auto value = grid_base_type().parse(arena, "{120/0.3@2,-1}");
  ASSERT_TRUE(value.has_value());
  const Grid grid(*value);
  EXPECT_EQ(grid.rows(), 2);
  EXPECT_EQ(grid.columns(), 3);
  EXPECT_EQ(grid.corner(), (Point{2, -1}));
  EXPECT_EQ(grid.at(0, 1), 2);
  EXPECT_EQ(grid.at(1, 1), kTransparent);
}

TEST(GridLiteralsTest, AGridAtTheOriginPrintsNoCorner) {
  Arena arena;
  EXPECT_EQ(grid_base_type().print(*grid_base_type().parse(arena, "{12@0,0}")), "{12}");
}

TEST(GridLiteralsTest, MalformedGridsAreNoLiterals) {
  Arena arena;
  for (const char* text :
       {"",       "{",     "{}",     "{/}",     "{12/3}",         "{12/}",      "{/12}",
        "{1a}",   "{12@}", "{12@1}", "{12@1,}", "{12@,1}",        "{12@1,2,3}", "{12@999,0}",
        "{@1,2}", "12",    "{12/34", "{1//2}",  "{1@1,99999999}", "{12@1,2 }",  "{1 2}"}) {
    EXPECT_FALSE(grid_base_type().parse(arena, text).has_value()) << text;
  }
  EXPECT_FALSE(grid_base_type().parse(arena, "{" + std::string(101, '1') + "}").has_value());
  EXPECT_TRUE(grid_base_type().parse(arena, "{" + std::string(100, '1') + "}").has_value());
}

TEST(GridLiteralsTest, ColorsHaveNames) {
  Arena arena;
  EXPECT_EQ(color_base_type().parse(arena, "red"), Value::immediate(2));
  EXPECT_EQ(color_base_type().print(Value::immediate(9)), "maroon");
  EXPECT_FALSE(color_base_type().parse(arena, "Red").has_value());
  EXPECT_FALSE(color_base_type().parse(arena, "2").has_value());
}

TEST(GridLiteralsTest, PointsAreRowAndColumn) {
  Arena arena;
  const auto value = point_base_type().parse(arena, "@1,-2");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(Codec<Point>::decode(*value), (Point{1, -2}));
  EXPECT_EQ(point_base_type().print(Codec<Point>::encode({-30000, 30000})), "@-30000,30000");
  for (const char* text : {"@", "@1", "@1,", "@,1", "1,2", "@1,2,3", "@99999,0", "@1, 2"}) {
    EXPECT_FALSE(point_base_type().parse(arena, text).has_value()) << text;
  }
}

TEST(GridLiteralsTest, RastersShowTransparentAsMinusOne) {
  Arena arena;
  const BaseType type = grid_base_type();
  ASSERT_TRUE(type.raster.has_value());
  const Raster raster = type.raster->to_raster(*type.parse(arena, "{1./03}"));
  EXPECT_EQ(raster, (Raster{2, 2, {1, -1, 0, 3}}));
  EXPECT_EQ(type.print(type.raster->from_raster(arena, raster)), "{1./03}");
}

}  // namespace
}  // namespace gestalt::dsl
