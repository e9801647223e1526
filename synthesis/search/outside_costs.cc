#include "synthesis/search/outside_costs.h"

#include <algorithm>

namespace gestalt::synthesis {

std::vector<int> least_terms(std::span<const Production> productions,
                             std::span<const int> least_leaf, std::span<const int> least_head) {
  std::vector<int> least(least_leaf.begin(), least_leaf.end());
  for (bool changed = true; changed;) {
    changed = false;
    for (const Production& production : productions) {
      int cost = least_head[production.primitive];
      for (std::size_t k = 0; k < production.arity; ++k) {
        cost = std::min(kNoLeaf, cost + least[production.arguments[k]]);
      }
      if (cost >= least[production.result]) continue;
      least[production.result] = cost;
      changed = true;
    }
  }
  return least;
}

bool depends_on_slot(const Costs& costs, const dsl::Registry& registry) {
  for (dsl::PrimitiveId parent = 0; parent < registry.size(); ++parent) {
    for (std::uint32_t k = 0; k < std::min<std::size_t>(registry[parent].arity, kMaxArity); ++k) {
      if (!costs.same_row({}, {parent, k})) return true;
    }
  }
  return false;
}

std::vector<int> outside_heads(const OutsideProblem& problem, const Costs& costs) {
  const std::span<const Production> productions = problem.productions;
  std::vector<std::vector<std::size_t>> by_result(problem.least_term.size());
  for (std::size_t p = 0; p < productions.size(); ++p) {
    by_result[productions[p].result].push_back(p);
  }
  const std::span<const int> least = problem.least_term;
  std::vector<int> heads(productions.size(), kNoLeaf);
  for (const TypeIndex type : problem.wanted) {
    for (const std::size_t p : by_result[type]) {
      heads[p] = costs.of(problem.root, productions[p].primitive);
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t q = 0; q < productions.size(); ++q) {
      const Production& parent = productions[q];
      int all = heads[q] - 1;
      for (std::size_t k = 0; k < parent.arity; ++k) all += least[parent.arguments[k]];
      if (all >= kNoLeaf) continue;
      for (std::size_t k = 0; k < parent.arity; ++k) {
        const int outside = all - least[parent.arguments[k]];
        const Slot slot{parent.primitive, static_cast<std::uint32_t>(k)};
        for (const std::size_t p : by_result[parent.arguments[k]]) {
          const int head = outside + costs.of(slot, productions[p].primitive);
          if (head >= heads[p]) continue;
          heads[p] = head;
          changed = true;
        }
      }
    }
  }
  for (std::size_t p = 0; p < productions.size(); ++p) {
    if (heads[p] >= kNoLeaf) heads[p] = problem.least_head[productions[p].primitive];
  }
  return heads;
}

}  // namespace gestalt::synthesis
