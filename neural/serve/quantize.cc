#include "neural/serve/quantize.h"

#include <cmath>

#include "dsl/core/check.h"

namespace gestalt::neural {

using synthesis::Costs;
using synthesis::Slot;

Costs quantize(const dsl::Domain& domain, const Vocabulary& vocabulary,
               std::span<const float> log_probabilities, const QuantizeOptions& options) {
  const auto heads = static_cast<std::size_t>(vocabulary.heads());
  GESTALT_CHECK(log_probabilities.size() == heads * static_cast<std::size_t>(vocabulary.slots()));
  const auto floor = static_cast<float>(options.floor);
  const auto units = static_cast<float>(options.units_per_nat);
  std::vector<float> weights;
  for (const float prior : vocabulary.prior()) weights.push_back(std::exp(prior));
  Costs costs(domain.registry);
  for (std::int32_t slot = 0; slot < vocabulary.program_slots(); ++slot) {
    const Slot at = Costs::slot(static_cast<std::size_t>(slot));
    const bool exists =
        at.parent >= domain.registry.size() || at.argument < domain.registry[at.parent].arity;
    float sum = 0;
    for (std::int32_t head = 0; head < vocabulary.heads(); ++head) {
      if (vocabulary.is_legal(slot, head)) sum += weights[static_cast<std::size_t>(head)];
    }
    const auto row = log_probabilities.subspan(static_cast<std::size_t>(slot) * heads, heads);
    const auto cost_of = [&](std::size_t head) {
      const float predicted = std::exp(row[head]);
      const float share = std::isfinite(predicted) ? predicted : 0;
      const float mixed = (1 - floor) * share + floor * weights[head] / sum;
      return static_cast<int>(std::lround(-units * std::log(mixed)));
    };
    if (exists) {
      costs.set_variable(at, cost_of(static_cast<std::size_t>(vocabulary.variable())));
      costs.set_literal(at, cost_of(static_cast<std::size_t>(vocabulary.literal())));
    }
    for (dsl::PrimitiveId head = 0; head < domain.registry.size(); ++head) {
      if (!exists || !vocabulary.is_legal(slot, static_cast<std::int32_t>(head))) {
        costs.set(at, head, Costs::kMaximum);
        continue;
      }
      costs.set(at, head, cost_of(head));
    }
  }
  return costs;
}

}  // namespace gestalt::neural
