#include "synthesis/rules/case_rules.h"

#include <gtest/gtest.h>

#include "dsl/grid/grid.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class CaseRulesTest : public RuleResultTest {
 protected:
  /// A term over the input `x`, with its values.
  [[nodiscard]] LayerTerm term(const std::string& text, const dsl::Type& type) {
    const auto program = dsl::parse_program("(lambda (x) " + text + ")",
                                            dsl::arrow(dsl::grid_type(), type), *domain_, pool_);
    EXPECT_TRUE(program.has_value()) << text;
    const dsl::TermId body = pool_.children(*program)[0];
    const auto row = predict(*domain_, examples_, pool_, *program, arena_);
    EXPECT_TRUE(row.has_value()) << text;
    return {.term = body, .row = *row, .cost = 8};
  }
  void add_leaf(const std::string& text) { known_.leaves.push_back(term(text, dsl::grid_type())); }
  void add_attribute(const std::string& text, const dsl::Type& type) {
    known_.attributes[type].push_back(term(text, type));
  }
  void find(const RuleOptions& options = {}) {
    result_ = find_case_rules(problem(), known_, options);
  }

  CaseMaterial known_;
};

// Wide grids are flipped, tall ones turned.
constexpr const char* kByShape = R"({"train": [
  {"input": [[1,2,3]], "output": [[3,2,1]]}, {"input": [[4,5,6,0]], "output": [[0,6,5,4]]},
  {"input": [[1],[2]], "output": [[1,2]]}, {"input": [[3],[4],[5]], "output": [[3,4,5]]}],
  "test": [{"input": [[7],[8],[9]]}]})";

TEST_F(CaseRulesTest, ChoosesATermByATruth) {
  read(kByShape);
  add_leaf("(flip_columns x)");
  add_leaf("(transpose x)");
  add_attribute("(is_wide x)", dsl::bool_type());
  find();
  EXPECT_EQ(prediction(), "{789}") << program();
}

// What is most common says what the output is.
constexpr const char* kByColor = R"({"train": [
  {"input": [[1,1,2]], "output": [[5,0]]}, {"input": [[2,2,1]], "output": [[0,5]]},
  {"input": [[0,1,1]], "output": [[5,0]]}, {"input": [[2,0,2]], "output": [[0,5]]}],
  "test": [{"input": [[2,2,0]]}]})";

TEST_F(CaseRulesTest, ConstantsThatOccurAgainAndAgainAreLeaves) {
  read(kByColor);
  add_attribute("(count_color x blue)", dsl::int_type());
  add_attribute("(most_common_color x)", dsl::color_type());
  find();
  EXPECT_EQ(prediction(), "{05}") << program();
}

TEST_F(CaseRulesTest, AValueNotSeenInTrainingRejectsARule) {
  std::string text = kByColor;
  text.replace(text.find("[[2,2,0]]"), 9, "[[3,3,0]]");
  read(text);
  add_attribute("(most_common_color x)", dsl::color_type());
  find();
  EXPECT_TRUE(result_.rules.empty()) << program();
}

TEST_F(CaseRulesTest, AttributesMustPartThePairs) {
  read(kByShape);
  add_leaf("(flip_columns x)");
  add_leaf("(transpose x)");
  add_attribute("(is_blank x)", dsl::bool_type());
  find();
  EXPECT_TRUE(result_.rules.empty()) << program();
}

TEST_F(CaseRulesTest, KeepsToItsBudgets) {
  read(kByShape);
  add_leaf("(flip_columns x)");
  add_leaf("(transpose x)");
  add_attribute("(is_blank x)", dsl::bool_type());
  add_attribute("(is_wide x)", dsl::bool_type());
  RuleOptions options;
  options.budget.steps = 1;
  find(options);
  EXPECT_TRUE(result_.rules.empty());
  EXPECT_EQ(result_.stop, StopReason::kSteps);
}

}  // namespace
}  // namespace gestalt::synthesis
