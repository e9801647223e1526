// Costs fitted to the programs of a corpus.
#include "synthesis/rank/corpus_costs.h"

#include <gtest/gtest.h>

#include "dsl/core/syntax.h"
#include "tests/dsl/core/tiny_domain.h"

namespace gestalt::synthesis {
namespace {

class CorpusCostsTest : public testing::Test {
 protected:
  void count(const std::string& program, Ranking half, int times = 1) {
    const auto parsed = dsl::parse_term(program, domain_, pool_);
    ASSERT_TRUE(parsed.has_value()) << program;
    for (int k = 0; k < times; ++k) counts_.add(pool_, parsed->term, 1, half);
  }
  [[nodiscard]] dsl::PrimitiveId id(const char* name) const { return *registry().find(name); }
  [[nodiscard]] const dsl::Registry& registry() const { return domain_.registry; }
  [[nodiscard]] int record_cost(const char* name) const { return registry()[id(name)].cost; }

  const dsl::Domain domain_ = dsl::tiny::domain();
  dsl::TermPool pool_;
  UseCounts counts_;
};

TEST_F(CorpusCostsTest, UsesAreCountedBySlotAndHalf) {
  count("(lambda (x) (map (lambda (y) (twice (add y 1))) (repeat 2 (first x))))",
        Ranking::kOddHalf);
  count("(lambda (x) (map twice x))", Ranking::kEvenHalf);
  const auto uses = [&](Slot slot, const char* head) {
    const auto found = counts_.all().find({slot, id(head)});
    return found == counts_.all().end() ? UseCounts::Halves{} : found->second;
  };
  EXPECT_EQ(uses({}, "map"), (UseCounts::Halves{1, 1}));
  EXPECT_EQ(uses({id("map"), 0}, "twice"), (UseCounts::Halves{1, 0}));
  EXPECT_EQ(uses({Slot::kBody, 0}, "twice"), (UseCounts::Halves{0, 1}));
  EXPECT_EQ(uses({id("twice"), 0}, "add"), (UseCounts::Halves{0, 1}));
  EXPECT_EQ(uses({id("map"), 1}, "repeat"), (UseCounts::Halves{0, 1}));
  EXPECT_EQ(uses({id("repeat"), 1}, "first"), (UseCounts::Halves{0, 1}));
  EXPECT_EQ(counts_.all().size(), 6U);
}

TEST_F(CorpusCostsTest, WhatIsUsedGetsCheaperAndNothingIsExcluded) {
  count("(lambda (x) (negate (negate x)))", Ranking::kEvenHalf, 400);
  const Costs fitted = fitted_costs(domain_, counts_, Ranking::kAll);
  const Slot inside{id("negate"), 0};
  EXPECT_LT(fitted.of(inside, id("negate")), record_cost("negate"));
  EXPECT_GT(fitted.of(inside, id("twice")), record_cost("twice"));
  EXPECT_LT(fitted.of(inside, id("twice")), Costs::kMaximum);
  // What yields another type costs what it did.
  EXPECT_EQ(fitted.of(inside, id("less")), record_cost("less"));
}

TEST_F(CorpusCostsTest, ASlotThatPrefersAHeadMakesItCheaperThereThanElsewhere) {
  count("(lambda (x) (negate (twice x)))", Ranking::kEvenHalf, 100);
  count("(lambda (x) (twice (negate x)))", Ranking::kEvenHalf, 100);
  const Costs fitted = fitted_costs(domain_, counts_, Ranking::kAll);
  EXPECT_LT(fitted.of({id("negate"), 0}, id("twice")), fitted.of({id("twice"), 0}, id("twice")));
  EXPECT_LT(fitted.of({id("twice"), 0}, id("negate")), fitted.of({id("negate"), 0}, id("negate")));
}

TEST_F(CorpusCostsTest, AHalfIsFittedWithoutTheOther) {
  count("(lambda (x) (negate (negate x)))", Ranking::kEvenHalf, 50);
  const Costs even = fitted_costs(domain_, counts_, Ranking::kEvenHalf);
  EXPECT_EQ(fitted_costs(domain_, counts_, Ranking::kOddHalf), Costs(domain_));
  EXPECT_EQ(fitted_costs(domain_, counts_, Ranking::kAll), even);
  EXPECT_NE(even, Costs(domain_));
}

TEST_F(CorpusCostsTest, AFitPredictsWhatItWasMadeOfBetterThanTheRecordsDo) {
  count("(lambda (x) (twice (negate x)))", Ranking::kEvenHalf, 30);
  count("(lambda (x) (negate (add x 1)))", Ranking::kOddHalf, 30);
  const auto bits = [&](const Costs& costs, Ranking half) {
    return bits_per_use(registry(), costs, counts_, half);
  };
  const Costs records(domain_);
  const Costs even = fitted_costs(domain_, counts_, Ranking::kEvenHalf);
  EXPECT_LT(bits(even, Ranking::kEvenHalf), bits(records, Ranking::kEvenHalf));
  EXPECT_GT(bits(even, Ranking::kOddHalf), bits(even, Ranking::kEvenHalf));
}

}  // namespace
}  // namespace gestalt::synthesis
