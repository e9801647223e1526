#include "synthesis/rules/paint_rules.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "dsl/core/check.h"
#include "synthesis/rules/paint_cover.h"
#include "synthesis/rules/part_layers.h"

namespace gestalt::synthesis {

namespace {

/// Known terms as layers, each painted as it is.
class KnownLayers final : public LayerSource {
 public:
  KnownLayers(const RuleProblem& problem, std::span<const LayerTerm> terms)
      : problem_(problem), terms_(terms) {}

  /// Adds the strict ones.
  void add_to(const PaintCanvas& canvas, std::vector<PaintLayer>& strict) const {
    const dsl::TermWriter writer(problem_.domain, problem_.pool);
    const auto& painters = problem_.domain.paint->painters;
    for (std::size_t painter = 0; painter < painters.size(); ++painter) {
      const int around = writer.cost_of(painters[painter].name) + writer.cost_of("singleton");
      for (std::uint32_t k = 0; k < terms_.size(); ++k) {
        PaintLayer layer{this, k, 0, painter, terms_[k].cost + around, 0, {}, {}};
        if (canvas.read_strict(terms_[k].row.data(), layer)) strict.push_back(std::move(layer));
      }
    }
  }

  [[nodiscard]] dsl::TermId write(const PaintLayer& layer, dsl::TermPool& pool) const override {
    return dsl::TermWriter(problem_.domain, pool).call("singleton", {terms_[layer.effect].term});
  }

 private:
  const RuleProblem& problem_;
  std::span<const LayerTerm> terms_;
};

class PaintSearch {
 public:
  PaintSearch(SegmentedParts& parts, const PaintMaterial& known, const RuleOptions& options)
      : parts_(parts),
        problem_(parts.problem()),
        form_(*problem_.domain.paint),
        known_(known),
        known_layers_(problem_, known.layers),
        options_(options),
        deadline_(parts.deadline()),
        rules_(problem_),
        arena_(&problem_.memory),
        context_(arena_, problem_.domain.registry, {.fuel = 20'000, .list_length = 256}) {}

  void run(RuleResult& result) {
    std::size_t canvases = 0;
    constexpr std::size_t kMaxCanvases = 4;
    const auto try_canvas = [&](const LayerTerm& term) {
      if (canvases == kMaxCanvases || is_settled() || is_over()) return;
      if (!has_output_frames(form_.values, problem_.examples, term.row)) return;
      ++canvases;
      search(PaintCanvas(form_, problem_.examples, term.term, term.row, term.cost));
    };
    for (const LayerTerm& input : parts_.segmentations().inputs()) try_canvas(input);
    for (const LayerTerm& term : known_.canvases) try_canvas(term);
    if (known_.canvases.empty() && !is_settled()) {
      if (const auto blank = blank_canvas()) try_canvas(*blank);
    }
    result.steps = steps();
    result.rules = rules_.take(options_.rules);
    result.partial = best_partial();
    result.stop = stop_reason(deadline_, options_.budget, result.steps, result.rules.size(),
                              options_.rules, parts_.out_of_steps());
  }

 private:
  struct Layers {
    std::vector<PaintLayer> strict;
    std::vector<PaintLayer> bases;
  };
  void search(const PaintCanvas& canvas);
  void cover(const PaintCanvas& canvas, Layers& layers, bool is_last);
  void add_partial(const PaintCanvas& canvas, const PaintCover& cover);
  [[nodiscard]] std::optional<LayerTerm> blank_canvas();
  [[nodiscard]] dsl::TermId write(const PaintCanvas& canvas, const PaintCover& cover);
  [[nodiscard]] std::vector<LayerTerm> best_partial();
  /// Whether a rule is so cheap that no other one is likely to be better.
  [[nodiscard]] bool is_settled() const { return rules_.least_cost() <= 60; }
  [[nodiscard]] std::uint64_t steps() const { return parts_.steps() + steps_; }
  [[nodiscard]] bool is_over() const {
    return steps_ >= SegmentedParts::steps_kept(options_.budget) ||
           steps() >= options_.budget.steps || deadline_.remaining() <= 0 ||
           deadline_.interrupted() || problem_.memory.bytes_in_use() > options_.budget.memory;
  }

  SegmentedParts& parts_;
  const RuleProblem& problem_;
  const dsl::PaintForm& form_;
  const PaintMaterial& known_;
  KnownLayers known_layers_;
  const RuleOptions& options_;
  const Deadline& deadline_;
  RuleCollector rules_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;
  struct Partial {
    std::size_t open = 0;  ///< places that stay as they should not be
    LayerTerm term;
  };
  std::vector<Partial> partial_;
};

/// The first input's places in the one element that most of the outputs have.
std::optional<LayerTerm> PaintSearch::blank_canvas() {
  const auto primitive = problem_.domain.registry.find(form_.blank);
  GESTALT_CHECK(primitive.has_value());
  std::optional<LayerTerm> best;
  std::size_t least = 0;
  for (const LayerTerm& input : parts_.segmentations().inputs()) {
    if (!has_output_frames(form_.values, problem_.examples, input.row)) continue;
    for (const dsl::Constant& constant : problem_.constants) {
      if (constant.type != form_.element || is_over()) continue;
      const LayerTerm element = constant_term(constant, input.row.size(), problem_.pool);
      ++steps_;
      LayerTerm blank;
      if (!apply_to_rows(problem_, *primitive, std::array{&input, &element}, context_, blank)) {
        continue;
      }
      const PaintCanvas canvas(form_, problem_.examples, blank.term, blank.row, blank.cost);
      const std::size_t changed = canvas.changed().count();
      if (best && changed >= least) continue;
      best = std::move(blank);
      least = changed;
    }
    break;
  }
  return best;
}

/// Looks at the layers of few segmentations first, the cheapest, and at more where that explains
/// too little.
void PaintSearch::search(const PaintCanvas& canvas) {
  constexpr std::size_t kFirst = 4;
  std::vector<std::unique_ptr<PartLayers>> sources(parts_.size());
  Layers layers;
  known_layers_.add_to(canvas, layers.strict);
  for (std::size_t begin = 0; begin < parts_.size() && !is_settled() && !is_over();) {
    const std::size_t end = std::min(parts_.size(), std::max(kFirst, 2 * begin));
    parts_.for_each(begin, end, [&](std::size_t k, Parts& parts) {
      sources[k] =
          std::make_unique<PartLayers>(parts.terms(), parts.conditions(), canvas, deadline_);
    });
    for (; begin < end; ++begin) {
      std::ranges::move(sources[begin]->strict(), std::back_inserter(layers.strict));
      std::ranges::move(sources[begin]->bases(), std::back_inserter(layers.bases));
    }
    cover(canvas, layers, begin == parts_.size());
  }
}

/// Finds sets of layers that explain what changed: few of them until all segmentations have been
/// looked at.
void PaintSearch::cover(const PaintCanvas& canvas, Layers& layers, bool is_last) {
  std::ranges::stable_sort(layers.strict, {}, &PaintLayer::cost);
  std::ranges::stable_sort(layers.bases, {}, &PaintLayer::cost);
  PaintCoverSearch covering(layers.strict, canvas.places(), deadline_);
  std::vector<PaintCover> covers;
  const std::size_t max_layers = is_last ? 3 : 2;
  for (std::size_t depth = 1; depth <= max_layers && covers.empty(); ++depth) {
    covering.find(nullptr, canvas.cost(), canvas.changed(), depth, covers);
    if (depth == max_layers) continue;
    for (const PaintLayer& base : layers.bases) {
      if (deadline_.remaining() <= 0) break;
      covering.find(&base, canvas.cost() + base.cost, (canvas.changed() - base.right) | base.wrong,
                    depth, covers);
    }
  }
  if (covers.empty() && is_last) {
    constexpr std::size_t kManyLayers = 8;
    std::vector<std::size_t> open;
    covering.find_greedily(canvas.cost(), canvas.changed(), kManyLayers, covers, open);
    for (std::size_t k = covers.size(); k-- > 0;) {
      if (open[k] == 0) continue;
      add_partial(canvas, covers[k]);
      covers.erase(covers.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
  std::ranges::stable_sort(covers, {}, &PaintCover::cost);
  const std::size_t enough = rules_.count() + options_.rules;
  std::size_t tried = 0;
  constexpr std::size_t kMaxTried = 60;
  for (const PaintCover& cover : covers) {
    if (rules_.count() >= enough || ++tried > kMaxTried || is_over()) break;
    ++steps_;
    rules_.offer(write(canvas, cover), cover.cost);
  }
}

/// What the first layers explain is cheap; the rest is left to others.
void PaintSearch::add_partial(const PaintCanvas& canvas, const PaintCover& cover) {
  constexpr std::size_t kFirst = 2;
  PaintCover few{{}, canvas.cost()};
  PlaceSet rest = canvas.changed();
  for (const PaintLayer* layer : cover.layers) {
    if (few.layers.size() == kFirst) break;
    few.layers.push_back(layer);
    few.cost += layer->cost;
    rest -= layer->right;
    partial_.push_back({rest.count(), {.term = write(canvas, few), .row = {}, .cost = few.cost}});
  }
}

dsl::TermId PaintSearch::write(const PaintCanvas& canvas, const PaintCover& cover) {
  const dsl::TermWriter writer(problem_.domain, problem_.pool);
  dsl::TermId body = canvas.term();
  for (const PaintLayer* layer : cover.layers) {
    body = writer.call(form_.painters[layer->painter].name,
                       {body, layer->source->write(*layer, problem_.pool)});
  }
  return body;
}

std::vector<LayerTerm> PaintSearch::best_partial() {
  constexpr std::size_t kPartial = 8;
  std::ranges::stable_sort(partial_, {}, &Partial::open);
  std::vector<LayerTerm> best;
  for (Partial& partial : partial_) {
    if (best.size() == kPartial) break;
    best.push_back(std::move(partial.term));
  }
  return best;
}

}  // namespace

RuleResult find_paint_rules(SegmentedParts& parts, const PaintMaterial& known,
                            const RuleOptions& options) {
  RuleResult result;
  parts.begin(options);
  PaintSearch(parts, known, options).run(result);
  return result;
}

}  // namespace gestalt::synthesis
