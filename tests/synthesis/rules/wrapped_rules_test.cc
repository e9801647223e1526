#include "synthesis/rules/wrapped_rules.h"

#include <gtest/gtest.h>

#include <cmath>

#include "synthesis/rules/cell_rules.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class WrappedRulesTest : public RuleResultTest {
 protected:
  void find(std::string_view json, const RuleOptions& options = {}) {
    read(json);
    result_ = find_wrapped_rules(
        problem(), options, [](const RuleProblem& changed, const Budget& budget) {
          CellRuleOptions cells;
          cells.budget = budget;
          const CellRuleResult found = find_cell_rules(changed, {}, cells);
          RuleResult result;
          result.steps = found.steps;
          for (const CellRule& rule : found.rules) {
            result.rules.push_back({rule.program, static_cast<int>(std::lround(rule.score))});
          }
          return result;
        });
  }
};

// The most common color becomes the second one, whatever both are.
constexpr const char* kRecolored = R"({"train": [
  {"input": [[5,5,0,3],[5,0,0,3],[5,5,0,0]], "output": [[3,3,0,3],[3,0,0,3],[3,3,0,0]]},
  {"input": [[0,8,8,8],[2,0,8,0],[2,0,0,8]], "output": [[0,2,2,2],[2,0,2,0],[2,0,0,2]]},
  {"input": [[7,7,7,7],[0,0,0,0],[6,0,6,0]], "output": [[6,6,6,6],[0,0,0,0],[6,0,6,0]]}],
  "test": [{"input": [[0,9,9,0],[4,0,9,9],[4,0,0,0]]}]})";

TEST_F(WrappedRulesTest, RulesHoldForCanonicalColors) {
  find(kRecolored);
  EXPECT_EQ(prediction(), "{0440/4044/4000}") << program();
  EXPECT_NE(program().find("restore_by_count"), std::string::npos) << program();
  for (const Rule& rule : result_.rules) {
    const std::string text = print_term(pool_, rule.program, *domain_);
    const auto again = dsl::parse_program(text, task_.type(), *domain_, pool_);
    ASSERT_TRUE(again && *again == rule.program) << text;
  }
}

TEST_F(WrappedRulesTest, KeepsToItsSteps) {
  for (const std::uint64_t steps : {1, 50, 900, 20'000}) {
    RuleOptions options;
    options.budget.steps = steps;
    find(kRecolored, options);
    EXPECT_LE(result_.steps, steps);
  }
}

TEST_F(WrappedRulesTest, SaysNothingWithoutTime) {
  RuleOptions options;
  options.budget.seconds = 0;
  find(kRecolored, options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSeconds);
}

}  // namespace
}  // namespace gestalt::synthesis
