#include "synthesis/rules/select_rules.h"

#include <gtest/gtest.h>

#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class SelectRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    SegmentedParts parts(problem());
    result_ = find_select_rules(parts, options);
  }
};

// The one part with a hole, upside down.
constexpr const char* kWithHole = R"({"train": [
  {"input": [[5,5,5,0,3,3],[5,0,5,0,3,3],[5,5,0,0,3,0],[5,5,5,0,0,0]],
   "output": [[5,5,5],[5,5,0],[5,0,5],[5,5,5]]},
  {"input": [[7,0,4,4,4],[7,0,4,0,4],[7,7,4,4,4],[0,0,0,0,4]],
   "output": [[0,0,4],[4,4,4],[4,0,4],[4,4,4]]}],
  "test": [{"input": [[1,0,0,0,0],[0,6,6,6,6],[0,6,0,0,6],[0,6,6,6,6],[2,0,6,0,0]]}]})";

TEST_F(SelectRulesTest, TransformsThePartThatMeetsACondition) {
  find(kWithHole);
  EXPECT_EQ(prediction(), "{0600/6666/6006/6666}");
}

TEST_F(SelectRulesTest, RanksParts) {
  // The part of middle size: neither the largest nor the smallest, not the first, of no one color.
  find(R"({"train": [
    {"input": [[5,0,3,3,0],[0,0,3,3,0],[4,4,0,0,0],[0,0,0,0,0]], "output": [[4,4]]},
    {"input": [[2,2,2,0,0],[2,2,2,0,0],[0,0,0,0,0],[8,0,6,6,6]], "output": [[6,6,6]]},
    {"input": [[0,9,0,0,0],[0,0,0,7,7],[1,1,0,7,0],[1,1,0,0,0]], "output": [[7,7],[7,0]]},
    {"input": [[4,4,4,0,2],[4,4,4,0,0],[0,0,0,0,0],[7,7,0,0,0]], "output": [[7,7]]}],
    "test": [{"input": [[3,3,3,0,0],[3,3,3,0,8],[0,0,0,0,8],[5,0,0,0,0]]}]})");
  EXPECT_EQ(prediction(), "{8/8}") << program();
}

TEST_F(SelectRulesTest, CountsWhatPartsAreRelatedTo) {
  // What occurs most often; several parts look like that, also where the test has more of them.
  find(R"({"train": [
    {"input": [[3,0,4,4,4],[3,0,0,0,0],[0,0,0,0,0],[5,5,0,5,5]], "output": [[5,5]]},
    {"input": [[6,0,7,0,6],[0,0,7,0,0],[0,0,7,0,2],[2,2,0,0,2]], "output": [[6]]},
    {"input": [[9,0,0,2,0],[9,0,0,0,0],[9,0,2,0,0],[0,0,0,0,2]], "output": [[2]]},
    {"input": [[1,1,1,0,0],[0,0,0,4,4],[1,1,1,0,0],[0,0,0,0,9]], "output": [[1,1,1]]}],
    "test": [{"input": [[3,3,0,8,0],[0,0,0,8,0],[7,7,0,0,0],[7,7,0,0,8],[0,0,0,0,8]]}]})");
  EXPECT_EQ(prediction(), "{8/8}") << program();
}

TEST_F(SelectRulesTest, IsTheSameForAnyNumberOfThreads) {
  std::vector<std::string> programs;
  for (const int threads : {1, 2, 4}) {
    RuleOptions options;
    options.threads = threads;
    options.budget.steps = 400'000;
    find(kWithHole, options);
    ASSERT_FALSE(result_.rules.empty());
    programs.push_back(program() + std::to_string(result_.steps));
    EXPECT_LE(result_.steps, options.budget.steps);
  }
  EXPECT_EQ(programs[0], programs[1]);
  EXPECT_EQ(programs[0], programs[2]);
}

TEST_F(SelectRulesTest, KeepsToItsBudgets) {
  RuleOptions options;
  options.budget.steps = 100;
  find(kWithHole, options);
  EXPECT_LE(result_.steps, 100U);
  options = {};
  options.budget.seconds = 0;
  find(kWithHole, options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSeconds);
}

}  // namespace
}  // namespace gestalt::synthesis
