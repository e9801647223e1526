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
  std::vector<double> weights;
  for (const float prior : vocabulary.prior()) weights.push_back(std::exp(prior));
  Costs costs(domain.registry);
  for (std::int32_t slot = 0; slot < vocabulary.slots(); ++slot) {
    const Slot at = Costs::slot(static_cast<std::size_t>(slot));
    const bool exists =
        at.parent >= domain.registry.size() || at.argument < domain.registry[at.parent].arity;
    double sum = 0;
    for (std::int32_t head = 0; head < vocabulary.heads(); ++head) {
      if (vocabulary.is_legal(slot, head)) sum += weights[static_cast<std::size_t>(head)];
    }
    const auto row = log_probabilities.subspan(static_cast<std::size_t>(slot) * heads, heads);
    for (dsl::PrimitiveId head = 0; head < domain.registry.size(); ++head) {
      if (!exists || !vocabulary.is_legal(slot, static_cast<std::int32_t>(head))) {
        costs.set(at, head, Costs::kMaximum);
        continue;
      }
      const double predicted = std::exp(static_cast<double>(row[head]));
      const double share = std::isfinite(predicted) ? predicted : 0;
      const double mixed = (1 - options.floor) * share + options.floor * weights[head] / sum;
      const double cost = -options.units_per_nat * std::log(mixed);
      costs.set(at, head, static_cast<int>(std::lround(cost)));
    }
  }
  return costs;
}

}  // namespace gestalt::neural
