// Laws of every evaluator registered: total on random arguments, deterministic, honest digests,
// rows like single examples; SMT meanings, inverses and commutativity as the records say.
#include <gtest/gtest.h>

#include <map>

#include "tests/laws/laws.h"
#include "tests/support/compare_meaning.h"

namespace gestalt::dsl {
namespace {

class EvaluatorLawTest : public testing::TestWithParam<Family> {
 protected:
  [[nodiscard]] const Domain& domain() const { return *GetParam().domain; }
  /// Calls f(id) for every primitive of the family.
  template <class F>
  void for_each(F f) {
    for (PrimitiveId id = 0; id < domain().registry.size(); ++id) {
      if (domain().registry[id].family == GetParam().name) f(id);
      if (HasFatalFailure()) return;
    }
  }
};

/// Whether a value keeps the limits: no list longer than they allow.
bool within_limits(const Type& type, Value value, const Limits& limits) {
  if (!type.is_list()) return true;
  const List list(value);
  return list.size() <= limits.list_length &&
         std::all_of(list.begin(), list.end(), [&](Value element) {
           return within_limits(type.arguments()[0], element, limits);
         });
}

/// What results say about digests: one text a digest, one digest a text.
struct SeenResults {
  std::map<std::string, Digest> digest_of;
  std::map<Digest, std::string> text_of;
};

/// Checks one application; returns whether it has a value.
void check_application(const Domain& domain, const GroundPrimitive& primitive, EvalContext& context,
                       std::span<const Value> arguments, SeenResults& seen, bool& defined) {
  const auto result = primitive.apply(context, arguments);
  const auto again = primitive.apply(context, arguments);
  defined = result.has_value();
  ASSERT_EQ(again.has_value(), defined) << primitive.describe(arguments);
  if (!defined) {
    ASSERT_NE(result.error(), Fault::kNone) << primitive.describe(arguments);
    ASSERT_EQ(result.error(), again.error()) << primitive.describe(arguments);
    return;
  }
  ASSERT_EQ(result->digest(), again->digest()) << primitive.describe(arguments);
  ASSERT_TRUE(within_limits(primitive.result(), *result, context.limits()))
      << primitive.describe(arguments);
  if (has_arrow(primitive.result())) return;
  // A copy computes its digest from the bytes: equal unless something was changed after sealing.
  ASSERT_EQ(copy_value(*result, context.arena()).digest(), result->digest())
      << primitive.describe(arguments);
  const std::string text = print_value(domain, primitive.result(), *result);
  const Digest digest = result->digest();
  ASSERT_EQ(seen.digest_of.emplace(text, digest).first->second, digest)
      << primitive.describe(arguments);
  ASSERT_EQ(seen.text_of.emplace(digest, text).first->second, text)
      << primitive.describe(arguments);
}

TEST_P(EvaluatorLawTest, IsTotalAndDeterministicAndItsDigestsAgreeWithEquality) {
  constexpr int kInstances = 6;
  for_each([&](PrimitiveId id) {
    Rng rng(id + 1);
    int defined = 0;
    for (int instance = 0; instance < kInstances; ++instance) {
      const GroundPrimitive primitive(domain(), id, rng);
      SeenResults seen;
      for (int i = 0; i < law_inputs() / kInstances + 1; ++i) {
        Arena arena;
        EvalContext context(arena, domain().registry);
        const auto arguments = primitive.sample(context, rng);
        if (!arguments) continue;
        std::vector<Digest> before;
        for (const Value argument : *arguments) before.push_back(argument.digest());
        bool has_value = false;
        check_application(domain(), primitive, context, *arguments, seen, has_value);
        if (testing::Test::HasFatalFailure()) return;
        defined += has_value ? 1 : 0;
        for (std::size_t k = 0; k < before.size(); ++k) {
          if (has_arrow(primitive.parameters()[k])) continue;
          ASSERT_EQ(copy_value((*arguments)[k], arena).digest(), before[k])
              << primitive.describe(*arguments) << " changed an argument";
        }
      }
    }
    RecordProperty(domain().registry[id].name, defined);
  });
}

TEST_P(EvaluatorLawTest, ARowIsItsExamples) {
  constexpr int kRounds = 20;
  constexpr std::size_t kColumns = 3;
  for_each([&](PrimitiveId id) {
    Rng rng(id + 1000);
    const Primitive& record = domain().registry[id];
    for (int round = 0; round < kRounds; ++round) {
      const GroundPrimitive primitive(domain(), id, rng);
      Arena arena;
      EvalContext context(arena, domain().registry, {.fuel = 20'000});
      EvalContext row_context(arena, domain().registry, {.fuel = 20'000 * kColumns});
      std::vector<std::vector<Value>> rows(record.arity);
      std::vector<Value> single;
      for (int attempt = 0; attempt < 30 && single.size() < kColumns; ++attempt) {
        const auto arguments = primitive.sample(context, rng);
        if (!arguments) continue;
        const auto result = primitive.apply(context, *arguments);
        if (!result) continue;
        single.push_back(*result);
        for (std::size_t k = 0; k < record.arity; ++k) rows[k].push_back((*arguments)[k]);
      }
      if (single.empty()) continue;
      std::vector<const Value*> pointers;
      for (const auto& row : rows) pointers.push_back(row.data());
      std::vector<Value> results(single.size());
      ASSERT_EQ(record.eval(row_context, record, pointers.data(), results.data(), results.size()),
                Fault::kNone)
          << record.name;
      for (std::size_t i = 0; i < single.size(); ++i) {
        ASSERT_EQ(results[i].digest(), single[i].digest()) << record.name << " in column " << i;
      }
    }
  });
}

TEST_P(EvaluatorLawTest, AFaultInOneColumnIsAFaultOfTheRow) {
  for_each([&](PrimitiveId id) {
    Rng rng(id + 2000);
    const Primitive& record = domain().registry[id];
    const GroundPrimitive primitive(domain(), id, rng);
    Arena arena;
    EvalContext context(arena, domain().registry);
    std::optional<std::vector<Value>> good;
    std::optional<std::vector<Value>> bad;
    for (int attempt = 0; attempt < 200 && !(good && bad); ++attempt) {
      const auto arguments = primitive.sample(context, rng);
      if (!arguments) continue;
      (primitive.apply(context, *arguments) ? good : bad) = arguments;
    }
    if (!good || !bad) return;
    std::vector<std::vector<Value>> rows;
    std::vector<const Value*> pointers;
    for (std::size_t k = 0; k < record.arity; ++k) rows.push_back({(*good)[k], (*bad)[k]});
    for (const auto& row : rows) pointers.push_back(row.data());
    std::vector<Value> results(2);
    context.refuel();
    EXPECT_NE(record.eval(context, record, pointers.data(), results.data(), 2), Fault::kNone)
        << record.name;
  });
}

TEST_P(EvaluatorLawTest, LittleFuelIsAFaultAtMost) {
  for_each([&](PrimitiveId id) {
    Rng rng(id + 3000);
    const GroundPrimitive primitive(domain(), id, rng);
    for (const std::uint64_t fuel : {0, 1, 7, 50}) {
      for (int i = 0; i < 20; ++i) {
        Arena arena;
        EvalContext plenty(arena, domain().registry);
        EvalContext context(arena, domain().registry, {.fuel = fuel, .list_length = 4});
        const auto arguments = primitive.sample(plenty, rng);
        if (!arguments) continue;
        const auto full = primitive.apply(plenty, *arguments);
        const auto result = primitive.apply(context, *arguments);
        if (result && full) {
          EXPECT_EQ(result->digest(), full->digest()) << primitive.describe(*arguments);
        }
        EXPECT_FALSE(result && !full) << primitive.describe(*arguments);
      }
    }
  });
}

TEST_P(EvaluatorLawTest, SmtMeaningsAgreeWithEvaluators) {
  for_each([&](PrimitiveId id) {
    const Primitive& primitive = domain().registry[id];
    if (const auto* unmodelled = std::get_if<Unmodelled>(&primitive.smt)) {
      EXPECT_FALSE(unmodelled->reason.empty()) << primitive.name;
      return;
    }
    Rng rng(id + 4000);
    int compared = 0;
    for (int i = 0; i < std::clamp(law_inputs(), 300, 1000); ++i) {
      const Agreement agreement = compare_meaning(domain(), id, rng);
      ASSERT_NE(agreement.kind, Agreement::Kind::kDiffers) << agreement.report;
      compared += agreement.kind == Agreement::Kind::kSkipped ? 0 : 1;
    }
    EXPECT_GT(compared, 0) << primitive.name << " has a meaning that was never compared";
  });
}

/// Solves for an argument from the result and the others; re-applies what comes out.
void check_inverse(const Primitive& record, const GroundPrimitive& primitive,
                   const Inverse& inverse, EvalContext& context, Value result,
                   std::vector<Value> arguments) {
  std::vector<const Value*> known{&result};
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    if (k != inverse.slot) known.push_back(&arguments[k]);
  }
  Value solved;
  context.refuel();
  if (inverse.solve(context, record, known.data(), &solved, 1) != Fault::kNone) return;
  arguments[inverse.slot] = solved;
  (void)primitive.apply(context, arguments);
  const Type& type = primitive.parameters()[inverse.slot];
  if (has_arrow(type)) return;
  EXPECT_EQ(copy_value(solved, context.arena()).digest(), solved.digest()) << record.name;
}

TEST_P(EvaluatorLawTest, SolvedArgumentsCanBeAppliedAgain) {
  for_each([&](PrimitiveId id) {
    const Primitive& record = domain().registry[id];
    for (const Inverse& inverse : record.inverses) {
      Rng rng(id + 5000);
      for (int instance = 0; instance < 4; ++instance) {
        const GroundPrimitive primitive(domain(), id, rng);
        for (int i = 0; i < 100; ++i) {
          Arena arena;
          EvalContext context(arena, domain().registry);
          const auto arguments = primitive.sample(context, rng);
          if (!arguments) continue;
          if (const auto result = primitive.apply(context, *arguments)) {
            check_inverse(record, primitive, inverse, context, *result, *arguments);
          }
          if (has_arrow(primitive.result())) continue;
          const Value other = sample_value(domain(), primitive.result(), rng, arena);
          check_inverse(record, primitive, inverse, context, other, *arguments);
        }
      }
    }
  });
}

TEST_P(EvaluatorLawTest, CommutativePrimitivesCommute) {
  for_each([&](PrimitiveId id) {
    const Primitive& record = domain().registry[id];
    if (!record.commutative) return;
    Rng rng(id + 6000);
    for (int i = 0; i < 300; ++i) {
      const GroundPrimitive primitive(domain(), id, rng);
      Arena arena;
      EvalContext context(arena, domain().registry);
      const auto arguments = primitive.sample(context, rng);
      if (!arguments) continue;
      const std::vector<Value> swapped{(*arguments)[1], (*arguments)[0]};
      const auto one = primitive.apply(context, *arguments);
      const auto other = primitive.apply(context, swapped);
      ASSERT_EQ(one.has_value(), other.has_value()) << primitive.describe(*arguments);
      if (one) {
        ASSERT_EQ(one->digest(), other->digest()) << primitive.describe(*arguments);
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Everything, EvaluatorLawTest, testing::ValuesIn(all_families()),
                         family_test_name);

}  // namespace
}  // namespace gestalt::dsl
