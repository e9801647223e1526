// What train pairs have in common, and predictions that lack it.
#include "synthesis/rank/shared_traits.h"

#include <gtest/gtest.h>

#include "dsl/core/sublanguage.h"
#include "dsl/core/syntax.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"
#include "tasks/value_json.h"

namespace gestalt::synthesis {
namespace {

TEST(SharedTraitsTest, TheTraitsOfAllDomainsAreProgramsOfAnInputAndAnOutput) {
  for (const dsl::Domain& domain : tasks::domains()) {
    EXPECT_FALSE(domain.traits.empty()) << domain.name;
    for (const std::string& trait : domain.traits) {
      dsl::TermPool pool;
      const auto parsed = dsl::parse_term(trait, domain, pool);
      ASSERT_TRUE(parsed.has_value()) << trait << ": " << to_string(parsed.error());
      EXPECT_EQ(parsed->type.arity(), 2U) << trait;
    }
  }
}

class GridTraitsTest : public testing::Test {
 protected:
  void read(const char* json) {
    auto task = tasks::parse_task(json, "grid", "grid");
    ASSERT_TRUE(task.has_value());
    task_.emplace(*std::move(task));
    examples_.emplace(task_->examples());
  }
  int missed(const char* prediction) { return missed(**tasks::find_domain("grid"), prediction); }
  int missed(const dsl::Domain& domain, const char* prediction) {
    const auto value = tasks::parse_json_value(domain, task_->type().result(), prediction, arena_);
    EXPECT_TRUE(value.has_value());
    SharedTraits traits(domain, *examples_);
    return traits.missed(std::array{*value});
  }

  std::optional<tasks::Task> task_;
  std::optional<dsl::Examples> examples_;
  dsl::Arena arena_;
};

TEST_F(GridTraitsTest, APredictionOfAnotherKindLacksMore) {
  // Red fills the holes.
  read(R"({"train": [{"input": [[1,1,1],[1,0,1],[1,1,1]], "output": [[1,1,1],[1,2,1],[1,1,1]]},
                     {"input": [[3,3,3,3],[3,0,0,3],[3,3,3,3]], "output": [[3,3,3,3],[3,2,2,3],[3,3,3,3]]}],
           "test": [{"input": [[4,4,4,4,4],[4,0,0,0,4],[4,4,4,4,4]]}]})");
  EXPECT_EQ(missed("[[4,4,4,4,4],[4,2,2,2,4],[4,4,4,4,4]]"), 0);
  const int kept_a_hole = missed("[[4,4,4,4,4],[4,2,0,2,4],[4,4,4,4,4]]");
  const int other_color = missed("[[4,4,4,4,4],[4,7,7,7,4],[4,4,4,4,4]]");
  const int other_size = missed("[[4,4,4],[4,2,4]]");
  EXPECT_GT(kept_a_hole, 0);
  EXPECT_GT(other_color, 0);
  EXPECT_GT(other_size, other_color);
}

TEST_F(GridTraitsTest, WhatIsUndefinedOnEveryPairIsSharedToo) {
  // Outputs of another size have no cells that differ from the input's.
  read(R"({"train": [{"input": [[1,2]], "output": [[1]]}, {"input": [[3,4]], "output": [[3]]}],
           "test": [{"input": [[5,6]]}]})");
  EXPECT_EQ(missed("[[5]]"), 0);
  EXPECT_GT(missed("[[5,6]]"), 2);
}

TEST_F(GridTraitsTest, APartOfTheLanguageLacksNoTrait) {
  const auto part = dsl::parse_sublanguage("domain grid\nonly flip_rows\n", "part", "part.txt");
  ASSERT_TRUE(part.has_value());
  const auto domain = dsl::restrict_domain(**tasks::find_domain("grid"), *part);
  ASSERT_TRUE(domain.has_value());
  read(R"({"train": [{"input": [[1,2]], "output": [[1]]}, {"input": [[3,4]], "output": [[3]]}],
           "test": [{"input": [[5,6]]}]})");
  EXPECT_EQ(missed(*domain, "[[5]]"), 0);
  EXPECT_EQ(missed(*domain, "[[5,6]]"), missed("[[5,6]]"));
}

TEST_F(GridTraitsTest, OnePairSharesNothing) {
  read(R"({"train": [{"input": [[1,2]], "output": [[1]]}], "test": [{"input": [[5,6]]}]})");
  EXPECT_EQ(missed("[[5,6]]"), 0);
}

}  // namespace
}  // namespace gestalt::synthesis
