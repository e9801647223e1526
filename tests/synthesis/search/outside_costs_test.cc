#include "synthesis/search/outside_costs.h"

#include <gtest/gtest.h>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "synthesis/search/synthesize.h"
#include "tests/synthesis/search/free_domain.h"

namespace gestalt::synthesis {
namespace {

/// Random costs from `least` in every slot.
Costs random_costs(const dsl::Domain& domain, dsl::Rng& rng, int least) {
  Costs costs(domain);
  for (std::size_t row = 0; row < costs.rows(); ++row) {
    for (dsl::PrimitiveId head = 0; head < costs.heads(); ++head) {
      costs.set(Costs::slot(row), head, least + static_cast<int>(rng() % 3));
    }
  }
  return costs;
}

class FixedGuide final : public Guide {
 public:
  explicit FixedGuide(Costs costs) : costs_(std::move(costs)) {}
  [[nodiscard]] std::string name() const override { return "fixed"; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain&, const dsl::Examples&) override {
    return Guidance{costs_};
  }

 private:
  Costs costs_;
};

/// Finds values unlikely by the lengths of their texts, each length in another degree.
class LengthScorer final : public Scorer {
 public:
  [[nodiscard]] std::unique_ptr<TaskScorer> open(const dsl::Domain&,
                                                 const dsl::Examples&) override {
    return std::make_unique<OfTask>();
  }

 private:
  class OfTask final : public TaskScorer {
   public:
    [[nodiscard]] std::size_t width() const override { return 1; }
    void read(const dsl::Value* row, std::span<float> numbers) const override {
      numbers[0] = -static_cast<float>(free_domain::text_of(row[0]).size() % 4);
    }
    [[nodiscard]] Result<std::vector<float>> judge(const std::vector<float>& numbers) override {
      return numbers;
    }
  };
};

/// Searches for the program that makes the outputs of `target`; no two terms make the same.
void expect_found(const dsl::Domain& domain, const std::string& target, Costs costs,
                  Scorer* scorer = nullptr, int threads = 1) {
  dsl::TermPool pool;
  const auto term = dsl::parse_program(target, domain.task_type, domain, pool);
  ASSERT_TRUE(term) << target;
  const dsl::Program code = dsl::compile(pool, *term, 1, domain.registry);
  tasks::Task task("made", domain.name, domain.task_type);
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  const dsl::Value input = free_domain::make_text(arena, "x");
  const dsl::Value* inputs[] = {&input};
  dsl::Value output;
  ASSERT_EQ(dsl::run(context, code, inputs, &output, 1), dsl::Fault::kNone);
  task.add_train({&input, 1}, output);
  const int cost = program_cost(costs, pool, *term, 1, {});
  FixedGuide guide(std::move(costs));
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  SearchOptions options;
  options.budget.steps = 300'000;
  options.guesses = 1;
  options.strategies = {"enumerate"};
  options.threads = threads;
  SearchResources resources{guide, *verifier, memory};
  resources.scorer = scorer;
  const auto result = synthesize(domain, task, options, resources);
  ASSERT_TRUE(result);
  ASSERT_EQ(result->candidates.size(), 1U) << target << " of cost " << cost;
  const auto found =
      dsl::parse_program(result->candidates[0].program, domain.task_type, domain, pool);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, *term) << result->candidates[0].program;
  EXPECT_EQ(result->candidates[0].cost, cost);
  EXPECT_EQ(result->candidates[0].strategy, "guided");
}

TEST(OutsideCostsTest, EveryTermIsStillFoundUnderCostsThatDependOnTheSlot) {
  const dsl::Domain domain = free_domain::domain();
  for (const std::string target :
       {"(lambda (x) (gg (ff x) (ff x)))", "(lambda (x) (kk (hh x) (hh x)))",
        "(lambda (x) (ff (ff (gg x x))))"}) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      dsl::Rng rng(seed);
      expect_found(domain, target, random_costs(domain, rng, 2));
      LengthScorer scorer;
      for (const int least : {1, 2}) {
        for (const int threads : {1, 3}) {
          expect_found(domain, target, random_costs(domain, rng, least), &scorer, threads);
        }
      }
    }
  }
}

/// The productions of the free domain with one input, a tree.
std::vector<Production> productions_of(const dsl::Domain& domain, const Grammar& grammar,
                                       const Costs& costs) {
  std::vector<Production> productions = grammar.productions();
  std::vector<LeafCosts> leaves(grammar.types().size());
  leaves[*grammar.find(domain.task_type.result())].variable = Costs::kVariable;
  set_least_arguments(productions, leaves, costs);
  return productions;
}

TEST(OutsideCostsTest, LeavesCostWhatTheirSlotSays) {
  dsl::Domain domain = free_domain::domain();
  domain.roles = {{"seldom", domain.task_type.result(), 8},
                  {"often", domain.task_type.result(), 6}};
  Costs costs(domain);
  const auto gg = *domain.registry.find("gg");
  const auto ff = *domain.registry.find("ff");
  costs.set_variable({gg, 0}, 14);  // dearer than (ff x)
  costs.set_variable({gg, 1}, 1);
  const int wrapped = costs.of({gg, 0}, ff) + Costs::kVariable;
  const dsl::Type tree = domain.task_type.result();
  const Grammar grammar(domain, {&tree, 1}, tree);
  for (const Production& production : productions_of(domain, grammar, costs)) {
    if (production.primitive != gg) continue;
    EXPECT_EQ(production.least[0], std::min(14, wrapped));
    EXPECT_EQ(production.least[1], 1);
  }
  const LeafCosts leaves{.fixed = 9, .roles = {0, 1}};
  EXPECT_EQ(leaves.in(costs, {gg, 0}), 6);
  costs.set_literal({gg, 0}, 0, 4);
  EXPECT_EQ(leaves.in(costs, {gg, 0}), 4);
  EXPECT_EQ(leaves.in(costs, {gg, 1}), 6);
  EXPECT_EQ((LeafCosts{.fixed = 5, .roles = {0, 1}}).in(costs, {gg, 1}), 5);
  expect_found(domain, "(lambda (x) (gg (ff x) x))", costs);
  expect_found(domain, "(lambda (x) (gg x (ff x)))", costs);
}

TEST(OutsideCostsTest, HeadOfAnArgumentLiesBelowThatOfItsParent) {
  const dsl::Domain domain = free_domain::domain();
  const dsl::Type tree = domain.task_type.result();
  const Grammar grammar(domain, {&tree, 1}, tree);
  const std::vector<int> least(domain.registry.size(), 1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    dsl::Rng rng(seed);
    const Costs costs = random_costs(domain, rng, 1);
    ASSERT_TRUE(depends_on_slot(costs, domain.registry));
    auto productions = productions_of(domain, grammar, costs);
    const int apart = 1 + static_cast<int>(seed % 3);
    const auto heads = outside_heads(
        {productions, grammar.types().size(), least, {}, {*grammar.find(tree)}, apart}, costs);
    for (std::size_t p = 0; p < heads.size(); ++p) productions[p].head = heads[p];
    EXPECT_GE(least_levels_apart(productions, *grammar.find(tree), costs), 1);
    for (std::size_t q = 0; q < productions.size(); ++q) {
      for (std::uint32_t k = 0; k < productions[q].arity; ++k) {
        const Slot slot{productions[q].primitive, k};
        int others = 0;
        for (std::uint32_t j = 0; j < productions[q].arity; ++j) {
          if (j != k) others += productions[q].least[j];
        }
        for (std::size_t p = 0; p < productions.size(); ++p) {
          if (productions[p].result != productions[q].arguments[k]) continue;
          const int in_slot = costs.of(slot, productions[p].primitive);
          EXPECT_LE(heads[p] + std::min(apart, in_slot + others), in_slot + others + heads[q]);
          int below = 0;
          for (std::uint32_t j = 0; j < productions[p].arity; ++j) {
            below += productions[p].least[j];
          }
          EXPECT_LE(productions[q].least[k], in_slot + below);
        }
      }
    }
  }
}

TEST(OutsideCostsTest, WhatOnlyADearParentTakesComesLate) {
  const dsl::Domain domain = free_domain::domain();
  const dsl::Type tree = domain.task_type.result();
  const Grammar grammar(domain, {&tree, 1}, tree);
  Costs costs(domain);
  const auto dear = *domain.registry.find("kk");  // the only way from leaves to trees
  const auto leaf = *domain.registry.find("hh");
  costs.set_everywhere(dear, 100);
  const std::vector<int> least(domain.registry.size(), 1);
  const auto productions = productions_of(domain, grammar, costs);
  const auto heads =
      outside_heads({productions, grammar.types().size(), least, {}, {*grammar.find(tree)}}, costs);
  for (std::size_t p = 0; p < heads.size(); ++p) {
    if (productions[p].primitive == leaf) {
      EXPECT_GT(heads[p], 100);
    }
  }
}

}  // namespace
}  // namespace gestalt::synthesis
