// List primitives with function arguments beyond the prelude: scans, prefixes, positions,
// sequences.
//
// Each call of a function costs one unit of fuel (EvalContext::call), each element of a new list
// another. Strict: a fault on one element that is looked at is a fault of the whole.
#include <array>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/list/primitives.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Outcome = Result<Value, Fault>;

tl::unexpected<Fault> fault(Fault reason) { return tl::unexpected<Fault>(reason); }

Outcome scan(EvalContext& context, Function function, Value start, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  Value state = start;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Outcome next = function(context, state, list[i]);
    if (!next) return next;
    state = *next;
    result[i] = state;
  }
  return result.seal();
}
Outcome map_indexed(EvalContext& context, Function function, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Outcome value =
        function(context, Value::immediate(static_cast<std::int64_t>(i)), list[i]);
    if (!value) return value;
    result[i] = *value;
  }
  return result.seal();
}

/// Number of elements before the first for which the predicate does not hold.
Result<std::size_t, Fault> prefix_size(EvalContext& context, Function predicate, List list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Outcome holds = predicate(context, list[i]);
    if (!holds) return fault(holds.error());
    if (holds->integer() == 0) return i;
  }
  return list.size();
}
Outcome part_of(EvalContext& context, List list, std::span<const Value> part) {
  if (part.size() == list.size()) return list.value();
  if (!context.spend(part.size())) return fault(Fault::kFuel);
  return make_list(context.arena(), part);
}
Outcome take_while(EvalContext& context, Function predicate, List list) {
  const auto size = prefix_size(context, predicate, list);
  if (!size) return fault(size.error());
  return part_of(context, list, list.elements().first(*size));
}
Outcome drop_while(EvalContext& context, Function predicate, List list) {
  const auto size = prefix_size(context, predicate, list);
  if (!size) return fault(size.error());
  return part_of(context, list, list.elements().subspan(*size));
}

Outcome positions(EvalContext& context, Function predicate, List list) {
  std::vector<Value> found;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Outcome holds = predicate(context, list[i]);
    if (!holds) return holds;
    if (holds->integer() != 0) found.push_back(Value::immediate(static_cast<std::int64_t>(i)));
  }
  if (!context.spend(found.size())) return fault(Fault::kFuel);
  return make_list(context.arena(), found);
}
Outcome iterates(EvalContext& context, Int count, Function function, Value start) {
  if (count < 0) return fault(Fault::kDomain);
  if (count > static_cast<Int>(context.limits().list_length)) return fault(Fault::kSize);
  if (!context.spend(static_cast<std::uint64_t>(count))) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), static_cast<std::size_t>(count));
  Value state = start;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    if (i > 0) {
      const Outcome next = function(context, state);
      if (!next) return next;
      state = *next;
    }
    result[i] = state;
  }
  return result.seal();
}

// ---- Meanings ----

SmtTerm scan_smt(Smt& smt, Arguments arg) {
  const Results states = fold_each(smt, arg[0], arg[1], arg[2]);
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < states.items.size(); ++i) {
    add_item(result, is_present(smt, arg[2], i), states.items[i]);
  }
  return restricted(smt, std::move(result), states.defined);
}
SmtTerm map_indexed_smt(Smt& smt, Arguments arg) {
  const std::vector<Symbol> indices = indices_of(smt, arg[1]);
  std::size_t next = 0;
  Results results = for_each_item(smt, arg[1], [&](const SmtTerm& item) {
    const std::array<SmtTerm, 2> arguments{total(indices[next++]), item};
    return smt.call(arg[0], arguments);
  });
  SmtTerm list = arg[1];
  list.items = std::move(results.items);
  return restricted(smt, std::move(list), results.defined);
}

/// Whether each item lies before the first for which the predicate does not hold. The calls up to
/// there must be defined.
struct Prefix {
  std::vector<Symbol> inside;
  Symbol defined;
};
Prefix prefix_of(Smt& smt, const SmtTerm& predicate, const SmtTerm& list) {
  const Results holds = call_each(smt, predicate, list);
  const std::vector<Symbol> truths = holds.symbols(smt);
  Prefix prefix{{}, Symbol::boolean(smt, true)};
  Symbol so_far = Symbol::boolean(smt, true);
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const Symbol absent = !is_present(smt, list, i);
    const Symbol defined{smt, holds.items[i].defined};
    prefix.defined = prefix.defined & implies(so_far, absent | defined);
    so_far = so_far & (absent | truths[i]);
    prefix.inside.push_back(so_far);
  }
  return prefix;
}
SmtTerm take_while_smt(Smt& smt, Arguments arg) {
  const Prefix prefix = prefix_of(smt, arg[0], arg[1]);
  return restricted(smt, kept(smt, arg[1], prefix.inside), prefix.defined);
}
SmtTerm drop_while_smt(Smt& smt, Arguments arg) {
  Prefix prefix = prefix_of(smt, arg[0], arg[1]);
  for (Symbol& inside : prefix.inside) inside = !inside;
  return restricted(smt, kept(smt, arg[1], prefix.inside), prefix.defined);
}
SmtTerm positions_smt(Smt& smt, Arguments arg) {
  const Results holds = call_each(smt, arg[0], arg[1]);
  SmtTerm places = arg[1];
  const std::vector<Symbol> indices = indices_of(smt, places);
  for (std::size_t i = 0; i < indices.size(); ++i) places.items[i] = total(indices[i]);
  return restricted(smt, kept(smt, places, holds.symbols(smt)), holds.defined);
}
SmtTerm iterates_smt(Smt& smt, Arguments arg) {
  constexpr std::int64_t kMaxCalls = 32;
  const Symbol count = symbol(smt, arg[0]);
  if (count.range().high > kMaxCalls) give_up("a function applied more than 32 times");
  SmtTerm result = empty_list(smt);
  SmtTerm state = arg[2];
  Symbol defined = count >= 0;
  for (std::int64_t i = 0; i < count.range().high; ++i) {
    if (i > 0) state = smt.call(arg[1], {&state, 1});
    if (i > 0) defined = defined & implies(count > i, {smt, state.defined});
    add_item(result, count > i, state);
  }
  return restricted(smt, std::move(result), defined);
}

void add_maps(Registry& registry) {
  const Type a = type_variable("a");
  const Type b = type_variable("b");
  registry.add({.name = "scan",
                .type = fn({fn({b, a}, b), b, list_of(a)}, list_of(b)),
                .eval = lift<&scan>,
                .smt = scan_smt,
                .cost = 10,
                .doc = "The states of a fold after each element: as many as there are elements.",
                .examples = {{"(scan add 0 [1 2 3])", "[1 3 6]"}}});
  registry.add({.name = "map_indexed",
                .type = fn({fn({int_type(), a}, b), list_of(a)}, list_of(b)),
                .eval = lift<&map_indexed>,
                .smt = map_indexed_smt,
                .cost = 10,
                .doc = "The results of a function on each index, counted from 0, and the element "
                       "there.",
                .examples = {{"(map_indexed multiply [5 6 7])", "[0 6 14]"}}});
}

void add_prefixes(Registry& registry) {
  const Type a = type_variable("a");
  const Type list = list_of(a);
  const Type predicate = arrow(a, bool_type());
  registry.add({.name = "take_while",
                .type = fn({predicate, list}, list),
                .eval = lift<&take_while>,
                .smt = take_while_smt,
                .cost = 10,
                .doc = "The elements before the first for which the predicate does not hold.",
                .examples = {{"(take_while even [2 4 5 6])", "[2 4]"}}});
  registry.add({.name = "drop_while",
                .type = fn({predicate, list}, list),
                .eval = lift<&drop_while>,
                .smt = drop_while_smt,
                .cost = 10,
                .doc = "The elements from the first on for which the predicate does not hold.",
                .examples = {{"(drop_while even [2 4 5 6])", "[5 6]"}}});
  registry.add({.name = "positions",
                .type = fn({predicate, list}, list_of(int_type())),
                .eval = lift<&positions>,
                .smt = positions_smt,
                .cost = 10,
                .doc = "The indices, counted from 0, of the elements for which the predicate "
                       "holds.",
                .examples = {{"(positions odd [5 6 7])", "[0 2]"}}});
  registry.add({.name = "iterates",
                .type = fn({int_type(), arrow(a, a), a}, list),
                .eval = lift<&iterates>,
                .smt = iterates_smt,
                .cost = 12,
                .doc = "The first n of x, f x, f (f x), ... Undefined for n < 0.",
                .examples = {{"(iterates 4 (multiply 2) 1)", "[1 2 4 8]"}}});
}

}  // namespace

void add_functional_primitives(Registry& registry) {
  registry.begin_family("functional");
  add_maps(registry);
  add_prefixes(registry);
}

}  // namespace gestalt::dsl
