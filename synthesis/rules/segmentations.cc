#include "synthesis/rules/segmentations.h"

#include <algorithm>
#include <map>

#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/part_terms.h"

namespace gestalt::synthesis {

namespace {

constexpr std::uint32_t kEndOfPart = 0xFFFFFFFE;
constexpr std::uint32_t kEndOfExample = 0xFFFFFFFF;

}  // namespace

Segmentations::Segmentations(const RuleProblem& problem, const PartLimits& limits,
                             std::uint64_t max_steps, const Deadline& deadline)
    : problem_(problem),
      form_(*problem.domain.paint),
      max_steps_(max_steps),
      deadline_(deadline),
      arena_(&problem.memory),
      context_(arena_, problem.domain.registry, {.fuel = 20'000, .list_length = 256}) {
  inputs_ = input_terms(problem.examples, form_.values.type, problem.pool);
  if (!inputs_.empty()) find(limits);
  is_complete_ = !is_over();
  if (segmentations_.size() > limits.segmentations) segmentations_.resize(limits.segmentations);
}

/// A digest of where the parts lie, whatever elements they show there: repainting is left to the
/// actions.
dsl::Digest Segmentations::places_of(const LayerTerm& segmentation) const {
  std::vector<std::uint32_t> places;
  std::vector<dsl::Shown> shown;
  for (std::size_t i = 0; i < segmentation.row.size(); ++i) {
    for (const dsl::Value part : dsl::List(segmentation.row[i])) {
      shown.clear();
      form_.painters.back().read(part, inputs_.front().row[i], shown);
      for (const dsl::Shown& at : shown) places.push_back(at.place);
      places.push_back(kEndOfPart);
    }
    places.push_back(kEndOfExample);
  }
  return dsl::digest_bytes(places.data(), places.size() * sizeof(places[0]));
}

/// The cheapest values that primitives make of an input in its own frame: without a color, say.
std::vector<LayerTerm> Segmentations::views(const TermPools<LayerTerm>& pools, std::size_t count) {
  Cheapest<LayerTerm> found;
  for_each_application_by_cost<LayerTerm>(
      problem_.domain.registry, problem_.heads, form_.values.type, pools,
      [&](const dsl::Type& type) { return type != form_.values.type; },
      [&] { return is_over() || found.all().size() >= count; },
      [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
        LayerTerm term;
        ++steps_;
        if (!apply_to_rows(problem_, id, arguments, context_, term)) return;
        const LayerTerm& input = inputs_.front();
        const auto shows = [&](const LayerTerm& known) { return known.row == term.row; };
        if (std::ranges::any_of(inputs_, shows)) return;
        for (std::size_t i = 0; i < term.row.size(); ++i) {
          if (form_.values.frame(term.row[i]) != form_.values.frame(input.row[i])) return;
        }
        const dsl::Digest key = digest_of_row(term);
        found.add(key, std::move(term));
      });
  return found.take();
}

/// Lists of parts that primitives make from an input or a view.
void Segmentations::find(const PartLimits& limits) {
  TermPools<LayerTerm> pools;
  std::map<dsl::Type, std::vector<LayerTerm>> constants;
  const std::size_t columns = problem_.examples.inputs.front().size();
  for (const dsl::Constant& constant : problem_.constants) {
    constants[constant.type].push_back(constant_term(constant, columns, problem_.pool));
  }
  for (const auto& [type, terms] : constants) pools[type] = &terms;
  pools[form_.values.type] = &inputs_;
  std::vector<LayerTerm> wholes = inputs_;
  std::ranges::move(views(pools, limits.views), std::back_inserter(wholes));
  pools[form_.values.type] = &wholes;
  Cheapest<LayerTerm> found;
  for_each_application<LayerTerm>(
      problem_.domain.registry, dsl::list_of(form_.values.type), pools,
      [&](const dsl::Type& type) { return type != form_.values.type; }, [&] { return is_over(); },
      [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
        LayerTerm term;
        ++steps_;
        if (!apply_to_rows(problem_, id, arguments, context_, term)) return;
        std::size_t parts = 0;
        bool on_train = false;
        for (std::size_t i = 0; i < columns; ++i) {
          const std::size_t size = dsl::List(term.row[i]).size();
          parts += size;
          on_train = on_train || (i < problem_.examples.train_count && size > 0);
        }
        if (!on_train || parts > limits.parts) return;
        const dsl::Digest places = places_of(term);
        found.add(places, std::move(term));
      });
  segmentations_ = found.take();
}

}  // namespace gestalt::synthesis
