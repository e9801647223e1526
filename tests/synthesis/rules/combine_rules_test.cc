#include "synthesis/rules/combine_rules.h"

#include <gtest/gtest.h>

#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class CombineRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    SegmentedParts parts(problem());
    result_ = find_combine_rules(parts, options);
  }
};

// One part without holes, laid over the one with a hole, both 3x3; others are noise.
constexpr const char* kMasked = R"({"train": [
  {"input": [[5,5,5,0,1,2,3],[5,0,5,0,4,1,2],[5,5,5,0,3,4,1]],
   "output": [[1,2,3],[4,0,2],[3,4,1]]},
  {"input": [[2,7,2,0,8,8,8],[7,2,7,0,0,0,0],[2,7,2,0,8,0,8]],
   "output": [[2,7,2],[0,0,0],[2,0,2]]}],
  "test": [{"input": [[4,4,9,0,6,0,0],[9,4,9,0,6,6,0],[9,9,9,0,6,6,6]]}]})";

TEST_F(CombineRulesTest, MasksOnePartByAnother) {
  find(kMasked);
  EXPECT_EQ(prediction(), "{400/940/999}") << program();
}

// The small part's cells, each as large as a quarter of the other part, where that one shows.
constexpr const char* kScaledMask = R"({"train": [
  {"input": [[2,4,8,0,0,0,0,0,0],[1,6,8,0,0,0,0,0,0],[8,8,8,8,8,8,8,8,8],[0,0,8,0,0,0,0,0,0],
            [0,0,8,3,0,0,0,0,3],[0,0,8,0,3,0,0,3,3],[0,0,8,3,0,0,3,0,3],[0,0,8,0,3,3,0,3,3],
            [0,0,8,0,0,3,0,0,0]],
   "output": [[0,0,0,0,0,0],[2,0,0,0,0,4],[0,2,0,0,4,4],[1,0,0,6,0,6],[0,1,1,0,6,6],[0,0,1,0,0,0]]},
  {"input": [[0,0,8,3,0,0,0,0,3],[0,0,8,3,3,3,3,3,0],[0,0,8,3,0,3,3,0,0],[0,0,8,3,0,0,3,0,3],
            [0,0,8,0,0,3,0,3,0],[0,0,8,3,3,3,0,3,0],[8,8,8,8,8,8,8,8,8],[7,1,8,0,0,0,0,0,0],
            [5,2,8,0,0,0,0,0,0]],
   "output": [[7,0,0,0,0,1],[7,7,7,1,1,0],[7,0,7,1,0,0],[5,0,0,2,0,2],[0,0,5,0,2,0],[5,5,5,0,2,0]]},
  {"input": [[0,0,0,0,0,0,8,6,5],[0,0,0,0,0,0,8,9,2],[8,8,8,8,8,8,8,8,8],[0,0,3,3,0,0,8,0,0],
            [3,0,0,0,3,0,8,0,0],[3,3,0,0,3,0,8,0,0],[0,3,3,3,3,3,8,0,0],[0,0,3,3,0,0,8,0,0],
            [3,3,0,0,0,3,8,0,0]],
   "output": [[0,0,6,5,0,0],[6,0,0,0,5,0],[6,6,0,0,5,0],[0,9,9,2,2,2],[0,0,9,2,0,0],[9,9,0,0,0,2]]}],
  "test": [{"input": [[0,0,0,0,0,0,8,9,1],[0,0,0,0,0,0,8,4,2],[8,8,8,8,8,8,8,8,8],[3,0,3,0,0,3,8,0,0],
                     [0,0,0,0,3,3,8,0,0],[3,0,3,0,0,0,8,0,0],[0,0,0,0,0,3,8,0,0],[3,3,3,0,0,0,8,0,0],
                     [0,3,3,3,0,0,8,0,0]]}]})";

TEST_F(CombineRulesTest, CombinesOnceMoreWhatIsHalfRight) {
  find(kScaledMask);
  EXPECT_EQ(prediction(), "{909001/000011/909000/000002/444000/044200}") << program();
}

TEST_F(CombineRulesTest, LeavesOutputsInTheInputsFramesToOthers) {
  find(R"({"train": [{"input": [[1,0],[0,2]], "output": [[0,1],[2,0]]}],
           "test": [{"input": [[3,0],[0,3]]}]})");
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.steps, 0U);
}

TEST_F(CombineRulesTest, KeepsToItsSteps) {
  RuleOptions options;
  options.budget.steps = 3000;
  find(kScaledMask, options);
  EXPECT_LE(result_.steps, 3000U);
}

TEST_F(CombineRulesTest, IsTheSameForAnyNumberOfThreads) {
  std::vector<std::string> programs;
  for (const int threads : {1, 2, 4}) {
    RuleOptions options;
    options.threads = threads;
    options.budget.steps = 400'000;
    find(kScaledMask, options);
    ASSERT_FALSE(result_.rules.empty());
    programs.push_back(print(result_.rules));
  }
  EXPECT_EQ(programs[0], programs[1]);
  EXPECT_EQ(programs[0], programs[2]);
}

}  // namespace
}  // namespace gestalt::synthesis
