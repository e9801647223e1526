#include "synthesis/rules/segmentations.h"

#include <algorithm>
#include <unordered_map>

#include "synthesis/rules/applications.h"
#include "synthesis/rules/part_layers.h"

namespace gestalt::synthesis {

namespace {

constexpr std::uint32_t kEndOfPart = 0xFFFFFFFE;
constexpr std::uint32_t kEndOfExample = 0xFFFFFFFF;

}  // namespace

Segmentations::Segmentations(const dsl::Domain& domain, const dsl::Examples& examples,
                             std::span<const dsl::Constant> constants, dsl::TermPool& pool,
                             dsl::ChunkPool& memory, std::size_t count, std::uint64_t max_steps,
                             const Deadline& deadline)
    : domain_(domain),
      form_(*domain.paint),
      examples_(examples),
      pool_(pool),
      max_steps_(max_steps),
      deadline_(deadline),
      arena_(&memory),
      context_(arena_, domain.registry, {.fuel = 20'000, .list_length = 256}) {
  for (std::uint32_t k = 0; k < examples_.inputs.size(); ++k) {
    if (examples_.input_types[k] != form_.values.type) continue;
    inputs_.push_back({.term = pool_.variable(k), .row = examples_.inputs[k]});
  }
  if (inputs_.empty()) return;
  find(constants);
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
void Segmentations::find(std::span<const dsl::Constant> all_constants) {
  TermPools<LayerTerm> pools;
  std::map<dsl::Type, std::vector<LayerTerm>> constants;
  const std::size_t columns = examples_.inputs.front().size();
  for (const dsl::Constant& constant : all_constants) {
    constants[constant.type].push_back({.term = pool_.literal(constant.type, constant.value),
                                        .row = std::vector(columns, constant.value),
                                        .cost = constant.cost});
  }
  for (const auto& [type, terms] : constants) pools[type] = &terms;
  pools[form_.values.type] = &inputs_;
  const PartLimits limits;
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known;
  for_each_application<LayerTerm>(
      domain_.registry, dsl::list_of(form_.values.type), pools,
      [&](const dsl::Type& type) { return type != form_.values.type; }, [&] { return is_over(); },
      [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
        LayerTerm term;
        ++steps_;
        if (!apply_to_rows(id, arguments, context_, pool_, term)) return;
        std::size_t parts = 0;
        bool on_train = false;
        for (std::size_t i = 0; i < columns; ++i) {
          const std::size_t size = dsl::List(term.row[i]).size();
          parts += size;
          on_train = on_train || (i < examples_.train_count && size > 0);
        }
        if (!on_train || parts > limits.parts) return;
        const auto [at, is_new] = known.emplace(places_of(term), segmentations_.size());
        if (is_new) {
          segmentations_.push_back(std::move(term));
        } else if (term.cost < segmentations_[at->second].cost) {
          segmentations_[at->second] = std::move(term);
        }
      });
  std::stable_sort(segmentations_.begin(), segmentations_.end(),
                   [](const LayerTerm& a, const LayerTerm& b) { return a.cost < b.cost; });
}

}  // namespace gestalt::synthesis
