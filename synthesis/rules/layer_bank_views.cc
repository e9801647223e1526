// What rules are written over: views of the inputs in the outputs' frames, or blanks of computed
// size.
#include <algorithm>
#include <array>
#include <functional>

#include "synthesis/rules/layer_bank.h"

namespace gestalt::synthesis {

/// Integer constants, and the integers that primitives give for the inputs.
std::vector<LayerTerm> LayerBank::find_numbers() {
  Terms numbers = constants_[dsl::int_type()];
  apply_all(dsl::int_type(), {{form_.values.type, &inputs_}},
            [&](LayerTerm term, const auto&) { add(numbers, std::move(term)); });
  keep_cheapest(numbers, 16);
  return numbers;
}

/// Elements of lists, by place. (Their primitives are polymorphic, so apply_all passes them by.)
template <class F>
void LayerBank::pick_elements(const Terms& lists, const Terms& places, F found) {
  const dsl::Registry& registry = domain_.registry;
  const auto pick = [&](const char* name, std::initializer_list<const LayerTerm*> arguments) {
    const auto primitive = registry.find(name);
    LayerTerm term;
    if (!primitive || !evaluate(*primitive, std::vector(arguments), term)) return;
    found(std::move(term), 0);
  };
  for (const LayerTerm& list : lists) {
    pick("first", {&list});
    pick("last", {&list});
    for (const LayerTerm& place : places) pick("nth", {&place, &list});
  }
}

/// Primitives of two values of a type that give such a value, applied to one of each.
template <class F>
void LayerBank::combine(const dsl::Type& type, const Terms& firsts, const Terms& seconds, F found) {
  const dsl::Type binary = dsl::fn({type, type}, type);
  for (dsl::PrimitiveId id = 0; id < domain_.registry.size(); ++id) {
    if (domain_.registry[id].type != binary) continue;
    for (const LayerTerm& first : firsts) {
      for (const LayerTerm& second : seconds) {
        LayerTerm combined;
        const std::array<const LayerTerm*, 2> arguments{&first, &second};
        if (evaluate(id, arguments, combined)) found(std::move(combined), 0);
      }
    }
  }
}

/// The integers that primitives give for the inputs and for these terms over them, and lengths of
/// lists of their parts.
std::vector<LayerTerm> LayerBank::count_parts(const Terms& parts) {
  constexpr std::size_t kNumbers = 120;
  const dsl::Type& type = form_.values.type;
  Terms numbers;
  const auto collect = [&](LayerTerm term, const auto&) { add(numbers, std::move(term)); };
  apply_all(dsl::int_type(), {{type, &inputs_}, {form_.element, &constants_[form_.element]}},
            collect);
  if (const auto length = domain_.registry.find("length")) {
    for (const LayerTerm& list : input_lists_) {
      LayerTerm term;
      const LayerTerm* argument = &list;
      if (evaluate(*length, {&argument, 1}, term)) collect(std::move(term), 0);
    }
  }
  apply_all(dsl::int_type(), {{type, &parts}}, collect);
  keep_cheapest(numbers, kNumbers);
  return numbers;
}

/// The cheapest program for one length of the outputs: a constant, a number, or two combined.
std::optional<LayerTerm> LayerBank::find_length(std::size_t axis, const Terms& numbers) {
  constexpr std::size_t kCombined = 40;
  std::vector<dsl::Value> wanted;
  for (const dsl::Value output : examples_.outputs) {
    wanted.push_back(dsl::Value::immediate(form_.values.lengths(output)[axis]));
  }
  const auto literal = [&](dsl::Value value) {
    return constant_term({.value = value, .type = dsl::int_type(), .cost = 6},
                         inputs_.front().row.size(), pool_);
  };
  if (std::ranges::adjacent_find(wanted, std::not_equal_to<>()) == wanted.end()) {
    return literal(wanted.front());
  }
  std::optional<LayerTerm> best;
  const auto offer = [&](const LayerTerm& term, int) {
    if (!std::equal(wanted.begin(), wanted.end(), term.row.begin())) return;
    if (!best || term.cost < best->cost) best = term;
  };
  for (const LayerTerm& number : numbers) offer(number, 0);
  if (best) return best;
  Terms few(numbers.begin(),
            numbers.begin() + static_cast<std::ptrdiff_t>(std::min(kCombined, numbers.size())));
  for (const std::int64_t small : {1, 2, 3}) few.push_back(literal(dsl::Value::immediate(small)));
  combine(dsl::int_type(), few, few, offer);
  return best;
}

/// Where no term has the outputs' frames: blanks with computed lengths, one in each computed
/// element. The synthesis of the sizes is of the cheapest programs for them.
void LayerBank::make_blanks(const Terms& parts) {
  constexpr std::size_t kElements = 40;
  const auto blank = domain_.registry.find(form_.blank);
  if (!blank || form_.values.lengths == nullptr || inputs_.empty()) return;
  numbers_ = count_parts(parts);
  Terms lengths;
  const std::size_t axes = form_.values.lengths(examples_.outputs.front()).size();
  for (std::size_t axis = 0; axis < axes; ++axis) {
    auto length = find_length(axis, numbers_);
    if (!length) return;
    lengths.push_back(*std::move(length));
  }
  Terms elements;
  const auto collect = [&](LayerTerm term, const auto&) { add(elements, std::move(term)); };
  if (form_.element != dsl::int_type()) {
    apply_all(form_.element, {{form_.values.type, &inputs_}}, collect);
    apply_all(form_.element, {{form_.values.type, &parts}}, collect);
    keep_cheapest(elements, kElements);
  } else {
    elements = numbers_;
  }
  const dsl::Constant nothing{.value = dsl::Value::immediate(0), .type = form_.element, .cost = 0};
  elements.insert(elements.begin(), constant_term(nothing, inputs_.front().row.size(), pool_));
  for (const LayerTerm& element : elements) {
    std::vector<const LayerTerm*> arguments;
    for (const LayerTerm& length : lengths) arguments.push_back(&length);
    arguments.push_back(&element);
    LayerTerm view;
    if (!evaluate(*blank, arguments, view)) continue;
    if (views_.empty()) views_.push_back(view);
    if (in_frame(form_.values, view)) add(copies_, std::move(view));
  }
}

/// The inputs where they have the outputs' frames, else the cheapest short terms that do.
void LayerBank::find_views() {
  const dsl::Type& type = form_.values.type;
  for (const LayerTerm& input : inputs_) {
    if (in_frame(form_.values, input)) add(views_, input);
  }
  if (has_frame()) {
    for (const std::string& name : form_.views) {
      const auto primitive = domain_.registry.find(name);
      if (!primitive) continue;
      LayerTerm view;
      const LayerTerm* argument = views_.data();
      if (evaluate(*primitive, {&argument, 1}, view)) add(views_, std::move(view));
    }
    copies_ = views_;
    return;
  }
  Terms framed;
  Terms others;
  const auto collect = [&](LayerTerm term, const auto&) {
    Terms& terms = in_frame(form_.values, term) ? framed : others;
    add(terms, std::move(term));
  };
  const dsl::Type list = dsl::list_of(type);
  std::map<dsl::Type, const Terms*> pools;
  for (const auto& [constant, terms] : constants_) pools[constant] = &terms;
  pools[type] = &inputs_;
  apply_all(list, pools, [&](LayerTerm term, const auto&) { add(input_lists_, std::move(term)); });
  keep_cheapest(input_lists_, 24);
  const Terms& few = constants_[dsl::int_type()];
  std::map<dsl::Type, const Terms*> of_lists{{list, &input_lists_}, {dsl::int_type(), &few}};
  for (const auto& [function, terms] : functions_) of_lists[function] = &terms;
  apply_all(type, of_lists, collect);
  pick_elements(input_lists_, few, collect);
  apply_all(type, {{type, &inputs_}}, collect);
  // What the input shows where such a term lies.
  keep_cheapest(others, 60);
  Terms places = framed;
  keep_cheapest(places, 40);
  places.insert(places.end(), others.begin(), others.end());
  combine(type, inputs_, places, collect);
  const Terms numbers = find_numbers();
  pools[dsl::int_type()] = &numbers;
  apply_all(type, pools, collect);
  if (framed.empty()) {
    keep_cheapest(others, 100);
    const Terms inner = others;
    apply_all(type, {{type, &inner}}, [&](LayerTerm term, const auto&) {
      if (in_frame(form_.values, term)) add(framed, std::move(term));
    });
  }
  keep_cheapest(framed, limits_.copies);
  if (framed.empty()) {
    keep_cheapest(others, 60);
    limit_ = std::min(limits_.steps, steps_ + limits_.steps / 3);
    make_blanks(others);
    return;
  }
  // Test frames are the canvas's: what disagrees with it goes.
  views_.push_back(framed.front());
  keep_cheapest(others, 40);
  combine(type, others, {framed.front()},
          [&](LayerTerm term, int) { add(framed, std::move(term)); });
  for (LayerTerm& term : framed) {
    if (!in_frame(form_.values, term)) continue;
    if (views_.size() < limits_.views) add(views_, term);
    add(copies_, std::move(term));
  }
}

}  // namespace gestalt::synthesis
