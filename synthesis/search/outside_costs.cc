#include "synthesis/search/outside_costs.h"

#include <algorithm>
#include <map>
#include <utility>

#include "synthesis/search/bank.h"

namespace gestalt::synthesis {

namespace {

/// What may stand in slots with one row of costs where one type is wanted.
struct Place {
  Slot slot;
  TypeIndex type = 0;
  int least = kNoLeaf;
};

std::vector<std::vector<std::size_t>> by_result(std::span<const Production> productions,
                                                std::size_t types) {
  std::vector<std::vector<std::size_t>> by_type(types);
  for (std::size_t p = 0; p < productions.size(); ++p) by_type[productions[p].result].push_back(p);
  return by_type;
}

Slot slot_of(const Production& production, std::size_t k) {
  return {production.primitive, static_cast<std::uint32_t>(k)};
}

}  // namespace

int LeafCosts::in(const Costs& costs, Slot slot) const {
  int least = fixed;
  if (variable < kNoLeaf) {
    least = std::min(least, Leaf{Leaf::Kind::kInput, 0, 0, variable}.cost_in(costs, slot));
  }
  for (const dsl::RoleId role : roles) least = std::min(least, costs.literal(slot, role));
  return least;
}

void set_least_arguments(std::vector<Production>& productions, std::span<const LeafCosts> leaves,
                         const Costs& costs) {
  std::vector<Place> places;
  std::vector<std::array<std::size_t, kMaxArity>> place_of(productions.size());
  std::map<std::pair<dsl::Digest, TypeIndex>, std::size_t> known;
  for (std::size_t p = 0; p < productions.size(); ++p) {
    for (std::size_t k = 0; k < productions[p].arity; ++k) {
      const Slot slot = slot_of(productions[p], k);
      const TypeIndex type = productions[p].arguments[k];
      const auto [at, fresh] = known.try_emplace({costs.row_digest(slot), type}, places.size());
      if (fresh) places.push_back({slot, type, leaves[type].in(costs, slot)});
      place_of[p][k] = at->second;
    }
  }
  std::vector<int> below(productions.size(), kNoLeaf);  // what all its arguments cost at least
  for (bool changed = true; changed;) {
    changed = false;
    std::vector<std::vector<std::size_t>> cheaper(
        leaves.size());  // since the last round, by result
    for (std::size_t p = 0; p < productions.size(); ++p) {
      int all = 0;
      for (std::size_t k = 0; k < productions[p].arity; ++k) all += places[place_of[p][k]].least;
      if (all >= below[p]) continue;
      below[p] = all;
      cheaper[productions[p].result].push_back(p);
      changed = true;
    }
    for (Place& place : places) {
      for (const std::size_t p : cheaper[place.type]) {
        place.least =
            std::min(place.least, costs.of(place.slot, productions[p].primitive) + below[p]);
      }
    }
  }
  for (std::size_t p = 0; p < productions.size(); ++p) {
    for (std::size_t k = 0; k < productions[p].arity; ++k) {
      productions[p].least[k] = places[place_of[p][k]].least;
    }
  }
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
  const auto of_type = by_result(productions, problem.types);
  std::vector<int> heads(productions.size(), kNoLeaf);
  for (const TypeIndex type : problem.wanted) {
    for (const std::size_t p : of_type[type]) {
      heads[p] = costs.of(problem.root, productions[p].primitive);
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t q = 0; q < productions.size(); ++q) {
      const Production& parent = productions[q];
      int all = heads[q] - problem.apart;
      for (std::size_t k = 0; k < parent.arity; ++k) all += parent.least[k];
      if (all >= kNoLeaf) continue;
      for (std::size_t k = 0; k < parent.arity; ++k) {
        const int outside = all - parent.least[k];
        const Slot slot = slot_of(parent, k);
        for (const std::size_t p : of_type[parent.arguments[k]]) {
          const int head = std::max(heads[q], outside + costs.of(slot, productions[p].primitive));
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

int least_levels_apart(std::span<const Production> productions, TypeIndex type,
                       const Costs& costs) {
  int least = Costs::kMaximum;
  for (const Production& parent : productions) {
    int all = parent.head;
    for (std::size_t k = 0; k < parent.arity; ++k) all += parent.least[k];
    for (std::size_t k = 0; k < parent.arity; ++k) {
      if (parent.arguments[k] != type) continue;
      const int without = all - parent.least[k];
      for (const Production& own : productions) {
        if (own.result != type) continue;
        least = std::min(least, without + costs.of(slot_of(parent, k), own.primitive) - own.head);
      }
    }
  }
  return least;
}

}  // namespace gestalt::synthesis
