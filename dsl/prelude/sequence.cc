// Polymorphic lists: access, building, and functions over them.
//
// Each element touched costs one unit of fuel, each call of a function another; a list longer than
// the context's limit is Fault::kSize. Fuel and limits are far beyond the bounds of meanings, which
// do not know them.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
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

SmtTerm length_smt(Smt& smt, Arguments arg) { return total(length_of(smt, arg[0])); }

SmtTerm first_smt(Smt& smt, Arguments arg) {
  return first_where(smt, arg[0], presence(smt, arg[0]));
}
SmtTerm reverse_smt(Smt&, Arguments arg) {
  SmtTerm result = arg[0];
  std::reverse(result.items.begin(), result.items.end());
  std::reverse(result.fields.begin(), result.fields.end());
  return result;
}
SmtTerm last_smt(Smt& smt, Arguments arg) {
  const SmtTerm backward = reverse_smt(smt, arg);
  return first_smt(smt, {&backward, 1});
}

/// Whether test(index) for each item that is there.
template <class Test>
std::vector<Symbol> where_index(Smt& smt, const SmtTerm& list, Test test) {
  std::vector<Symbol> result = indices_of(smt, list);
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = is_present(smt, list, i) & test(result[i]);
  }
  return result;
}
/// Whether each item that is there equals a value.
std::vector<Symbol> where_equal(Smt& smt, const SmtTerm& list, const SmtTerm& value) {
  std::vector<Symbol> result = presence(smt, list);
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = result[i] & equal_terms(smt, list.items[i], value);
  }
  return result;
}

SmtTerm nth_smt(Smt& smt, Arguments arg) {
  const Symbol wanted = symbol(smt, arg[0]);
  return first_where(smt, arg[1],
                     where_index(smt, arg[1], [&](Symbol index) { return index == wanted; }));
}
SmtTerm member_smt(Smt& smt, Arguments arg) {
  return total(any_of(smt, where_equal(smt, arg[1], arg[0])));
}
SmtTerm index_of_smt(Smt& smt, Arguments arg) {
  SmtTerm places = arg[1];
  const std::vector<Symbol> indices = indices_of(smt, places);
  const std::vector<Symbol> wanted = where_equal(smt, arg[1], arg[0]);
  for (std::size_t i = 0; i < indices.size(); ++i) places.items[i] = total(indices[i]);
  return first_where(smt, places, wanted);
}
/// The first item that occurs most (sign 1) or least often (-1).
SmtTerm by_frequency(Smt& smt, const SmtTerm& list, int sign) {
  std::vector<Symbol> keys;
  for (const SmtTerm& item : list.items) {
    keys.push_back(count_of(smt, where_equal(smt, list, item)) * sign);
  }
  return with_greatest(smt, list, keys);
}
SmtTerm most_common_smt(Smt& smt, Arguments arg) { return by_frequency(smt, arg[0], 1); }
SmtTerm least_common_smt(Smt& smt, Arguments arg) { return by_frequency(smt, arg[0], -1); }

SmtTerm take_smt(Smt& smt, Arguments arg) {
  const Symbol count = symbol(smt, arg[0]);
  const auto taken = where_index(smt, arg[1], [&](Symbol index) { return index < count; });
  return restricted(smt, kept(smt, arg[1], taken), count >= 0);
}
SmtTerm drop_smt(Smt& smt, Arguments arg) {
  const Symbol count = symbol(smt, arg[0]);
  const auto left = where_index(smt, arg[1], [&](Symbol index) { return index >= count; });
  return restricted(smt, kept(smt, arg[1], left), count >= 0);
}
SmtTerm tail_smt(Smt& smt, Arguments arg) {
  const auto left = where_index(smt, arg[0], [&](Symbol index) { return index >= 1; });
  return restricted(smt, kept(smt, arg[0], left), any_of(smt, presence(smt, arg[0])));
}
/// The items of all lists, one after the other.
SmtTerm joined(Smt& smt, Arguments lists) {
  SmtTerm result = empty_list(smt);
  for (const SmtTerm& list : lists) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      add_item(result, is_present(smt, list, i), list.items[i]);
    }
  }
  return result;
}
SmtTerm cons_smt(Smt& smt, Arguments arg) {
  SmtTerm result = empty_list(smt);
  add_item(result, Symbol::boolean(smt, true), arg[0]);
  for (std::size_t i = 0; i < arg[1].items.size(); ++i) {
    add_item(result, is_present(smt, arg[1], i), arg[1].items[i]);
  }
  return result;
}
/// The list of all arguments.
SmtTerm list_smt(Smt& smt, Arguments arg) {
  SmtTerm result = empty_list(smt);
  for (const SmtTerm& item : arg) add_item(result, Symbol::boolean(smt, true), item);
  return result;
}
SmtTerm concatenate_smt(Smt& smt, Arguments arg) {
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    const SmtTerm& list = arg[0].items[i];
    for (std::size_t j = 0; j < list.items.size(); ++j) {
      add_item(result, is_present(smt, arg[0], i) & is_present(smt, list, j), list.items[j]);
    }
  }
  return result;
}
/// The list item_at(0) ... of `count` items.
template <class ItemAt>
SmtTerm counted(Smt& smt, Symbol count, ItemAt item_at) {
  const std::int64_t most = std::max<std::int64_t>(0, count.range().high);
  if (most > static_cast<std::int64_t>(kMaxItems)) give_up("a list of too many items");
  SmtTerm result = empty_list(smt);
  for (std::int64_t i = 0; i < most; ++i) add_item(result, count > i, item_at(i));
  return restricted(smt, std::move(result), count >= 0);
}
SmtTerm range_smt(Smt& smt, Arguments arg) {
  return counted(smt, symbol(smt, arg[0]),
                 [&](std::int64_t i) { return total(Symbol::integer(smt, i)); });
}
SmtTerm repeat_smt(Smt& smt, Arguments arg) {
  return counted(smt, symbol(smt, arg[0]), [&](std::int64_t) { return arg[1]; });
}
SmtTerm distinct_smt(Smt& smt, Arguments arg) {
  std::vector<Symbol> fresh;
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    const std::vector<Symbol> alike = where_equal(smt, arg[0], arg[0].items[i]);
    fresh.push_back(!any_of(smt, std::span(alike).first(i)));
  }
  return kept(smt, arg[0], fresh);
}
SmtTerm remove_smt(Smt& smt, Arguments arg) {
  std::vector<Symbol> others;
  for (const Symbol equal : where_equal(smt, arg[1], arg[0])) others.push_back(!equal);
  return kept(smt, arg[1], others);
}

std::vector<Symbol> numbers_in(Smt& smt, const SmtTerm& list) {
  std::vector<Symbol> numbers;
  for (const SmtTerm& item : list.items) numbers.push_back(symbol(smt, item));
  return numbers;
}
SmtTerm sum_smt(Smt& smt, Arguments arg) {
  std::vector<Symbol> numbers = numbers_in(smt, arg[0]);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = select(is_present(smt, arg[0], i), numbers[i], 0);
  }
  return ranged(sum_of(smt, numbers));
}
SmtTerm maximum_smt(Smt& smt, Arguments arg) {
  return with_greatest(smt, arg[0], numbers_in(smt, arg[0]));
}
SmtTerm minimum_smt(Smt& smt, Arguments arg) {
  std::vector<Symbol> keys = numbers_in(smt, arg[0]);
  for (Symbol& key : keys) key = key.number(0) - key;
  return with_greatest(smt, arg[0], keys);
}
SmtTerm sort_smt(Smt& smt, Arguments arg) { return sorted(smt, arg[0], numbers_in(smt, arg[0])); }

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
                .smt = index_of_smt,
                .cost = 12,
                .doc = "Place of the first element equal to the value, counted from 0. Undefined "
                       "where there is none.",
                .examples = {{"(index_of 7 [5 6 7])", "2"}}});
  registry.add({.name = "most_common",
                .type = arrow(list, a),
                .eval = lift<&most_common>,
                .smt = most_common_smt,
                .cost = 8,
                .doc = "The value that occurs most often, the earliest of equals. Undefined for an "
                       "empty list.",
                .examples = {{"(most_common [5 6 6])", "6"}, {"(most_common [1 2])", "1"}}});
  registry.add({.name = "least_common",
                .type = arrow(list, a),
                .eval = lift<&least_common>,
                .smt = least_common_smt,
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
                .smt = joined,
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
                .smt = list_smt,
                .cost = 12,
                .doc = "The list of one value.",
                .examples = {{"(singleton 5)", "[5]"}},
                .inverses = {{0, lift<&only>}}});
  registry.add({.name = "pair",
                .type = fn({a, a}, list),
                .eval = lift<&pair>,
                .smt = list_smt,
                .cost = 10,
                .doc = "The list of two values.",
                .examples = {{"(pair 5 6)", "[5 6]"}},
                .inverses = {{0, lift<&unpair_first>}, {1, lift<&unpair_second>}}});
  registry.add({.name = "concatenate",
                .type = arrow(list_of(list), list),
                .eval = lift<&concatenate>,
                .smt = concatenate_smt,
                .cost = 10,
                .doc = "The elements of all lists, one list after the other.",
                .examples = {{"(concatenate [[5] [6 7]])", "[5 6 7]"}}});
  registry.add({.name = "range",
                .type = arrow(int_type(), list_of(int_type())),
                .eval = lift<&range>,
                .smt = range_smt,
                .cost = 10,
                .doc = "The integers 0, 1 ... n - 1. Undefined for n < 0.",
                .examples = {{"(range 3)", "[0 1 2]"}}});
  registry.add({.name = "repeat",
                .type = fn({int_type(), a}, list),
                .eval = lift<&repeat>,
                .smt = repeat_smt,
                .cost = 10,
                .doc = "The list of n times the same value. Undefined for n < 0.",
                .examples = {{"(repeat 2 7)", "[7 7]"}}});
  registry.add({.name = "distinct",
                .type = arrow(list, list),
                .eval = lift<&distinct>,
                .smt = distinct_smt,
                .cost = 10,
                .doc = "Each value once, in the order of first appearance.",
                .examples = {{"(distinct [5 6 5])", "[5 6]"}}});
  registry.add({.name = "remove",
                .type = fn({a, list}, list),
                .eval = lift<&remove>,
                .smt = remove_smt,
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
                .smt = sort_smt,
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
