#include "neural/features/vocabulary.h"

#include <gtest/gtest.h>

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
  Vocabulary vocabulary_{domain_};
};

TEST_F(VocabularyTest, ProgramIsItsChoicesParentsFirst) {
  dsl::TermPool pool;
  const auto program = dsl::parse_program("(lambda (x) (hconcat (flip_rows x) (recolor x red)))",
                                          domain_.task_type, domain_, pool);
  ASSERT_TRUE(program);
  const std::vector<Decision> expected{{0, head("hconcat")},
                                       {slot("hconcat", 0), head("flip_rows")},
                                       {slot("flip_rows", 0), vocabulary_.variable()},
                                       {slot("hconcat", 1), head("recolor")},
                                       {slot("recolor", 0), vocabulary_.variable()},
                                       {slot("recolor", 1), vocabulary_.literal()}};
  EXPECT_EQ(vocabulary_.decisions(pool, *program, 1), expected);
}

TEST_F(VocabularyTest, HeadsAreLegalWhereTheirTypesFit) {
  EXPECT_TRUE(vocabulary_.is_legal(slot("hconcat", 0), head("flip_rows")));
  EXPECT_FALSE(vocabulary_.is_legal(slot("recolor", 1), head("flip_rows")));
  EXPECT_TRUE(vocabulary_.is_legal(slot("recolor", 1), vocabulary_.literal()));
  EXPECT_TRUE(vocabulary_.is_legal(0, head("flip_rows")));
}

TEST_F(VocabularyTest, EverySlotHasALegalHeadAndRowsAreSlots) {
  for (std::int32_t row = 0; row < vocabulary_.slots(); ++row) {
    EXPECT_TRUE(vocabulary_.is_legal(row, vocabulary_.literal()));
    EXPECT_EQ(Costs::row(Costs::slot(static_cast<std::size_t>(row))),
              static_cast<std::size_t>(row));
  }
}

}  // namespace
}  // namespace gestalt::neural
