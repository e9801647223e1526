#include "synthesis/rules/layer_bank.h"

#include <algorithm>
#include <array>

#include "dsl/core/evaluate.h"

namespace gestalt::synthesis {

LayerBank::LayerBank(const RuleProblem& problem, const KnownLayers& known,
                     const LayerLimits& limits, const Deadline& deadline)
    : problem_(problem),
      domain_(problem.domain),
      form_(*problem.domain.cells),
      examples_(problem.examples),
      pool_(problem.pool),
      limits_(limits),
      deadline_(deadline),
      memory_(problem.memory),
      arena_(&memory_),
      context_(arena_, domain_.registry, {.fuel = 20'000, .list_length = 256}) {
  inputs_ = input_terms(examples_, form_.values.type, pool_);
  add_constants();
  add_functions();
  limit_ = limits.steps / 3;
  find_views();
  limit_ = limits.steps;
  add_known(known);
  if (!has_frame()) return;
  for (std::uint32_t k = 0; k < views_.size(); ++k) views_[k].source = k + 1;
  find_lists();
  find_layers();
  find_selectors_behind();
  refine_selectors();
  keep_cheapest(selectors_, limits_.selectors);
}

bool LayerBank::belong_together(std::span<const LayerTerm* const> arguments) {
  std::uint32_t source = 0;
  for (const LayerTerm* argument : arguments) {
    if (argument->is_list) source = argument->source;
  }
  return source == 0 || std::all_of(arguments.begin(), arguments.end(), [=](const auto* argument) {
           return argument->source == 0 || argument->source == source;
         });
}

void LayerBank::keep_cheapest(Terms& terms, std::size_t count) {
  std::stable_sort(terms.begin(), terms.end(), [](const LayerTerm& a, const LayerTerm& b) {
    return a.is_pinned != b.is_pinned ? a.is_pinned : a.cost < b.cost;
  });
  if (terms.size() > count) terms.resize(count);
}

bool LayerBank::is_over() const {
  return steps_ >= limit_ || deadline_.remaining() <= 0 || deadline_.interrupted() ||
         memory_.bytes_in_use() > limits_.memory;
}

void LayerBank::add_constants() {
  const std::size_t columns = examples_.inputs.front().size();
  for (const dsl::Constant& constant : problem_.constants) {
    if (constant.type == form_.values.type) continue;  // those are views or nothing
    constants_[constant.type].push_back(constant_term(constant, columns, pool_));
  }
}

/// Primitives of one argument that give an immediate, as function values.
void LayerBank::add_functions() {
  const std::size_t columns = examples_.inputs.front().size();
  const dsl::Registry& registry = domain_.registry;
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Primitive& primitive = registry[id];
    if (primitive.arity != 1 || !primitive.type.is_ground()) continue;
    if (primitive.type.parameters()[0] != form_.values.type) continue;
    const dsl::Type& result = primitive.type.result();
    if (result != dsl::int_type() && result != dsl::bool_type() && result != form_.element) {
      continue;
    }
    const dsl::Value function = dsl::make_partial(context_, id, {});
    functions_[primitive.type].push_back(
        {pool_.primitive(id), std::vector<dsl::Value>(columns, function), problem_.heads.of(id)});
  }
}

bool LayerBank::evaluate(dsl::PrimitiveId primitive, std::span<const LayerTerm* const> arguments,
                         LayerTerm& out) {
  if (is_over()) return false;
  ++steps_;
  return apply_to_rows(problem_, primitive, arguments, context_, out);
}

bool LayerBank::in_frame(const dsl::IndexedType& type, const LayerTerm& term) const {
  for (std::size_t i = 0; i < term.row.size(); ++i) {
    const bool is_train = i < examples_.train_count;
    if (!is_train && !has_frame()) return true;  // the test frames are still free
    const dsl::Value like = is_train ? examples_.outputs[i] : canvas().row[i];
    if (type.frame(term.row[i]) != form_.values.frame(like)) return false;
  }
  return true;
}

void LayerBank::add(Terms& terms, LayerTerm term) {
  for (LayerTerm& known : terms) {
    if (known.row != term.row) continue;
    if (term.cost < known.cost) known = std::move(term);
    return;
  }
  terms.push_back(std::move(term));
}

/// Known terms in the outputs' frames are copies, the first of them views too.
void LayerBank::add_known(const KnownLayers& known) {
  constexpr std::size_t kViews = 3;
  std::size_t views = 0;
  for (const LayerTerm& term : known.values) {
    if (!in_frame(form_.values, term)) continue;
    LayerTerm pinned = term;
    pinned.is_pinned = true;
    if (views++ < kViews) add(views_, pinned);
    add(copies_, std::move(pinned));
  }
  for (const LayerTerm& term : known.selectors) {
    if (!in_frame(form_.selectors, term)) continue;
    selectors_.push_back(term);
    selectors_.back().is_pinned = true;
  }
}

void LayerBank::find_lists() {
  std::map<dsl::Type, const Terms*> pools;
  for (const auto& [constant, terms] : constants_) {
    if (constant == form_.element) pools[constant] = &terms;
  }
  const dsl::Type& type = form_.values.type;
  pools[type] = &views_;
  Terms lists;
  apply_all(dsl::list_of(type), pools, [&](LayerTerm term, const auto& arguments) {
    for (const LayerTerm* argument : arguments)
      term.source = std::max(term.source, argument->source);
    term.is_list = true;
    add(lists, std::move(term));
  });
  keep_cheapest(lists, 16);
  lists_[dsl::list_of(type)] = std::move(lists);
}

void LayerBank::find_layers() {
  std::map<dsl::Type, const Terms*> pools;
  for (const auto& [type, terms] : constants_) pools[type] = &terms;
  for (const auto& [type, terms] : functions_) pools[type] = &terms;
  for (const auto& [type, terms] : lists_) pools[type] = &terms;
  pools[form_.values.type] = &views_;
  apply_all(form_.selectors.type, pools, [&](LayerTerm term, const auto&) {
    if (in_frame(form_.selectors, term)) add(selectors_, std::move(term));
  });
  apply_all(form_.values.type, pools, [&](LayerTerm term, const auto&) {
    if (in_frame(form_.values, term)) add(copies_, std::move(term));
  });
  // What is made of the parts of the whole input, where the canvas is another one.
  pools.erase(form_.values.type);
  pools[dsl::list_of(form_.values.type)] = &input_lists_;
  apply_all(form_.selectors.type, pools, [&](LayerTerm term, const auto&) {
    if (in_frame(form_.selectors, term)) add(selectors_, std::move(term));
  });
  copies_.front().is_pinned = true;
  keep_cheapest(copies_, limits_.copies);
  // What a copy shows selects too.
  if (form_.selector_of.empty()) {
    for (const LayerTerm& copy : copies_) add(selectors_, copy);
  } else if (const auto selector = domain_.registry.find(form_.selector_of)) {
    for (const LayerTerm& copy : copies_) {
      LayerTerm term;
      const LayerTerm* argument = &copy;
      if (!evaluate(*selector, {&argument, 1}, term)) continue;
      term.ordered = false;
      add(selectors_, std::move(term));
    }
  }
}

/// Where the canvas is a part of an input: what selectors of the whole input say there.
void LayerBank::find_selectors_behind() {
  constexpr std::size_t kWhole = 80;
  if (!numbers_.empty()) return;  // a blank lies behind nothing
  const auto is_canvas = [&](const LayerTerm& input) { return input.term == canvas().term; };
  if (std::any_of(inputs_.begin(), inputs_.end(), is_canvas)) return;
  const dsl::Registry& registry = domain_.registry;
  const dsl::Type behind = dsl::fn({form_.values.type, form_.selectors.type}, form_.selectors.type);
  std::map<dsl::Type, const Terms*> pools;
  for (const auto& [type, terms] : constants_) pools[type] = &terms;
  pools[form_.values.type] = &inputs_;
  Terms whole;
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    if (registry[id].type != behind) continue;
    if (whole.empty()) {
      apply_all(form_.selectors.type, pools,
                [&](LayerTerm term, const auto&) { add(whole, std::move(term)); });
      keep_cheapest(whole, kWhole);
    }
    for (const LayerTerm& selector : whole) {
      LayerTerm term;
      const std::array<const LayerTerm*, 2> arguments{&canvas(), &selector};
      if (!evaluate(id, arguments, term) || !in_frame(form_.selectors, term)) continue;
      term.cost -= canvas().cost;  // every rule has it
      add(selectors_, std::move(term));
    }
  }
}

/// Selectors of the cheapest selectors and a constant: remainders, say. Comparisons are left to the
/// features.
void LayerBank::refine_selectors() {
  constexpr std::size_t kRefined = 60;
  keep_cheapest(selectors_, limits_.selectors);
  const auto count = static_cast<std::ptrdiff_t>(std::min(kRefined, selectors_.size()));
  const Terms plain(selectors_.begin(), selectors_.begin() + count);
  const dsl::Registry& registry = domain_.registry;
  const dsl::Type refining = dsl::fn({form_.selectors.type, dsl::int_type()}, form_.selectors.type);
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Primitive& primitive = registry[id];
    if (primitive.type != refining) continue;
    if (primitive.name == form_.equal || primitive.name == form_.at_least) continue;
    for (const LayerTerm& selector : plain) {
      for (const LayerTerm& constant : constants_[dsl::int_type()]) {
        LayerTerm term;
        const std::array<const LayerTerm*, 2> arguments{&selector, &constant};
        if (evaluate(id, arguments, term)) add(selectors_, std::move(term));
      }
    }
  }
  // Numbers computed from the inputs: a bar as long as there are objects.
  for (const std::string& name : {form_.at_least, form_.equal}) {
    const auto test = numbers_.empty() ? std::nullopt : registry.find(name);
    if (!test) continue;
    for (const LayerTerm& selector : plain) {
      for (const LayerTerm& number : numbers_) {
        LayerTerm term;
        const std::array<const LayerTerm*, 2> arguments{&selector, &number};
        if (evaluate(*test, arguments, term)) add(selectors_, std::move(term));
      }
    }
  }
}

}  // namespace gestalt::synthesis
