// Functions over polymorphic lists: map, filter, fold, argmax and friends; iteration.
//
// Each call costs one unit of fuel (EvalContext::call spends it), each element of a new list
// another. Strict like everything: a fault on one element is a fault of the whole, but for
// filter_map.
#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Outcome = Result<Value, Fault>;

tl::unexpected<Fault> fault(Fault reason) { return tl::unexpected<Fault>(reason); }

Int length(List list) { return static_cast<Int>(list.size()); }

Outcome map(EvalContext& context, Function function, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Outcome value = function(context, list[i]);
    if (!value) return value;
    result[i] = *value;
  }
  return result.seal();
}
/// What goes beyond a limit is a fault of the whole: it is no property of the element.
Outcome filter_map(EvalContext& context, Function function, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::size_t size = 0;
  for (const Value element : list) {
    const Outcome value = function(context, element);
    const bool is_limit =
        !value && (value.error() == Fault::kFuel || value.error() == Fault::kSize);
    if (is_limit) return value;
    if (value) result[size++] = *value;
  }
  result.truncate(size);
  return result.seal();
}
Outcome zip_with(EvalContext& context, Function function, List a, List b) {
  const std::size_t size = std::min(a.size(), b.size());
  if (!context.spend(size)) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), size);
  for (std::size_t i = 0; i < size; ++i) {
    const Outcome value = function(context, a[i], b[i]);
    if (!value) return value;
    result[i] = *value;
  }
  return result.seal();
}
Outcome filter(EvalContext& context, Function predicate, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::size_t size = 0;
  for (const Value element : list) {
    const Outcome keep = predicate(context, element);
    if (!keep) return keep;
    if (keep->integer() != 0) result[size++] = element;
  }
  if (size == list.size()) return list.value();
  result.truncate(size);
  return result.seal();
}
Outcome fold(EvalContext& context, Function function, Value start, List list) {
  Value state = start;
  for (const Value element : list) {
    const Outcome next = function(context, state, element);
    if (!next) return next;
    state = *next;
  }
  return state;
}
Outcome find(EvalContext& context, Function predicate, List list) {
  for (const Value element : list) {
    const Outcome found = predicate(context, element);
    if (!found) return found;
    if (found->integer() != 0) return element;
  }
  return fault(Fault::kDomain);
}
Result<Int, Fault> count_if(EvalContext& context, Function predicate, List list) {
  Int count = 0;
  for (const Value element : list) {
    const Outcome holds = predicate(context, element);
    if (!holds) return fault(holds.error());
    count += holds->integer();
  }
  return count;
}
Result<bool, Fault> all(EvalContext& context, Function predicate, List list) {
  const auto count = count_if(context, predicate, list);
  if (!count) return fault(count.error());
  return *count == length(list);
}
Result<bool, Fault> any(EvalContext& context, Function predicate, List list) {
  const auto count = count_if(context, predicate, list);
  if (!count) return fault(count.error());
  return *count > 0;
}

/// The element with the greatest sign * key; the first of equals.
Outcome extreme(EvalContext& context, Function key, List list, Int sign) {
  if (list.empty()) return fault(Fault::kDomain);
  Value best;
  Int best_key = std::numeric_limits<Int>::min();
  for (const Value element : list) {
    const Outcome value = key(context, element);
    if (!value) return value;
    if (sign * value->integer() <= best_key) continue;
    best_key = sign * value->integer();
    best = element;
  }
  return best;
}
Outcome argmax(EvalContext& context, Function key, List list) {
  return extreme(context, key, list, 1);
}
Outcome argmin(EvalContext& context, Function key, List list) {
  return extreme(context, key, list, -1);
}
Outcome sort_by(EvalContext& context, Function key, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  std::vector<std::pair<Int, Value>> keyed;
  keyed.reserve(list.size());
  for (const Value element : list) {
    const Outcome value = key(context, element);
    if (!value) return value;
    keyed.emplace_back(value->integer(), element);
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  ListBuilder result(context.arena(), list.size());
  std::transform(keyed.begin(), keyed.end(), result.elements().begin(),
                 [](const auto& item) { return item.second; });
  return result.seal();
}
Outcome iterate(EvalContext& context, Int count, Function function, Value start) {
  if (count < 0) return fault(Fault::kDomain);
  Value state = start;
  for (Int i = 0; i < count; ++i) {
    const Outcome next = function(context, state);
    if (!next) return next;
    state = *next;
  }
  return state;
}
Outcome fixpoint(EvalContext& context, Function function, Value start) {
  constexpr int kMaxRounds = 64;  // what has not settled by then hardly ever does
  Value state = start;
  for (int round = 0; round < kMaxRounds; ++round) {
    const Outcome next = function(context, state);
    if (!next) return next;
    if (*next == state) return state;
    state = *next;
  }
  return tl::unexpected(Fault::kFuel);
}

/// The results as a list of the items' places.
SmtTerm results_list(Smt& smt, const SmtTerm& list, Results results) {
  SmtTerm mapped = list;
  mapped.items = std::move(results.items);
  return restricted(smt, std::move(mapped), results.defined);
}
SmtTerm map_smt(Smt& smt, Arguments arg) {
  return results_list(smt, arg[1], call_each(smt, arg[0], arg[1]));
}
/// Limits lie beyond the bounds of meanings.
SmtTerm filter_map_smt(Smt& smt, Arguments arg) {
  Results results = call_each(smt, arg[0], arg[1]);
  SmtTerm mapped = arg[1];
  for (std::size_t i = 0; i < mapped.items.size(); ++i) {
    const Symbol defined{smt, results.items[i].defined};
    mapped.fields[i] = (is_present(smt, mapped, i) & defined).scalar();
  }
  mapped.items = std::move(results.items);
  return mapped;
}
SmtTerm zip_with_smt(Smt& smt, Arguments arg) {
  const SmtTerm a = compact(smt, arg[1]);
  const SmtTerm b = compact(smt, arg[2]);
  SmtTerm pairs = empty_list(smt);
  std::vector<SmtTerm> seconds;
  for (std::size_t i = 0; i < std::min(a.items.size(), b.items.size()); ++i) {
    const Symbol present = is_present(smt, a, i) & is_present(smt, b, i);
    if (present.is_false()) break;
    add_item(pairs, present, a.items[i]);
    seconds.push_back(b.items[i]);
  }
  std::size_t next = 0;
  return results_list(smt, pairs, for_each_item(smt, pairs, [&](const SmtTerm& item) {
                        const std::array<SmtTerm, 2> arguments{item, seconds[next++]};
                        return smt.call(arg[0], arguments);
                      }));
}
SmtTerm fold_smt(Smt& smt, Arguments arg) {
  const Results states = fold_each(smt, arg[0], arg[1], arg[2]);
  SmtTerm last = states.items.empty() ? arg[1] : states.items.back();
  last.defined = states.defined.scalar();
  return last;
}
SmtTerm filter_smt(Smt& smt, Arguments arg) {
  const Results holds = call_each(smt, arg[0], arg[1]);
  return restricted(smt, kept(smt, arg[1], holds.symbols(smt)), holds.defined);
}
/// Calls after the first match are not made.
SmtTerm find_smt(Smt& smt, Arguments arg) {
  const Results holds = call_each(smt, arg[0], arg[1]);
  std::vector<Symbol> wanted = holds.symbols(smt);
  Symbol found = Symbol::boolean(smt, false);
  Symbol defined = Symbol::boolean(smt, true);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Symbol present = is_present(smt, arg[1], i);
    defined = defined & (found | implies(present, {smt, holds.items[i].defined}));
    wanted[i] = wanted[i] & present;
    found = found | wanted[i];
  }
  return restricted(smt, first_where(smt, arg[1], wanted), defined);
}
SmtTerm count_if_smt(Smt& smt, Arguments arg) {
  const SmtTerm held = filter_smt(smt, arg);
  return defined_if({smt, held.defined}, length_of(smt, held));
}
SmtTerm all_smt(Smt& smt, Arguments arg) {
  const SmtTerm held = filter_smt(smt, arg);
  return defined_if({smt, held.defined}, length_of(smt, held) == length_of(smt, arg[1]));
}
SmtTerm any_smt(Smt& smt, Arguments arg) {
  const SmtTerm held = filter_smt(smt, arg);
  return defined_if({smt, held.defined}, length_of(smt, held) > 0);
}
/// The first item with the greatest sign * key.
SmtTerm extreme_smt(Smt& smt, Arguments arg, int sign) {
  const Results results = call_each(smt, arg[0], arg[1]);
  std::vector<Symbol> keys = results.symbols(smt);
  for (Symbol& key : keys) key = key * sign;
  return restricted(smt, with_greatest(smt, arg[1], keys), results.defined);
}
SmtTerm argmax_smt(Smt& smt, Arguments arg) { return extreme_smt(smt, arg, 1); }
SmtTerm argmin_smt(Smt& smt, Arguments arg) { return extreme_smt(smt, arg, -1); }
SmtTerm sort_by_smt(Smt& smt, Arguments arg) {
  const Results keys = call_each(smt, arg[0], arg[1]);
  return restricted(smt, sorted(smt, arg[1], keys.symbols(smt)), keys.defined);
}
SmtTerm iterate_smt(Smt& smt, Arguments arg) {
  constexpr std::int64_t kMaxCalls = 32;
  const Symbol count = symbol(smt, arg[0]);
  if (count.range().high > kMaxCalls) give_up("a function applied more than 32 times");
  SmtTerm state = arg[2];
  Symbol defined = count >= 0;
  for (std::int64_t i = 0; i < count.range().high; ++i) {
    const SmtTerm next = smt.call(arg[1], {&state, 1});
    defined = defined & implies(count > i, {smt, next.defined});
    state = choose_term(smt, count > i, next, state);
  }
  state.defined = defined.scalar();
  return state;
}

}  // namespace

void add_higher_order_primitives(Registry& registry) {
  const Type a = type_variable("a");
  const Type b = type_variable("b");
  const Type c = type_variable("c");
  const Type list = list_of(a);
  const Type predicate = arrow(a, bool_type());
  const Type key = arrow(a, int_type());
  registry.add({.name = "map",
                .type = fn({arrow(a, b), list}, list_of(b)),
                .eval = lift<&map>,
                .smt = map_smt,
                .cost = 8,
                .doc = "The results of a function on each element.",
                .examples = {{"(map (add 1) [5 6 7])", "[6 7 8]"}}});
  registry.add({.name = "filter",
                .type = fn({predicate, list}, list),
                .eval = lift<&filter>,
                .smt = filter_smt,
                .cost = 8,
                .doc = "The elements for which the predicate holds.",
                .examples = {{"(filter even [5 6 8])", "[6 8]"}}});
  registry.add({.name = "filter_map",
                .type = fn({arrow(a, b), list}, list_of(b)),
                .eval = lift<&filter_map>,
                .smt = filter_map_smt,
                .cost = 16,
                .doc = "The results of a function on each element for which it is defined.",
                .examples = {{"(filter_map (divide 6) [0 3 2])", "[2 3]"}}});
  registry.add({.name = "fold",
                .type = fn({fn({b, a}, b), b, list}, b),
                .eval = lift<&fold>,
                .smt = fold_smt,
                .cost = 12,
                .doc = "Combines a start value with each element in turn, from the left.",
                .examples = {{"(fold subtract 10 [1 2])", "7"}}});
  registry.add({.name = "argmax",
                .type = fn({key, list}, a),
                .eval = lift<&argmax>,
                .smt = argmax_smt,
                .cost = 8,
                .doc = "The element with the greatest key, the first of equals. Undefined for an "
                       "empty list.",
                .examples = {{"(argmax negate [5 3 7])", "3"}}});
  registry.add({.name = "argmin",
                .type = fn({key, list}, a),
                .eval = lift<&argmin>,
                .smt = argmin_smt,
                .cost = 8,
                .doc = "The element with the smallest key, the first of equals. Undefined for an "
                       "empty list.",
                .examples = {{"(argmin absolute [-5 3 7])", "3"}}});
  registry.add({.name = "sort_by",
                .type = fn({key, list}, list),
                .eval = lift<&sort_by>,
                .smt = sort_by_smt,
                .cost = 8,
                .doc = "The elements by ascending key; equal keys keep their order.",
                .examples = {{"(sort_by negate [5 7 6])", "[7 6 5]"}}});
  registry.add({.name = "all",
                .type = fn({predicate, list}, bool_type()),
                .eval = lift<&all>,
                .smt = all_smt,
                .cost = 10,
                .doc = "Whether the predicate holds for every element.",
                .examples = {{"(all even [4 6])", "true"}}});
  registry.add({.name = "any",
                .type = fn({predicate, list}, bool_type()),
                .eval = lift<&any>,
                .smt = any_smt,
                .cost = 10,
                .doc = "Whether the predicate holds for some element.",
                .examples = {{"(any odd [4 6])", "false"}}});
  registry.add({.name = "count_if",
                .type = fn({predicate, list}, int_type()),
                .eval = lift<&count_if>,
                .smt = count_if_smt,
                .cost = 10,
                .doc = "Number of elements for which the predicate holds.",
                .examples = {{"(count_if even [4 5 6])", "2"}}});
  registry.add({.name = "find",
                .type = fn({predicate, list}, a),
                .eval = lift<&find>,
                .smt = find_smt,
                .cost = 8,
                .doc = "The first element for which the predicate holds. Undefined where there is "
                       "none.",
                .examples = {{"(find even [5 6 8])", "6"}}});
  registry.add({.name = "zip_with",
                .type = fn({fn({a, b}, c), list, list_of(b)}, list_of(c)),
                .eval = lift<&zip_with>,
                .smt = zip_with_smt,
                .cost = 10,
                .doc = "The results of a function on the pairs at the same place; as long as the "
                       "shorter list.",
                .examples = {{"(zip_with add [1 2] [10 20 30])", "[11 22]"}}});
  registry.add({.name = "iterate",
                .type = fn({int_type(), arrow(a, a), a}, a),
                .eval = lift<&iterate>,
                .smt = iterate_smt,
                .cost = 14,
                .doc = "Applies a function n times. Undefined for n < 0.",
                .examples = {{"(iterate 3 (multiply 2) 5)", "40"}}});
  registry.add(
      {.name = "fixpoint",
       .type = fn({arrow(a, a), a}, a),
       .eval = lift<&fixpoint>,
       .smt = Unmodelled{"the number of calls has no small bound"},
       .cost = 16,
       .doc = "Applies a function until nothing changes. Undefined where that takes more than 64 "
              "rounds.",
       .examples = {{"(fixpoint (min 4) 9)", "4"}}});
}

}  // namespace gestalt::dsl
