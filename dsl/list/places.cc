// Place-wise primitives: lists of numbers as masks and selectors of the places of other lists. What
// cell rules over lists are written with (synthesis/rules/cell_rules.h).
//
// A mask holds where its number is above 0. Lists that are combined have one length.
#include <algorithm>
#include <set>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/list/primitives.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Outcome = Result<Value, Fault>;

tl::unexpected<Fault> fault(Fault reason) { return tl::unexpected<Fault>(reason); }

/// The list of f(i, element) over the places.
template <class F>
Outcome place_wise(EvalContext& context, List list, F f) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) result[i] = f(i, list[i]);
  return result.seal();
}
Value truth(bool value) { return Value::immediate(value ? 1 : 0); }

Outcome place_numbers(EvalContext& context, List list) {
  return place_wise(context, list,
                    [](std::size_t i, Value) { return Value::immediate(static_cast<Int>(i)); });
}
Outcome numbers_are(EvalContext& context, List list, Int number) {
  return place_wise(context, list,
                    [&](std::size_t, Value v) { return truth(v.integer() == number); });
}
Outcome numbers_at_least(EvalContext& context, List list, Int number) {
  return place_wise(context, list,
                    [&](std::size_t, Value v) { return truth(v.integer() >= number); });
}
Outcome numbers_modulo(EvalContext& context, List list, Int divisor) {
  if (divisor < 1) return fault(Fault::kDomain);
  return place_wise(context, list, [&](std::size_t, Value v) {
    return Value::immediate((v.integer() % divisor + divisor) % divisor);
  });
}
Outcome number_ranks(EvalContext& context, List list) {
  std::set<Int> smaller;
  for (const Value value : list) smaller.insert(value.integer());
  return place_wise(context, list, [&](std::size_t, Value v) {
    return Value::immediate(std::distance(smaller.begin(), smaller.find(v.integer())));
  });
}
Outcome number_counts(EvalContext& context, List list) {
  if (!context.spend(list.size() * list.size())) return fault(Fault::kFuel);
  return place_wise(context, list, [&](std::size_t, Value v) {
    return Value::immediate(std::count(list.begin(), list.end(), v));
  });
}
template <bool kBoth>
Outcome combine_masks(EvalContext& context, List a, List b) {
  if (a.size() != b.size()) return fault(Fault::kDomain);
  return place_wise(context, a, [&](std::size_t i, Value v) {
    const bool first = v.integer() > 0;
    const bool second = b[i].integer() > 0;
    return truth(kBoth ? first && second : first || second);
  });
}
Outcome set_where(EvalContext& context, List mask, Int number, List list) {
  if (mask.size() != list.size()) return fault(Fault::kDomain);
  return place_wise(context, list, [&](std::size_t i, Value v) {
    return mask[i].integer() > 0 ? Value::immediate(number) : v;
  });
}
Outcome take_where(EvalContext& context, List mask, List source, List list) {
  if (mask.size() != list.size() || source.size() != list.size()) return fault(Fault::kDomain);
  return place_wise(context, list,
                    [&](std::size_t i, Value v) { return mask[i].integer() > 0 ? source[i] : v; });
}

// ---- Meanings ----

/// The list of f(i, number) over the places.
template <class F>
SmtTerm place_wise_smt(Smt& smt, SmtTerm list, F f) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    list.items[i] = total(f(i, symbol(smt, list.items[i])));
  }
  return list;
}
SmtTerm place_numbers_smt(Smt& smt, Arguments arg) {
  const std::vector<Symbol> indices = indices_of(smt, arg[0]);
  return place_wise_smt(smt, arg[0], [&](std::size_t i, Symbol) { return indices[i]; });
}
SmtTerm numbers_are_smt(Smt& smt, Arguments arg) {
  const Symbol wanted = symbol(smt, arg[1]);
  return place_wise_smt(smt, arg[0], [&](std::size_t, Symbol v) { return as_number(v == wanted); });
}
SmtTerm numbers_at_least_smt(Smt& smt, Arguments arg) {
  const Symbol wanted = symbol(smt, arg[1]);
  return place_wise_smt(smt, arg[0], [&](std::size_t, Symbol v) { return as_number(v >= wanted); });
}
SmtTerm numbers_modulo_smt(Smt& smt, Arguments arg) {
  const Symbol divisor = symbol(smt, arg[1]);
  return restricted(smt,
                    place_wise_smt(smt, arg[0], [&](std::size_t, Symbol v) { return v % divisor; }),
                    divisor >= 1);
}
SmtTerm number_ranks_smt(Smt& smt, Arguments arg) {
  const SmtTerm& list = arg[0];
  std::vector<Symbol> first;  // of equal numbers
  for (std::size_t j = 0; j < list.items.size(); ++j) {
    Symbol fresh = is_present(smt, list, j);
    for (std::size_t k = 0; k < j; ++k) {
      fresh = fresh & !(is_present(smt, list, k) & equal_terms(smt, list.items[k], list.items[j]));
    }
    first.push_back(fresh);
  }
  return place_wise_smt(smt, list, [&](std::size_t, Symbol v) {
    std::vector<Symbol> smaller;
    for (std::size_t j = 0; j < first.size(); ++j) {
      smaller.push_back(first[j] & (symbol(smt, list.items[j]) < v));
    }
    return count_of(smt, smaller);
  });
}
SmtTerm number_counts_smt(Smt& smt, Arguments arg) {
  return place_wise_smt(smt, arg[0], [&](std::size_t, Symbol v) {
    std::vector<Symbol> alike = presence(smt, arg[0]);
    for (std::size_t j = 0; j < alike.size(); ++j) {
      alike[j] = alike[j] & (symbol(smt, arg[0].items[j]) == v);
    }
    return count_of(smt, alike);
  });
}
/// All lists compacted and f(mask item, other items, item of the last); undefined where their
/// lengths differ.
template <class F>
SmtTerm aligned_smt(Smt& smt, Arguments arg, F f) {
  std::vector<SmtTerm> lists;
  Symbol equal = Symbol::boolean(smt, true);
  std::size_t shared = arg[0].items.size();
  for (const SmtTerm& list : arg) {
    lists.push_back(compact(smt, list));
    equal = equal & (length_of(smt, list) == length_of(smt, arg[0]));
    shared = std::min(shared, lists.back().items.size());
  }
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < shared; ++i) {
    std::vector<Symbol> numbers;
    for (const SmtTerm& list : lists) numbers.push_back(symbol(smt, list.items[i]));
    add_item(result, is_present(smt, lists[0], i), total(f(numbers)));
  }
  return restricted(smt, std::move(result), equal);
}
using Symbols = const std::vector<Symbol>&;
SmtTerm both_hold_smt(Smt& smt, Arguments arg) {
  return aligned_smt(smt, arg, [](Symbols v) { return as_number((v[0] > 0) & (v[1] > 0)); });
}
SmtTerm either_holds_smt(Smt& smt, Arguments arg) {
  return aligned_smt(smt, arg, [](Symbols v) { return as_number((v[0] > 0) | (v[1] > 0)); });
}
SmtTerm set_where_smt(Smt& smt, Arguments arg) {
  const Symbol number = symbol(smt, arg[1]);
  const std::vector<SmtTerm> lists{arg[0], arg[2]};
  return aligned_smt(smt, lists, [&](Symbols v) { return select(v[0] > 0, number, v[1]); });
}
SmtTerm take_where_smt(Smt& smt, Arguments arg) {
  return aligned_smt(smt, arg, [](Symbols v) { return select(v[0] > 0, v[1], v[2]); });
}

}  // namespace

void add_place_primitives(Registry& registry) {
  registry.begin_family("places");
  const Type list = list_of(int_type());
  const auto add = [&](const char* name, const Type& type, RowFunction eval, SmtMeaning meaning,
                       const char* doc, Example example) {
    registry.add({.name = name,
                  .type = type,
                  .eval = eval,
                  .smt = meaning,
                  .cost = 14,
                  .doc = doc,
                  .examples = {std::move(example)}});
  };
  const Type change = arrow(list, list);
  const Type test = fn({list, int_type()}, list);
  const Type pair = fn({list, list}, list);
  add("place_numbers", change, lift<&place_numbers>, place_numbers_smt,
      "The places of a list: 0, 1 ...", {"(place_numbers [7 7 9])", "[0 1 2]"});
  add("number_ranks", change, lift<&number_ranks>, number_ranks_smt,
      "For each integer how many different smaller ones the list has.",
      {"(number_ranks [5 9 5 2])", "[1 2 1 0]"});
  add("number_counts", change, lift<&number_counts>, number_counts_smt,
      "For each integer how often the list has it.", {"(number_counts [5 9 5])", "[2 1 2]"});
  add("numbers_are", test, lift<&numbers_are>, numbers_are_smt,
      "1 where a list has the integer, 0 elsewhere.", {"(numbers_are [4 5 4] 4)", "[1 0 1]"});
  add("numbers_at_least", test, lift<&numbers_at_least>, numbers_at_least_smt,
      "1 where a list has the integer or more, 0 elsewhere.",
      {"(numbers_at_least [4 5 3] 4)", "[1 1 0]"});
  add("numbers_modulo", test, lift<&numbers_modulo>, numbers_modulo_smt,
      "Each integer's remainder, never negative. Undefined for divisors below 1.",
      {"(numbers_modulo [4 5 -1] 3)", "[1 2 2]"});
  add("both_hold", pair, lift<&combine_masks<true>>, both_hold_smt,
      "1 where both lists have an integer above 0, 0 elsewhere. Undefined for different lengths.",
      {"(both_hold [1 1 0] [1 0 2])", "[1 0 0]"});
  add("either_holds", pair, lift<&combine_masks<false>>, either_holds_smt,
      "1 where one of two lists has an integer above 0, 0 elsewhere. Undefined for different "
      "lengths.",
      {"(either_holds [1 0 0] [1 0 2])", "[1 0 1]"});
  add("set_where", fn({list, int_type(), list}, list), lift<&set_where>, set_where_smt,
      "The second list with an integer where the first has one above 0. Undefined for different "
      "lengths.",
      {"(set_where [1 0 1] 9 [5 6 7])", "[9 6 9]"});
  add("take_where", fn({list, list, list}, list), lift<&take_where>, take_where_smt,
      "The third list with the second's integers where the first has one above 0. Undefined for "
      "different lengths.",
      {"(take_where [1 0 1] [1 2 3] [5 6 7])", "[1 6 3]"});
}

}  // namespace gestalt::dsl
