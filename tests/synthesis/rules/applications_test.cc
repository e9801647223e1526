#include "synthesis/rules/applications.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tasks/domains.h"
#include "tests/synthesis/search/free_domain.h"

namespace gestalt::synthesis {
namespace {

struct Priced {
  int cost = 0;
};

using Lists = std::vector<std::vector<const Priced*>>;

std::vector<Priced> random_terms(std::mt19937& rng, std::size_t count) {
  std::vector<Priced> terms(count);
  for (Priced& term : terms) term.cost = static_cast<int>(rng() % 9);
  return terms;
}

TEST(ChoicesByCostTest, BandsHoldEveryChoiceOnce) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 rng(seed);
    const std::vector<std::vector<Priced>> terms{random_terms(rng, 5), random_terms(rng, 1),
                                                 random_terms(rng, 4)};
    Lists lists;
    for (const auto& list : terms) lists.push_back(pointers_to(list));
    ChoicesByCost<Priced> choices(lists);
    ASSERT_FALSE(choices.is_empty());
    std::set<std::vector<const Priced*>> seen;
    for (int low = choices.least(); low <= choices.most(); low += 3) {
      EXPECT_TRUE(choices.for_each(low, low + 3, [&](std::span<const Priced* const> chosen) {
        int cost = 0;
        for (const Priced* term : chosen) cost += term->cost;
        EXPECT_GE(cost, low);
        EXPECT_LT(cost, low + 3);
        EXPECT_TRUE(seen.emplace(chosen.begin(), chosen.end()).second);
        return true;
      }));
    }
    EXPECT_EQ(seen.size(), 20U);
  }
}

TEST(ApplicationsTest, ArgumentsOfAPolymorphicPrimitiveHaveTypesThatGoTogether) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  const std::vector<Priced> numbers(2);
  const std::vector<Priced> colors(3);
  const dsl::Type color = domain.paint->element;
  const auto equal = *domain.registry.find("equal");
  int choices = 0;
  for_each_application<Priced>(
      domain.registry, dsl::bool_type(), {{dsl::int_type(), &numbers}, {color, &colors}},
      [](const dsl::Type&) { return false; }, [] { return false; },
      [&](dsl::PrimitiveId id, std::span<const Priced* const> arguments) {
        if (id != equal) return;
        ++choices;
        const auto is_number = [&](const Priced* term) {
          return term >= numbers.data() && term < numbers.data() + numbers.size();
        };
        EXPECT_EQ(is_number(arguments[0]), is_number(arguments[1]));
      });
  EXPECT_EQ(choices, 2 * 2 + 3 * 3);
}

TEST(ChoicesByCostTest, NothingIsChosenFromAnEmptyList) {
  const std::vector<Priced> terms(3);
  EXPECT_TRUE(ChoicesByCost<Priced>({pointers_to(terms), {}}).is_empty());
}

TEST(ChoicesByCostTest, StopsWhenTold) {
  const std::vector<Priced> terms(3);
  ChoicesByCost<Priced> choices({pointers_to(terms), pointers_to(terms)});
  int count = 0;
  EXPECT_FALSE(choices.for_each(0, 1, [&](std::span<const Priced* const>) { return ++count < 4; }));
  EXPECT_EQ(count, 4);
}

TEST(ApplicationsTest, OrderByCostChangesNothingElse) {
  const dsl::Domain domain = free_domain::domain();
  const dsl::Type tree = domain.task_type.result();
  const std::vector<Priced> trees{{7}, {1}, {4}};
  const std::vector<Priced> leaves{{2}, {9}};
  const TermPools<Priced> pools{{tree, &trees}, {*dsl::parse_type("leaf"), &leaves}};
  const auto any = [](const dsl::Type&) { return false; };
  const auto never = [] { return false; };
  using Found = std::pair<dsl::PrimitiveId, std::vector<const Priced*>>;
  std::set<Found> plain;
  for_each_application<Priced>(domain.registry, tree, pools, any, never,
                               [&](dsl::PrimitiveId id, std::span<const Priced* const> chosen) {
                                 plain.emplace(id, std::vector(chosen.begin(), chosen.end()));
                               });
  std::set<Found> ordered;
  int last = 0;
  for_each_application_by_cost<Priced>(
      domain.registry, HeadCosts(domain.registry), tree, pools, any, never,
      [&](dsl::PrimitiveId id, std::span<const Priced* const> chosen) {
        int cost = domain.registry[id].cost;
        for (const Priced* term : chosen) cost += term->cost;
        EXPECT_GT(cost, last - 4) << "a step of costs is in registry order";
        last = std::max(last, cost);
        EXPECT_TRUE(ordered.emplace(id, std::vector(chosen.begin(), chosen.end())).second);
      });
  EXPECT_EQ(ordered, plain);
  EXPECT_EQ(plain.size(), 3U + 9U + 4U) << "ff, gg and kk";
}

}  // namespace
}  // namespace gestalt::synthesis
