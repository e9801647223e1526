// Z3 computes what the graph computes: every operation, on random expressions.
#include "synthesis/verify/z3_session.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "dsl/core/symbol.h"

namespace gestalt::synthesis {
namespace {

using dsl::Symbol;

/// Random expressions over a few unknowns.
class RandomExpressions {
 public:
  RandomExpressions(dsl::ScalarGraph& graph, std::uint64_t seed) : graph_(graph), rng_(seed) {
    for (const dsl::SmtRange range : {dsl::SmtRange{0, 9}, {-5, 3}, {-300, 70}, {0, 1}}) {
      unknowns_.emplace_back(graph_, graph_.unknown(range));
      ranges_.push_back(range);
      values_.push_back(range.low +
                        static_cast<std::int64_t>(
                            rng_() % static_cast<std::uint64_t>(range.high - range.low + 1)));
    }
  }
  [[nodiscard]] const std::vector<std::int64_t>& values() const { return values_; }
  [[nodiscard]] const std::vector<Symbol>& unknowns() const { return unknowns_; }

  Symbol number(int depth) {
    if (depth == 0 && rng_() % 3 == 0) {
      return Symbol::integer(graph_, static_cast<std::int64_t>(rng_() % 21) - 10);
    }
    if (depth == 0) return unknowns_[rng_() % unknowns_.size()];
    const Symbol a = number(depth - 1);
    const Symbol b = number(depth - 1);
    switch (rng_() % 7) {
      case 0:
        return a + b;
      case 1:
        return a - b;
      case 2:
        return depth <= 2 ? a * b : a + b;
      case 3:
        return select(b == 0, a, a / b);
      case 4:
        return select(b == 0, a, a % b);
      default:
        return select(truth(depth - 1), a, b);
    }
  }
  Symbol truth(int depth) {
    if (depth == 0) return number(0) < number(0);
    switch (rng_() % 6) {
      case 0:
        return number(depth - 1) < number(depth - 1);
      case 1:
        return number(depth - 1) == number(depth - 1);
      case 2:
        return !truth(depth - 1);
      case 3:
        return truth(depth - 1) & truth(depth - 1);
      case 4:
        return truth(depth - 1) | truth(depth - 1);
      default:
        return select(truth(depth - 1), truth(depth - 1), truth(depth - 1));
    }
  }

 private:
  dsl::ScalarGraph& graph_;
  std::mt19937_64 rng_;
  std::vector<Symbol> unknowns_;
  std::vector<dsl::SmtRange> ranges_;
  std::vector<std::int64_t> values_;
};

TEST(Z3SessionTest, EveryOperationHasTheGraphsValue) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    dsl::ScalarGraph graph(100'000);
    RandomExpressions random(graph, seed);
    const Symbol expression = random.number(4);
    const auto results = graph.evaluate(random.values());
    const std::int64_t value = results[expression.scalar().id];
    EXPECT_GE(value, expression.range().low);
    EXPECT_LE(value, expression.range().high);
    Symbol given = Symbol::boolean(graph, true);
    for (std::size_t k = 0; k < random.unknowns().size(); ++k) {
      given = given & (random.unknowns()[k] == random.values()[k]);
    }
    for (const Z3Strategy strategy : {Z3Strategy::kBitBlast, Z3Strategy::kSmt}) {
      Z3Session same(graph, {}, strategy);
      EXPECT_EQ(same.require((given & (expression == value)).scalar()).answer,
                Z3Check::Answer::kSatisfiable)
          << seed;
      EXPECT_EQ(same.model(), random.values()) << seed;
      Z3Session other(graph, {}, strategy);
      EXPECT_EQ(other.require((given & (expression != value)).scalar()).answer,
                Z3Check::Answer::kUnsatisfiable)
          << seed;
    }
  }
}

TEST(Z3SessionTest, FoldingKeepsValues) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    dsl::ScalarGraph graph(100'000);
    RandomExpressions random(graph, seed);
    const Symbol truth = random.truth(5);
    const auto results = graph.evaluate(random.values());
    const std::int64_t value = results[truth.scalar().id];
    EXPECT_TRUE(!truth.constant() || truth.value() == value) << seed;
    for (std::uint32_t id = 0; id < graph.size(); ++id) {
      EXPECT_GE(results[id], graph.range({id}).low) << seed;
      EXPECT_LE(results[id], graph.range({id}).high) << seed;
    }
  }
}

TEST(Z3SessionTest, WhatIsRequiredStays) {
  dsl::ScalarGraph graph(1000);
  const Symbol x{graph, graph.unknown({0, 9})};
  Z3Session session(graph, {});
  ASSERT_EQ(session.require((x > 3).scalar()).answer, Z3Check::Answer::kSatisfiable);
  ASSERT_EQ(session.require((x < 5).scalar()).answer, Z3Check::Answer::kSatisfiable);
  EXPECT_EQ(session.model(), std::vector<std::int64_t>{4});
  EXPECT_EQ(session.require((x != 4).scalar()).answer, Z3Check::Answer::kUnsatisfiable);
}

}  // namespace
}  // namespace gestalt::synthesis
