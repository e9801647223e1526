// What terms cost at least, inside and outside.
//
// Inside: what may stand as an argument costs at least so much. Outside: what a term costs beyond
// itself, the cheapest way to make a whole program of it. With costs that depend on the slot nearly
// every head is cheap in some slot, so that an order by the least cost of a head builds all of them
// early, for parents that are dear themselves. With the cost of the way to the root added nothing
// is built before a program with it could be the next. Source: inside and outside estimates of A*
// parsing (Klein and Manning 2003) on the grammar, less something a step so that a term still comes
// strictly after its arguments.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "synthesis/api/costs.h"
#include "synthesis/search/grammar.h"

namespace gestalt::synthesis {

/// Whether some cost depends on its slot.
[[nodiscard]] bool depends_on_slot(const Costs& costs, const dsl::Registry& registry);

constexpr int kNoLeaf = 1 << 20;

/// The leaves of a type: what its cheapest costs by kind, kNoLeaf where there is none.
struct LeafCosts {
  int variable = kNoLeaf;            ///< by the records
  int fixed = kNoLeaf;               ///< whatever the slot
  std::set<dsl::RoleId> roles = {};  ///< of its literals
  [[nodiscard]] int in(const Costs& costs, Slot slot) const;
};

/// Sets what the arguments of each production cost at least in their slots.
/// `leaves`: by type.
void set_least_arguments(std::vector<Production>& productions, std::span<const LeafCosts> leaves,
                         const Costs& costs);

/// What outside_heads reads.
struct OutsideProblem {
  std::span<const Production> productions;  ///< with their least arguments
  std::size_t types = 0;
  std::span<const int> least_head;  ///< by PrimitiveId: least cost over all slots
  Slot root;                        ///< where the wanted terms stand
  std::vector<TypeIndex> wanted;    ///< their types
  /// So many levels a term comes after its arguments at least, where they cost so much in it.
  int apart = 1;
};

/// For every production a lower bound of what a program costs in which it stands, less what is
/// below it: its own cost in the best slot and all that lies outside.
///
/// If t is an argument of t', then inner cost + head of t is less than that of t', by `apart` or
/// all that t' costs beside t less what is below t. What cannot be part of a wanted term keeps its
/// least cost.
[[nodiscard]] std::vector<int> outside_heads(const OutsideProblem& problem, const Costs& costs);

/// How much less inner cost + head of an argument of this type is than that of its term, at least.
[[nodiscard]] int least_levels_apart(std::span<const Production> productions, TypeIndex type,
                                     const Costs& costs);

}  // namespace gestalt::synthesis
