// Colors and cell-by-cell operations beyond the examples in their records.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(ColorTest, EmptyCellsHaveNoColor) {
  for (const char* reading : {"most_common_color", "least_common_color", "only_color"}) {
    EXPECT_EQ(evaluate_text(fmt::format("({} {{0./.0}})", reading)), "fault: domain");
  }
  EXPECT_EQ(evaluate_text("(count_colors {0./.0})"), "0");
  EXPECT_EQ(evaluate_text("(background_color {0./.0})"), "black");
  EXPECT_EQ(evaluate_text("(only_color {12})"), "fault: domain");
}

TEST(ColorTest, TiesGoToTheSmallerColor) {
  EXPECT_EQ(evaluate_text("(most_common_color {5522})"), "red");
  EXPECT_EQ(evaluate_text("(least_common_color {5522})"), "red");
  EXPECT_EQ(evaluate_text("(background_color {0055})"), "black");
}

TEST(ColorTest, TransparentCellsStayTransparent) {
  EXPECT_EQ(evaluate_text("(keep_color {1.2} red)"), "{0.2}");
  EXPECT_EQ(evaluate_text("(recolor {1.0} red)"), "{2.0}");
  EXPECT_EQ(evaluate_text("(opaque (black_to_transparent {1.0}))"), "{100}");
}

TEST(ColorTest, ExchangeNeedsExactlyTwo) {
  EXPECT_EQ(evaluate_text("(exchange_two_colors {012})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(exchange_two_colors {11})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(exchange_two_colors {12})"), "{21}");
}

TEST(MaskTest, OverlaysRespectPositions) {
  EXPECT_EQ(evaluate_text("(overlay {000/000} {5@1,1})"), "{000/050}");
  EXPECT_EQ(evaluate_text("(overlay {1@3,3} {2@4,4})"), "{1./.2@3,3}");
  EXPECT_EQ(evaluate_text("(overlay {1@-200,0} {2@200,0})"), "fault: size");
}

TEST(MaskTest, OverlaySeesThroughBlackAndCoverDoesNot) {
  EXPECT_EQ(evaluate_text("(overlay {111} {0.2})"), "{112}");
  EXPECT_EQ(evaluate_text("(cover {111} {0.2})"), "{012}");
}

TEST(MaskTest, LogicIgnoresPositionsButNotShapes) {
  EXPECT_EQ(evaluate_text("(keep_where {12@5,5} {03@7,7})"), "{02}");
  EXPECT_EQ(evaluate_text("(keep_where {12@5,5} {03@5,5})"), "{02@5,5}");
  EXPECT_EQ(evaluate_text("(keep_where {12} {1/2})"), "fault: domain");
}

TEST(MaskTest, LogicObeysItsTruthTables) {
  // a: empty empty full full; b: empty full empty full.
  EXPECT_EQ(evaluate_text("(keep_where {0011} {0202})"), "{0001}");
  EXPECT_EQ(evaluate_text("(erase_where {0011} {0202})"), "{0010}");
  EXPECT_EQ(evaluate_text("(exclusive {0011} {0202})"), "{0210}");
  EXPECT_EQ(evaluate_text("(neither {0011} {0202} green)"), "{3000}");
  EXPECT_EQ(evaluate_text("(fill_from {0011} {0202})"), "{0211}");
}

TEST(MaskTest, ListsNeedOneShape) {
  EXPECT_EQ(evaluate_text("(consensus [{12} {1}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(keep_where_all [{12}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(consensus [{12} {13}])"), "{12}");
}

}  // namespace
}  // namespace gestalt::dsl
