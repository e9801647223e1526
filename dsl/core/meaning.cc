#include "dsl/core/meaning.h"

#include <algorithm>
#include <array>

namespace gestalt::dsl {

namespace {

SmtScalar equal_lists(Smt& smt, const SmtTerm& a, const SmtTerm& b) {
  const SmtTerm x = compact(smt, a);
  const SmtTerm y = compact(smt, b);
  Symbol result = length_of(smt, x) == length_of(smt, y);
  for (std::size_t i = 0; i < std::min(x.items.size(), y.items.size()); ++i) {
    if (result.is_false()) break;
    result = result & implies(is_present(smt, x, i), equal_terms(smt, x.items[i], y.items[i]));
  }
  return result.scalar();
}

SmtTerm choose_list(Smt& smt, SmtScalar condition, const SmtTerm& a, const SmtTerm& b) {
  SmtTerm result = empty_list(smt);
  result.defined = smt.choose(condition, a.defined, b.defined);
  const Symbol chosen{smt, condition};
  for (std::size_t i = 0; i < std::max(a.items.size(), b.items.size()); ++i) {
    if (i >= b.items.size()) {
      add_item(result, is_present(smt, a, i) & chosen, a.items[i]);
    } else if (i >= a.items.size()) {
      add_item(result, is_present(smt, b, i) & !chosen, b.items[i]);
    } else {
      add_item(result, select(chosen, is_present(smt, a, i), is_present(smt, b, i)),
               choose_term(smt, chosen, a.items[i], b.items[i]));
    }
  }
  return result;
}

SmtScalar equal_functions(Smt&, const SmtTerm&, const SmtTerm&) {
  give_up("functions are not compared");
}
SmtTerm choose_function(Smt&, SmtScalar, const SmtTerm&, const SmtTerm&) {
  give_up("a function that depends on the input");
}

}  // namespace

const SmtForm& list_form() {
  static constexpr SmtForm kForm{equal_lists, choose_list};
  return kForm;
}

const SmtForm& function_form() {
  static constexpr SmtForm kForm{equal_functions, choose_function};
  return kForm;
}

SmtTerm restricted(Smt& smt, SmtTerm term, Symbol condition) {
  term.defined = smt.logical_and(term.defined, condition.scalar());
  return term;
}

SmtTerm never(Smt& smt) { return defined_if(Symbol::boolean(smt, false), Symbol::integer(smt, 0)); }

SmtTerm ranged(Symbol value) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int32_t>::max();
  return defined_if(between(kLeast, value, kGreatest), bounded(value, kLeast, kGreatest));
}

Symbol equal_terms(Smt& smt, const SmtTerm& a, const SmtTerm& b) {
  if (a.form != b.form) return Symbol::boolean(smt, false);  // one of them is never defined
  if (a.form != nullptr) return {smt, a.form->equal(smt, a, b)};
  if (smt.is_boolean(a.scalar) != smt.is_boolean(b.scalar)) return Symbol::boolean(smt, false);
  return symbol(smt, a) == symbol(smt, b);
}

SmtTerm choose_term(Smt& smt, Symbol condition, const SmtTerm& a, const SmtTerm& b) {
  if (condition.constant()) return condition.is_true() ? a : b;
  const SmtForm* form = a.form != nullptr ? a.form : b.form;
  if (form != nullptr && a.form == b.form) return form->choose(smt, condition.scalar(), a, b);
  SmtTerm result =
      b.form != nullptr ? b : a;  // the other one, if there is a form, is never defined
  result.defined = smt.choose(condition.scalar(), a.defined, b.defined);
  if (form != nullptr) return result;
  if (smt.is_boolean(a.scalar) != smt.is_boolean(b.scalar)) {
    // As above: `never` holds an integer, whatever is wanted.
    result.scalar = Symbol(smt, a.defined).is_false() ? b.scalar : a.scalar;
    return result;
  }
  result.scalar = smt.choose(condition.scalar(), a.scalar, b.scalar);
  return result;
}

SmtTerm empty_list(Smt& smt) {
  return {
      .scalar = {}, .items = {}, .defined = smt.boolean(true), .fields = {}, .form = &list_form()};
}

void add_item(SmtTerm& list, Symbol present, SmtTerm item) {
  if (present.is_false()) return;
  if (list.items.size() >= kMaxItems) give_up("a list of too many items");
  list.items.push_back(std::move(item));
  list.fields.push_back(present.scalar());
}

std::vector<Symbol> presence(Smt& smt, const SmtTerm& list) {
  std::vector<Symbol> result;
  for (const SmtScalar present : list.fields) result.emplace_back(smt, present);
  return result;
}

Symbol length_of(Smt& smt, const SmtTerm& list) { return count_of(smt, presence(smt, list)); }

std::vector<Symbol> indices_of(Smt& smt, const SmtTerm& list) {
  std::vector<Symbol> indices;
  Symbol before = Symbol::integer(smt, 0);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    indices.push_back(before);
    before = before + as_number(is_present(smt, list, i));
  }
  return indices;
}

SmtTerm kept(Smt& smt, const SmtTerm& list, std::span<const Symbol> keep) {
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    add_item(result, is_present(smt, list, i) & keep[i], list.items[i]);
  }
  return result;
}

SmtTerm compact(Smt& smt, const SmtTerm& list) {
  const std::vector<Symbol> present = presence(smt, list);
  if (std::all_of(present.begin(), present.end(), [](Symbol p) { return p.is_true(); })) {
    return list;
  }
  const std::vector<Symbol> indices = indices_of(smt, list);
  const Symbol length = length_of(smt, list);
  SmtTerm result = empty_list(smt);
  result.defined = list.defined;
  for (std::size_t k = 0; k < list.items.size(); ++k) {
    std::vector<Symbol> here;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      here.push_back(present[i] & (indices[i] == k));
    }
    add_item(result, length > k, first_where(smt, list, here));
  }
  return result;
}

SmtTerm first_where(Smt& smt, const SmtTerm& list, std::span<const Symbol> wanted) {
  SmtTerm result = never(smt);
  std::size_t end = 0;
  while (end < wanted.size() && !wanted[end].is_true()) ++end;
  if (end < wanted.size()) ++end;
  for (std::size_t i = end; i-- > 0;) {
    if (wanted[i].is_false()) continue;
    SmtTerm item = list.items[i];
    item.defined = smt.boolean(true);
    result = choose_term(smt, wanted[i], item, result);
  }
  result.defined = any_of(smt, wanted).scalar();
  return result;
}

SmtTerm with_greatest(Smt& smt, const SmtTerm& list, std::span<const Symbol> keys) {
  SmtTerm best = never(smt);
  if (list.items.empty()) return best;
  Symbol best_key = keys[0];
  Symbol found = Symbol::boolean(smt, false);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Symbol present = is_present(smt, list, i);
    const Symbol better = present & implies(found, keys[i] > best_key);
    best = choose_term(smt, better, list.items[i], best);
    best_key = select(better, keys[i], best_key);
    found = found | present;
  }
  best.defined = found.scalar();
  return best;
}

SmtTerm sorted(Smt& smt, const SmtTerm& list, std::span<const Symbol> keys) {
  const std::size_t size = list.items.size();
  const std::vector<Symbol> present = presence(smt, list);
  SmtTerm result = empty_list(smt);
  std::vector<Symbol> places;
  for (std::size_t i = 0; i < size; ++i) {
    std::vector<Symbol> before;
    for (std::size_t j = 0; j < size; ++j) {
      if (j == i) continue;
      before.push_back(present[j] & (j < i ? keys[j] <= keys[i] : keys[j] < keys[i]));
    }
    places.push_back(count_of(smt, before));
  }
  const Symbol length = length_of(smt, list);
  for (std::size_t k = 0; k < size; ++k) {
    std::vector<Symbol> here;
    for (std::size_t i = 0; i < size; ++i) here.push_back(present[i] & (places[i] == k));
    add_item(result, length > k, first_where(smt, list, here));
  }
  return result;
}

std::vector<Symbol> Results::symbols(Smt& smt) const {
  std::vector<Symbol> result;
  for (const SmtTerm& item : items) result.push_back(symbol(smt, item));
  return result;
}

Results call_each(Smt& smt, const SmtTerm& function, const SmtTerm& list) {
  return for_each_item(smt, list, [&](const SmtTerm& item) {
    return smt.call(function, {&item, 1});
  });
}

Results fold_each(Smt& smt, const SmtTerm& function, SmtTerm state, const SmtTerm& list) {
  Results states{{}, Symbol::boolean(smt, true)};
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Symbol present = is_present(smt, list, i);
    const std::array<SmtTerm, 2> arguments{state, list.items[i]};
    const SmtTerm next = smt.call(function, arguments);
    states.defined = states.defined & implies(present, {smt, next.defined});
    state = choose_term(smt, present, next, state);
    states.items.push_back(state);
  }
  return states;
}

}  // namespace gestalt::dsl
