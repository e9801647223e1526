// Rigid motions, shifts, crops and lines beyond the examples in their records.
#include <gtest/gtest.h>

#include <set>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(GeometryTest, TheEightMotionsOfAnAsymmetricGridDiffer) {
  std::set<std::string> images{evaluate_text("(flip_rows (flip_rows {123/456}))")};
  for (const char* motion : {"flip_rows", "flip_columns", "rotate_half", "transpose",
                             "anti_transpose", "rotate_clockwise", "rotate_counterclockwise"}) {
    images.insert(evaluate_text(fmt::format("({} {{123/456}})", motion)));
  }
  EXPECT_EQ(images.size(), 8U);
}

TEST(GeometryTest, MotionsComposeAsTheSymmetriesOfTheSquare) {
  const std::string half = evaluate_text("(rotate_half {123/456})");
  EXPECT_EQ(evaluate_text("(flip_rows (flip_columns {123/456}))"), half);
  EXPECT_EQ(evaluate_text("(rotate_clockwise (rotate_clockwise {123/456}))"), half);
  EXPECT_EQ(evaluate_text("(transpose (anti_transpose {123/456}))"), half);
  EXPECT_EQ(evaluate_text("(flip_columns (transpose {123/456}))"),
            evaluate_text("(rotate_clockwise {123/456})"));
}

TEST(GeometryTest, MotionsKeepTheCorner) {
  EXPECT_EQ(evaluate_text("(rotate_clockwise {12@3,4})"), "{1/2@3,4}");
}

TEST(GeometryTest, ShiftsBeyondTheGridAreUndefined) {
  EXPECT_EQ(evaluate_text("(shift {12/34} @2,0)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(shift {12/34} @1,1)"), "{00/01}");
  EXPECT_EQ(evaluate_text("(shift {12/34} @-1,-1)"), "{40/00}");
}

TEST(GeometryTest, ShiftsAroundTakeAnyStep) {
  EXPECT_EQ(evaluate_text("(shift_around {123} @0,-4)"), "{231}");
  EXPECT_EQ(evaluate_text("(shift_around {1/2/3} @30000,0)"), "{1/2/3}");
}

TEST(GeometryTest, PositionsBeyondTheLimitAreRefused) {
  EXPECT_EQ(evaluate_text("(translate {1@200,0} @1,0)"), "fault: size");
  EXPECT_EQ(evaluate_text("(place_at {1} @0,-201)"), "fault: size");
}

TEST(CropTest, AnEmptyGridHasNoContent) {
  EXPECT_EQ(evaluate_text("(crop_content {0./.0})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(remove_empty_lines {00})"), "fault: domain");
}

TEST(CropTest, WhatHasNoMarginStaysTheSame) {
  EXPECT_EQ(evaluate_text("(crop_content {10/01@2,2})"), "{10/01@2,2}");
}

TEST(CropTest, TheForegroundIsWhatLacksTheMostCommonColor) {
  EXPECT_EQ(evaluate_text("(crop_foreground {000/010/000})"), "{1@1,1}");
  EXPECT_EQ(evaluate_text("(crop_foreground {333})"), "fault: domain");
}

TEST(CropTest, EmbedPutsBackWhatWasCut) {
  EXPECT_EQ(evaluate_text("(embed (crop_color {100/020/003} red) {000/000/000})"), "{000/020/000}");
  EXPECT_EQ(evaluate_text("(embed {1@5,5} {00})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(embed {12/34@-1,-1} {000})"), "{400}");
}

TEST(CropTest, SmallGridsHaveNoInside) {
  EXPECT_EQ(evaluate_text("(trim_border {12/34})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(top_half {12})"), "fault: domain");
}

TEST(LinesTest, SlicesRefuseWhatIsNotThere) {
  EXPECT_EQ(evaluate_text("(take_rows {1/2} 3)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(take_rows {1/2} 0)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(take_rows {1/2} 2)"), "{1/2}");
  EXPECT_EQ(evaluate_text("(drop_columns {12} 2)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(drop_columns {12} -1)"), "{1}");
  EXPECT_EQ(evaluate_text("(drop_rows {1/2} 0)"), "{1/2}");
  EXPECT_EQ(evaluate_text("(take_columns {12} -2147483648)"), "fault: domain");
}

TEST(LinesTest, SortingIsStableAndMovesWholeLines) {
  EXPECT_EQ(evaluate_text("(sort_rows {110/200/022/001/000})"), "{000/200/001/110/022}");
  EXPECT_EQ(evaluate_text("(transpose (sort_rows (transpose {1021/1000})))"),
            evaluate_text("(sort_columns {1021/1000})"));
}

TEST(LinesTest, RemovedLinesHaveOneColorOnly) {
  EXPECT_EQ(evaluate_text("(remove_lines {555/515/555} gray)"), "{1}");
  EXPECT_EQ(evaluate_text("(remove_lines {555} gray)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(remove_lines {123} gray)"), "{123}");
}

}  // namespace
}  // namespace gestalt::dsl
