// List primitives with function arguments beyond the prelude: scans, prefixes, positions,
// sequences.
//
// Each call of a function costs one unit of fuel (EvalContext::call), each element of a new list
// another. Strict: a fault on one element that is looked at is a fault of the whole.
#include <array>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/list/primitives.h"
#include "dsl/prelude/meaning.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Arguments = std::span<const SmtTerm>;
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

SmtScalar implies(Smt& smt, SmtScalar a, SmtScalar b) {
  return smt.logical_or(smt.logical_not(a), b);
}
SmtTerm scan_smt(Smt& smt, Arguments arg) {
  const SmtTerm& list = arg[2];
  SmtTerm result = total(smt, list.scalar);
  SmtTerm state = arg[1];
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::array<SmtTerm, 2> arguments{state, list.items[i]};
    state = smt.call(arg[0], arguments);
    result.defined =
        smt.logical_and(result.defined, implies(smt, in_use(smt, list, i), state.defined));
    result.items.push_back(state);
  }
  return result;
}
SmtTerm map_indexed_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(smt, arg[1].scalar);
  for (std::size_t i = 0; i < arg[1].items.size(); ++i) {
    const std::array<SmtTerm, 2> arguments{total(smt, number(smt, i)), arg[1].items[i]};
    result.items.push_back(smt.call(arg[0], arguments));
    const SmtScalar fine = implies(smt, in_use(smt, arg[1], i), result.items.back().defined);
    result.defined = smt.logical_and(result.defined, fine);
  }
  return result;
}
/// The number of leading items that hold; the calls up to the first that does not must be defined.
SmtTerm prefix_size_smt(Smt& smt, const SmtTerm& predicate, const SmtTerm& list) {
  SmtTerm size = total(smt, smt.integer(0));
  SmtScalar so_far = smt.boolean(true);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const SmtScalar reached = smt.logical_and(so_far, in_use(smt, list, i));
    const SmtTerm holds = smt.call(predicate, {&list.items[i], 1});
    size.defined = smt.logical_and(size.defined, implies(smt, reached, holds.defined));
    so_far = smt.logical_and(reached, holds.scalar);
    size.scalar = smt.choose(so_far, number(smt, i + 1), size.scalar);
  }
  return size;
}
SmtTerm take_while_smt(Smt& smt, Arguments arg) {
  SmtTerm result = prefix_size_smt(smt, arg[0], arg[1]);
  result.items = arg[1].items;
  return result;
}
SmtTerm drop_while_smt(Smt& smt, Arguments arg) {
  const SmtTerm& list = arg[1];
  const SmtTerm size = prefix_size_smt(smt, arg[0], list);
  SmtTerm result = defined_if(size.defined, smt.subtract(list.scalar, size.scalar));
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    SmtTerm item = list.items[i];
    for (std::size_t j = i + 1; j < list.items.size(); ++j) {
      item = choose_term(smt, smt.equal(size.scalar, number(smt, j - i)), list.items[j], item);
    }
    result.items.push_back(std::move(item));
  }
  return result;
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
                .smt = Unmodelled{"the places of what remains are symbolic"},
                .cost = 10,
                .doc = "The indices, counted from 0, of the elements for which the predicate "
                       "holds.",
                .examples = {{"(positions odd [5 6 7])", "[0 2]"}}});
  registry.add({.name = "iterates",
                .type = fn({int_type(), arrow(a, a), a}, list),
                .eval = lift<&iterates>,
                .smt = Unmodelled{"the number of calls has no bound"},
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
