// Layouts of lists of objects.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(LayoutTest, ColorsComeInTheListsOrder) {
  EXPECT_EQ(evaluate_text("(colors_in_row (components_4 {030/005/770}))"), "{357}");
  EXPECT_EQ(evaluate_text("(colors_in_column (reverse (components_4 {030/005/770})))"), "{7/5/3}");
}

TEST(LayoutTest, BarsAreAsLongAsObjectsHaveCells) {
  EXPECT_EQ(evaluate_text("(bars_as_rows (split_colors {330/305/550}))"), "{333/555}");
  EXPECT_EQ(evaluate_text("(bars_as_columns (components_4 {330/005/000}))"), "{35/30}");
}

TEST(LayoutTest, WhatHasNoColorHasNoLayout) {
  EXPECT_EQ(evaluate_text("(colors_in_row [{0} {1}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(bars_as_rows [{0} {1}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(colors_in_row (remove {1} [{1}]))"), "fault: domain");
}

}  // namespace
}  // namespace gestalt::dsl
