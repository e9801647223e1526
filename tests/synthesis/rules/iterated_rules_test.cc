#include "synthesis/rules/iterated_rules.h"

#include <gtest/gtest.h>

#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class IteratedRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    result_ = find_iterated_rules(problem(), options);
  }
};

// Red seeps down from cell to cell and around gray obstacles to the right, never past the border.
constexpr const char* kSeeping = R"({"train": [
  {"input": [[0,2,0,0],[0,0,0,0],[0,5,0,0],[0,0,0,0]],
   "output": [[2,2,2,2],[2,2,2,2],[2,5,2,2],[2,2,2,2]]},
  {"input": [[0,5,0,0,0],[5,5,0,2,0],[0,0,5,5,5]],
   "output": [[0,5,2,2,2],[5,5,2,2,2],[0,0,5,5,5]]}],
  "test": [{"input": [[0,0,5,0],[0,0,5,0],[5,5,5,0],[2,0,5,0]]}]})";

TEST_F(IteratedRulesTest, GrowsUntilNothingChanges) {
  find(kSeeping);
  EXPECT_EQ(prediction(), "{0050/0050/5550/2250}") << program();
  EXPECT_NE(program().find("fixpoint"), std::string::npos);
}

// Red grows along gray walls, whatever way they run; a gap between red and gray stays empty.
constexpr const char* kAlongWalls = R"({"train": [
  {"input": [[0,0,0,0,0,0,0,0,0],[0,2,0,0,0,0,0,0,0],[0,5,5,5,5,5,0,0,0],[0,0,0,0,0,0,0,0,0],[0,0,0,0,0,5,0,0,0],[0,0,0,2,0,5,0,0,0],[0,0,0,0,0,0,5,0,0],[0,2,0,0,5,0,0,0,0]],
   "output": [[0,0,0,0,0,0,0,0,0],[0,2,2,2,2,2,0,0,0],[0,5,5,5,5,5,0,0,0],[0,0,0,0,0,0,0,0,0],[0,0,0,0,0,5,0,0,0],[0,0,0,2,0,5,0,0,0],[0,0,0,0,0,0,5,0,0],[0,2,0,0,5,0,0,0,0]]},
  {"input": [[5,0,0,2,0,0,0,0],[5,0,0,0,0,0,0,0],[5,0,0,0,0,0,0,0],[5,2,0,0,0,0,0,0],[0,0,0,0,0,0,0,0],[0,0,2,0,0,5,0,0],[5,5,5,5,5,0,0,0]],
   "output": [[5,2,0,2,0,0,0,0],[5,2,0,0,0,0,0,0],[5,2,0,0,0,0,0,0],[5,2,0,0,0,0,0,0],[0,0,0,0,0,0,0,0],[2,2,2,2,2,5,0,0],[5,5,5,5,5,0,0,0]]}],
  "test": [{"input": [[0,0,0,0,0,0,0,0,0],[0,0,0,5,0,0,0,0,0],[0,0,0,5,0,0,0,0,0],[0,0,0,5,2,0,0,0,5],[0,0,0,5,0,0,2,0,5],[0,0,0,0,0,0,0,0,5],[0,0,0,0,0,0,0,0,0]]}]})";

TEST_F(IteratedRulesTest, GrowthUnderAGroupOfSymmetries) {
  find(kAlongWalls);
  EXPECT_EQ(prediction(), "{000000000/000520000/000520000/000520005/000520205/000000005/000000000}")
      << program();
}

TEST_F(IteratedRulesTest, ProgramsPrintAndParseBack) {
  find(kSeeping);
  ASSERT_FALSE(result_.rules.empty());
  for (const Rule& rule : result_.rules) {
    const std::string text = print_term(pool_, rule.program, *domain_);
    const auto again = dsl::parse_program(text, task_.type(), *domain_, pool_);
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(*again, rule.program) << text;
  }
}

TEST_F(IteratedRulesTest, OutputsOfOtherFramesHaveNone) {
  find(R"({"train": [{"input": [[1,2]], "output": [[1],[2]]}], "test": [{"input": [[3,4]]}]})");
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.steps, 0U);
}

TEST_F(IteratedRulesTest, KeepsToItsBudgets) {
  RuleOptions options;
  options.budget.steps = 300;
  find(kSeeping, options);
  EXPECT_LE(result_.steps, 300U);
  options = {};
  options.budget.seconds = 0;
  find(kSeeping, options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSeconds);
}

}  // namespace
}  // namespace gestalt::synthesis
