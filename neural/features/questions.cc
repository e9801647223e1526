#include "neural/features/questions.h"

#include <algorithm>
#include <cmath>

#include "neural/features/property_table.h"

namespace gestalt::neural {

namespace {

/// Costs are told apart by these bounds; those above the last are one more class.
constexpr std::array kCostBounds{8, 16, 24, 32, 48, 64, 96, 128, 192};
constexpr double kDearest = 256;  // what stands for the class above

std::size_t class_of(int cost) {
  return static_cast<std::size_t>(std::ranges::lower_bound(kCostBounds, cost) -
                                  kCostBounds.begin());
}

/// The middle of a class.
double cost_of(std::size_t number) {
  if (number == kCostBounds.size()) return kDearest;
  const int below = number == 0 ? 0 : kCostBounds[number - 1];
  return 0.5 * (below + kCostBounds[number]);
}

std::vector<synthesis::PictureSize> sizes_of(const dsl::RasterForm& form,
                                             std::span<const dsl::Value> values) {
  std::vector<synthesis::PictureSize> sizes;
  for (const dsl::Value value : values) {
    const dsl::Raster raster = form.to_raster(value);
    sizes.push_back({raster.rows, raster.columns});
  }
  return sizes;
}

}  // namespace

std::optional<synthesis::SizeRelation> size_relation_of(const dsl::Domain& domain,
                                                        std::span<const dsl::Value> inputs,
                                                        std::span<const dsl::Value> outputs) {
  const dsl::RasterForm* form = output_raster(domain);
  const dsl::Type& type = domain.task_type;
  if (form == nullptr || type.parameters().front() != type.result()) return std::nullopt;
  return size_relation(sizes_of(*form, inputs), sizes_of(*form, outputs));
}

Questions::Questions(synthesis::StrategyShares strategies) : strategies_(std::move(strategies)) {
  if (strategies_.empty()) return;
  answers_ = {synthesis::kSizeRelations, kCostBounds.size() + 1, strategies_.size()};
}

std::string_view Questions::name(std::size_t question) {
  constexpr std::array<std::string_view, kCount> kNames{"sizes", "cost", "strategy"};
  return kNames[question];
}

double Questions::prior(std::size_t question, std::size_t answer) const {
  return question == kStrategy ? std::log(strategies_[answer].second) : 0;
}

std::vector<std::size_t> Questions::right(std::size_t question, const TaskFacts& facts) const {
  switch (question) {
    case kSizes:
      if (!facts.sizes) return {};
      return {static_cast<std::size_t>(*facts.sizes)};
    case kCost:
      return {class_of(facts.cost)};
    default:
      break;
  }
  std::vector<std::size_t> right;
  for (const std::string& name : facts.strategies) {
    const auto known =
        std::ranges::find(strategies_, name, &synthesis::StrategyShares::value_type::first);
    if (known == strategies_.end()) continue;
    right.push_back(static_cast<std::size_t>(known - strategies_.begin()));
  }
  return right;
}

synthesis::Outlook Questions::outlook(std::span<const double> probabilities) const {
  synthesis::Outlook outlook;
  std::ranges::copy(probabilities.first(answers_[kSizes]), outlook.sizes.begin());
  probabilities = probabilities.subspan(answers_[kSizes]);
  for (std::size_t k = 0; k < answers_[kCost]; ++k) outlook.cost += probabilities[k] * cost_of(k);
  probabilities = probabilities.subspan(answers_[kCost]);
  for (std::size_t k = 0; k < strategies_.size(); ++k) {
    const auto& [name, share] = strategies_[k];
    outlook.strategies.push_back({name, probabilities[k], share});
  }
  return outlook;
}

}  // namespace gestalt::neural
