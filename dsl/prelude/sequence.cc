// Polymorphic lists: access, building, and functions over them.
//
// Each element touched costs one unit of fuel, each call of a function another; a list longer than
// the context's limit is Fault::kSize. Meanings bound a sequence by its items: item i matters where
// i < length.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/prelude/meaning.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Arguments = std::span<const SmtTerm>;
using Outcome = Result<Value, Fault>;

tl::unexpected<Fault> fault(Fault reason) { return tl::unexpected<Fault>(reason); }

/// Whether a list of this many elements may be made; uses up its fuel.
Fault afford(EvalContext& context, std::size_t size) {
  if (size > context.limits().list_length) return Fault::kSize;
  return context.spend(size) ? Fault::kNone : Fault::kFuel;
}

Outcome copy_of(EvalContext& context, std::span<const Value> elements) {
  if (const Fault f = afford(context, elements.size()); f != Fault::kNone) return fault(f);
  return make_list(context.arena(), elements);
}

// ---- Access ----

Int length(List list) { return static_cast<Int>(list.size()); }

Outcome first(List list) {
  if (list.empty()) return fault(Fault::kDomain);
  return list[0];
}
Outcome last(List list) {
  if (list.empty()) return fault(Fault::kDomain);
  return list[list.size() - 1];
}
Outcome nth(Int index, List list) {
  if (index < 0 || index >= length(list)) return fault(Fault::kDomain);
  return list[static_cast<std::size_t>(index)];
}
bool member(Value element, List list) {
  return std::find(list.begin(), list.end(), element) != list.end();
}
Result<Int, Fault> index_of(Value element, List list) {
  const auto at = std::find(list.begin(), list.end(), element);
  if (at == list.end()) return fault(Fault::kDomain);
  return static_cast<Int>(at - list.begin());
}

/// For each element how many are equal to it; fuel for the pairs compared.
Result<std::vector<std::size_t>, Fault> multiplicities(EvalContext& context, List list) {
  if (list.empty()) return fault(Fault::kDomain);
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  std::unordered_map<Digest, std::size_t, DigestHash> counts;
  for (const Value element : list) ++counts[element.digest()];
  std::vector<std::size_t> result;
  result.reserve(list.size());
  for (const Value element : list) result.push_back(counts[element.digest()]);
  return result;
}
Outcome most_common(EvalContext& context, List list) {
  const auto counts = multiplicities(context, list);
  if (!counts) return fault(counts.error());
  const auto best = std::max_element(counts->begin(), counts->end());
  return list[static_cast<std::size_t>(best - counts->begin())];
}
Outcome least_common(EvalContext& context, List list) {
  const auto counts = multiplicities(context, list);
  if (!counts) return fault(counts.error());
  const auto best = std::min_element(counts->begin(), counts->end());
  return list[static_cast<std::size_t>(best - counts->begin())];
}

// ---- Parts and wholes ----

Outcome take(EvalContext& context, Int count, List list) {
  if (count < 0) return fault(Fault::kDomain);
  if (count >= length(list)) return list.value();
  return copy_of(context, list.elements().first(static_cast<std::size_t>(count)));
}
Outcome drop(EvalContext& context, Int count, List list) {
  if (count < 0) return fault(Fault::kDomain);
  if (count == 0) return list.value();
  const auto skipped = static_cast<std::size_t>(std::min(count, length(list)));
  return copy_of(context, list.elements().subspan(skipped));
}
Outcome tail(EvalContext& context, List list) {
  if (list.empty()) return fault(Fault::kDomain);
  return copy_of(context, list.elements().subspan(1));
}
Outcome reverse(EvalContext& context, List list) {
  if (list.size() < 2) return list.value();
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::reverse_copy(list.begin(), list.end(), result.elements().begin());
  return result.seal();
}
Outcome append(EvalContext& context, List a, List b) {
  if (a.empty()) return b.value();
  if (b.empty()) return a.value();
  const std::size_t size = a.size() + b.size();
  if (const Fault f = afford(context, size); f != Fault::kNone) return fault(f);
  ListBuilder result(context.arena(), size);
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), result.elements().begin()));
  return result.seal();
}
Outcome cons(EvalContext& context, Value head, List rest) {
  if (const Fault f = afford(context, rest.size() + 1); f != Fault::kNone) return fault(f);
  ListBuilder result(context.arena(), rest.size() + 1);
  result[0] = head;
  std::copy(rest.begin(), rest.end(), result.elements().begin() + 1);
  return result.seal();
}
Value singleton(EvalContext& context, Value element) {
  return make_list(context.arena(), {&element, 1});
}
Value pair(EvalContext& context, Value a, Value b) {
  const std::array<Value, 2> elements{a, b};
  return make_list(context.arena(), elements);
}
Outcome concatenate(EvalContext& context, List lists) {
  std::size_t size = 0;
  for (const Value list : lists) size += List(list).size();
  if (const Fault f = afford(context, size + lists.size()); f != Fault::kNone) return fault(f);
  ListBuilder result(context.arena(), size);
  auto out = result.elements().begin();
  for (const Value list : lists) out = std::copy(List(list).begin(), List(list).end(), out);
  return result.seal();
}
Outcome range(EvalContext& context, Int end) {
  if (end < 0) return fault(Fault::kDomain);
  if (end > static_cast<Int>(context.limits().list_length)) return fault(Fault::kSize);
  const auto size = static_cast<std::size_t>(end);
  if (!context.spend(size)) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), size);
  for (std::size_t i = 0; i < size; ++i) result[i] = Value::immediate(static_cast<Int>(i));
  return result.seal();
}
Outcome repeat(EvalContext& context, Int count, Value element) {
  if (count < 0) return fault(Fault::kDomain);
  if (count > static_cast<Int>(context.limits().list_length)) return fault(Fault::kSize);
  const auto size = static_cast<std::size_t>(count);
  if (!context.spend(size)) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), size);
  std::fill_n(result.elements().begin(), size, element);
  return result.seal();
}
Outcome distinct(EvalContext& context, List list) {
  if (!context.spend(list.size() * list.size() / 8 + list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::size_t size = 0;
  for (const Value element : list) {
    const auto kept = result.elements().first(size);
    if (std::find(kept.begin(), kept.end(), element) == kept.end()) result[size++] = element;
  }
  if (size == list.size()) return list.value();
  result.truncate(size);
  return result.seal();
}
Outcome remove(EvalContext& context, Value element, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::size_t size = 0;
  for (const Value other : list) {
    if (!(other == element)) result[size++] = other;
  }
  if (size == list.size()) return list.value();
  result.truncate(size);
  return result.seal();
}

// ---- Integers ----

Result<Int, Fault> sum(EvalContext& context, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  Int result = 0;
  for (const Value element : list) result += element.integer();
  return result;
}
Outcome maximum(List list) {
  if (list.empty()) return fault(Fault::kDomain);
  return *std::max_element(list.begin(), list.end(),
                           [](Value a, Value b) { return a.integer() < b.integer(); });
}
Outcome minimum(List list) {
  if (list.empty()) return fault(Fault::kDomain);
  return *std::min_element(list.begin(), list.end(),
                           [](Value a, Value b) { return a.integer() < b.integer(); });
}
Outcome sort(EvalContext& context, List list) {
  const auto ascending = [](Value a, Value b) { return a.integer() < b.integer(); };
  if (std::is_sorted(list.begin(), list.end(), ascending)) return list.value();
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::copy(list.begin(), list.end(), result.elements().begin());
  std::sort(result.elements().begin(), result.elements().end(), ascending);
  return result.seal();
}

// ---- Inverses: the result first, then the other arguments ----

Outcome unpaired(List result, Value known, std::size_t slot) {
  if (result.size() != 2 || !(result[1 - slot] == known)) return fault(Fault::kDomain);
  return result[slot];
}
Outcome unpair_first(List result, Value second) { return unpaired(result, second, 0); }
Outcome unpair_second(List result, Value head) { return unpaired(result, head, 1); }
Outcome only(List result) {
  if (result.size() != 1) return fault(Fault::kDomain);
  return result[0];
}
Outcome uncons_head(List result, List rest) {
  if (result.size() != rest.size() + 1) return fault(Fault::kDomain);
  return result[0];
}
Outcome uncons_rest(EvalContext& context, List result, Value head) {
  if (result.empty() || !(result[0] == head)) return fault(Fault::kDomain);
  return tail(context, result);
}
Outcome append_front(EvalContext& context, List result, List back) {
  if (back.size() > result.size()) return fault(Fault::kDomain);
  const auto elements = result.elements();
  const std::size_t size = elements.size() - back.size();
  if (!std::equal(back.begin(), back.end(), elements.begin() + static_cast<std::ptrdiff_t>(size))) {
    return fault(Fault::kDomain);
  }
  return copy_of(context, elements.first(size));
}
Outcome append_back(EvalContext& context, List result, List front) {
  if (front.size() > result.size()) return fault(Fault::kDomain);
  const auto elements = result.elements();
  if (!std::equal(front.begin(), front.end(), elements.begin())) return fault(Fault::kDomain);
  return copy_of(context, elements.subspan(front.size()));
}

// ---- Meanings ----

/// The item at a symbolic index; arbitrary outside. Requires items.
SmtTerm item_at(Smt& smt, const SmtTerm& list, SmtScalar index) {
  SmtTerm result = list.items.back();
  for (std::size_t i = list.items.size() - 1; i-- > 0;) {
    result = choose_term(smt, smt.equal(index, number(smt, i)), list.items[i], result);
  }
  return result;
}

SmtTerm length_smt(Smt& smt, Arguments arg) { return total(smt, arg[0].scalar); }

/// Item `index` of the list; undefined outside of it. No item at all: never defined.
SmtTerm access(Smt& smt, const SmtTerm& list, SmtScalar index) {
  const SmtScalar inside =
      smt.logical_and(smt.less_equal(smt.integer(0), index), smt.less(index, list.scalar));
  if (list.items.empty()) return defined_if(smt.boolean(false), smt.integer(0));
  SmtTerm result = item_at(smt, list, index);
  result.defined = inside;
  return result;
}
SmtTerm first_smt(Smt& smt, Arguments arg) { return access(smt, arg[0], smt.integer(0)); }
SmtTerm last_smt(Smt& smt, Arguments arg) {
  return access(smt, arg[0], smt.subtract(arg[0].scalar, smt.integer(1)));
}
SmtTerm nth_smt(Smt& smt, Arguments arg) { return access(smt, arg[1], arg[0].scalar); }

SmtScalar minimum_of(Smt& smt, SmtScalar a, SmtScalar b) {
  return smt.choose(smt.less(a, b), a, b);
}
SmtTerm take_smt(Smt& smt, Arguments arg) {
  SmtTerm result = arg[1];
  result.scalar = minimum_of(smt, arg[0].scalar, arg[1].scalar);
  result.defined = smt.less_equal(smt.integer(0), arg[0].scalar);
  return result;
}
/// The list from a symbolic place on, 0 <= count <= length.
SmtTerm suffix(Smt& smt, const SmtTerm& list, SmtScalar count) {
  SmtTerm result = total(smt, smt.subtract(list.scalar, count));
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    result.items.push_back(item_at(smt, list, smt.add(count, number(smt, i))));
  }
  return result;
}
SmtTerm drop_smt(Smt& smt, Arguments arg) {
  SmtTerm result = suffix(smt, arg[1], minimum_of(smt, arg[0].scalar, arg[1].scalar));
  result.defined = smt.less_equal(smt.integer(0), arg[0].scalar);
  return result;
}
SmtTerm tail_smt(Smt& smt, Arguments arg) {
  SmtTerm result = arg[0];
  result.scalar = smt.subtract(arg[0].scalar, smt.integer(1));
  if (!result.items.empty()) result.items.erase(result.items.begin());
  result.defined = smt.less(smt.integer(0), arg[0].scalar);
  return result;
}
SmtTerm reverse_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(smt, arg[0].scalar);
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    const SmtScalar from_end = smt.subtract(arg[0].scalar, number(smt, i + 1));
    result.items.push_back(item_at(smt, arg[0], from_end));
  }
  return result;
}
SmtTerm append_smt(Smt& smt, Arguments arg) {
  const SmtTerm& a = arg[0];
  const SmtTerm& b = arg[1];
  SmtTerm result = total(smt, smt.add(a.scalar, b.scalar));
  for (std::size_t i = 0; i < a.items.size() + b.items.size(); ++i) {
    if (b.items.empty()) {
      result.items.push_back(a.items[i]);
      continue;
    }
    SmtTerm later = item_at(smt, b, smt.subtract(number(smt, i), a.scalar));
    const bool may_be_front = i < a.items.size();
    result.items.push_back(may_be_front ? choose_term(smt, in_use(smt, a, i), a.items[i], later)
                                        : later);
  }
  return result;
}
SmtTerm cons_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(smt, smt.add(arg[1].scalar, smt.integer(1)));
  result.items.push_back(arg[0]);
  result.items.insert(result.items.end(), arg[1].items.begin(), arg[1].items.end());
  return result;
}
SmtTerm singleton_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(smt, smt.integer(1));
  result.items.push_back(arg[0]);
  return result;
}
SmtTerm pair_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(smt, smt.integer(2));
  result.items.assign(arg.begin(), arg.end());
  return result;
}
SmtTerm member_smt(Smt& smt, Arguments arg) {
  SmtScalar found = smt.boolean(false);
  for (std::size_t i = 0; i < arg[1].items.size(); ++i) {
    const SmtScalar here =
        smt.logical_and(in_use(smt, arg[1], i), equal_terms(smt, arg[0], arg[1].items[i]));
    found = smt.logical_or(found, here);
  }
  return total(smt, found);
}
SmtTerm sum_smt(Smt& smt, Arguments arg) {
  SmtScalar result = smt.integer(0);
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    result =
        smt.add(result, smt.choose(in_use(smt, arg[0], i), arg[0].items[i].scalar, smt.integer(0)));
  }
  return ranged(smt, result);
}
/// The extreme item under `better(candidate, best)`.
template <class Better>
SmtTerm extreme_item(Smt& smt, const SmtTerm& list, Better better) {
  if (list.items.empty()) return defined_if(smt.boolean(false), smt.integer(0));
  SmtScalar best = list.items[0].scalar;
  for (std::size_t i = 1; i < list.items.size(); ++i) {
    const SmtScalar item = list.items[i].scalar;
    best = smt.choose(smt.logical_and(in_use(smt, list, i), better(item, best)), item, best);
  }
  return defined_if(in_use(smt, list, 0), best);
}
SmtTerm maximum_smt(Smt& smt, Arguments arg) {
  return extreme_item(smt, arg[0], [&](SmtScalar a, SmtScalar b) { return smt.less(b, a); });
}
SmtTerm minimum_smt(Smt& smt, Arguments arg) {
  return extreme_item(smt, arg[0], [&](SmtScalar a, SmtScalar b) { return smt.less(a, b); });
}

// ---- Records ----

void add_access(Registry& registry, const Type& a) {
  const Type list = list_of(a);
  registry.add({.name = "length",
                .type = arrow(list, int_type()),
                .eval = lift<&length>,
                .smt = length_smt,
                .cost = 6,
                .doc = "Number of elements.",
                .examples = {{"(length [5 6 7])", "3"}}});
  registry.add({.name = "first",
                .type = arrow(list, a),
                .eval = lift<&first>,
                .smt = first_smt,
                .cost = 6,
                .doc = "First element. Undefined for an empty list.",
                .examples = {{"(first [5 6 7])", "5"}}});
  registry.add({.name = "last",
                .type = arrow(list, a),
                .eval = lift<&last>,
                .smt = last_smt,
                .cost = 6,
                .doc = "Last element. Undefined for an empty list.",
                .examples = {{"(last [5 6 7])", "7"}}});
  registry.add({.name = "nth",
                .type = fn({int_type(), list}, a),
                .eval = lift<&nth>,
                .smt = nth_smt,
                .cost = 8,
                .doc = "The element at a place, counted from 0. Undefined outside of the list.",
                .examples = {{"(nth 1 [5 6 7])", "6"}}});
  registry.add({.name = "member",
                .type = fn({a, list}, bool_type()),
                .eval = lift<&member>,
                .smt = member_smt,
                .cost = 10,
                .doc = "Whether the value is an element of the list.",
                .examples = {{"(member 6 [5 6 7])", "true"}, {"(member 1 [5])", "false"}}});
  registry.add({.name = "index_of",
                .type = fn({a, list}, int_type()),
                .eval = lift<&index_of>,
                .smt = Unmodelled{"the place of the first match needs a chain over all items"},
                .cost = 12,
                .doc = "Place of the first element equal to the value, counted from 0. Undefined "
                       "where there is none.",
                .examples = {{"(index_of 7 [5 6 7])", "2"}}});
  const std::string tally = "counting equal items needs a quadratic number of comparisons";
  registry.add({.name = "most_common",
                .type = arrow(list, a),
                .eval = lift<&most_common>,
                .smt = Unmodelled{tally},
                .cost = 8,
                .doc = "The value that occurs most often, the earliest of equals. Undefined for an "
                       "empty list.",
                .examples = {{"(most_common [5 6 6])", "6"}, {"(most_common [1 2])", "1"}}});
  registry.add({.name = "least_common",
                .type = arrow(list, a),
                .eval = lift<&least_common>,
                .smt = Unmodelled{tally},
                .cost = 8,
                .doc =
                    "The value that occurs least often, the earliest of equals. Undefined for an "
                    "empty list.",
                .examples = {{"(least_common [5 5 6])", "6"}}});
}

void add_building(Registry& registry, const Type& a) {
  const Type list = list_of(a);
  registry.add({.name = "take",
                .type = fn({int_type(), list}, list),
                .eval = lift<&take>,
                .smt = take_smt,
                .cost = 8,
                .doc = "The first n elements; all of them if there are fewer. Undefined for n < 0.",
                .examples = {{"(take 2 [5 6 7])", "[5 6]"}, {"(take 9 [5])", "[5]"}}});
  registry.add({.name = "drop",
                .type = fn({int_type(), list}, list),
                .eval = lift<&drop>,
                .smt = drop_smt,
                .cost = 8,
                .doc = "All but the first n elements. Undefined for n < 0.",
                .examples = {{"(drop 2 [5 6 7])", "[7]"}}});
  registry.add({.name = "tail",
                .type = arrow(list, list),
                .eval = lift<&tail>,
                .smt = tail_smt,
                .cost = 8,
                .doc = "All but the first element. Undefined for an empty list.",
                .examples = {{"(tail [5 6 7])", "[6 7]"}}});
  registry.add({.name = "reverse",
                .type = arrow(list, list),
                .eval = lift<&reverse>,
                .smt = reverse_smt,
                .cost = 8,
                .doc = "The elements in opposite order.",
                .examples = {{"(reverse [5 6 7])", "[7 6 5]"}},
                .inverses = {{0, lift<&reverse>}}});
  registry.add({.name = "append",
                .type = fn({list, list}, list),
                .eval = lift<&append>,
                .smt = append_smt,
                .cost = 8,
                .doc = "The elements of the first list, then those of the second.",
                .examples = {{"(append [5] [6 7])", "[5 6 7]"}},
                .inverses = {{0, lift<&append_front>}, {1, lift<&append_back>}}});
  registry.add({.name = "cons",
                .type = fn({a, list}, list),
                .eval = lift<&cons>,
                .smt = cons_smt,
                .cost = 10,
                .doc = "The list with a value put in front.",
                .examples = {{"(cons 5 [6 7])", "[5 6 7]"}},
                .inverses = {{0, lift<&uncons_head>}, {1, lift<&uncons_rest>}}});
  registry.add({.name = "singleton",
                .type = arrow(a, list),
                .eval = lift<&singleton>,
                .smt = singleton_smt,
                .cost = 12,
                .doc = "The list of one value.",
                .examples = {{"(singleton 5)", "[5]"}},
                .inverses = {{0, lift<&only>}}});
  registry.add({.name = "pair",
                .type = fn({a, a}, list),
                .eval = lift<&pair>,
                .smt = pair_smt,
                .cost = 10,
                .doc = "The list of two values.",
                .examples = {{"(pair 5 6)", "[5 6]"}},
                .inverses = {{0, lift<&unpair_first>}, {1, lift<&unpair_second>}}});
  registry.add({.name = "concatenate",
                .type = arrow(list_of(list), list),
                .eval = lift<&concatenate>,
                .smt = Unmodelled{"lists of symbolic lengths laid end to end need a sum over all "
                                  "their bounds for each item"},
                .cost = 10,
                .doc = "The elements of all lists, one list after the other.",
                .examples = {{"(concatenate [[5] [6 7]])", "[5 6 7]"}}});
  registry.add({.name = "range",
                .type = arrow(int_type(), list_of(int_type())),
                .eval = lift<&range>,
                .smt = Unmodelled{"the length of the result has no bound"},
                .cost = 10,
                .doc = "The integers 0, 1 ... n - 1. Undefined for n < 0.",
                .examples = {{"(range 3)", "[0 1 2]"}}});
  registry.add({.name = "repeat",
                .type = fn({int_type(), a}, list),
                .eval = lift<&repeat>,
                .smt = Unmodelled{"the length of the result has no bound"},
                .cost = 10,
                .doc = "The list of n times the same value. Undefined for n < 0.",
                .examples = {{"(repeat 2 7)", "[7 7]"}}});
  registry.add({.name = "distinct",
                .type = arrow(list, list),
                .eval = lift<&distinct>,
                .smt = Unmodelled{"which items survive depends on a quadratic number of "
                                  "comparisons"},
                .cost = 10,
                .doc = "Each value once, in the order of first appearance.",
                .examples = {{"(distinct [5 6 5])", "[5 6]"}}});
  registry.add({.name = "remove",
                .type = fn({a, list}, list),
                .eval = lift<&remove>,
                .smt = Unmodelled{"the places of what remains are symbolic"},
                .cost = 10,
                .doc = "The list without the elements equal to a value.",
                .examples = {{"(remove 5 [5 6 5])", "[6]"}}});
}

void add_integer_lists(Registry& registry) {
  const Type integers = list_of(int_type());
  registry.add({.name = "sum",
                .type = arrow(integers, int_type()),
                .eval = lift<&sum>,
                .smt = sum_smt,
                .cost = 8,
                .doc = "Sum of the integers; 0 for an empty list.",
                .examples = {{"(sum [5 6 7])", "18"}}});
  registry.add({.name = "maximum",
                .type = arrow(integers, int_type()),
                .eval = lift<&maximum>,
                .smt = maximum_smt,
                .cost = 8,
                .doc = "The greatest integer. Undefined for an empty list.",
                .examples = {{"(maximum [5 7 6])", "7"}}});
  registry.add({.name = "minimum",
                .type = arrow(integers, int_type()),
                .eval = lift<&minimum>,
                .smt = minimum_smt,
                .cost = 8,
                .doc = "The smallest integer. Undefined for an empty list.",
                .examples = {{"(minimum [5 4 6])", "4"}}});
  registry.add({.name = "sort",
                .type = arrow(integers, integers),
                .eval = lift<&sort>,
                .smt = Unmodelled{"sorting symbolic items needs a network of comparisons"},
                .cost = 8,
                .doc = "The integers in ascending order.",
                .examples = {{"(sort [5 4 6])", "[4 5 6]"}}});
}

}  // namespace

void add_sequence_primitives(Registry& registry) {
  registry.begin_family("sequence");
  const Type a = type_variable("a");
  add_access(registry, a);
  add_building(registry, a);
  add_integer_lists(registry);
  add_higher_order_primitives(registry);
}

}  // namespace gestalt::dsl
