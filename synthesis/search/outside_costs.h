// What a term costs beyond itself: the cheapest way to make a whole program of it.
//
// With costs that depend on the slot nearly every head is cheap in some slot, so that an order by
// the least cost of a head builds all of them early, for parents that are dear themselves. With the
// cost of the way to the root added nothing is built before a program with it could be the next.
// Source: outside estimates of A* parsing (Klein and Manning 2003) on the grammar, less 1 a step so
// that a term still comes strictly after its arguments.
#pragma once

#include <span>
#include <vector>

#include "synthesis/api/costs.h"
#include "synthesis/search/grammar.h"

namespace gestalt::synthesis {

/// Whether some head's cost depends on its slot.
[[nodiscard]] bool depends_on_slot(const Costs& costs, const dsl::Registry& registry);

/// A lower bound of what a term costs in any slot, by type.
///
/// `least_leaf`: by type, of a leaf, kNoLeaf where there is none; `least_head`: by PrimitiveId, the
/// least cost over all slots.
[[nodiscard]] std::vector<int> least_terms(std::span<const Production> productions,
                                           std::span<const int> least_leaf,
                                           std::span<const int> least_head);

/// What outside_heads reads.
struct OutsideProblem {
  std::span<const Production> productions;
  std::span<const int> least_term;  ///< by type: see least_terms
  std::span<const int> least_head;  ///< by PrimitiveId: least cost over all slots
  Slot root;                        ///< where the wanted terms stand
  std::vector<TypeIndex> wanted;    ///< their types
};
constexpr int kNoLeaf = 1 << 20;

/// For every production a lower bound of what a program costs in which it stands, less what is
/// below it: its own cost in the best slot and all that lies outside.
///
/// If t is an argument of t', then inner cost + head of t is less than that of t'. What cannot be
/// part of a wanted term keeps its least cost.
[[nodiscard]] std::vector<int> outside_heads(const OutsideProblem& problem, const Costs& costs);

}  // namespace gestalt::synthesis
