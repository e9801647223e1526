// Levels and banks against a brute-force oracle: every term up to a cost is enumerated exactly
// once, at its cost.
#include "synthesis/search/level.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "synthesis/search/level_runner.h"
#include "tests/synthesis/search/free_domain.h"

namespace gestalt::synthesis {
namespace {

using free_domain::make_text;
using free_domain::text_of;

constexpr int kInputCost = 3;
constexpr int kConstantCost = 1;

/// All terms of a type up to a cost in a slot, as (text, cost), by recursion over the grammar.
class Oracle {
 public:
  Oracle(const dsl::Registry& registry, const Costs& costs) : registry_(registry), costs_(costs) {}

  using Terms = std::vector<std::pair<std::string, int>>;

  Terms terms(const std::string& type, Slot slot, int most) {
    Terms result;
    if (most >= kInputCost && type == "tree") result.emplace_back("x", kInputCost);
    if (most >= kConstantCost && type == "leaf") result.emplace_back("c", kConstantCost);
    for (dsl::PrimitiveId id = 0; id < registry_.size(); ++id) {
      if (to_string(registry_[id].type.result()) != type) continue;
      const int head = costs_.of(slot, id);
      for (auto& [text, inner] : applications(id, most - head))
        result.emplace_back(text, head + inner);
    }
    return result;
  }

  /// Applications of a primitive up to an inner cost.
  Terms applications(dsl::PrimitiveId id, int most) {
    if (most <= 0) return {};
    const dsl::Primitive& primitive = registry_[id];
    Terms partial{{primitive.name, 0}};
    const auto parameters = primitive.type.parameters();
    for (std::uint32_t k = 0; k < parameters.size(); ++k) {
      const Terms arguments = terms(to_string(parameters[k]), {id, k}, most);
      Terms next;
      for (const auto& [text, cost] : partial) {
        for (const auto& [argument, more] : arguments) {
          if (cost + more > most) continue;
          next.emplace_back(fmt::format("{}{}{}", text, k == 0 ? '(' : ',', argument), cost + more);
        }
      }
      partial = std::move(next);
    }
    for (auto& [text, cost] : partial) text += ')';
    return partial;
  }

 private:
  const dsl::Registry& registry_;
  const Costs& costs_;
};

/// The text and inner cost of every entry, in the order of the bank.
std::vector<std::pair<std::string, int>> enumerate(const dsl::Domain& domain, const Costs& costs,
                                                   int most, int threads) {
  const dsl::Type tree = *dsl::parse_type("tree");
  const dsl::Type leaf = *dsl::parse_type("leaf");
  const Grammar grammar(domain, std::vector{tree, leaf}, tree);
  Bank bank(grammar.productions());
  dsl::Arena arena;
  const dsl::Value x = make_text(arena, "x");
  const dsl::Value c = make_text(arena, "c");
  bank.set_leaves({{Leaf::Kind::kInput, 0, *grammar.find(tree), kInputCost},
                   {Leaf::Kind::kKnown, 0, *grammar.find(leaf), kConstantCost}},
                  std::vector{&x, &c});
  dsl::ChunkPool memory;
  const Deadline deadline(1e9, nullptr);
  RunnerOptions options;
  options.threads = threads;
  LevelRunner runner(domain.registry, memory, options, deadline, std::uint64_t{1} << 40);
  EquivalenceTable table;
  std::uint64_t loser = 0;
  std::uint64_t key = 0;
  for (EntryId id = 0; id < 2; ++id) {
    EXPECT_EQ(table.insert(row_digest(bank.type_of(bank.entries()[id]), bank.entries()[id].row, 1),
                           key++, loser),
              EquivalenceTable::Outcome::kNew);
  }
  std::vector<ProductionCounts> counts(bank.productions().size());
  std::vector<std::vector<Range>> found;
  std::vector<std::pair<std::string, int>> result;
  while (bank.levels() <= most) {
    const int inner = bank.levels();
    std::map<std::tuple<const Production*, std::size_t, int>, std::vector<Range>> ranges;
    const Level level = plan_level(
        bank,
        [&](const Production& production, std::size_t k, int cost) -> const std::vector<Range>& {
          const auto [at, is_new] = ranges.try_emplace(std::tuple(&production, k, cost));
          if (is_new) {
            bank.find(costs, {production.primitive, static_cast<std::uint32_t>(k)},
                      production.arguments[k], cost, at->second);
          }
          return at->second;
        });
    const EntryId first = bank.entries().size();
    const auto outcome = runner.run(
        {bank, table, level, 1, key, level.count, Keep::kRows, nullptr, nullptr, counts});
    EXPECT_EQ(outcome.steps, level.count);
    EXPECT_EQ(outcome.distinct, level.count) << "no two terms are equivalent here";
    key += level.count;
    for (EntryId id = first; id < bank.entries().size(); ++id) {
      result.emplace_back(text_of(bank.entries()[id].row[0]), inner);
    }
  }
  return result;
}

void expect_equal_to_oracle(const dsl::Domain& domain, const Costs& costs, int most) {
  Oracle oracle(domain.registry, costs);
  std::multiset<std::pair<std::string, int>> expected;
  for (dsl::PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    for (const auto& term : oracle.applications(id, most)) expected.insert(term);
  }
  const auto found = enumerate(domain, costs, most, 1);
  EXPECT_EQ(std::multiset(found.begin(), found.end()), expected);
  EXPECT_GT(expected.size(), 100U);
  EXPECT_EQ(enumerate(domain, costs, most, 3), found) << "the order depends on the threads";
}

TEST(LevelTest, EveryTermIsEnumeratedOnceUnderUniformCosts) {
  const dsl::Domain domain = free_domain::domain();
  expect_equal_to_oracle(domain, Costs(domain), 17);
}

TEST(LevelTest, EveryTermIsEnumeratedOnceUnderRandomBigrams) {
  const dsl::Domain domain = free_domain::domain();
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    std::mt19937_64 random(seed);
    Costs costs(domain);
    for (dsl::PrimitiveId parent = 0; parent < domain.registry.size(); ++parent) {
      for (std::uint32_t k = 0; k < kMaxArity; ++k) {
        for (dsl::PrimitiveId head = 0; head < domain.registry.size(); ++head) {
          costs.set({parent, k}, head, 1 + static_cast<int>(random() % 6));
        }
      }
    }
    expect_equal_to_oracle(domain, costs, 16);
  }
}

TEST(LevelTest, OneOfTwoOrdersOfACommutativePrimitiveIsEvaluated) {
  dsl::Domain domain = free_domain::empty_domain();
  domain.registry.add(free_domain::record("ff", "tree -> tree", 2));
  dsl::Primitive both = free_domain::record("gg", "tree -> tree -> tree", 2);
  both.commutative = true;
  domain.registry.add(both);
  const dsl::Type tree = *dsl::parse_type("tree");
  const Grammar grammar(domain, std::vector{tree}, tree);
  Bank bank(grammar.productions());
  dsl::Arena arena;
  std::vector<dsl::Value> values;
  for (const std::string text : {"a", "b", "c"}) values.push_back(make_text(arena, text));
  const TypeIndex type = *grammar.find(tree);
  bank.set_leaves({{Leaf::Kind::kInput, 0, type, 1},
                   {Leaf::Kind::kInput, 1, type, 1},
                   {Leaf::Kind::kInput, 2, type, 1}},
                  std::vector<const dsl::Value*>{&values[0], &values[1], &values[2]});
  dsl::ChunkPool memory;
  const Deadline deadline(1e9, nullptr);
  LevelRunner runner(domain.registry, memory, {}, deadline, std::uint64_t{1} << 40);
  EquivalenceTable table;
  std::vector<ProductionCounts> counts(bank.productions().size());
  const Costs costs(domain);
  std::vector<Range> all;
  bank.find(costs, {0, 0}, type, 1, all);
  ASSERT_EQ(all.size(), 1U) << "neighbors merge";
  const std::vector<Range> none;
  bank.close_level(bank.entries().size());  // inner cost 1
  const Level level = plan_level(
      bank, [&](const Production& production, std::size_t, int cost) -> const std::vector<Range>& {
        return production.arity == 2 && cost == 1 ? all : none;
      });
  EXPECT_EQ(level.count, 9U);
  const auto outcome =
      runner.run({bank, table, level, 1, 3, 9, Keep::kRows, nullptr, nullptr, counts});
  EXPECT_EQ(outcome.steps, 6U);
  std::set<std::string> texts;
  for (EntryId id = 3; id < bank.entries().size(); ++id) {
    texts.insert(text_of(bank.entries()[id].row[0]));
  }
  EXPECT_EQ(texts, (std::set<std::string>{"gg(a,a)", "gg(a,b)", "gg(a,c)", "gg(b,b)", "gg(b,c)",
                                          "gg(c,c)"}));
}

TEST(LevelTest, BlocksTellWhichHoldsATerm) {
  Level level;
  for (const std::uint64_t count : {3, 1, 7}) {
    Block block;
    block.first = level.count;
    block.count = count;
    level.blocks.push_back(block);
    level.count += count;
  }
  const std::vector<std::size_t> expected{0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2};
  for (std::uint64_t number = 0; number < level.count; ++number) {
    EXPECT_EQ(level.block_of(number), expected[number]);
  }
}

TEST(LevelRunnerTest, ALimitCutsALevelShortInTheSamePlaceForAnyNumberOfThreads) {
  const dsl::Domain domain = free_domain::domain();
  const dsl::Type tree = *dsl::parse_type("tree");
  const Grammar grammar(domain, std::vector{tree}, tree);
  dsl::Arena arena;
  const TypeIndex type = *grammar.find(tree);
  std::vector<Leaf> leaves;
  std::vector<dsl::Value> values;
  for (std::uint32_t i = 0; i < 100; ++i) {
    leaves.push_back({Leaf::Kind::kInput, i, type, 1});
    values.push_back(make_text(arena, std::to_string(i)));
  }
  std::vector<const dsl::Value*> rows;
  for (const dsl::Value& value : values) rows.push_back(&value);
  std::set<std::vector<std::string>> outcomes;
  for (const int threads : {1, 2, 4}) {
    Bank bank(grammar.productions());
    bank.set_leaves(leaves, rows);
    bank.close_level(bank.entries().size());
    const std::vector<Range> all{{0, 100}};
    const std::vector<Range> none;
    const Level level = plan_level(
        bank,
        [&](const Production& production, std::size_t k, int cost) -> const std::vector<Range>& {
          return cost == 1 && production.arguments[k] == type ? all : none;
        });
    ASSERT_EQ(level.count, 10'000U);
    dsl::ChunkPool memory;
    const Deadline deadline(1e9, nullptr);
    RunnerOptions options;
    options.threads = threads;
    LevelRunner runner(domain.registry, memory, options, deadline, std::uint64_t{1} << 40);
    EquivalenceTable table;
    std::vector<ProductionCounts> counts(bank.productions().size());
    const auto outcome =
        runner.run({bank, table, level, 1, 100, 5'000, Keep::kRows, nullptr, nullptr, counts});
    EXPECT_LE(outcome.steps, 5'000U);
    EXPECT_GT(outcome.steps, 4'000U);
    std::vector<std::string> texts;
    for (EntryId id = 100; id < bank.entries().size(); ++id) {
      texts.push_back(text_of(bank.entries()[id].row[0]));
    }
    outcomes.insert(texts);
  }
  EXPECT_EQ(outcomes.size(), 1U);
}

}  // namespace
}  // namespace gestalt::synthesis
