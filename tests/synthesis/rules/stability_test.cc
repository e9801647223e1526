#include "synthesis/rules/stability.h"

#include <gtest/gtest.h>

#include "dsl/grid/grid.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class StabilityTest : public RuleResultTest {
 protected:
  /// Rules of these costs: the input itself, and the input upside down.
  void make_rules(int same, int flipped) {
    read(R"({"train": [{"input": [[1,1]], "output": [[1,1]]}, {"input": [[2,2]], "output": [[2,2]]},
                       {"input": [[3,3]], "output": [[3,3]]}],
             "test": [{"input": [[4],[5]]}]})");
    result_ = {};
    result_.rules = {{parse("(lambda (x) x)"), same},
                     {parse("(lambda (x) (flip_rows x))"), flipped}};
  }
  [[nodiscard]] dsl::TermId parse(const std::string& text) {
    return *dsl::parse_program(text, task_.type(), *domain_, pool_);
  }
  /// Finds this program in the first so many searches, nothing in later ones.
  [[nodiscard]] RuleSearch finding(const std::string& text, std::size_t searches = 3) {
    return [this, text, left = searches](const RuleProblem& problem,
                                         const Budget&) mutable -> RuleResult {
      EXPECT_EQ(problem.examples.train_count, 2U);
      EXPECT_EQ(problem.examples.inputs[0].size(), 3U);
      EXPECT_EQ(problem.examples.outputs.size(), 2U);
      RuleResult found;
      found.steps = 10;
      found.stop = StopReason::kFound;
      if (left > 0) {
        --left;
        found.rules = {{parse(text), 5}};
      }
      return found;
    };
  }
};

TEST_F(StabilityTest, RulesPayWhereSearchesWithoutAPairDisagree) {
  make_rules(50, 60);
  charge_instability(problem(), {}, finding("(lambda (x) (flip_rows x))"), result_);
  ASSERT_EQ(result_.rules.size(), 2U);
  EXPECT_EQ(prediction(), "{5/4}");  // all searches agree with it: it comes first now
  EXPECT_EQ(result_.rules[0].cost, 60);
  EXPECT_EQ(result_.rules[1].cost, 110);
  EXPECT_EQ(result_.steps, 30U);
}

TEST_F(StabilityTest, SearchesThatFindNothingAgreeWithNone) {
  make_rules(50, 60);
  charge_instability(problem(), {}, finding("(lambda (x) x)", 1), result_);
  EXPECT_EQ(prediction(), "{4/5}");
  EXPECT_EQ(result_.rules[0].cost, 90);
}

TEST_F(StabilityTest, CheapRulesAreNotAskedAbout) {
  make_rules(20, 60);
  charge_instability(problem(), {}, finding("(lambda (x) (flip_rows x))"), result_);
  EXPECT_EQ(result_.rules[0].cost, 20);
  EXPECT_EQ(result_.steps, 0U);
}

TEST_F(StabilityTest, KeepsToItsBudget) {
  make_rules(50, 60);
  Budget budget;
  budget.steps = 15;
  charge_instability(problem(), budget, finding("(lambda (x) x)"), result_);
  EXPECT_EQ(result_.steps, 20U);  // each search keeps to what it is given; these take ten
  EXPECT_EQ(prediction(), "{4/5}");
  EXPECT_EQ(result_.rules[0].cost, 50);
}

}  // namespace
}  // namespace gestalt::synthesis
