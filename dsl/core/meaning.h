// Building blocks of SMT meanings: scalars, and sequences whose items are there or not.
//
// The scalar of a value that is immediate (an integer, boolean, color, point) is that integer, or
// the boolean itself. See dsl/core/smt.h for terms, dsl/core/symbol.h for arithmetic.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "dsl/core/smt.h"
#include "dsl/core/symbol.h"

namespace gestalt::dsl {

using Arguments = std::span<const SmtTerm>;

/// Items a sequence may have: what could grow longer is not modelled.
constexpr std::size_t kMaxItems = 160;

[[noreturn]] inline void give_up(std::string reason) { throw SmtLimit{std::move(reason)}; }

// ---- Scalars ----

/// The scalar of a term.
[[nodiscard]] inline Symbol symbol(Smt& smt, const SmtTerm& term) { return {smt, term.scalar}; }

/// A scalar that has a value where the condition holds.
[[nodiscard]] inline SmtTerm defined_if(Symbol condition, Symbol value) {
  return {.scalar = value.scalar(), .items = {}, .defined = condition.scalar()};
}
/// A scalar that always has a value.
[[nodiscard]] inline SmtTerm total(Symbol value) { return defined_if(value.truth(true), value); }
/// A term with a further condition for having a value.
[[nodiscard]] SmtTerm restricted(Smt& smt, SmtTerm term, Symbol condition);
/// A term that never has a value.
[[nodiscard]] SmtTerm never(Smt& smt);

[[nodiscard]] inline Symbol between(std::int64_t low, Symbol value, std::int64_t high) {
  return (value >= low) & (value <= high);
}
/// The value, which matters only where it lies within the range.
[[nodiscard]] inline Symbol bounded(Symbol value, std::int64_t low, std::int64_t high) {
  return {value.smt(), value.smt().bounded(value.scalar(), {low, high})};
}
/// An integer result: undefined outside of 32 bits, as in the evaluator.
[[nodiscard]] SmtTerm ranged(Symbol value);

/// Structural equality of two terms of one type.
[[nodiscard]] Symbol equal_terms(Smt& smt, const SmtTerm& a, const SmtTerm& b);
/// `a` where the condition holds, else `b`; for terms of one type.
[[nodiscard]] SmtTerm choose_term(Smt& smt, Symbol condition, const SmtTerm& a, const SmtTerm& b);

/// The form of function terms: their scalar is a handle of whoever applies them.
[[nodiscard]] const SmtForm& function_form();

// ---- Sequences ----

[[nodiscard]] const SmtForm& list_form();
/// The empty sequence, to be filled with add_item.
[[nodiscard]] SmtTerm empty_list(Smt& smt);
/// Adds an item that is there where the condition holds.
void add_item(SmtTerm& list, Symbol present, SmtTerm item);

[[nodiscard]] inline Symbol is_present(Smt& smt, const SmtTerm& list, std::size_t i) {
  return {smt, list.fields[i]};
}
/// Whether each item is there.
[[nodiscard]] std::vector<Symbol> presence(Smt& smt, const SmtTerm& list);
[[nodiscard]] Symbol length_of(Smt& smt, const SmtTerm& list);
/// For each item how many are there before it: its index.
[[nodiscard]] std::vector<Symbol> indices_of(Smt& smt, const SmtTerm& list);
/// The same items, each there only where keep[i] holds too.
[[nodiscard]] SmtTerm kept(Smt& smt, const SmtTerm& list, std::span<const Symbol> keep);
/// The same sequence with all that are there first.
[[nodiscard]] SmtTerm compact(Smt& smt, const SmtTerm& list);
/// The first item for which wanted[i] holds; undefined where none does.
[[nodiscard]] SmtTerm first_where(Smt& smt, const SmtTerm& list, std::span<const Symbol> wanted);
/// The first of the items with the greatest key; undefined for an empty sequence.
[[nodiscard]] SmtTerm with_greatest(Smt& smt, const SmtTerm& list, std::span<const Symbol> keys);
/// The items by ascending key; equal keys keep their order.
[[nodiscard]] SmtTerm sorted(Smt& smt, const SmtTerm& list, std::span<const Symbol> keys);

/// The results of f(item) and whether those on items that are there are all defined.
struct Results {
  std::vector<SmtTerm> items;
  Symbol defined;

  [[nodiscard]] std::vector<Symbol> symbols(Smt& smt) const;
};
template <class F>
[[nodiscard]] Results for_each_item(Smt& smt, const SmtTerm& list, F f) {
  Results results{{}, Symbol::boolean(smt, true)};
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    results.items.push_back(f(list.items[i]));
    const Symbol defined{smt, results.items.back().defined};
    results.defined = results.defined & implies(is_present(smt, list, i), defined);
  }
  return results;
}
/// The results of a function term.
[[nodiscard]] Results call_each(Smt& smt, const SmtTerm& function, const SmtTerm& list);
/// The states of a fold, after each item, there or not: state = function state item.
[[nodiscard]] Results fold_each(Smt& smt, const SmtTerm& function, SmtTerm state,
                                const SmtTerm& list);

}  // namespace gestalt::dsl
