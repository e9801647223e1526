#include "synthesis/rules/arrange_rules.h"

#include <gtest/gtest.h>

#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class ArrangeRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    SegmentedParts parts(problem());
    result_ = find_arrange_rules(parts, options);
  }
};

// Each object as a column of its color, the largest first.
constexpr const char* kBars = R"({"train": [
  {"input": [[2,2,0,1],[2,0,0,0],[0,0,3,3],[0,0,0,0]], "output": [[2,3,1],[2,3,0],[2,0,0]]},
  {"input": [[4,0,0,0],[4,0,0,0],[0,9,9,9],[0,0,0,0]], "output": [[9,4],[9,4],[9,0]]},
  {"input": [[0,4,0,0],[0,0,0,7],[0,0,7,7],[0,0,0,7]], "output": [[7,4],[7,0],[7,0],[7,0]]}],
  "test": [{"input": [[6,0,0,0,0],[0,5,5,5,0],[0,0,0,0,0],[0,0,0,8,8]]}]})";

TEST_F(ArrangeRulesTest, SortsPartsAndLaysThemOut) {
  find(kBars);
  EXPECT_EQ(prediction(), "{586/580/500}") << program();
}

TEST_F(ArrangeRulesTest, ChoosesPartsFirst) {
  // The colors of the objects of more than one cell, from left to right.
  find(R"({"train": [
    {"input": [[0,0,0,1,1,0],[5,0,0,0,0,0],[0,0,0,0,0,0],[3,3,0,0,0,9]], "output": [[3,1]]},
    {"input": [[4,0,0,0,2,2],[4,0,0,0,0,2],[0,0,8,8,0,0],[6,0,0,0,0,0]], "output": [[4,8,2]]}],
    "test": [{"input": [[0,0,7,0,6,0],[0,0,7,0,6,0],[1,1,0,0,0,0],[0,0,0,0,0,5]]}]})");
  EXPECT_EQ(prediction(), "{176}") << program();
}

TEST_F(ArrangeRulesTest, OutputsLikeTheInputAreLeftToOthers) {
  find(R"({"train": [{"input": [[1,2]], "output": [[2,1]]}], "test": [{"input": [[3,4]]}]})");
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.steps, 0U);
}

TEST_F(ArrangeRulesTest, IsTheSameForAnyNumberOfThreads) {
  std::vector<std::string> programs;
  for (const int threads : {1, 2, 4}) {
    RuleOptions options;
    options.threads = threads;
    options.budget.steps = 400'000;
    find(kBars, options);
    ASSERT_FALSE(result_.rules.empty());
    programs.push_back(program() + std::to_string(result_.steps));
    EXPECT_LE(result_.steps, options.budget.steps);
  }
  EXPECT_EQ(programs[0], programs[1]);
  EXPECT_EQ(programs[0], programs[2]);
}

TEST_F(ArrangeRulesTest, KeepsToItsBudgets) {
  RuleOptions options;
  options.budget.steps = 100;
  find(kBars, options);
  EXPECT_LE(result_.steps, 100U);
  options = {};
  options.budget.seconds = 0;
  find(kBars, options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSeconds);
}

}  // namespace
}  // namespace gestalt::synthesis
