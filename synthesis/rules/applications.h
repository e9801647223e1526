// All ways to apply primitives to terms from typed pools: the composition by type that layers and
// parts are made with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "dsl/core/registry.h"
#include "dsl/core/type.h"
#include "synthesis/rules/head_costs.h"

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

/// A primitive with the terms that each of its arguments may be.
template <class Term>
struct Application {
  dsl::PrimitiveId primitive = 0;
  std::vector<std::vector<const Term*>> arguments;
};

/// Adds an application for each way to take the arguments that are still open from the pools, so
/// that the types of all go together.
template <class Term, class IsFixed>
void add_applications(Application<Term> application, const dsl::Type& type,
                      const dsl::Substitution& types, bool varies, const TermPools<Term>& pools,
                      IsFixed is_fixed, std::vector<Application<Term>>& all) {
  const std::size_t next = application.arguments.size();
  if (next == type.parameters().size()) {
    if (varies) all.push_back(std::move(application));
    return;
  }
  for (const auto& [pool_type, terms] : pools) {
    dsl::Substitution own = types;
    if (!own.unify(type.parameters()[next], pool_type)) continue;
    Application<Term> longer = application;
    longer.arguments.push_back(pointers_to(*terms));
    add_applications(std::move(longer), type, own, varies || !is_fixed(pool_type), pools, is_fixed,
                     all);
  }
}

/// The applications of every primitive with this very result (or of a type like
/// `list a -> list a`) to terms from the pools, in registry order; primitives all of whose
/// arguments are of types for which is_fixed(type) are passed by. The pools must outlive them
/// unchanged.
template <class Term, class IsFixed>
[[nodiscard]] std::vector<Application<Term>> applications(const dsl::Registry& registry,
                                                          const dsl::Type& result,
                                                          const TermPools<Term>& pools,
                                                          IsFixed is_fixed) {
  std::vector<Application<Term>> all;
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Primitive& primitive = registry[id];
    if (primitive.arity > kMaxApplied || primitive.type.arity() != primitive.arity) continue;
    if (primitive.arity == 0) continue;
    const bool is_change = primitive.arity == 1 && !primitive.type.is_ground() &&
                           primitive.type.result() == primitive.type.parameters()[0];
    if (!is_change && primitive.type.result() != result) continue;
    dsl::Substitution types;
    const dsl::Type own = types.instantiate(primitive.type);
    if (!types.unify(own.result(), result)) continue;
    add_applications<Term>({id, {}}, own, types, false, pools, is_fixed, all);
  }
  return all;
}

/// Calls found(primitive, arguments) for each choice of arguments of all applications, primitive by
/// primitive. Stops when is_over(). The pools must not change meanwhile.
template <class Term, class IsFixed, class IsOver, class F>
void for_each_application(const dsl::Registry& registry, const dsl::Type& result,
                          const TermPools<Term>& pools, IsFixed is_fixed, IsOver is_over, F found) {
  for (const auto& application : applications(registry, result, pools, is_fixed)) {
    for_each_choice(application.arguments, is_over, [&](std::span<const Term* const> chosen) {
      found(application.primitive, chosen);
    });
  }
}

/// The choices of arguments by what they cost together.
template <class Term>
class ChoicesByCost {
 public:
  explicit ChoicesByCost(std::vector<std::vector<const Term*>> lists)
      : lists_(std::move(lists)),
        chosen_(lists_.size()),
        least_(lists_.size() + 1),
        most_(lists_.size() + 1) {
    for (std::size_t k = lists_.size(); k-- > 0;) {
      std::ranges::stable_sort(lists_[k], {}, &Term::cost);
      is_empty_ = is_empty_ || lists_[k].empty();
      if (is_empty_) continue;
      least_[k] = least_[k + 1] + lists_[k].front()->cost;
      most_[k] = most_[k + 1] + lists_[k].back()->cost;
    }
  }
  [[nodiscard]] bool is_empty() const { return is_empty_; }
  [[nodiscard]] int least() const { return least_.front(); }
  [[nodiscard]] int most() const { return most_.front(); }

  /// Calls found(chosen) for those of at least `low` and less than `high`, while it says true.
  template <class F>
  bool for_each(int low, int high, F found) {
    return choose(0, low, high, found);
  }

 private:
  template <class F>
  bool choose(std::size_t k, int low, int high, F& found) {
    if (k == lists_.size()) return found(std::span<const Term* const>(chosen_));
    for (const Term* term : lists_[k]) {
      if (term->cost + least_[k + 1] >= high) break;
      if (term->cost + most_[k + 1] < low) continue;
      chosen_[k] = term;
      if (!choose(k + 1, low - term->cost, high - term->cost, found)) return false;
    }
    return true;
  }

  std::vector<std::vector<const Term*>> lists_;
  std::vector<const Term*> chosen_;
  std::vector<int> least_;  ///< by list: of it and those after it
  std::vector<int> most_;
  bool is_empty_ = false;
};

/// The same as for_each_application, cheap ones first (in steps of kCostStep).
template <class Term, class IsFixed, class IsOver, class F>
void for_each_application_by_cost(const dsl::Registry& registry, const HeadCosts& heads,
                                  const dsl::Type& result, const TermPools<Term>& pools,
                                  IsFixed is_fixed, IsOver is_over, F found) {
  constexpr int kCostStep = 4;
  struct Choices {
    dsl::PrimitiveId primitive;
    int cost;
    ChoicesByCost<Term> arguments;
  };
  std::vector<Choices> all;
  int least = std::numeric_limits<int>::max();
  int most = 0;
  for (auto& application : applications(registry, result, pools, is_fixed)) {
    Choices choices{application.primitive, heads.of(application.primitive),
                    ChoicesByCost<Term>(std::move(application.arguments))};
    if (choices.arguments.is_empty()) continue;
    least = std::min(least, choices.cost + choices.arguments.least());
    most = std::max(most, choices.cost + choices.arguments.most());
    all.push_back(std::move(choices));
  }
  for (int low = least; low <= most; low += kCostStep) {
    for (Choices& choices : all) {
      const bool goes_on =
          choices.arguments.for_each(low - choices.cost, low - choices.cost + kCostStep,
                                     [&](std::span<const Term* const> chosen) {
                                       if (is_over()) return false;
                                       found(choices.primitive, chosen);
                                       return true;
                                     });
      if (!goes_on) return;
    }
  }
}

}  // namespace gestalt::synthesis
