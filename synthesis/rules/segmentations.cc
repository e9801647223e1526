#include "synthesis/rules/segmentations.h"

#include <algorithm>
#include <map>

#include "synthesis/rules/applications.h"
#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/part_terms.h"

namespace gestalt::synthesis {

namespace {

constexpr std::uint32_t kEndOfPart = 0xFFFFFFFE;
constexpr std::uint32_t kEndOfExample = 0xFFFFFFFF;

}  // namespace

Segmentations::Segmentations(const RuleProblem& problem, std::size_t count, std::uint64_t max_steps,
                             const Deadline& deadline)
    : problem_(problem),
      form_(*problem.domain.paint),
      max_steps_(max_steps),
      deadline_(deadline),
      arena_(&problem.memory),
      context_(arena_, problem.domain.registry, {.fuel = 20'000, .list_length = 256}) {
  inputs_ = input_terms(problem.examples, form_.values.type, problem.pool);
  if (!inputs_.empty()) find();
  is_complete_ = !is_over();
  if (segmentations_.size() > count) segmentations_.resize(count);
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

/// Lists of parts that primitives make from an input.
void Segmentations::find() {
  TermPools<LayerTerm> pools;
  std::map<dsl::Type, std::vector<LayerTerm>> constants;
  const std::size_t columns = problem_.examples.inputs.front().size();
  for (const dsl::Constant& constant : problem_.constants) {
    constants[constant.type].push_back(constant_term(constant, columns, problem_.pool));
  }
  for (const auto& [type, terms] : constants) pools[type] = &terms;
  pools[form_.values.type] = &inputs_;
  const PartLimits limits;
  Cheapest<LayerTerm> found;
  for_each_application<LayerTerm>(
      problem_.domain.registry, dsl::list_of(form_.values.type), pools,
      [&](const dsl::Type& type) { return type != form_.values.type; }, [&] { return is_over(); },
      [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
        LayerTerm term;
        ++steps_;
        if (!apply_to_rows(id, arguments, context_, problem_.pool, term)) return;
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
