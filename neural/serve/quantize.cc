#include "neural/serve/quantize.h"

#include <algorithm>
#include <cmath>

#include "dsl/core/check.h"

namespace gestalt::neural {

using synthesis::Costs;
using synthesis::Slot;

Costs quantize(const dsl::Domain& domain, const Vocabulary& vocabulary,
               std::span<const float> log_probabilities, std::span<const dsl::Constant> constants,
               const QuantizeOptions& options) {
  const auto heads = static_cast<std::size_t>(vocabulary.heads());
  GESTALT_CHECK(log_probabilities.size() == heads * static_cast<std::size_t>(vocabulary.slots()));
  const auto floor = static_cast<float>(options.floor);
  const auto units = static_cast<float>(options.units_per_nat);
  std::vector<float> weights;
  for (const float prior : vocabulary.prior()) weights.push_back(std::exp(prior));
  std::vector<float> sharing(domain.roles.size(), 0);  // constants by role
  for (const dsl::Constant& constant : constants) ++sharing[constant.role];
  Costs costs(domain);
  for (std::int32_t slot = 0; slot < vocabulary.program_slots(); ++slot) {
    const Slot at = Costs::slot(static_cast<std::size_t>(slot));
    const bool exists =
        at.parent >= domain.registry.size() || at.argument < domain.registry[at.parent].arity;
    float sum = 0;
    for (std::int32_t head = 0; head < vocabulary.heads(); ++head) {
      if (vocabulary.is_legal(slot, head)) sum += weights[static_cast<std::size_t>(head)];
    }
    const auto row = log_probabilities.subspan(static_cast<std::size_t>(slot) * heads, heads);
    const auto cost_of = [&](std::int32_t number, float among = 1) {
      const auto head = static_cast<std::size_t>(number);
      const float predicted = std::exp(row[head]);
      const float share = std::isfinite(predicted) ? predicted : 0;
      const float mixed = (1 - floor) * share + floor * weights[head] / sum;
      return static_cast<int>(std::lround(-units * std::log(mixed / std::max(among, 1.0F))));
    };
    if (exists) {
      costs.set_variable(at, cost_of(vocabulary.variable()));
      for (dsl::RoleId role = 0; role < sharing.size(); ++role) {
        costs.set_literal(at, role, cost_of(vocabulary.literal(role), sharing[role]));
      }
    }
    for (dsl::PrimitiveId id = 0; id < domain.registry.size(); ++id) {
      const auto head = static_cast<std::int32_t>(id);
      const bool may_stand = exists && vocabulary.is_legal(slot, head);
      costs.set(at, id, may_stand ? cost_of(head) : Costs::kMaximum);
    }
  }
  return costs;
}

}  // namespace gestalt::neural
