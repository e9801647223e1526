#include "synthesis/rules/undone_outputs.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "synthesis/rules/cell_rules.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class UndoneOutputsTest : public RuleSearchTest {
 protected:
  /// The best cell rule for an undone output, over the whole problem.
  void find(std::string_view json) {
    read(json);
    const RuleProblem whole = problem();
    rules_.clear();
    undone_.clear();
    steps_ = 0;
    for (const auto& smaller : undo_outputs(whole, 8, {}, arena_, steps_)) {
      undone_.push_back(
          print_value(*domain_, examples_.output_type, smaller->examples().outputs[0]));
      for (const CellRule& rule : find_cell_rules(smaller->problem(), {}, {}).rules) {
        rules_.push_back(smaller->lift({rule.program, 0}));
      }
    }
    std::ranges::stable_sort(rules_, {}, &Rule::cost);
  }

  std::vector<Rule> rules_;
  std::vector<std::string> undone_;
  std::uint64_t steps_ = 0;
};

TEST_F(UndoneOutputsTest, AScaledOutputIsExplainedByTheSmallerOne) {
  // Gray cells with a gray neighbor become red, others blue; then everything twice as large.
  find(R"({"train": [
    {"input": [[5,5,0],[0,0,5]],
     "output": [[2,2,2,2,0,0],[2,2,2,2,0,0],[0,0,0,0,1,1],[0,0,0,0,1,1]]},
    {"input": [[5,0,5],[5,0,0]],
     "output": [[2,2,0,0,1,1],[2,2,0,0,1,1],[2,2,0,0,0,0],[2,2,0,0,0,0]]}],
    "test": [{"input": [[0,5,5],[5,0,0]]}]})");
  EXPECT_NE(std::ranges::find(undone_, "{220/001}"), undone_.end());
  EXPECT_EQ(prediction_of(rules_), "{002222/002222/110000/110000}") << print(rules_);
  EXPECT_GT(steps_, 0U);
}

TEST_F(UndoneOutputsTest, AnInputMayBeAPartOfTheOutput) {
  // To the right of the input the same, with its colors exchanged for others.
  find(R"({"train": [
    {"input": [[1,2],[2,2]], "output": [[1,2,4,3],[2,2,3,3]]},
    {"input": [[2,1],[1,1]], "output": [[2,1,3,4],[1,1,4,4]]}],
    "test": [{"input": [[2,2],[1,2]]}]})");
  EXPECT_EQ(prediction_of(rules_), "{2233/1243}") << print(rules_);
}

TEST_F(UndoneOutputsTest, APrimitiveOfTheInputIsUndoneWhateverTheSize) {
  read(R"({"train": [{"input": [[0,7,7],[3,0,7]], "output": [[7,3,0]]}],
           "test": [{"input": [[5,5,0],[0,9,5]]}]})");
  const RuleProblem whole = problem();
  const auto restore = domain_->registry.find("restore_by_count");
  ASSERT_TRUE(restore.has_value());
  const auto undone = undo_outputs_by(whole, *restore, arena_, steps_);
  ASSERT_NE(undone, nullptr);
  EXPECT_EQ(print_value(*domain_, examples_.output_type, undone->examples().outputs[0]), "{120}");
  EXPECT_EQ(steps_, 1U);
  const auto constant = dsl::parse_program("(lambda (x) {120})", task_.type(), *domain_, pool_);
  ASSERT_TRUE(constant.has_value());
  const Rule lifted = undone->lift({*constant, 3});
  EXPECT_EQ(print_term(pool_, lifted.program, *domain_), "(lambda (x) (restore_by_count x {120}))");
  EXPECT_EQ(prediction_of(std::vector{lifted}), "{590}");
  EXPECT_EQ(lifted.cost, 3 + undone->cost());
}

TEST_F(UndoneOutputsTest, WhatWouldNotBecomeSmallerIsLeft) {
  find(R"({"train": [{"input": [[1,2],[3,4]], "output": [[3,4],[1,2]]}],
           "test": [{"input": [[5,6],[7,8]]}]})");
  EXPECT_TRUE(undone_.empty());
}

}  // namespace
}  // namespace gestalt::synthesis
