#include "synthesis/rules/paint_rules.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>

#include "dsl/core/check.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/part_layers.h"
#include "synthesis/rules/segmentations.h"

namespace gestalt::synthesis {

namespace {

/// Layers that explain the outputs together: a base or none, then strict ones.
struct Cover {
  std::vector<const PaintLayer*> layers;
  int cost = 0;
};

/// Finds all sets of few strict layers that show all of some places.
class CoverSearch {
 public:
  CoverSearch(const std::vector<PaintLayer>& strict, std::size_t places, const Deadline& deadline)
      : strict_(strict), counts_(places, 0), deadline_(deadline) {
    for (const PaintLayer& layer : strict_) {
      for (auto p = layer.right.find_first(); p != PlaceSet::npos; p = layer.right.find_next(p)) {
        ++counts_[p];
      }
    }
  }

  /// Adds to `covers` what shows all `open` places with at most `depth` layers over `base`.
  void find(const PaintLayer* base, int cost, const PlaceSet& open, std::size_t depth,
            std::vector<Cover>& covers) {
    Cover partial;
    if (base != nullptr) partial.layers.push_back(base);
    partial.cost = cost;
    extend(partial, open, depth, covers);
  }

  /// Adds to `covers` what shows all `open` places with at most `depth` layers, each time the one
  /// that shows most for its cost. Layers of one segmentation share what they have in common.
  void find_greedily(int cost, const PlaceSet& open, std::size_t depth,
                     std::vector<Cover>& covers) const {
    std::vector<const LayerSource*> sources;
    for (const PaintLayer& layer : strict_) {
      if (std::ranges::find(sources, layer.source) == sources.end())
        sources.push_back(layer.source);
    }
    for (const LayerSource* source : sources) {
      Cover cover;
      cover.cost = cost;
      PlaceSet rest = open;
      while (rest.any() && cover.layers.size() < depth && deadline_.remaining() > 0) {
        const PaintLayer* best = nullptr;
        double best_worth = 0;
        int best_cost = 0;
        for (const PaintLayer& layer : strict_) {
          if (layer.source != source) continue;
          const int own = layer.cost - (cover.layers.empty() ? 0 : layer.shared_cost);
          const double worth =
              static_cast<double>((layer.right & rest).count()) / static_cast<double>(own);
          if (worth <= best_worth) continue;
          best = &layer;
          best_worth = worth;
          best_cost = own;
        }
        if (best == nullptr) break;
        cover.layers.push_back(best);
        cover.cost += best_cost;
        rest -= best->right;
      }
      if (rest.none()) covers.push_back(std::move(cover));
    }
  }

 private:
  void extend(Cover& partial, const PlaceSet& open, std::size_t depth, std::vector<Cover>& covers) {
    if (open.none()) {
      covers.push_back(partial);
      return;
    }
    if (depth == 0 || covers.size() >= kMaxCovers || deadline_.remaining() <= 0) return;
    std::size_t rarest = open.find_first();
    for (auto p = rarest; p != PlaceSet::npos; p = open.find_next(p)) {
      if (counts_[p] == 0) return;
      if (counts_[p] < counts_[rarest]) rarest = p;
    }
    for (const PaintLayer& layer : strict_) {
      if (!layer.right[rarest]) continue;
      if (depth == 1 && !open.is_subset_of(layer.right)) continue;
      if (++work_ > kMaxWork) return;
      partial.layers.push_back(&layer);
      partial.cost += layer.cost;
      extend(partial, open - layer.right, depth - 1, covers);
      partial.cost -= layer.cost;
      partial.layers.pop_back();
    }
  }

  static constexpr std::size_t kMaxCovers = 4000;
  static constexpr std::uint64_t kMaxWork = 100'000;

  const std::vector<PaintLayer>& strict_;
  std::vector<std::uint32_t> counts_;  ///< by place: strict layers that show it
  const Deadline& deadline_;
  std::uint64_t work_ = 0;
};

/// Known terms as layers, each painted as it is.
class KnownLayers final : public LayerSource {
 public:
  KnownLayers(const dsl::Domain& domain, std::span<const LayerTerm> terms)
      : domain_(domain), terms_(terms) {}

  /// Adds the strict ones.
  void add_to(const PaintCanvas& canvas, std::vector<PaintLayer>& strict) const {
    const dsl::PaintForm& form = *domain_.paint;
    for (std::size_t painter = 0; painter < form.painters.size(); ++painter) {
      const int around = domain_.registry[primitive(form.painters[painter].name)].cost +
                         domain_.registry[primitive("singleton")].cost;
      for (std::uint32_t k = 0; k < terms_.size(); ++k) {
        PaintLayer layer{this, k, 0, painter, terms_[k].cost + around, 0, {}, {}};
        if (canvas.read_strict(terms_[k].row.data(), layer)) strict.push_back(std::move(layer));
      }
    }
  }

  [[nodiscard]] dsl::TermId write(const PaintLayer& layer, dsl::TermPool& pool) const override {
    return pool.apply(pool.primitive(primitive("singleton")),
                      std::array{terms_[layer.effect].term});
  }

 private:
  [[nodiscard]] dsl::PrimitiveId primitive(std::string_view name) const {
    const auto id = domain_.registry.find(name);
    GESTALT_CHECK(id.has_value());
    return *id;
  }

  const dsl::Domain& domain_;
  std::span<const LayerTerm> terms_;
};

class PaintSearch {
 public:
  PaintSearch(const dsl::Domain& domain, const dsl::Examples& examples,
              std::span<const dsl::Constant> constants, const PaintMaterial& known,
              dsl::TermPool& pool, dsl::ChunkPool& memory, const PaintRuleOptions& options,
              const Deadline& deadline)
      : domain_(domain),
        form_(*domain.paint),
        examples_(examples),
        constants_(constants),
        known_(known),
        known_layers_(domain, known.layers),
        pool_(pool),
        memory_(memory),
        options_(options),
        deadline_(deadline),
        arena_(&memory) {}

  void run(RuleResult& result) {
    const Segmentations segmentations(domain_, examples_, constants_, pool_, memory_,
                                      options_.segmentations, options_.budget.steps, deadline_);
    steps_ = segmentations.steps();
    std::size_t canvases = 0;
    constexpr std::size_t kMaxCanvases = 3;
    const auto try_canvas = [&](const LayerTerm& term) {
      if (canvases == kMaxCanvases || is_over()) return;
      if (!PaintCanvas::has_frames(form_, examples_, term.row)) return;
      ++canvases;
      search(PaintCanvas(form_, examples_, term.term, term.row, term.cost), segmentations.all());
    };
    for (const LayerTerm& input : segmentations.inputs()) try_canvas(input);
    for (const LayerTerm& term : known_.canvases) try_canvas(term);
    result.steps = steps_;
    emit(result);
    if (out_of_steps_) result.stop = StopReason::kSteps;
  }

 private:
  void search(const PaintCanvas& canvas, const std::vector<LayerTerm>& segmentations);
  void accept(const PaintCanvas& canvas, const Cover& cover);
  void emit(RuleResult& result);
  [[nodiscard]] bool is_over() const {
    return steps_ >= options_.budget.steps || deadline_.remaining() <= 0 ||
           deadline_.interrupted() || memory_.bytes_in_use() > options_.budget.memory;
  }

  const dsl::Domain& domain_;
  const dsl::PaintForm& form_;
  const dsl::Examples& examples_;
  std::span<const dsl::Constant> constants_;
  const PaintMaterial& known_;
  KnownLayers known_layers_;
  dsl::TermPool& pool_;
  dsl::ChunkPool& memory_;
  const PaintRuleOptions& options_;
  const Deadline& deadline_;
  dsl::Arena arena_;
  std::uint64_t steps_ = 0;
  bool out_of_steps_ = false;  ///< some part of the search was
  struct Found {
    Rule rule;
    std::vector<dsl::Value> prediction;
  };
  std::vector<Found> found_;
};

void PaintSearch::search(const PaintCanvas& canvas, const std::vector<LayerTerm>& segmentations) {
  std::vector<std::unique_ptr<PartLayers>> sources;
  std::vector<PaintLayer> strict;
  std::vector<PaintLayer> bases;
  known_layers_.add_to(canvas, strict);
  PartLimits limits;
  limits.memory = options_.budget.memory;
  const std::uint64_t share = share_of_steps(options_.budget, steps_, segmentations.size());
  const bool cut_short = share < limits.steps;
  limits.steps = std::min(limits.steps, share);
  for (const LayerTerm& segmentation : segmentations) {
    sources.push_back(std::make_unique<PartLayers>(domain_, examples_, constants_, segmentation,
                                                   pool_, memory_, limits, deadline_));
  }
  tbb::task_arena arena(options_.threads);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, sources.size(),
                      [&](std::size_t k) { sources[k]->find(canvas); });
  });
  for (const auto& source : sources) {
    steps_ += source->steps();
    out_of_steps_ = out_of_steps_ || (cut_short && source->steps() >= limits.steps);
    std::ranges::move(source->strict(), std::back_inserter(strict));
    std::ranges::move(source->bases(), std::back_inserter(bases));
  }
  const auto cheaper = [](const PaintLayer& a, const PaintLayer& b) { return a.cost < b.cost; };
  std::stable_sort(strict.begin(), strict.end(), cheaper);
  std::stable_sort(bases.begin(), bases.end(), cheaper);
  CoverSearch covering(strict, canvas.places(), deadline_);
  std::vector<Cover> covers;
  for (std::size_t depth = 1; depth <= options_.max_layers && covers.empty(); ++depth) {
    covering.find(nullptr, canvas.cost(), canvas.changed(), depth, covers);
    if (depth == options_.max_layers) continue;
    for (const PaintLayer& base : bases) {
      if (deadline_.remaining() <= 0) break;
      covering.find(&base, canvas.cost() + base.cost, (canvas.changed() - base.right) | base.wrong,
                    depth, covers);
    }
  }
  if (covers.empty()) {
    constexpr std::size_t kManyLayers = 8;
    covering.find_greedily(canvas.cost(), canvas.changed(), kManyLayers, covers);
  }
  std::stable_sort(covers.begin(), covers.end(),
                   [](const Cover& a, const Cover& b) { return a.cost < b.cost; });
  std::size_t tried = 0;
  constexpr std::size_t kMaxTried = 60;
  for (const Cover& cover : covers) {
    if (found_.size() >= options_.rules || ++tried > kMaxTried || is_over()) break;
    accept(canvas, cover);
  }
}

/// Writes the program and keeps it if it fits and predicts something new.
void PaintSearch::accept(const PaintCanvas& canvas, const Cover& cover) {
  ++steps_;
  dsl::TermId body = canvas.term();
  for (const PaintLayer* layer : cover.layers) {
    const auto painter = domain_.registry.find(form_.painters[layer->painter].name);
    GESTALT_CHECK(painter.has_value());
    body = pool_.apply(pool_.primitive(*painter),
                       std::array{body, layer->source->write(*layer, pool_)});
  }
  for (auto k = static_cast<std::uint32_t>(examples_.inputs.size()); k-- > 0;) {
    body = pool_.lambda(k, body);
  }
  const auto outputs = predict(domain_, examples_, pool_, body, arena_);
  if (!outputs || !fits_train_pairs(examples_, *outputs)) return;
  std::vector<dsl::Value> prediction(
      outputs->begin() + static_cast<std::ptrdiff_t>(examples_.train_count), outputs->end());
  for (const Found& other : found_) {
    if (other.prediction == prediction) return;
  }
  found_.push_back({{body, cover.cost}, std::move(prediction)});
}

void PaintSearch::emit(RuleResult& result) {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Found& a, const Found& b) { return a.rule.cost < b.rule.cost; });
  for (const Found& found : found_) result.rules.push_back(found.rule);
}

}  // namespace

RuleResult find_paint_rules(const dsl::Domain& domain, const dsl::Examples& examples,
                            std::span<const dsl::Constant> constants, const PaintMaterial& known,
                            dsl::TermPool& pool, dsl::ChunkPool& memory,
                            const PaintRuleOptions& options, const std::atomic<bool>* interrupt) {
  RuleResult result;
  if (!domain.paint || examples.output_type != domain.paint->values.type) return result;
  const Deadline deadline(options.budget.seconds, interrupt);
  PaintSearch(domain, examples, constants, known, pool, memory, options, deadline).run(result);
  const StopReason stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  if (stop != StopReason::kExhausted) result.stop = stop;
  return result;
}

}  // namespace gestalt::synthesis
