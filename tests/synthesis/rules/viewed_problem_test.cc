#include "synthesis/rules/viewed_problem.h"

#include <gtest/gtest.h>

#include "dsl/grid/grid.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class ViewedProblemTest : public RuleSearchTest {
 protected:
  void SetUp() override {
    read(R"({"train": [{"input": [[5,5,0],[0,5,3],[0,0,3]], "output": [[1]]}],
             "test": [{"input": [[0,2,2],[4,0,0],[4,4,0]]}]})");
  }
  [[nodiscard]] dsl::TermId parse(const std::string& text) {
    const auto program =
        dsl::parse_program(text, dsl::arrow(dsl::grid_type(), dsl::grid_type()), *domain_, pool_);
    EXPECT_TRUE(program.has_value()) << text;
    return *program;
  }
  [[nodiscard]] LayerTerm view_of(const std::string& text) {
    const dsl::TermId program = parse(text);
    return {.term = pool_.children(program)[0],
            .row = *predict(*domain_, examples_, pool_, program, arena_),
            .cost = 5};
  }
  [[nodiscard]] std::string lifted(const std::string& view, const std::string& rule) {
    const LayerTerm term = view_of(view);
    const RuleProblem whole = problem();
    const ViewedProblem viewed(whole, term, dsl::grid_type());
    const Rule over_inputs = viewed.lift({parse(rule), 10});
    EXPECT_EQ(over_inputs.cost, 15);
    // What the rule gives for the view is what the lifted one gives for the input.
    const auto seen = predict(*domain_, viewed.problem().examples, pool_, parse(rule), arena_);
    const auto given = predict(*domain_, examples_, pool_, over_inputs.program, arena_);
    EXPECT_TRUE(seen && given && *seen == *given);
    const std::string text = print_term(pool_, over_inputs.program, *domain_);
    EXPECT_EQ(parse(text), over_inputs.program) << text;
    return text;
  }
};

TEST_F(ViewedProblemTest, PutsTheViewInThePlaceOfTheInput) {
  EXPECT_EQ(lifted("(lambda (x) (tile x 2 2))", "(lambda (x) (flip_rows x))"),
            "(lambda (x) (flip_rows (tile x 2 2)))");
}

TEST_F(ViewedProblemTest, UnderLambdasToo) {
  const std::string text =
      lifted("(lambda (x) (compose_on x (filter (lambda (p) (is_full p)) (components_4 x))))",
             "(lambda (v) (compose_on v (map (lambda (p) (slide p v @1,0)) (components_8 v))))");
  EXPECT_NE(text.find("is_full"), std::string::npos) << text;
}

}  // namespace
}  // namespace gestalt::synthesis
