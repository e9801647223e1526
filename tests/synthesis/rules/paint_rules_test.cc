#include "synthesis/rules/paint_rules.h"

#include <gtest/gtest.h>

#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class PaintRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    SegmentedParts parts(problem());
    result_ = find_paint_rules(parts, known_, options);
  }

  PaintMaterial known_;
};

constexpr const char* kFillSquares = R"({"train": [
  {"input": [[5,5,5,0,3,3],[5,0,5,0,3,0],[5,5,5,0,3,3]],
   "output": [[5,5,5,0,3,3],[5,2,5,0,3,0],[5,5,5,0,3,3]]},
  {"input": [[0,4,4,4],[0,4,0,4],[6,4,4,4]], "output": [[0,4,4,4],[0,4,2,4],[6,4,4,4]]}],
  "test": [{"input": [[7,7,7,0],[7,0,7,0],[7,7,7,1]]}]})";

TEST_F(PaintRulesTest, PaintsInsideEachPart) {
  find(kFillSquares);
  EXPECT_EQ(prediction(), "{7770/7270/7771}") << program();
}

TEST_F(PaintRulesTest, SearchesOverSharedPartsKeepToTheirSteps) {
  read(kFillSquares);
  SegmentedParts parts(problem());
  for (const std::uint64_t steps : {200, 1000, 400, 5000, 700, 3319, 20000, 500}) {
    RuleOptions options;
    options.budget.steps = steps;
    options.rules = 100;  // more than there are
    options.depth = steps % 1000 == 0 ? Depth::kDeep : Depth::kUsual;
    EXPECT_LE(find_paint_rules(parts, known_, options).steps, steps);
  }
}

TEST_F(PaintRulesTest, DeepSearchesLookFurther) {
  read(kFillSquares);
  SegmentedParts parts(problem());
  RuleOptions options;
  options.rules = 100;  // more than there are
  const RuleResult usual = find_paint_rules(parts, known_, options);
  options.depth = Depth::kDeep;
  result_ = find_paint_rules(parts, known_, options);
  EXPECT_GT(result_.steps, usual.steps);
  EXPECT_EQ(prediction(), "{7770/7270/7771}") << program();
}

TEST_F(PaintRulesTest, LeavesOutPartsForWhichTheActionIsUndefined) {
  // Cells that face a wall of their color leave a track to it; the others are left alone.
  find(R"({"train": [
    {"input": [[4,0,0,0,0,7],[4,0,0,4,0,7],[4,0,0,0,0,7],[4,0,7,0,0,7],[4,0,0,0,3,7]],
     "output": [[4,0,0,0,0,7],[4,4,4,4,0,7],[4,0,0,0,0,7],[4,0,7,7,7,7],[4,0,0,0,3,7]]},
    {"input": [[2,2,2,2,2],[0,0,5,0,0],[0,2,0,0,0],[0,0,0,6,0],[0,0,0,0,0],[6,6,6,6,6]],
     "output": [[2,2,2,2,2],[0,2,5,0,0],[0,2,0,0,0],[0,0,0,6,0],[0,0,0,6,0],[6,6,6,6,6]]}],
    "test": [{"input": [[1,0,0,0,8],[1,0,0,9,8],[1,0,1,0,8],[1,8,0,0,8]]}]})");
  EXPECT_EQ(prediction(), "{10008/10098/11108/18888}") << program();
}

TEST_F(PaintRulesTest, TellsPartsApartByACondition) {
  // The largest part of each grid becomes red, the others stay.
  find(R"({"train": [
    {"input": [[5,5,0,5],[5,0,0,0],[0,0,5,5]], "output": [[2,2,0,5],[2,0,0,0],[0,0,5,5]]},
    {"input": [[5,0,5,5],[0,0,5,5],[5,5,0,0]], "output": [[5,0,2,2],[0,0,2,2],[5,5,0,0]]}],
    "test": [{"input": [[5,0,5,5],[5,0,0,0],[5,5,0,5]]}]})");
  EXPECT_EQ(prediction(), "{2055/2000/2205}") << program();
}

TEST_F(PaintRulesTest, EachPartSaysWhereItsRayGoes) {
  // From the red end of each part to the edge; the test has a direction that no pair has.
  find(R"({"train": [
    {"input": [[0,0,0,0,0,0],[0,0,5,5,2,0],[0,0,0,0,0,0],[0,2,5,5,0,0]],
     "output": [[0,0,0,0,0,0],[0,0,5,5,2,2],[0,0,0,0,0,0],[2,2,5,5,0,0]]},
    {"input": [[0,0,0,0,0],[0,3,0,0,4],[0,3,0,0,4],[0,2,0,0,2],[0,0,0,0,0]],
     "output": [[0,0,0,0,0],[0,3,0,0,4],[0,3,0,0,4],[0,2,0,0,2],[0,2,0,0,2]]}],
    "test": [{"input": [[0,0,0,0],[0,0,0,0],[2,0,0,0],[7,0,0,0],[7,0,0,0]]}]})");
  EXPECT_EQ(prediction(), "{2000/2000/2000/7000/7000}") << program();
}

TEST_F(PaintRulesTest, ErasesWhereAPartMovesAway) {
  // The red part falls to the bottom, the gray one stays: a base that erases, and a layer over it.
  find(R"({"train": [
    {"input": [[0,2,2,0],[0,0,0,0],[5,0,0,0],[0,0,0,0]],
     "output": [[0,0,0,0],[0,0,0,0],[5,0,0,0],[0,2,2,0]]},
    {"input": [[0,0,0,0],[0,2,0,0],[0,2,0,5],[0,0,0,0]],
     "output": [[0,0,0,0],[0,0,0,0],[0,2,0,5],[0,2,0,0]]}],
    "test": [{"input": [[5,0,2,0],[0,0,0,0],[0,0,0,0],[0,0,0,0]]}]})");
  EXPECT_EQ(prediction(), "{5000/0000/0000/0020}") << program();
}

TEST_F(PaintRulesTest, PaintsOverABlankCanvas) {
  // The largest part is mirrored where it stands, all else vanishes.
  find(R"({"train": [
    {"input": [[5,0,0,3,0,1],[5,5,0,0,0,0],[5,0,0,8,0,2],[0,0,0,0,0,0],[6,6,0,9,0,4]],
     "output": [[0,5,0,0,0,0],[5,5,0,0,0,0],[0,5,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0]]},
    {"input": [[0,7,0,1,0,1],[0,7,7,0,0,0],[2,0,0,0,0,3],[2,0,6,0,0,3],[0,0,6,0,0,0]],
     "output": [[0,0,7,0,0,0],[0,7,7,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0]]},
    {"input": [[1,0,0,0,9,9],[0,0,5,0,0,0],[0,0,0,0,0,0],[0,2,2,2,0,0],[4,0,0,2,0,8]],
     "output": [[0,0,0,0,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0],[0,2,2,2,0,0],[0,2,0,0,0,0]]}],
    "test": [{"input": [[4,0,6],[4,4,0],[0,0,3]]}]})");
  EXPECT_EQ(prediction(), "{040/440/000}") << program();
  EXPECT_NE(program().find("paint_all"), std::string::npos) << program();
}

TEST_F(PaintRulesTest, WhatExplainsSomeIsLeftToOthers) {
  // Holes are filled, and at the edge is noise that no layer can tell.
  find(R"({"train": [
    {"input": [[5,5,5,0,3,3],[5,0,5,0,3,0],[5,5,5,0,3,3],[0,0,0,0,0,0],[0,0,0,0,0,0]],
     "output": [[5,5,5,0,3,3],[5,2,5,0,3,0],[5,5,5,0,3,3],[1,7,3,9,6,4],[8,6,1,4,9,7]]},
    {"input": [[0,4,4,4,0,0],[0,4,0,4,0,0],[6,4,4,4,0,0],[0,0,0,0,0,0],[0,0,0,0,0,0]],
     "output": [[0,4,4,4,0,0],[0,4,2,4,0,0],[6,4,4,4,0,0],[9,3,8,1,1,6],[4,9,7,3,8,5]]}],
    "test": [{"input": [[7,7,7,0],[7,0,7,0],[7,7,7,1]]}]})");
  EXPECT_TRUE(result_.rules.empty()) << program();
  std::vector<std::string> shown;
  for (const LayerTerm& term : result_.partial) {
    const auto closed = close_over_inputs(examples_, pool_, term.term);
    const auto outputs = predict(*domain_, examples_, pool_, closed, arena_);
    if (!outputs) continue;
    shown.push_back(dsl::print_value(*domain_, examples_.output_type, outputs->back()));
  }
  EXPECT_NE(std::ranges::find(shown, "{7770/7270/7771}"), shown.end()) << shown.size();
}

TEST_F(PaintRulesTest, KnownTermsAreLayers) {
  // Red where the input turned by a half shows: no part does that.
  const char* json = R"({"train": [
    {"input": [[1,0,0],[0,3,4],[0,0,0]], "output": [[1,0,0],[4,3,4],[0,0,1]]},
    {"input": [[0,6,0],[0,0,0],[8,0,0]], "output": [[0,6,8],[0,0,0],[8,6,0]]}],
    "test": [{"input": [[1,2,0],[0,0,0],[0,0,0]]}]})";
  read(json);
  const auto turned = parse_program("(lambda (x) (rotate_half x))", task_.type(), *domain_, pool_);
  ASSERT_TRUE(turned.has_value());
  const auto outputs = predict(*domain_, examples_, pool_, *turned, arena_);
  ASSERT_TRUE(outputs.has_value());
  known_.layers = {{.term = pool_.children(*turned)[0], .row = *outputs, .cost = 8}};
  find(json);
  EXPECT_EQ(prediction(), "{120/000/021}") << program();
}

TEST_F(PaintRulesTest, ProgramsPrintAndParseBack) {
  find(kFillSquares);
  ASSERT_FALSE(result_.rules.empty());
  for (const Rule& rule : result_.rules) {
    const std::string text = print_term(pool_, rule.program, *domain_);
    const auto again = parse_program(text, task_.type(), *domain_, pool_);
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(*again, rule.program) << text;
  }
}

TEST_F(PaintRulesTest, IsTheSameForAnyNumberOfThreads) {
  std::vector<std::string> programs;
  for (const int threads : {1, 2, 4}) {
    RuleOptions options;
    options.threads = threads;
    options.budget.steps = 40'000;
    find(kFillSquares, options);
    programs.push_back(program() + std::to_string(result_.steps));
    EXPECT_LE(result_.steps, options.budget.steps);
  }
  EXPECT_EQ(programs[0], programs[1]);
  EXPECT_EQ(programs[0], programs[2]);
}

TEST_F(PaintRulesTest, PartsThatAreKnownAreNotMadeAgain) {
  read(kFillSquares);
  SegmentedParts parts(problem());
  const RuleResult first = find_paint_rules(parts, known_, {});
  const RuleResult second = find_paint_rules(parts, known_, {});
  EXPECT_EQ(print(first.rules), print(second.rules));
  EXPECT_LT(10 * second.steps, first.steps);
}

TEST_F(PaintRulesTest, PartsLeftUnfinishedForWantOfStepsAreMadeAgain) {
  read(kFillSquares);
  SegmentedParts parts(problem());
  RuleOptions options;
  options.budget.steps = 2'000;
  EXPECT_EQ(find_paint_rules(parts, known_, options).stop, StopReason::kSteps);
  const RuleResult after = find_paint_rules(parts, known_, {});
  SegmentedParts fresh(problem());
  EXPECT_EQ(print(after.rules), print(find_paint_rules(fresh, known_, {}).rules));
}

TEST_F(PaintRulesTest, KeepsToItsBudgets) {
  RuleOptions options;
  options.budget.steps = 100;
  find(kFillSquares, options);
  EXPECT_LE(result_.steps, 100U);
  EXPECT_EQ(result_.stop, StopReason::kSteps);
  options = {};
  options.budget.seconds = 0;
  find(kFillSquares, options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSeconds);
}

TEST_F(PaintRulesTest, SaysNothingWhereTheOutputsHaveOtherPlaces) {
  find(
      R"({"train": [{"input": [[1,2],[3,4]], "output": [[1]]}], "test": [{"input": [[5,6],[7,8]]}]})");
  EXPECT_TRUE(result_.rules.empty());
}

}  // namespace
}  // namespace gestalt::synthesis
