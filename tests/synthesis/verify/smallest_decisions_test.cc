// Smallest decision lists: right in every case, and none cheaper by trying all of them.
#include "synthesis/verify/smallest_decisions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gestalt::synthesis {
namespace {

Z3Limits limits() { return {}; }

bool is_right(const DecisionTable& table, const DecisionList& list) {
  for (std::size_t c = 0; c < table.cases.size(); ++c) {
    const auto& right = table.right[c];
    if (std::ranges::find(right, decide(list, table.cases[c])) == right.end()) return false;
  }
  return true;
}

/// Every rule over features of two or three parts.
std::vector<DecisionRule> all_rules(const DecisionTable& table, const std::vector<int>& parts) {
  std::vector<DecisionRule> rules;
  for (std::size_t d = 0; d < table.decision_costs.size(); ++d) {
    rules.push_back({{}, static_cast<std::uint8_t>(d)});
  }
  for (std::size_t f = 0; f < parts.size(); ++f) {
    const std::size_t before = rules.size();
    for (std::size_t r = 0; r < before; ++r) {
      for (int part = 0; part < parts[f]; ++part) {
        for (const bool negated : {false, true}) {
          DecisionRule rule = rules[r];
          rule.tests.push_back(
              {static_cast<std::uint8_t>(f), static_cast<std::uint8_t>(part), negated});
          rules.push_back(std::move(rule));
        }
      }
    }
  }
  return rules;
}

/// The least cost of a list with at most two rules before the last, tried one by one.
std::optional<int> least_cost(const DecisionTable& table, const std::vector<int>& parts) {
  const auto rules = all_rules(table, parts);
  std::optional<int> least;
  const auto offer = [&](const DecisionList& list) {
    const int cost = cost_of(table, list);
    if ((!least || cost < *least) && is_right(table, list)) least = cost;
  };
  for (std::size_t d = 0; d < table.decision_costs.size(); ++d) {
    const DecisionRule last{{}, static_cast<std::uint8_t>(d)};
    offer({last});
    for (const DecisionRule& a : rules) {
      offer({a, last});
      for (const DecisionRule& b : rules) offer({a, b, last});
    }
  }
  return least;
}

TEST(SmallestDecisionsTest, AConjunctionIsOneRule) {
  const DecisionTable table{
      {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {0}, {0}, {1}}, {20, 20}, {0, 6}, {0, 6}};
  const auto list = make_smallest_decisions(limits())->shorten(table);
  ASSERT_TRUE(list.has_value());
  const DecisionList wanted{{{{0, 1}, {1, 1}}, 1}, {{}, 0}};
  EXPECT_EQ(*list, wanted);
}

TEST(SmallestDecisionsTest, WhatIsRightEverywhereNeedsNoTest) {
  const DecisionTable table{{{0}, {1}, {2}}, {{0, 2}, {1, 2}, {2}}, {20}, {0, 6, 15}, {0, 6, 15}};
  const auto list = make_smallest_decisions(limits())->shorten(table);
  ASSERT_TRUE(list.has_value());
  const DecisionList wanted{{{}, 2}};
  EXPECT_EQ(*list, wanted);
}

TEST(SmallestDecisionsTest, NoListOfTwoRulesIsCheaper) {
  std::mt19937_64 random(1);
  const std::vector<int> parts{2, 3};
  const auto maker = make_smallest_decisions(limits(), 2);
  std::size_t found = 0;
  for (int trial = 0; trial < 40; ++trial) {
    DecisionTable table;
    for (int f = 0; f < 2; ++f) table.test_costs.push_back(10 + static_cast<int>(random() % 20));
    for (int d = 0; d < 3; ++d) {
      table.decision_costs.push_back(static_cast<int>(random() % 15));
      table.default_costs.push_back(static_cast<int>(random() % 30));
    }
    for (std::uint8_t a = 0; a < 2; ++a) {
      for (std::uint8_t b = 0; b < 3; ++b) {
        table.cases.push_back({a, b});
        std::vector<std::uint8_t> right{static_cast<std::uint8_t>(random() % 3)};
        if (random() % 3 == 0 && right[0] < 2) right.push_back(2);
        table.right.push_back(std::move(right));
      }
    }
    const auto list = maker->shorten(table);
    const auto least = least_cost(table, parts);
    ASSERT_EQ(list.has_value(), least.has_value()) << trial;
    if (!list) continue;
    ++found;
    EXPECT_TRUE(is_right(table, *list)) << trial;
    EXPECT_EQ(cost_of(table, *list), *least) << trial;
  }
  EXPECT_GT(found, 5U);
}

TEST(SmallestDecisionsTest, OutOfResourcesThereIsNoList) {
  const DecisionTable table{
      {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {0}, {0}, {1}}, {20, 20}, {0, 6}, {0, 6}};
  Z3Limits none;
  none.resources = 1;
  EXPECT_FALSE(make_smallest_decisions(none)->shorten(table).has_value());
}

}  // namespace
}  // namespace gestalt::synthesis
