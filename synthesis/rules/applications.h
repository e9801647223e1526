// All ways to apply primitives to terms from typed pools: the composition by type that layers and
// parts are made with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "dsl/core/registry.h"
#include "dsl/core/type.h"

namespace gestalt::synthesis {

/// Terms by their types.
template <class Term>
using TermPools = std::map<dsl::Type, const std::vector<Term>*>;

/// Most arguments of a primitive that is applied.
constexpr std::size_t kMaxApplied = 3;

template <class Term>
[[nodiscard]] std::vector<const Term*> pointers_to(const std::vector<Term>& terms) {
  std::vector<const Term*> pointers;
  for (const Term& term : terms) pointers.push_back(&term);
  return pointers;
}

/// Calls found(chosen) for each way to choose one of every list, the last list's choice changing
/// fastest; once where there are no lists. Stops when is_over().
template <class Term, class IsOver, class F>
void for_each_choice(const std::vector<std::vector<const Term*>>& lists, IsOver is_over, F found) {
  if (std::ranges::any_of(lists, [](const auto& list) { return list.empty(); })) return;
  std::vector<std::size_t> at(lists.size(), 0);
  std::vector<const Term*> chosen(lists.size());
  for (bool more = true; more && !is_over();) {
    for (std::size_t k = 0; k < at.size(); ++k) chosen[k] = lists[k][at[k]];
    found(std::span<const Term* const>(chosen));
    more = false;
    for (std::size_t k = at.size(); k-- > 0;) {
      if (++at[k] < lists[k].size()) {
        more = true;
        break;
      }
      at[k] = 0;
    }
  }
}

/// Calls found(primitive, arguments) for each choice of arguments from the pools, for every
/// primitive with this very result (or of a type like `list a -> list a`), in registry order;
/// primitives all of whose arguments are of types for which is_fixed(type) are passed by. Stops
/// when is_over(). The pools must not change meanwhile.
template <class Term, class IsFixed, class IsOver, class F>
void for_each_application(const dsl::Registry& registry, const dsl::Type& result,
                          const TermPools<Term>& pools, IsFixed is_fixed, IsOver is_over, F found) {
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Primitive& primitive = registry[id];
    if (primitive.arity > kMaxApplied || primitive.type.arity() != primitive.arity) continue;
    if (primitive.arity == 0) continue;
    const bool is_change = primitive.arity == 1 && !primitive.type.is_ground() &&
                           primitive.type.result() == primitive.type.parameters()[0];
    if (is_change) {
      dsl::Substitution types;
      if (!types.unify(types.instantiate(primitive.type.result()), result)) continue;
    } else if (primitive.type.result() != result) {
      continue;
    }
    std::vector<std::vector<const Term*>> arguments;
    bool varies = false;
    for (const dsl::Type& parameter : primitive.type.parameters()) {
      auto& all = arguments.emplace_back();
      for (const auto& [type, terms] : pools) {
        dsl::Substitution types;
        if (is_change ? type != result : !types.unify(types.instantiate(parameter), type)) continue;
        for (const Term& term : *terms) all.push_back(&term);
        varies = varies || !is_fixed(type);
      }
    }
    if (!varies) continue;
    for_each_choice(arguments, is_over,
                    [&](std::span<const Term* const> chosen) { found(id, chosen); });
  }
}

}  // namespace gestalt::synthesis
