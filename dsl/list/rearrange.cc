// First-order list primitives beyond the prelude: rotation, editing at a place, grouping, two
// folds.
//
// Each element of a new list costs one unit of fuel; a list longer than the context's limit is
// Fault::kSize, which lies far beyond the bounds of meanings.
#include <algorithm>
#include <limits>
#include <vector>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/list/primitives.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;
using Outcome = Result<Value, Fault>;
using Offset = std::ptrdiff_t;

tl::unexpected<Fault> fault(Fault reason) { return tl::unexpected<Fault>(reason); }

/// Whether a list of this many elements may be made; uses up its fuel.
Fault afford(EvalContext& context, std::size_t size) {
  if (size > context.limits().list_length) return Fault::kSize;
  return context.spend(size) ? Fault::kNone : Fault::kFuel;
}

Int length(List list) { return static_cast<Int>(list.size()); }

// ---- Integers ----

/// Overflows as soon as a product of first elements does, even if a later element is 0.
Result<Int, Fault> product(EvalContext& context, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  Int result = 1;
  for (const Value element : list) {
    result *= element.integer();
    if (result != static_cast<std::int32_t>(result)) return fault(Fault::kOverflow);
  }
  return result;
}
Result<Int, Fault> occurrences(EvalContext& context, Value element, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  return static_cast<Int>(std::count(list.begin(), list.end(), element));
}
Outcome interval(EvalContext& context, Int from, Int to) {
  const Int size = std::max<Int>(0, to - from + 1);
  if (size > static_cast<Int>(context.limits().list_length)) return fault(Fault::kSize);
  if (const Fault f = afford(context, static_cast<std::size_t>(size)); f != Fault::kNone) {
    return fault(f);
  }
  ListBuilder result(context.arena(), static_cast<std::size_t>(size));
  for (Int i = 0; i < size; ++i) {
    result[static_cast<std::size_t>(i)] = Value::immediate(from + i);
  }
  return result.seal();
}

// ---- Editing at a place ----

Outcome rotate(EvalContext& context, Int count, List list) {
  if (list.size() < 2) return list.value();
  const Int shift = ((count % length(list)) + length(list)) % length(list);
  if (shift == 0) return list.value();
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::rotate_copy(list.begin(), list.begin() + shift, list.end(), result.elements().begin());
  return result.seal();
}
Outcome replace_at(EvalContext& context, Int index, Value element, List list) {
  if (index < 0 || index >= length(list)) return fault(Fault::kDomain);
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size());
  std::copy(list.begin(), list.end(), result.elements().begin());
  result[static_cast<std::size_t>(index)] = element;
  return result.seal();
}
Outcome insert_at(EvalContext& context, Int index, Value element, List list) {
  if (index < 0 || index > length(list)) return fault(Fault::kDomain);
  if (const Fault f = afford(context, list.size() + 1); f != Fault::kNone) return fault(f);
  ListBuilder result(context.arena(), list.size() + 1);
  const auto place = list.begin() + static_cast<Offset>(index);
  auto out = std::copy(list.begin(), place, result.elements().begin());
  *out++ = element;
  std::copy(place, list.end(), out);
  return result.seal();
}
Outcome delete_at(EvalContext& context, Int index, List list) {
  if (index < 0 || index >= length(list)) return fault(Fault::kDomain);
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), list.size() - 1);
  const auto place = list.begin() + static_cast<Offset>(index);
  const auto out = std::copy(list.begin(), place, result.elements().begin());
  std::copy(place + 1, list.end(), out);
  return result.seal();
}

// ---- Grouping ----

Outcome dedup(EvalContext& context, List list) {
  if (!context.spend(list.size())) return fault(Fault::kFuel);
  std::vector<Value> kept;
  std::unique_copy(list.begin(), list.end(), std::back_inserter(kept));
  if (kept.size() == list.size()) return list.value();
  return make_list(context.arena(), kept);
}
Outcome runs(EvalContext& context, List list) {
  if (!context.spend(2 * list.size())) return fault(Fault::kFuel);
  std::vector<Value> groups;
  for (auto first = list.begin(); first != list.end();) {
    const auto end =
        std::find_if(first, list.end(), [&](Value other) { return !(other == *first); });
    groups.push_back(make_list(context.arena(), {first, end}));
    first = end;
  }
  return make_list(context.arena(), groups);
}
Outcome chunks(EvalContext& context, Int size, List list) {
  if (size < 1) return fault(Fault::kDomain);
  if (!context.spend(2 * list.size())) return fault(Fault::kFuel);
  std::vector<Value> groups;
  for (auto rest = list.elements(); !rest.empty();) {
    const std::size_t taken = std::min(rest.size(), static_cast<std::size_t>(size));
    groups.push_back(make_list(context.arena(), rest.first(taken)));
    rest = rest.subspan(taken);
  }
  return make_list(context.arena(), groups);
}
Outcome windows(EvalContext& context, Int size, List list) {
  if (size < 1) return fault(Fault::kDomain);
  if (size > length(list)) return make_list(context.arena(), {});
  const auto width = static_cast<std::size_t>(size);
  const std::size_t count = list.size() - width + 1;
  if (!context.spend(count * width)) return fault(Fault::kFuel);
  ListBuilder result(context.arena(), count);
  for (std::size_t i = 0; i < count; ++i) {
    result[i] = make_list(context.arena(), list.elements().subspan(i, width));
  }
  return result.seal();
}
Outcome interleave(EvalContext& context, List a, List b) {
  if (a.size() != b.size()) return fault(Fault::kDomain);
  if (const Fault f = afford(context, 2 * a.size()); f != Fault::kNone) return fault(f);
  ListBuilder result(context.arena(), 2 * a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    result[2 * i] = a[i];
    result[2 * i + 1] = b[i];
  }
  return result.seal();
}

// ---- Inverses: the result first, then the other arguments ----

Outcome unrotate(EvalContext& context, List result, Int count) {
  return rotate(context, -count, result);
}
Outcome replaced_element(List result, Int index, List list) {
  if (result.size() != list.size() || index < 0 || index >= length(list)) {
    return fault(Fault::kDomain);
  }
  return result[static_cast<std::size_t>(index)];
}
Outcome inserted_element(List result, Int index, List) {
  if (index < 0 || index >= length(result)) return fault(Fault::kDomain);
  return result[static_cast<std::size_t>(index)];
}
Outcome uninserted_list(EvalContext& context, List result, Int index, Value element) {
  if (index < 0 || index >= length(result)) return fault(Fault::kDomain);
  if (!(result[static_cast<std::size_t>(index)] == element)) return fault(Fault::kDomain);
  return delete_at(context, index, result);
}
Outcome joined(EvalContext& context, List groups) {
  std::vector<Value> elements;
  for (const Value group : groups) {
    elements.insert(elements.end(), List(group).begin(), List(group).end());
  }
  if (const Fault f = afford(context, elements.size()); f != Fault::kNone) return fault(f);
  return make_list(context.arena(), elements);
}
Outcome unchunked(EvalContext& context, List result, Int) { return joined(context, result); }
/// The elements at even (slot 0) or odd places, if the others are the known list.
Outcome uninterleaved(EvalContext& context, List result, List known, std::size_t slot) {
  if (result.size() != 2 * known.size()) return fault(Fault::kDomain);
  if (!context.spend(result.size())) return fault(Fault::kFuel);
  ListBuilder wanted(context.arena(), known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!(result[2 * i + 1 - slot] == known[i])) return fault(Fault::kDomain);
    wanted[i] = result[2 * i + slot];
  }
  return wanted.seal();
}
Outcome uninterleaved_first(EvalContext& context, List result, List second) {
  return uninterleaved(context, result, second, 0);
}
Outcome uninterleaved_second(EvalContext& context, List result, List first) {
  return uninterleaved(context, result, first, 1);
}

// ---- Meanings ----

SmtTerm product_smt(Smt& smt, Arguments arg) {
  SmtTerm result = total(Symbol::integer(smt, 1));
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    const Symbol present = is_present(smt, arg[0], i);
    const SmtTerm next = ranged(symbol(smt, result) * symbol(smt, arg[0].items[i]));
    result = restricted(smt, std::move(result), implies(present, {smt, next.defined}));
    result.scalar = select(present, symbol(smt, next), symbol(smt, result)).scalar();
  }
  return result;
}
SmtTerm occurrences_smt(Smt& smt, Arguments arg) {
  std::vector<Symbol> alike = presence(smt, arg[1]);
  for (std::size_t i = 0; i < alike.size(); ++i) {
    alike[i] = alike[i] & equal_terms(smt, arg[0], arg[1].items[i]);
  }
  return total(count_of(smt, alike));
}
SmtTerm interval_smt(Smt& smt, Arguments arg) {
  const Symbol from = symbol(smt, arg[0]);
  const Symbol count = symbol(smt, arg[1]) - from + 1;
  if (count.range().high > static_cast<Int>(kMaxItems)) give_up("a list of too many items");
  SmtTerm result = empty_list(smt);
  for (Int i = 0; i < count.range().high; ++i) {
    add_item(result, count > i, defined_if(count > i, from + i));
  }
  return result;
}

std::vector<Symbol> offset(std::span<const Symbol> indices, Symbol by) {
  std::vector<Symbol> result;
  for (const Symbol index : indices) result.push_back(index - by);
  return result;
}
SmtTerm rotate_smt(Smt& smt, Arguments arg) {
  const Symbol length = length_of(smt, arg[1]);
  if (arg[1].items.empty()) return arg[1];
  const Symbol count = symbol(smt, arg[0]) % length;
  SmtTerm result = empty_list(smt);
  // The items from `count` on, then those before it.
  const std::vector<Symbol> from = offset(indices_of(smt, arg[1]), count);
  for (const bool back : {true, false}) {
    for (std::size_t i = 0; i < arg[1].items.size(); ++i) {
      const Symbol here = back ? from[i] >= 0 : from[i] < 0;
      add_item(result, is_present(smt, arg[1], i) & here, arg[1].items[i]);
    }
  }
  return result;
}
Symbol is_index(Symbol index, Symbol end) { return (index >= 0) & (index < end); }
SmtTerm replace_at_smt(Smt& smt, Arguments arg) {
  const Symbol place = symbol(smt, arg[0]);
  const std::vector<Symbol> indices = indices_of(smt, arg[2]);
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    add_item(result, is_present(smt, arg[2], i),
             choose_term(smt, indices[i] == place, arg[1], arg[2].items[i]));
  }
  return restricted(smt, std::move(result), is_index(place, length_of(smt, arg[2])));
}
SmtTerm insert_at_smt(Smt& smt, Arguments arg) {
  const Symbol place = symbol(smt, arg[0]);
  const Symbol length = length_of(smt, arg[2]);
  const std::vector<Symbol> indices = indices_of(smt, arg[2]);
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const Symbol present = is_present(smt, arg[2], i);
    add_item(result, present & (indices[i] == place), arg[1]);
    add_item(result, present, arg[2].items[i]);
  }
  add_item(result, place == length, arg[1]);
  return restricted(smt, std::move(result), is_index(place, length + 1));
}
SmtTerm delete_at_smt(Smt& smt, Arguments arg) {
  const Symbol place = symbol(smt, arg[0]);
  std::vector<Symbol> others = indices_of(smt, arg[1]);
  for (Symbol& index : others) index = index != place;
  return restricted(smt, kept(smt, arg[1], others), is_index(place, length_of(smt, arg[1])));
}

/// For the items of a compacted list whether each equals the one before it.
std::vector<Symbol> repeats(Smt& smt, const SmtTerm& list) {
  std::vector<Symbol> result;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    result.push_back(i == 0 ? Symbol::boolean(smt, false)
                            : equal_terms(smt, list.items[i - 1], list.items[i]));
  }
  return result;
}
SmtTerm dedup_smt(Smt& smt, Arguments arg) {
  const SmtTerm list = compact(smt, arg[0]);
  std::vector<Symbol> fresh = repeats(smt, list);
  for (Symbol& repeat : fresh) repeat = !repeat;
  return kept(smt, list, fresh);
}
SmtTerm runs_smt(Smt& smt, Arguments arg) {
  const SmtTerm list = compact(smt, arg[0]);
  const std::vector<Symbol> repeat = repeats(smt, list);
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < repeat.size(); ++i) {
    SmtTerm run = empty_list(smt);
    Symbol inside = is_present(smt, list, i) & !repeat[i];
    const Symbol begins = inside;
    for (std::size_t j = i; j < repeat.size(); ++j) {
      if (j > i) inside = inside & is_present(smt, list, j) & repeat[j];
      add_item(run, inside, list.items[j]);
    }
    add_item(result, begins, std::move(run));
  }
  return result;
}
/// Part k of the list: its items with an index in [begin(k), begin(k) + size).
template <class Begin>
SmtTerm parts(Smt& smt, const SmtTerm& list, Symbol size, Begin begin, bool whole) {
  const Symbol length = length_of(smt, list);
  SmtTerm result = empty_list(smt);
  for (std::size_t k = 0; k < list.items.size(); ++k) {
    const Symbol first = begin(k);
    SmtTerm part = empty_list(smt);
    for (std::size_t j = 0; j < list.items.size(); ++j) {
      const Symbol index = size.number(j);
      add_item(part, is_present(smt, list, j) & (index >= first) & (index < first + size),
               list.items[j]);
    }
    add_item(result, whole ? first + size <= length : first < length, std::move(part));
  }
  return restricted(smt, std::move(result), size >= 1);
}
SmtTerm chunks_smt(Smt& smt, Arguments arg) {
  const Symbol size = symbol(smt, arg[0]);
  return parts(
      smt, compact(smt, arg[1]), size, [&](std::size_t k) { return size * k; }, false);
}
SmtTerm windows_smt(Smt& smt, Arguments arg) {
  const Symbol size = symbol(smt, arg[0]);
  return parts(
      smt, compact(smt, arg[1]), size, [&](std::size_t k) { return size.number(k); }, true);
}
SmtTerm interleave_smt(Smt& smt, Arguments arg) {
  const SmtTerm a = compact(smt, arg[0]);
  const SmtTerm b = compact(smt, arg[1]);
  SmtTerm result = empty_list(smt);
  for (std::size_t i = 0; i < std::min(a.items.size(), b.items.size()); ++i) {
    add_item(result, is_present(smt, a, i), a.items[i]);
    add_item(result, is_present(smt, a, i), b.items[i]);
  }
  return restricted(smt, std::move(result), length_of(smt, a) == length_of(smt, b));
}

// ---- Records ----

void add_numbers(Registry& registry) {
  const Type a = type_variable("a");
  const Type integers = list_of(int_type());
  registry.add({.name = "product",
                .type = arrow(integers, int_type()),
                .eval = lift<&product>,
                .smt = product_smt,
                .cost = 10,
                .doc = "Product of the integers, 1 for none. Overflows where a product of the "
                       "first of them does.",
                .examples = {{"(product [2 3 -4])", "-24"}, {"(product (take 0 [5]))", "1"}}});
  registry.add({.name = "occurrences",
                .type = fn({a, list_of(a)}, int_type()),
                .eval = lift<&occurrences>,
                .smt = occurrences_smt,
                .cost = 10,
                .doc = "How often a value occurs in the list.",
                .examples = {{"(occurrences 2 [2 1 2])", "2"}}});
  registry.add({.name = "interval",
                .type = fn({int_type(), int_type()}, integers),
                .eval = lift<&interval>,
                .smt = interval_smt,
                .cost = 10,
                .doc = "The integers from the first to the second, both included; none where the "
                       "second is smaller.",
                .examples = {{"(interval 2 5)", "[2 3 4 5]"}, {"(interval 1 0)", "[]"}}});
}

void add_edits(Registry& registry) {
  const Type a = type_variable("a");
  const Type list = list_of(a);
  registry.add({.name = "rotate",
                .type = fn({int_type(), list}, list),
                .eval = lift<&rotate>,
                .smt = rotate_smt,
                .cost = 8,
                .doc = "Moves the first n elements to the end; for n < 0 the last -n to the front. "
                       "n counts modulo the length.",
                .examples = {{"(rotate 1 [1 2 3])", "[2 3 1]"}, {"(rotate -1 [1 2 3])", "[3 1 2]"}},
                .inverses = {{1, lift<&unrotate>}}});
  registry.add({.name = "replace_at",
                .type = fn({int_type(), a, list}, list),
                .eval = lift<&replace_at>,
                .smt = replace_at_smt,
                .cost = 10,
                .doc = "The list with another element at an index, counted from 0. Undefined "
                       "outside of the list.",
                .examples = {{"(replace_at 1 9 [1 2 3])", "[1 9 3]"}},
                .inverses = {{1, lift<&replaced_element>}}});
  registry.add({.name = "insert_at",
                .type = fn({int_type(), a, list}, list),
                .eval = lift<&insert_at>,
                .smt = insert_at_smt,
                .cost = 10,
                .doc = "The list with one more element, which gets this index. Undefined for an "
                       "index below 0 or above the length.",
                .examples = {{"(insert_at 1 9 [1 2])", "[1 9 2]"}},
                .inverses = {{1, lift<&inserted_element>}, {2, lift<&uninserted_list>}}});
  registry.add({.name = "delete_at",
                .type = fn({int_type(), list}, list),
                .eval = lift<&delete_at>,
                .smt = delete_at_smt,
                .cost = 10,
                .doc = "The list without the element at an index. Undefined outside of the list.",
                .examples = {{"(delete_at 1 [1 2 3])", "[1 3]"}}});
}

void add_groups(Registry& registry) {
  const Type a = type_variable("a");
  const Type list = list_of(a);
  registry.add({.name = "dedup",
                .type = arrow(list, list),
                .eval = lift<&dedup>,
                .smt = dedup_smt,
                .cost = 10,
                .doc = "Drops each element that equals the one before it.",
                .examples = {{"(dedup [1 1 2 1])", "[1 2 1]"}}});
  registry.add({.name = "runs",
                .type = arrow(list, list_of(list)),
                .eval = lift<&runs>,
                .smt = runs_smt,
                .cost = 10,
                .doc = "Cuts the list into longest parts of equal elements.",
                .examples = {{"(runs [1 1 2 1])", "[[1 1] [2] [1]]"}},
                .inverses = {{0, lift<&joined>}}});
  registry.add({.name = "chunks",
                .type = fn({int_type(), list}, list_of(list)),
                .eval = lift<&chunks>,
                .smt = chunks_smt,
                .cost = 10,
                .doc = "Cuts the list into parts of n elements; the last may be shorter. Undefined "
                       "for n < 1.",
                .examples = {{"(chunks 2 [1 2 3])", "[[1 2] [3]]"}},
                .inverses = {{1, lift<&unchunked>}}});
  registry.add({.name = "windows",
                .type = fn({int_type(), list}, list_of(list)),
                .eval = lift<&windows>,
                .smt = windows_smt,
                .cost = 10,
                .doc = "All parts of n neighboring elements, from left to right. Undefined for "
                       "n < 1.",
                .examples = {{"(windows 2 [1 2 3])", "[[1 2] [2 3]]"}}});
  registry.add({.name = "interleave",
                .type = fn({list, list}, list),
                .eval = lift<&interleave>,
                .smt = interleave_smt,
                .cost = 10,
                .doc = "The elements of two lists in turn. Undefined for different lengths.",
                .examples = {{"(interleave [1 2] [7 8])", "[1 7 2 8]"}},
                .inverses = {{0, lift<&uninterleaved_first>}, {1, lift<&uninterleaved_second>}}});
}

}  // namespace

void add_rearrangement_primitives(Registry& registry) {
  registry.begin_family("rearrangement");
  add_numbers(registry);
  add_edits(registry);
  add_groups(registry);
}

}  // namespace gestalt::dsl
