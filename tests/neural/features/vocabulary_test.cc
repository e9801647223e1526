#include "neural/features/vocabulary.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dsl/core/syntax.h"
#include "synthesis/api/choices.h"
#include "tasks/domains.h"

namespace gestalt::neural {
namespace {

using synthesis::Costs;

class VocabularyTest : public ::testing::Test {
 protected:
  std::int32_t head(std::string_view name) {
    return static_cast<std::int32_t>(*domain_.registry.find(name));
  }
  std::int32_t slot(std::string_view parent, std::uint32_t argument) {
    return static_cast<std::int32_t>(Costs::row({*domain_.registry.find(parent), argument}));
  }

  const dsl::Domain& domain_ = **tasks::find_domain("grid");
  Vocabulary vocabulary_{domain_, Questions({{"cells", 0.75}, {"paint", 0.25}})};
};

TEST_F(VocabularyTest, ProgramIsItsChoicesParentsFirst) {
  dsl::TermPool pool;
  const auto program =
      dsl::parse_program("(lambda (x) (hconcat (flip_rows x) (recolor (recolor x red) blue)))",
                         domain_.task_type, domain_, pool);
  ASSERT_TRUE(program);
  const std::vector<Decision> expected{{0, head("hconcat")},
                                       {slot("hconcat", 0), head("flip_rows")},
                                       {slot("flip_rows", 0), vocabulary_.variable()},
                                       {slot("hconcat", 1), head("recolor")},
                                       {slot("recolor", 0), head("recolor")},
                                       {slot("recolor", 0), vocabulary_.variable()},
                                       {slot("recolor", 1), vocabulary_.literal(3)},
                                       {slot("recolor", 1), vocabulary_.other_literal()}};
  const std::vector<dsl::Constant> constants{
      {3, dsl::Value::immediate(2), *dsl::parse_type("color"), 4}};
  EXPECT_EQ(vocabulary_.decisions(pool, *program, 1, constants), expected);
}

TEST_F(VocabularyTest, HeadsAreLegalWhereTheirTypesFit) {
  EXPECT_TRUE(vocabulary_.is_legal(slot("hconcat", 0), head("flip_rows")));
  EXPECT_FALSE(vocabulary_.is_legal(slot("recolor", 1), head("flip_rows")));
  for (dsl::RoleId role = 0; role < domain_.roles.size(); ++role) {
    const bool is_color = domain_.roles[role].type == *dsl::parse_type("color");
    EXPECT_EQ(vocabulary_.is_legal(slot("recolor", 1), vocabulary_.literal(role)), is_color);
  }
  EXPECT_TRUE(vocabulary_.is_legal(0, head("flip_rows")));
}

TEST_F(VocabularyTest, EverySlotHasALegalHeadAndRowsAreSlots) {
  for (std::int32_t row = 0; row < vocabulary_.program_slots(); ++row) {
    EXPECT_TRUE(vocabulary_.is_legal(row, vocabulary_.variable()));
    EXPECT_EQ(Costs::row(Costs::slot(static_cast<std::size_t>(row))),
              static_cast<std::size_t>(row));
  }
}

TEST_F(VocabularyTest, QuestionsAreSlotsWhoseAnswersAreLegalNowhereElse) {
  const std::vector<std::string> found{"paint", "no such strategy"};
  const auto answers = vocabulary_.answers(
      {.sizes = synthesis::SizeRelation::kFixed, .cost = 30, .strategies = found});
  ASSERT_EQ(answers.size(), 3U);
  std::int32_t legal = 0;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    const std::int32_t slot = vocabulary_.program_slots() + static_cast<std::int32_t>(k);
    EXPECT_EQ(answers[k].slot, slot);
    EXPECT_EQ(vocabulary_.question_name(slot), Questions::name(k));
    for (std::int32_t head = 0; head < vocabulary_.heads(); ++head) {
      const bool is_answer = vocabulary_.is_legal(slot, head);
      legal += is_answer ? 1 : 0;
      for (std::int32_t other = 0; other < vocabulary_.slots(); ++other) {
        ASSERT_FALSE(is_answer && other != slot && vocabulary_.is_legal(other, head));
      }
    }
    EXPECT_TRUE(vocabulary_.is_legal(slot, answers[k].head));
  }
  EXPECT_EQ(legal, vocabulary_.heads() - vocabulary_.other_literal() - 1);
}

TEST_F(VocabularyTest, AnOutlookIsWhatTheAnswersProbabilitiesSay) {
  std::vector<float> predicted(vocabulary_.legal().size(), -100);
  const auto expect = [&](const Decision& answer, double probability) {
    predicted[static_cast<std::size_t>(answer.slot * vocabulary_.heads() + answer.head)] =
        static_cast<float>(std::log(probability));
  };
  const std::vector<std::string> paint{"paint"};
  const std::vector<std::string> cells{"cells"};
  const auto likely = vocabulary_.answers({synthesis::SizeRelation::kSame, 4, paint});
  const auto unlikely = vocabulary_.answers({synthesis::SizeRelation::kOther, 1000, cells});
  for (const Decision& answer : likely) expect(answer, 0.75);
  for (const Decision& answer : unlikely) expect(answer, 0.25);
  const synthesis::Outlook outlook = vocabulary_.outlook(predicted);
  EXPECT_NEAR(outlook.sizes[0], 0.75, 1e-6);
  EXPECT_NEAR(outlook.cost, 0.75 * 4 + 0.25 * 256, 1e-3);  // the middle of 0 to 8; above 192
  ASSERT_EQ(outlook.strategies.size(), 2U);
  EXPECT_EQ(outlook.strategies[1].name, "paint");
  EXPECT_NEAR(outlook.strategies[1].here, 0.75, 1e-6);
  EXPECT_EQ(outlook.strategies[1].usual, 0.25);
  EXPECT_FLOAT_EQ(vocabulary_.prior().back(), std::log(0.25F));
  // Without strategies nothing is asked, and nothing expected.
  const Vocabulary without(domain_, Questions({}));
  EXPECT_EQ(without.slots(), without.program_slots());
  EXPECT_EQ(without.outlook(std::vector<float>(without.legal().size(), -1)), synthesis::Outlook());
}

}  // namespace
}  // namespace gestalt::neural
