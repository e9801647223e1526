#include "synthesis/api/decisions.h"

#include <algorithm>

namespace gestalt::synthesis {

int cost_of(const DecisionTable& table, const DecisionList& list) {
  int cost = table.default_costs[list.back().decision];
  for (std::size_t r = 0; r + 1 < list.size(); ++r) {
    const DecisionRule& rule = list[r];
    cost += kDecisionRuleCost + table.decision_costs[rule.decision];
    for (const DecisionTest& test : rule.tests) {
      cost += table.test_costs[test.feature] + (test.negated ? 1 : 0);
    }
  }
  return cost;
}

std::uint8_t decide(const DecisionList& list, const std::vector<std::uint8_t>& parts) {
  const auto rule = std::ranges::find_if(list, [&](const DecisionRule& candidate) {
    return std::ranges::all_of(candidate.tests, [&](const DecisionTest& test) {
      return (parts[test.feature] == test.part) != test.negated;
    });
  });
  return rule->decision;
}

}  // namespace gestalt::synthesis
