#include "synthesis/rules/part_layers.h"

#include <algorithm>
#include <array>

#include "dsl/core/check.h"

namespace gestalt::synthesis {

namespace {

constexpr int kDearestBase = 20;

}  // namespace

PartLayers::PartLayers(PartTerms& terms, const PartConditions& conditions,
                       const PaintCanvas& canvas, const Deadline& deadline)
    : terms_(terms),
      conditions_(conditions),
      canvas_(canvas),
      deadline_(deadline),
      form_(*terms.problem().domain.paint),
      train_(terms.train_parts()) {
  if (terms.actions().empty()) return;
  GESTALT_CHECK(terms.parts() <= kMaxParts);
  const dsl::TermWriter& writer = terms.writer();
  for (const auto& painter : form_.painters) {
    frame_costs_.push_back(writer.cost_of(painter.name) + terms.segmentation().cost +
                           writer.cost_of("map"));
  }
  partial_cost_ = writer.cost_of("filter_map") - writer.cost_of("map");
  find_effects(0);
  repaint();
  make_layers();
  strict_ = best(strict_found_);
  bases_ = best(bases_found_);
}

/// What the actions from `first` on paint, as far as it can be of use.
void PartLayers::find_effects(std::size_t first) {
  Effect effect;
  std::vector<dsl::Shown> before;
  for (std::size_t a = first; a < terms_.actions().size() + repainted_.size(); ++a) {
    if (deadline_.remaining() <= 0) return;
    const PartTerm& action = action_of(a);
    before.clear();
    effect.action = static_cast<std::uint32_t>(a);
    for (effect.painter = 0; effect.painter < form_.painters.size(); ++effect.painter) {
      if (!read(action, effect) || effect.shown == before) continue;
      if (leads_to_layers(action, effect)) effects_.push_back(effect);
      std::swap(before, effect.shown);
    }
  }
}

/// Sets what an action paints; false where it paints nothing.
bool PartLayers::read(const PartTerm& action, Effect& effect) const {
  effect.shown.clear();
  effect.first.clear();
  for (PartSet* set : {&effect.paints, &effect.strict, &effect.useful}) set->reset();
  for (std::size_t p = 0; p < train_; ++p) {
    const std::size_t begin = effect.shown.size();
    effect.first.push_back(static_cast<std::uint32_t>(begin));
    if (action.defined[p]) {
      canvas_.read(effect.painter, action.row[p], terms_.example_of(p), effect.shown);
    }
    bool strict = true;
    bool useful = false;
    for (std::size_t k = begin; k < effect.shown.size(); ++k) {
      const auto [place, element] = effect.shown[k];
      const bool right = element == canvas_.wanted(place);
      strict = strict && right;
      useful = useful || (right && canvas_.changed()[place]);
    }
    effect.paints[p] = effect.shown.size() > begin;
    effect.strict[p] = strict;
    effect.useful[p] = useful;
  }
  effect.first.push_back(static_cast<std::uint32_t>(effect.shown.size()));
  return !effect.shown.empty();
}

/// Whether some layer may be made of an effect or of its repainted action: it is cheap enough for a
/// base, or right and useful for some part, or would be in another element.
bool PartLayers::leads_to_layers(const PartTerm& action, const Effect& effect) const {
  if (action.cost <= kDearestBase || (effect.strict & effect.useful).any()) return true;
  if (effect.painter != 0) return false;
  const std::vector<std::int32_t> needed = needed_elements(effect);
  return std::ranges::any_of(needed,
                             [](std::int32_t element) { return element != dsl::kNoElement; });
}

/// By train part the one element that the output has wherever an effect paints; kNoElement where
/// there are several, or where repainting is of no use.
std::vector<std::int32_t> PartLayers::needed_elements(const Effect& effect) const {
  std::vector<std::int32_t> needed(train_, dsl::kNoElement);
  for (std::size_t p = 0; p < train_; ++p) {
    bool changes = false;
    bool one = true;
    for (const dsl::Shown& shown : effect.of(p)) {
      const std::int32_t wanted = canvas_.wanted(shown.place);
      one = one && (needed[p] == dsl::kNoElement || needed[p] == wanted);
      needed[p] = wanted;
      changes = changes || canvas_.changed()[shown.place];
    }
    if (!one || !changes || effect.strict[p]) needed[p] = dsl::kNoElement;
  }
  return needed;
}

/// Actions in other elements, where the output has one element on all that an action paints.
void PartLayers::repaint() {
  /// An effect, of those that paint the same places the cheapest.
  struct Shape {
    const Effect* effect;
    int cost;
  };
  Cheapest<Shape> shapes;
  for (const Effect& effect : effects_) {
    if (effect.painter != 0) continue;
    std::vector<std::uint32_t> places = effect.first;
    for (const dsl::Shown& shown : effect.shown) places.push_back(shown.place);
    shapes.add(dsl::digest_bytes(places.data(), places.size() * sizeof(places[0])),
               {&effect, action_of(effect.action).cost});
  }
  struct Repaint {
    std::uint32_t action;
    const PartTerm* element;
    std::size_t parts;  ///< of which it makes what the output has
    int cost;
  };
  const std::vector<PartTerm> elements = terms_.elements();
  std::vector<Repaint> repaints;
  for (const Shape& shape : shapes.all()) {
    const std::vector<std::int32_t> needed = needed_elements(*shape.effect);
    for (const PartTerm& element : elements) {
      std::size_t agree = 0;
      for (std::size_t p = 0; p < train_; ++p) {
        if (needed[p] == dsl::kNoElement || !element.defined[p]) continue;
        if (element.row[p].integer() == needed[p]) ++agree;
      }
      const int cost = shape.cost + element.cost;
      if (agree > 0) repaints.push_back({shape.effect->action, &element, agree, cost});
    }
  }
  std::stable_sort(repaints.begin(), repaints.end(), [](const Repaint& a, const Repaint& b) {
    return std::pair(b.parts, a.cost) < std::pair(a.parts, b.cost);
  });
  if (repaints.size() > limits_.repaints) repaints.resize(limits_.repaints);
  for (const Repaint& repaint : repaints) {
    auto action = terms_.repaint(action_of(repaint.action), *repaint.element);
    if (action) repainted_.push_back(*std::move(action));
  }
  find_effects(terms_.actions().size());
}

void PartLayers::add_layer(std::uint32_t number, std::uint32_t condition_number,
                           bool leaves_parts_out) {
  constexpr int kUnsupported = 10;
  const Effect& effect = effects_[number];
  const PartCondition& condition = conditions_.all()[condition_number];
  PaintLayer layer{this, number, condition_number, effect.painter, 0, 0, {}, {}};
  layer.right.resize(canvas_.places());
  layer.wrong.resize(canvas_.places());
  const std::size_t train_examples = terms_.problem().examples.train_count;
  PlaceSet examples(train_examples);
  for (std::size_t p = 0; p < train_; ++p) {
    if (!condition.parts[p]) continue;
    for (const auto& [place, element] : effect.of(p)) {
      (element == canvas_.wanted(place) ? layer.right : layer.wrong).set(place);
    }
    if (effect.useful[p]) examples.set(terms_.example_of(p));
  }
  layer.right -= layer.wrong;  // parts painted over one another are not told apart
  layer.shared_cost = frame_costs_[effect.painter];
  layer.cost = layer.shared_cost + action_of(effect.action).cost + condition.cost;
  if (!condition.is_none() && examples.count() < std::min<std::size_t>(2, train_examples)) {
    layer.cost += kUnsupported;
  }
  bool predicts = false;
  const PlaceSet predicted = condition.parts & action_of(effect.action).defined;
  for (std::size_t p = train_; p < terms_.parts(); ++p) predicts = predicts || predicted[p];
  if (!predicts) layer.cost += kUnsupported;
  if (leaves_parts_out) layer.cost += partial_cost_;
  const std::array<dsl::Digest, 2> key{digest_of(layer.right), digest_of(layer.wrong)};
  Cheapest<PaintLayer>& found = layer.is_strict() ? strict_found_ : bases_found_;
  found.add(dsl::digest_sequence(key), std::move(layer));
}

void PartLayers::make_layers() {
  constexpr std::size_t kMaxChoices = 60;
  constexpr std::size_t kMaxPartial = 12;
  const auto& conditions = conditions_.all();
  std::vector<Chosen> chosen;
  for (const PartCondition& condition : conditions) {
    chosen.push_back({set_of(condition.parts), set_of(condition.train_parts)});
  }
  std::vector<PartSet> choices;  // the train parts where it paints
  std::vector<PartSet> partial;  // the same for those that leave parts out
  for (std::uint32_t e = 0; e < effects_.size(); ++e) {
    if (deadline_.remaining() <= 0) return;
    const Effect& effect = effects_[e];
    const PartTerm& action = action_of(effect.action);
    const bool is_part = paints_parts(effect);
    const bool is_cheap = action.cost <= kDearestBase;
    const PartSet wrong = effect.paints & ~effect.strict;
    const PartSet undefined = ~set_of(action.defined);
    choices.clear();
    partial.clear();
    // Conditions come cheapest first.
    for (std::uint32_t c = 0; c < conditions.size() && choices.size() < kMaxChoices; ++c) {
      const auto& [all, train] = chosen[c];
      if ((train & wrong).any()) {
        if (!is_cheap || (c > 0 && !is_part)) continue;
      } else if ((train & effect.useful).none()) {
        continue;
      }
      const bool is_partial = (all & undefined).any();
      if (is_partial && partial.size() >= kMaxPartial) continue;
      std::vector<PartSet>& known = is_partial ? partial : choices;
      const PartSet painted = train & effect.paints;
      if (std::ranges::find(known, painted) != known.end()) continue;
      known.push_back(painted);
      add_layer(e, c, is_partial);
    }
  }
}

PartLayers::PartSet PartLayers::set_of(const PlaceSet& parts) {
  PartSet set;
  for (auto p = parts.find_first(); p != PlaceSet::npos; p = parts.find_next(p)) set.set(p);
  return set;
}

/// Whether an effect covers just the parts themselves.
bool PartLayers::paints_parts(const Effect& effect) const {
  const Effect& parts = effects_.front();
  return effect.first == parts.first &&
         std::ranges::equal(effect.shown, parts.shown, {}, &dsl::Shown::place, &dsl::Shown::place);
}

/// The layers that explain most for their cost, where there are too many.
std::vector<PaintLayer> PartLayers::best(Cheapest<PaintLayer>& layers) const {
  const auto& all = layers.all();
  if (all.size() <= limits_.layers) return all;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto gain = static_cast<double>((all[k].right & canvas_.changed()).count());
    order.emplace_back(-gain / static_cast<double>(all[k].cost), k);
  }
  std::sort(order.begin(), order.end());
  std::vector<PaintLayer> kept;
  for (std::size_t k = 0; k < limits_.layers; ++k) kept.push_back(all[order[k].second]);
  return kept;
}

dsl::TermId PartLayers::write(const PaintLayer& layer, dsl::TermPool& pool) const {
  const PartTerm& action = action_of(effects_[layer.effect].action);
  const dsl::TermId function = terms_.pool().lambda(terms_.part_variable(), action.term);
  const dsl::TermId parts = conditions_.filtered(conditions_.all()[layer.condition]);
  const bool is_partial = !conditions_.all()[layer.condition].parts.is_subset_of(action.defined);
  const char* map = is_partial ? "filter_map" : "map";
  return pool.import(terms_.pool(), terms_.writer().call(map, {function, parts}));
}

}  // namespace gestalt::synthesis
