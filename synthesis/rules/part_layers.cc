#include "synthesis/rules/part_layers.h"

#include <algorithm>
#include <array>

#include "dsl/core/check.h"
#include "dsl/core/evaluate.h"
#include "synthesis/rules/applications.h"

namespace gestalt::synthesis {

PartLayers::PartLayers(const dsl::Domain& domain, const dsl::Examples& examples,
                       std::span<const dsl::Constant> constants, const LayerTerm& segmentation,
                       const dsl::TermPool& segmentation_pool, dsl::ChunkPool& memory,
                       const PartLimits& limits, const Deadline& deadline)
    : domain_(domain),
      form_(*domain.paint),
      examples_(examples),
      segmentation_(segmentation),
      limits_(limits),
      deadline_(deadline),
      memory_(memory),
      arena_(&memory),
      context_(arena_, domain.registry, {.fuel = 20'000, .list_length = 256}) {
  segmentation_.term = pool_.import(segmentation_pool, segmentation.term);
  find_parts();
  add_leaves(constants);
}

void PartLayers::find(const PaintCanvas& canvas) {
  canvas_ = &canvas;
  if (!has_parts()) return;
  find_actions();
  find_effects(0);
  repaint();
  find_conditions();
  make_layers();
  keep_best(strict_);
  keep_best(bases_);
}

std::vector<Selection> PartLayers::select(std::size_t count) {
  std::vector<Selection> found;
  if (!has_parts()) return found;
  find_actions();
  struct Maker {
    std::uint32_t action;
    PlaceSet parts;  ///< of the train examples: those that it makes the output of
  };
  std::vector<Maker> makers;
  for (std::uint32_t a = 0; a < actions_.size(); ++a) {
    PlaceSet parts = makes_outputs(actions_[a]);
    PlaceSet examples(examples_.train_count);
    for (std::size_t p = 0; p < train_; ++p) {
      if (parts[p]) examples.set(parts_[p].example);
    }
    if (examples.all()) makers.push_back({a, std::move(parts)});
  }
  if (makers.empty()) return found;
  find_conditions();
  const int frame = segmentation_.cost + cost_of("find");
  for (std::uint32_t c = 0; c < conditions_.size(); ++c) {
    const Condition& condition = conditions_[c];
    std::vector<std::size_t> chosen(segmentation_.row.size(), 0);
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      if (condition.parts[p]) ++chosen[parts_[p].example];
    }
    if (std::ranges::any_of(chosen, [](std::size_t k) { return k != 1; })) continue;
    PlaceSet parts = condition.parts;
    parts.resize(train_);
    for (const Maker& maker : makers) {
      const PartTerm& action = actions_[maker.action];
      if (!parts.is_subset_of(maker.parts) || !condition.parts.is_subset_of(action.defined)) {
        continue;
      }
      found.push_back({maker.action, c, frame + action.cost + std::max(0, condition.cost)});
    }
  }
  std::ranges::stable_sort(found, {}, &Selection::cost);
  if (found.size() > count) found.resize(count);
  return found;
}

/// The train parts of which an action makes their examples' outputs.
PlaceSet PartLayers::makes_outputs(const PartTerm& action) {
  PlaceSet parts(train_);
  for (std::size_t p = 0; p < train_; ++p) {
    const dsl::Value output = examples_.outputs[parts_[p].example];
    dsl::Value value = action.row[p];
    if (!action.defined[p]) continue;
    if (domain_.present_key != nullptr &&
        domain_.present_key(value) != domain_.present_key(output)) {
      continue;
    }
    const auto mark = arena_.mark();
    if (domain_.present != nullptr) {
      const auto presented = domain_.present(context_, value);
      if (presented) value = *presented;
    }
    parts[p] = value == output;
    arena_.reset(mark);
  }
  return parts;
}

void PartLayers::find_actions() {
  add_companions();
  add_action(pools_[form_.values.type].front());
  apply_all(form_.values.type, [this](PartTerm term) { return add_action(std::move(term)); });
}

void PartLayers::find_parts() {
  for (std::size_t i = 0; i < segmentation_.row.size(); ++i) {
    for (const dsl::Value part : dsl::List(segmentation_.row[i])) parts_.push_back({i, part});
    if (i + 1 == examples_.train_count) train_ = parts_.size();
  }
}

void PartLayers::add_leaves(std::span<const dsl::Constant> constants) {
  const std::size_t count = parts_.size();
  PlaceSet all(count);
  all.set();
  PartTerm part{pool_.variable(part_variable()), {}, all, 0, true};
  for (const Part& p : parts_) part.row.push_back(p.value);
  pools_[form_.values.type].push_back(std::move(part));
  for (std::uint32_t k = 0; k < examples_.inputs.size(); ++k) {
    if (examples_.input_types[k] != form_.values.type) continue;
    PartTerm input{pool_.variable(k), {}, all, 0, false};
    for (const Part& p : parts_) input.row.push_back(examples_.inputs[k][p.example]);
    pools_[form_.values.type].push_back(std::move(input));
  }
  for (const dsl::Constant& constant : constants) {
    pools_[constant.type].push_back({pool_.literal(constant.type, constant.value),
                                     std::vector<dsl::Value>(count, constant.value), all,
                                     constant.cost, false});
  }
}

/// What actions may relate a part to: values that primitives choose from the list of all parts.
void PartLayers::add_companions() {
  const dsl::Type& value = form_.values.type;
  const dsl::Type list = dsl::list_of(value);
  Terms lists(1);
  lists[0].term = segmentation_.term;
  lists[0].cost = segmentation_.cost;
  lists[0].defined = pools_[value].front().defined;
  for (const Part& p : parts_) lists[0].row.push_back(segmentation_.row[p.example]);
  const Terms part(pools_[value].begin(), pools_[value].begin() + 1);
  Terms found;
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known;
  for_each_application<PartTerm>(
      domain_.registry, value, {{list, &lists}, {value, &part}},
      [&](const dsl::Type& type) { return type != list; }, [&] { return is_over(); },
      [&](dsl::PrimitiveId id, std::span<const PartTerm* const> arguments) {
        PartTerm term;
        if (!evaluate(id, arguments, term) || !term.defined.all()) return;
        const auto [at, is_new] = known.emplace(digest(term), found.size());
        if (is_new) {
          found.push_back(std::move(term));
        } else if (term.cost < found[at->second].cost) {
          found[at->second] = std::move(term);
        }
      });
  std::stable_sort(found.begin(), found.end(),
                   [](const PartTerm& a, const PartTerm& b) { return a.cost < b.cost; });
  if (found.size() > limits_.companions) found.resize(limits_.companions);
  std::ranges::move(found, std::back_inserter(pools_[value]));
}

/// False where no part gives a value.
bool PartLayers::evaluate(dsl::PrimitiveId primitive, std::span<const PartTerm* const> arguments,
                          PartTerm& out) {
  if (is_over()) return false;
  ++steps_;
  const dsl::Primitive& record = domain_.registry[primitive];
  std::array<dsl::TermId, kMaxApplied> terms{};
  out.cost = record.cost;
  out.uses_part = false;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    terms[k] = arguments[k]->term;
    out.cost += arguments[k]->cost;
    out.uses_part = out.uses_part || arguments[k]->uses_part;
  }
  out.row.assign(parts_.size(), {});
  out.defined.resize(parts_.size());
  std::array<const dsl::Value*, kMaxApplied> rows{};
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    bool possible = true;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
      rows[k] = &arguments[k]->row[p];
      possible = possible && arguments[k]->defined[p];
    }
    if (!possible) continue;
    context_.refuel();
    out.defined[p] =
        record.eval(context_, record, rows.data(), &out.row[p], 1) == dsl::Fault::kNone;
  }
  if (out.defined.none()) return false;
  out.term = pool_.apply(pool_.primitive(primitive), std::span(terms.data(), arguments.size()));
  return true;
}

dsl::Digest PartLayers::digest(const PartTerm& term) const {
  std::vector<dsl::Digest> digests(parts_.size());
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    if (term.defined[p]) digests[p] = term.row[p].digest();
  }
  return dsl::digest_sequence(digests);
}

/// Calls found(term) for all applications to the leaves in which the part occurs; it says whether
/// the values are to be kept.
template <class F>
void PartLayers::apply_all(const dsl::Type& result, F found) {
  TermPools<PartTerm> pools;
  for (const auto& [type, terms] : pools_) pools[type] = &terms;
  for_each_application<PartTerm>(
      domain_.registry, result, pools,
      [&](const dsl::Type& type) { return type != form_.values.type; }, [&] { return is_over(); },
      [&](dsl::PrimitiveId id, std::span<const PartTerm* const> arguments) {
        if (std::none_of(arguments.begin(), arguments.end(),
                         [](const PartTerm* argument) { return argument->uses_part; })) {
          return;
        }
        const auto mark = arena_.mark();
        PartTerm term;
        if (!evaluate(id, arguments, term) || !found(std::move(term))) arena_.reset(mark);
      });
}

/// Keeps the cheapest of actions with the same values; false where one is known.
bool PartLayers::add_action(PartTerm term) {
  const auto [known, is_new] = known_actions_.emplace(digest(term), actions_.size());
  if (is_new) {
    actions_.push_back(std::move(term));
  } else if (term.cost < actions_[known->second].cost) {
    actions_[known->second].term = term.term;
    actions_[known->second].cost = term.cost;
  }
  return is_new;
}

/// What the actions from `first` on paint.
void PartLayers::find_effects(std::size_t first) {
  for (std::size_t a = first; a < actions_.size(); ++a) {
    if (deadline_.remaining() <= 0) return;
    const PartTerm& action = actions_[a];
    std::vector<dsl::Shown> before;
    for (std::size_t painter = 0; painter < form_.painters.size(); ++painter) {
      Effect effect;
      effect.action = static_cast<std::uint32_t>(a);
      effect.painter = painter;
      for (std::size_t p = 0; p < train_; ++p) {
        effect.first.push_back(static_cast<std::uint32_t>(effect.shown.size()));
        if (!action.defined[p]) continue;
        canvas_->read(painter, action.row[p], parts_[p].example, effect.shown);
      }
      effect.first.push_back(static_cast<std::uint32_t>(effect.shown.size()));
      if (effect.shown.empty() || effect.shown == before) continue;
      before = effect.shown;
      for (PlaceSet* set : {&effect.paints, &effect.strict, &effect.useful}) set->resize(train_);
      for (std::size_t p = 0; p < train_; ++p) {
        const auto shown = effect.of(p);
        effect.paints[p] = !shown.empty();
        effect.strict.set(p);
        for (const auto& [place, element] : shown) {
          if (element != canvas_->wanted(place)) {
            effect.strict.reset(p);
          } else if (canvas_->changed()[place]) {
            effect.useful.set(p);
          }
        }
      }
      effects_.push_back(std::move(effect));
    }
  }
}

/// What parts may be painted with, cheapest first.
std::vector<PartLayers::PartTerm> PartLayers::find_elements() {
  Terms elements = pools_[form_.element];
  std::map<std::vector<std::int64_t>, std::size_t> known;
  apply_all(form_.element, [&](PartTerm term) {
    std::vector<std::int64_t> key;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      key.push_back(term.defined[p] ? term.row[p].integer() : -1);
    }
    const auto [at, is_new] = known.emplace(std::move(key), elements.size());
    if (is_new) {
      elements.push_back(std::move(term));
    } else if (term.cost < elements[at->second].cost) {
      elements[at->second].term = term.term;
      elements[at->second].cost = term.cost;
    }
    return false;
  });
  std::stable_sort(elements.begin(), elements.end(),
                   [](const PartTerm& a, const PartTerm& b) { return a.cost < b.cost; });
  return elements;
}

/// Actions in other elements, where the output has one element on all that an action paints.
void PartLayers::repaint() {
  const auto primitive = domain_.registry.find(form_.repaint);
  GESTALT_CHECK(primitive.has_value());
  const Terms elements = find_elements();
  // Of actions that paint the same places the cheapest.
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known;
  std::vector<const Effect*> shapes;
  for (const Effect& effect : effects_) {
    if (effect.painter != 0) continue;
    std::vector<std::uint32_t> places = effect.first;
    for (const dsl::Shown& shown : effect.shown) places.push_back(shown.place);
    const auto digest = dsl::digest_bytes(places.data(), places.size() * sizeof(places[0]));
    const auto [at, is_new] = known.emplace(digest, shapes.size());
    if (is_new) {
      shapes.push_back(&effect);
    } else if (actions_[effect.action].cost < actions_[shapes[at->second]->action].cost) {
      shapes[at->second] = &effect;
    }
  }
  struct Repaint {
    std::uint32_t action;
    const PartTerm* element;
    std::size_t parts;
    int cost;
  };
  std::vector<Repaint> repaints;
  for (const Effect* effect : shapes) {
    std::vector<std::int32_t> needed(train_, -1);  // -1: of no use
    for (std::size_t p = 0; p < train_; ++p) {
      bool changes = false;
      bool one = true;
      for (const dsl::Shown& shown : effect->of(p)) {
        const std::int32_t wanted = canvas_->wanted(shown.place);
        one = one && (needed[p] == -1 || needed[p] == wanted);
        needed[p] = wanted;
        changes = changes || canvas_->changed()[shown.place];
      }
      if (!one || !changes || effect->strict[p]) needed[p] = -1;
    }
    for (const PartTerm& element : elements) {
      std::size_t agree = 0;
      for (std::size_t p = 0; p < train_; ++p) {
        if (needed[p] < 0 || !element.defined[p]) continue;
        if (element.row[p].integer() == needed[p]) ++agree;
      }
      const int cost = actions_[effect->action].cost + element.cost;
      if (agree > 0) repaints.push_back({effect->action, &element, agree, cost});
    }
  }
  std::stable_sort(repaints.begin(), repaints.end(), [](const Repaint& a, const Repaint& b) {
    return std::pair(b.parts, a.cost) < std::pair(a.parts, b.cost);
  });
  if (repaints.size() > limits_.repaints) repaints.resize(limits_.repaints);
  const std::size_t first = actions_.size();
  for (const Repaint& repaint : repaints) {
    PartTerm term;
    const std::array<const PartTerm*, 2> arguments{&actions_[repaint.action], repaint.element};
    if (evaluate(*primitive, arguments, term)) add_action(std::move(term));
  }
  find_effects(first);
}

void PartLayers::add_condition(Condition condition) {
  if (condition.parts.none() || condition.parts.all()) return;
  const auto [known, is_new] = known_conditions_.emplace(condition.parts, conditions_.size());
  if (is_new) {
    conditions_.push_back(std::move(condition));
  } else if (condition.cost < conditions_[known->second].cost) {
    conditions_[known->second] = std::move(condition);
  }
}

/// Adds conditions on an attribute that is new: that it holds, or that it is (or is at least) a
/// value seen in training.
void PartLayers::add_attribute(Attribute attribute) {
  constexpr std::size_t kMaxValues = 16;
  constexpr int kLiteral = 6;
  constexpr int kUnseen = 8;
  const auto [known, is_new] = known_attributes_.emplace(attribute.row, attributes_.size());
  if (!is_new && attribute.cost >= attributes_[known->second].cost) return;
  std::vector<std::int64_t> values(attribute.row.begin(),
                                   attribute.row.begin() + static_cast<std::ptrdiff_t>(train_));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const auto number = static_cast<std::uint32_t>(attributes_.size());
  known->second = number;
  attributes_.push_back(std::move(attribute));
  const Attribute& own = attributes_.back();
  if (values.size() < 2 || values.size() > kMaxValues) return;
  const auto add = [&](Test test, std::int64_t value, int cost, auto holds) {
    PlaceSet parts(parts_.size());
    for (std::size_t p = 0; p < parts_.size(); ++p) parts[p] = holds(own.row[p]);
    add_condition({number, test, value, std::move(parts), own.cost + cost});
  };
  if (own.type == dsl::bool_type()) {
    add(Test::kHolds, 1, 0, [](std::int64_t v) { return v != 0; });
    add(Test::kFails, 0, cost_of("not"), [](std::int64_t v) { return v == 0; });
    return;
  }
  const bool unseen = std::any_of(
      own.row.begin() + static_cast<std::ptrdiff_t>(train_), own.row.end(),
      [&](std::int64_t v) { return !std::binary_search(values.begin(), values.end(), v); });
  const int equal = cost_of("equal") + kLiteral + (unseen ? kUnseen : 0);
  const bool ordered = own.type == dsl::int_type();
  for (const std::int64_t value : values) {
    add(Test::kIs, value, equal, [=](std::int64_t v) { return v == value; });
    add(Test::kIsNot, value, equal + cost_of("not"), [=](std::int64_t v) { return v != value; });
    if (!ordered || value == values.front()) continue;
    const int order = cost_of("less") + kLiteral;
    add(Test::kAtLeast, value, order, [=](std::int64_t v) { return v >= value; });
    add(Test::kBelow, value, order, [=](std::int64_t v) { return v < value; });
  }
}

/// How a number compares with those of the other parts of the example.
void PartLayers::add_ranks(const Attribute& attribute) {
  const auto add = [&](View view, auto counts) {
    Attribute rank{attribute.term, attribute.type, view, {}, 0};
    rank.cost = cost_of("count_if") + cost_of("less") + attribute.cost;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      std::int64_t count = 0;
      for (std::size_t q = 0; q < parts_.size(); ++q) {
        if (parts_[q].example != parts_[p].example) continue;
        count += counts(attribute.row[q], attribute.row[p]) ? 1 : 0;
      }
      rank.row.push_back(count);
    }
    rank.type = dsl::int_type();
    add_attribute(std::move(rank));
  };
  add(View::kMore, [](std::int64_t theirs, std::int64_t own) { return own < theirs; });
  add(View::kLess, [](std::int64_t theirs, std::int64_t own) { return theirs < own; });
  add(View::kSame, [](std::int64_t theirs, std::int64_t own) { return theirs == own; });
}

void PartLayers::find_conditions() {
  for (const dsl::Type& type : {dsl::bool_type(), form_.element, dsl::int_type()}) {
    apply_all(type, [&](const PartTerm& term) {
      if (!term.defined.all()) return false;
      Attribute attribute{term.term, type, View::kItself, {}, term.cost};
      for (const dsl::Value value : term.row) attribute.row.push_back(value.integer());
      add_attribute(attribute);
      if (type == dsl::int_type()) add_ranks(attribute);
      return false;
    });
  }
  std::stable_sort(conditions_.begin(), conditions_.end(),
                   [](const Condition& a, const Condition& b) { return a.cost < b.cost; });
  PlaceSet all(parts_.size());
  all.set();
  conditions_.insert(conditions_.begin(), Condition{0, Test::kNone, 0, all, -cost_of("filter")});
  for (const auto& painter : form_.painters) {
    frame_costs_.push_back(cost_of(painter.name) + segmentation_.cost + cost_of("map") +
                           cost_of("filter"));
  }
}

void PartLayers::add_layer(std::uint32_t number, std::uint32_t condition_number) {
  constexpr int kUnsupported = 10;
  const Effect& effect = effects_[number];
  const Condition& condition = conditions_[condition_number];
  PaintLayer layer{this, number, condition_number, effect.painter, 0, 0, {}, {}};
  layer.right.resize(canvas_->places());
  layer.wrong.resize(canvas_->places());
  PlaceSet examples(examples_.train_count);
  for (std::size_t p = 0; p < train_; ++p) {
    if (!condition.parts[p]) continue;
    for (const auto& [place, element] : effect.of(p)) {
      (element == canvas_->wanted(place) ? layer.right : layer.wrong).set(place);
    }
    if (effect.useful[p]) examples.set(parts_[p].example);
  }
  layer.right -= layer.wrong;  // parts painted over one another are not told apart
  layer.shared_cost = frame_costs_[effect.painter];
  layer.cost = layer.shared_cost + actions_[effect.action].cost + condition.cost;
  if (condition.test != Test::kNone &&
      examples.count() < std::min<std::size_t>(2, examples_.train_count)) {
    layer.cost += kUnsupported;
  }
  bool predicts = false;
  for (std::size_t p = train_; p < parts_.size(); ++p) predicts = predicts || condition.parts[p];
  if (!predicts) layer.cost += kUnsupported;
  auto& layers = layer.is_strict() ? strict_ : bases_;
  const std::array<dsl::Digest, 2> key{digest_of(layer.right), digest_of(layer.wrong)};
  const auto [known, is_new] = known_layers_.emplace(dsl::digest_sequence(key), layers.size());
  if (is_new) {
    layers.push_back(std::move(layer));
  } else if (layer.cost < layers[known->second].cost) {
    layers[known->second] = std::move(layer);
  }
}

void PartLayers::make_layers() {
  constexpr int kDearestBase = 20;
  constexpr std::size_t kMaxChoices = 60;
  for (std::uint32_t e = 0; e < effects_.size(); ++e) {
    if (deadline_.remaining() <= 0) return;
    const Effect& effect = effects_[e];
    const PartTerm& action = actions_[effect.action];
    const bool is_part = paints_parts(effect);
    std::map<PlaceSet, std::uint32_t> choices;  // by the train parts where it paints
    for (std::uint32_t c = 0; c < conditions_.size() && choices.size() < kMaxChoices; ++c) {
      const Condition& condition = conditions_[c];
      if (!condition.parts.is_subset_of(action.defined)) continue;
      PlaceSet parts = condition.parts;
      parts.resize(train_);
      parts &= effect.paints;
      if (parts.none()) continue;
      const bool strict = parts.is_subset_of(effect.strict);
      if (strict && !parts.intersects(effect.useful)) continue;
      if (!strict && (action.cost > kDearestBase || (c > 0 && !is_part))) continue;
      choices.emplace(std::move(parts), c);  // conditions come cheapest first
    }
    for (const auto& choice : choices) add_layer(e, choice.second);
  }
}

/// Whether an effect covers just the parts themselves.
bool PartLayers::paints_parts(const Effect& effect) const {
  const Effect& parts = effects_.front();
  return effect.first == parts.first &&
         std::ranges::equal(effect.shown, parts.shown, {}, &dsl::Shown::place, &dsl::Shown::place);
}

void PartLayers::keep_best(std::vector<PaintLayer>& layers) {
  if (layers.size() <= limits_.layers) return;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t k = 0; k < layers.size(); ++k) {
    const auto gain = static_cast<double>((layers[k].right & canvas_->changed()).count());
    order.emplace_back(-gain / static_cast<double>(layers[k].cost), k);
  }
  std::sort(order.begin(), order.end());
  std::vector<PaintLayer> kept;
  for (std::size_t k = 0; k < limits_.layers; ++k) {
    kept.push_back(std::move(layers[order[k].second]));
  }
  layers = std::move(kept);
}

// ---- Writing ----

dsl::TermId PartLayers::call(std::string_view name,
                             std::initializer_list<dsl::TermId> terms) const {
  const auto primitive = domain_.registry.find(name);
  GESTALT_CHECK(primitive.has_value());
  return pool_.apply(pool_.primitive(*primitive), std::vector(terms));
}

int PartLayers::cost_of(std::string_view name) const {
  const auto primitive = domain_.registry.find(name);
  GESTALT_CHECK(primitive.has_value());
  return domain_.registry[*primitive].cost;
}

dsl::TermId PartLayers::write(const Attribute& attribute) const {
  const dsl::TermId own = attribute.term;
  if (attribute.view == View::kItself) return own;
  const dsl::TermId theirs = pool_.shift(own, part_variable(), 1);
  const dsl::TermId body = attribute.view == View::kMore   ? call("less", {own, theirs})
                           : attribute.view == View::kLess ? call("less", {theirs, own})
                                                           : call("equal", {theirs, own});
  return call("count_if", {pool_.lambda(part_variable() + 1, body), segmentation_.term});
}

dsl::TermId PartLayers::write(const Condition& condition) const {
  const Attribute& attribute = attributes_[condition.attribute];
  const dsl::TermId own = write(attribute);
  const auto literal = [&] {
    return pool_.literal(attribute.type, dsl::Value::immediate(condition.value));
  };
  switch (condition.test) {
    case Test::kFails:
      return call("not", {own});
    case Test::kIs:
      return call("equal", {own, literal()});
    case Test::kIsNot:
      return call("not", {call("equal", {own, literal()})});
    case Test::kAtLeast:
      return call("less_equal", {literal(), own});
    case Test::kBelow:
      return call("less", {own, literal()});
    default:
      return own;
  }
}

dsl::TermId PartLayers::filtered_parts(std::uint32_t number) const {
  const Condition& condition = conditions_[number];
  if (condition.test == Test::kNone) return segmentation_.term;
  return call("filter", {pool_.lambda(part_variable(), write(condition)), segmentation_.term});
}

dsl::TermId PartLayers::write(const PaintLayer& layer, dsl::TermPool& pool) const {
  const PartTerm& action = actions_[effects_[layer.effect].action];
  const dsl::TermId function = pool_.lambda(part_variable(), action.term);
  return pool.import(pool_, call("map", {function, filtered_parts(layer.condition)}));
}

dsl::TermId PartLayers::write(const Selection& selection, dsl::TermPool& pool) const {
  const PartTerm& action = actions_[selection.action];
  dsl::TermId parts = filtered_parts(selection.condition);
  if (action.term != pool_.variable(part_variable())) {
    parts = call("map", {pool_.lambda(part_variable(), action.term), parts});
  }
  return pool.import(pool_, call("first", {parts}));
}

}  // namespace gestalt::synthesis
