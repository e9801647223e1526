#include "synthesis/api/costs.h"

namespace gestalt::synthesis {

Costs::Costs(const dsl::Registry& registry)
    : heads_(registry.size()), cells_((2 + registry.size() * kSlots) * registry.size()) {
  for (dsl::PrimitiveId head = 0; head < heads_; ++head) set_everywhere(head, registry[head].cost);
}

void Costs::set_everywhere(dsl::PrimitiveId head, int cost) {
  const auto cell = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  for (std::size_t at = head; at < cells_.size(); at += heads_) cells_[at] = cell;
}

Slot argument_slot(const dsl::TermPool& pool, dsl::TermId head, std::uint32_t argument) {
  if (pool[head].kind != dsl::TermKind::kPrimitive) return {};
  return {pool[head].payload, std::min(argument, Costs::kSlots - 1)};
}

namespace {

int cost_in(Slot slot, dsl::TermId id, const Costs& costs, const dsl::TermPool& pool,
            std::span<const dsl::Constant> constants) {
  const auto children = pool.children(id);
  switch (pool[id].kind) {
    case dsl::TermKind::kVariable:
      return costs.variable();
    case dsl::TermKind::kPrimitive:
      return costs.of(slot, pool[id].payload);
    case dsl::TermKind::kLiteral: {
      const dsl::Literal& literal = pool.literal_of(id);
      for (const dsl::Constant& constant : constants) {
        if (constant.value != literal.value) continue;
        dsl::Substitution types;  // an empty list is a literal of any list type
        if (types.unify(constant.type, literal.type)) return constant.cost;
      }
      return costs.unknown_literal();
    }
    case dsl::TermKind::kLambda:
      return costs.lambda() + cost_in({Slot::kBody, 0}, children[0], costs, pool, constants);
    case dsl::TermKind::kApply:
      break;
  }
  int total = cost_in(slot, children[0], costs, pool, constants);
  for (std::uint32_t k = 1; k < children.size(); ++k) {
    total += cost_in(argument_slot(pool, children[0], k - 1), children[k], costs, pool, constants);
  }
  return total;
}

}  // namespace

int program_cost(const Costs& costs, const dsl::TermPool& pool, dsl::TermId program,
                 std::uint32_t inputs, std::span<const dsl::Constant> constants) {
  for (; inputs > 0 && pool[program].kind == dsl::TermKind::kLambda; --inputs) {
    program = pool.children(program)[0];
  }
  return cost_in({}, program, costs, pool, constants);
}

}  // namespace gestalt::synthesis
