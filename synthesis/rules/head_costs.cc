#include "synthesis/rules/head_costs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

namespace gestalt::synthesis {

namespace {

/// exp(-cost / kUnitsPerNat) by cost.
class Weights {
 public:
  Weights() {
    for (std::size_t cost = 0; cost < weights_.size(); ++cost) {
      weights_[cost] = std::exp(-static_cast<double>(cost) / kUnitsPerNat);
    }
  }
  [[nodiscard]] double of(int cost) const { return weights_[static_cast<std::size_t>(cost)]; }

 private:
  std::array<double, Costs::kMaximum + 1> weights_;
};

/// Whether the rules of the domain write a primitive themselves.
bool is_written_by_rules(const dsl::Domain& domain, const std::string& name) {
  const auto& cells = domain.cells;
  return cells && (name == cells->equal || name == cells->at_least || name == cells->both ||
                   name == cells->either || name == cells->paint || name == cells->copy);
}

}  // namespace

HeadCosts::HeadCosts(const dsl::Registry& registry) {
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) costs_.push_back(registry[id].cost);
}

HeadCosts::HeadCosts(const dsl::Domain& domain, const Costs& costs) : HeadCosts(domain.registry) {
  const dsl::Registry& registry = domain.registry;
  const Weights weights;
  std::map<dsl::Type, std::vector<dsl::PrimitiveId>> heads;
  std::map<dsl::Type, std::vector<Slot>> slots;
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Type& type = registry[id].type;
    if (type.result().is_ground() && !is_written_by_rules(domain, registry[id].name)) {
      heads[type.result()].push_back(id);
    }
    std::uint32_t argument = 0;
    for (const dsl::Type& parameter : type.parameters()) {
      if (argument == Costs::kSlots) break;
      slots[parameter].push_back({id, argument++});
    }
  }
  for (const auto& [type, own] : heads) {
    std::vector<double> share(own.size(), 0);
    for (const Slot slot : slots[type]) {
      double all = 0;
      for (const dsl::PrimitiveId head : own) all += weights.of(costs.of(slot, head));
      const double weight = weights.of(registry[slot.parent].cost) / all;
      for (std::size_t k = 0; k < own.size(); ++k) {
        share[k] += weight * weights.of(costs.of(slot, own[k]));
      }
    }
    double all_shares = 0;
    double all_prior = 0;
    for (std::size_t k = 0; k < own.size(); ++k) {
      all_shares += share[k];
      all_prior += weights.of(registry[own[k]].cost);
    }
    if (all_shares == 0) continue;  // no slot takes this type
    for (std::size_t k = 0; k < own.size(); ++k) {
      const double prior = weights.of(registry[own[k]].cost) / all_prior;
      const double change = -kUnitsPerNat * std::log(share[k] / all_shares / prior);
      costs_[own[k]] = std::clamp(costs_[own[k]] + static_cast<int>(std::lround(change)),
                                  Costs::kMinimum, Costs::kMaximum);
    }
  }
}

}  // namespace gestalt::synthesis
