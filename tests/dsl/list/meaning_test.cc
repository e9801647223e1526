// The SMT meanings of everything in the list domain agree with the evaluators: same value where
// defined, undefined where there is a fault.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "dsl/list/domain.h"
#include "tests/support/compare_meaning.h"

namespace gestalt::dsl {
namespace {

constexpr int kComparisons = 400;

TEST(ListMeaningTest, EveryMeaningAgreesWithItsEvaluator) {
  const Domain domain = list_domain();
  for (PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    const Primitive& primitive = domain.registry[id];
    if (!std::holds_alternative<SmtMeaning>(primitive.smt)) continue;
    Rng rng(id + 1);
    std::map<Agreement::Kind, int> counts;
    for (int i = 0; i < kComparisons; ++i) {
      const Agreement agreement = compare_meaning(domain, id, rng);
      ++counts[agreement.kind];
      ASSERT_NE(agreement.kind, Agreement::Kind::kDiffers) << agreement.report;
    }
    // The comparison must have compared values, not only skipped or faulted.
    EXPECT_GE(counts[Agreement::Kind::kDefined], kComparisons / 20) << primitive.name;
  }
}

TEST(ListMeaningTest, FaultsOfPartialPrimitivesAreCompared) {
  const Domain domain = list_domain();
  for (const std::string name : {"first", "nth", "take", "divide", "modulo", "product",
                                 "replace_at", "insert_at", "delete_at", "interleave", "tail"}) {
    const auto id = domain.registry.find(name);
    ASSERT_TRUE(id.has_value()) << name;
    Rng rng(7);
    int undefined = 0;
    for (int i = 0; i < kComparisons; ++i) {
      undefined += compare_meaning(domain, *id, rng).kind == Agreement::Kind::kUndefined ? 1 : 0;
    }
    EXPECT_GE(undefined, 4) << name;
  }
}

SmtTerm wrong_add(Smt& smt, std::span<const SmtTerm> arg) {  // forgets that integers have 32 bits
  return {
      .scalar = smt.add(arg[0].scalar, arg[1].scalar), .items = {}, .defined = smt.boolean(true)};
}
SmtTerm wrong_length(Smt& smt, std::span<const SmtTerm> arg) {  // takes the bound for the length
  return {.scalar = smt.integer(static_cast<std::int64_t>(arg[0].items.size())),
          .items = {},
          .defined = smt.boolean(true)};
}

TEST(ListMeaningTest, WrongMeaningsAreFound) {
  constexpr int kMost = 20'000;  // until found: an overflow takes two large integers
  const Domain right = list_domain();
  for (const auto& [name, wrong] :
       std::map<std::string, SmtMeaning>{{"add", wrong_add}, {"length", wrong_length}}) {
    Domain domain;
    domain.types = right.types;
    Primitive primitive = right.registry[*right.registry.find(name)];
    primitive.smt = wrong;
    const PrimitiveId id = domain.registry.add(primitive);
    Rng rng(3);
    bool found = false;
    for (int i = 0; i < kMost && !found; ++i) {
      const Agreement agreement = compare_meaning(domain, id, rng);
      found = agreement.kind == Agreement::Kind::kDiffers;
      EXPECT_EQ(agreement.report.starts_with(name), found) << agreement.report;
    }
    EXPECT_TRUE(found) << name;
  }
}

}  // namespace
}  // namespace gestalt::dsl
