#include "synthesis/rules/cell_rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/dsl/core/tiny_domain.h"
#include "tests/synthesis/rules/rule_search.h"

namespace gestalt::synthesis {
namespace {

class CellRulesTest : public RuleSearchTest {
 protected:
  void find(std::string_view json, Budget budget = {}, std::string_view domain = "grid",
            Depth depth = Depth::kUsual) {
    read(json, domain);
    CellRuleOptions options = CellRuleOptions::of(depth);
    options.budget = budget;
    result_ = find_cell_rules(problem(), known_, options);
  }
  [[nodiscard]] std::string prediction() { return prediction_of(result_.rules); }

  CellRuleResult result_;
  KnownLayers known_;
};

TEST_F(CellRulesTest, RecolorsObjectsBySize) {
  find(R"({"train": [
    {"input": [[5,5,0],[0,0,0],[5,0,5]], "output": [[2,2,0],[0,0,0],[1,0,1]]},
    {"input": [[5,0,5],[5,0,0],[0,0,5]], "output": [[2,0,1],[2,0,0],[0,0,1]]}],
    "test": [{"input": [[0,5,5],[5,0,0],[0,0,5]]}]})");
  EXPECT_EQ(prediction(), "{022/100/001}");
  EXPECT_EQ(result_.stop, StopReason::kFound);
}

TEST_F(CellRulesTest, CopiesFromOtherLayers) {
  find(R"({"train": [
    {"input": [[1,2,0],[0,3,0]], "output": [[1,2,1],[0,3,0]]},
    {"input": [[4,0,0],[5,6,0]], "output": [[4,0,4],[5,6,5]]}],
    "test": [{"input": [[7,8,0],[9,1,0]]}]})");
  EXPECT_EQ(prediction(), "{787/919}");
}

TEST_F(CellRulesTest, ComparesPanels) {
  find(R"({"train": [
    {"input": [[1,0,1,5,1,1,0],[0,1,0,5,0,1,1],[1,0,0,5,1,0,1]], "output": [[3,0,0],[0,3,0],[3,0,0]]},
    {"input": [[0,1,1,5,0,1,0],[1,0,1,5,1,1,1],[1,1,0,5,0,0,1]], "output": [[0,3,0],[3,0,3],[0,0,0]]}],
    "test": [{"input": [[1,1,0,5,0,1,1],[0,1,1,5,1,0,1],[1,0,1,5,1,1,0]]}]})");
  EXPECT_EQ(prediction(), "{030/003/300}");
}

/// Gray cells here and there, and the colors that a table gives for each cell's row modulo 2,
/// column modulo 3 and whether it is gray.
struct TablePair {
  TablePair(int rows, int columns, unsigned seed) {
    constexpr const char* kTable = "123132213321";
    std::minstd_rand random(seed);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        const bool gray = random() % 2 == 0;
        const char color = kTable[(r % 2 * 3 + c % 3) * 2 + (gray ? 1 : 0)];
        const char* before = c > 0 ? "," : r > 0 ? "],[" : "";
        input += fmt::format("{}{}", before, gray ? 5 : 0);
        output += fmt::format("{}{}", before, color);
        literal += fmt::format("{}{}", c > 0 || r == 0 ? "" : "/", color);
      }
    }
  }
  [[nodiscard]] std::string json() const {
    return fmt::format(R"({{"input": [[{}]], "output": [[{}]]}})", input, output);
  }

  std::string input, output, literal;
};

TEST_F(CellRulesTest, DeepSearchesTellPlacesApartByThreeFeatures) {
  const TablePair first(6, 7, 1), second(7, 9, 2), third(9, 6, 3), test(5, 8, 4);
  const std::string json = fmt::format(R"({{"train": [{}, {}, {}], "test": [{}]}})", first.json(),
                                       second.json(), third.json(), test.json());
  find(json);
  EXPECT_TRUE(result_.rules.empty()) << print(result_.rules);
  find(json, {}, "grid", Depth::kDeep);
  EXPECT_EQ(prediction(), "{" + test.literal + "}") << print(result_.rules);
}

TEST_F(CellRulesTest, ListsHavePlacesToo) {
  // Integers that occur more than once become 0.
  find(R"({"domain": "list", "train": [
    {"input": [3, 5, 3, 8], "output": [0, 5, 0, 8]},
    {"input": [7, 7, 7, 2, -4], "output": [0, 0, 0, 2, -4]},
    {"input": [1, 9, 4, 9, 1], "output": [0, 0, 4, 0, 0]}],
    "test": [{"input": [6, 2, 6, 5]}]})",
       {}, "list");
  EXPECT_EQ(prediction(), "[0 2 0 5]");
  // Every second integer from the other end.
  find(R"({"domain": "list", "train": [
    {"input": [1, 2, 3, 4], "output": [4, 2, 2, 4]},
    {"input": [5, 6, 7, 8, 9, 10], "output": [10, 6, 8, 8, 6, 10]},
    {"input": [9, -3, 0, 5, 2], "output": [2, -3, 0, 5, 9]}],
    "test": [{"input": [4, 1, 0, 9, 7, 8]}]})",
       {}, "list");
  EXPECT_EQ(prediction(), "[8 1 9 9 1 8]");
}

TEST_F(CellRulesTest, SizesAreComputedWhereNoTermHasTheFrame) {
  // A diagonal as long as there are objects.
  find(R"({"train": [
    {"input": [[8,0,0,0],[0,0,8,8],[8,0,0,0]], "output": [[8,0,0],[0,8,0],[0,0,8]]},
    {"input": [[0,8,0,0],[0,8,0,0],[0,0,0,8]], "output": [[8,0],[0,8]]}],
    "test": [{"input": [[8,0,8,0],[0,0,0,0],[8,8,0,0],[0,0,0,8]]}]})");
  EXPECT_EQ(prediction(), "{8000/0800/0080/0008}") << print(result_.rules);
  // A bar as long as there are blue objects in a frame of constant size.
  find(R"({"train": [
    {"input": [[1,0,1,0],[0,0,0,0],[0,2,0,1]], "output": [[1,1,1,0,0,0]]},
    {"input": [[0,0,2,0],[1,0,0,2],[2,0,0,0]], "output": [[1,0,0,0,0,0]]},
    {"input": [[1,0,1,0],[0,1,0,1],[2,0,0,0]], "output": [[1,1,1,1,0,0]]}],
    "test": [{"input": [[1,0,1,0],[0,0,2,0],[2,0,2,0]]}]})");
  EXPECT_EQ(prediction(), "{110000}") << print(result_.rules);
  // As many zeros as the greatest integer says.
  find(R"({"domain": "list", "train": [
    {"input": [1, 3, 2, 1], "output": [0, 0, 0]}, {"input": [2, 5], "output": [0, 0, 0, 0, 0]},
    {"input": [1, 1, 1], "output": [0]}], "test": [{"input": [4, 2, 2]}]})",
       {}, "list");
  EXPECT_EQ(prediction(), "[0 0 0 0]") << print(result_.rules);
}

TEST_F(CellRulesTest, KnownTermsAreCopiesToo) {
  // The output is the input moved down twice, but black stays where it was.
  const char* json = R"({"train": [
    {"input": [[1,2,3],[4,0,5],[6,7,8],[9,0,1]], "output": [[6,7,8],[9,0,1],[1,2,3],[4,0,5]]},
    {"input": [[2,4,0],[0,3,1],[5,0,6],[7,8,9]], "output": [[5,0,0],[0,8,9],[2,0,0],[0,3,1]]}],
    "test": [{"input": [[3,1,2],[0,5,6],[7,8,9],[4,0,0]]}]})";
  find(json);
  for (const CellRule& rule : result_.rules) EXPECT_GT(rule.score, 5);
  const auto shifted = parse_program("(lambda (x) (shift_around (shift_around x @1,0) @1,0))",
                                     task_.type(), *domain_, pool_);
  ASSERT_TRUE(shifted.has_value());
  const auto outputs = predict(*domain_, examples_, pool_, *shifted, arena_);
  ASSERT_TRUE(outputs.has_value());
  known_.values = {{.term = pool_.children(*shifted)[0], .row = *outputs, .cost = 20}};
  find(json);
  EXPECT_EQ(prediction(), "{789/000/312/000}");
}

TEST_F(CellRulesTest, SaysNothingOfCasesNeverSeen) {
  // 1 becomes 2 and 3 becomes 4: nothing says what 7 becomes.
  find(R"({"train": [
    {"input": [[1,3]], "output": [[2,4]]}, {"input": [[3,1]], "output": [[4,2]]}],
    "test": [{"input": [[7,1]]}]})");
  for (const CellRule& rule : result_.rules) {
    const auto outputs = predict(*domain_, examples_, pool_, rule.program, arena_);
    ASSERT_TRUE(outputs.has_value());
    EXPECT_NE(print_value(*domain_, examples_.output_type, outputs->back()), "{72}");
  }
}

TEST_F(CellRulesTest, ProgramsPrintAndParseBack) {
  find(R"({"train": [
    {"input": [[5,5,0],[0,0,0],[5,0,5]], "output": [[2,2,0],[0,0,0],[1,0,1]]},
    {"input": [[5,0,5],[5,0,0],[0,0,5]], "output": [[2,0,1],[2,0,0],[0,0,1]]}],
    "test": [{"input": [[0,5,5],[5,0,0],[0,0,5]]}]})");
  ASSERT_FALSE(result_.rules.empty());
  for (const CellRule& rule : result_.rules) {
    const std::string text = print_term(pool_, rule.program, *domain_);
    const auto again = parse_program(text, task_.type(), *domain_, pool_);
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(*again, rule.program) << text;
  }
}

TEST_F(CellRulesTest, StepsAreHard) {
  for (const std::uint64_t steps : {1, 100, 3000}) {
    find(R"({"train": [{"input": [[5,5,0],[0,0,5]], "output": [[2,2,0],[0,0,1]]},
                       {"input": [[5,0,0],[0,5,5]], "output": [[1,0,0],[0,2,2]]}],
             "test": [{"input": [[0,5,5],[5,0,0]]}]})",
         {.steps = steps});
    EXPECT_LE(result_.steps, steps);
    if (steps <= 100) {
      EXPECT_EQ(result_.stop, StopReason::kSteps);
    }
  }
}

TEST_F(CellRulesTest, ADomainWithoutPlacesHasNone) {
  const dsl::Domain tiny = dsl::tiny::domain();
  ASSERT_FALSE(tiny.cells.has_value());
  dsl::Examples examples;
  examples.output_type = dsl::int_type();
  const HeadCosts heads(tiny.registry);
  const auto result = find_cell_rules({tiny, examples, {}, pool_, memory_, heads}, {}, {});
  EXPECT_TRUE(result.rules.empty());
  EXPECT_EQ(result.steps, 0U);
}

}  // namespace
}  // namespace gestalt::synthesis
