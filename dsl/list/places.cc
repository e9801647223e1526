// Place-wise primitives: lists of numbers as masks and selectors of the places of other lists. What
// cell rules over lists are written with (synthesis/rules/cell_rules.h).
//
// A mask holds where its number is above 0. Lists that are combined have one length.
#include <algorithm>
#include <set>

#include "dsl/core/lift.h"
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

}  // namespace

void add_place_primitives(Registry& registry) {
  registry.begin_family("places");
  const Type list = list_of(int_type());
  const auto add = [&](const char* name, const Type& type, RowFunction eval, const char* doc,
                       Example example) {
    registry.add({.name = name,
                  .type = type,
                  .eval = eval,
                  .smt = Unmodelled{"not modelled: place-wise over a symbolic length"},
                  .cost = 14,
                  .doc = doc,
                  .examples = {std::move(example)}});
  };
  const Type change = arrow(list, list);
  const Type test = fn({list, int_type()}, list);
  const Type pair = fn({list, list}, list);
  add("place_numbers", change, lift<&place_numbers>, "The places of a list: 0, 1 ...",
      {"(place_numbers [7 7 9])", "[0 1 2]"});
  add("number_ranks", change, lift<&number_ranks>,
      "For each integer how many different smaller ones the list has.",
      {"(number_ranks [5 9 5 2])", "[1 2 1 0]"});
  add("number_counts", change, lift<&number_counts>, "For each integer how often the list has it.",
      {"(number_counts [5 9 5])", "[2 1 2]"});
  add("numbers_are", test, lift<&numbers_are>, "1 where a list has the integer, 0 elsewhere.",
      {"(numbers_are [4 5 4] 4)", "[1 0 1]"});
  add("numbers_at_least", test, lift<&numbers_at_least>,
      "1 where a list has the integer or more, 0 elsewhere.",
      {"(numbers_at_least [4 5 3] 4)", "[1 1 0]"});
  add("numbers_modulo", test, lift<&numbers_modulo>,
      "Each integer's remainder, never negative. Undefined for divisors below 1.",
      {"(numbers_modulo [4 5 -1] 3)", "[1 2 2]"});
  add("both_hold", pair, lift<&combine_masks<true>>,
      "1 where both lists have an integer above 0, 0 elsewhere. Undefined for different lengths.",
      {"(both_hold [1 1 0] [1 0 2])", "[1 0 0]"});
  add("either_holds", pair, lift<&combine_masks<false>>,
      "1 where one of two lists has an integer above 0, 0 elsewhere. Undefined for different "
      "lengths.",
      {"(either_holds [1 0 0] [1 0 2])", "[1 0 1]"});
  add("set_where", fn({list, int_type(), list}, list), lift<&set_where>,
      "The second list with an integer where the first has one above 0. Undefined for different "
      "lengths.",
      {"(set_where [1 0 1] 9 [5 6 7])", "[9 6 9]"});
  add("take_where", fn({list, list, list}, list), lift<&take_where>,
      "The third list with the second's integers where the first has one above 0. Undefined for "
      "different lengths.",
      {"(take_where [1 0 1] [1 2 3] [5 6 7])", "[1 6 3]"});
}

}  // namespace gestalt::dsl
