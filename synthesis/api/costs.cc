#include "synthesis/api/costs.h"

#include "synthesis/api/choices.h"

namespace gestalt::synthesis {

Costs::Costs(const dsl::Registry& registry) : heads_(registry.size()), cells_(rows() * width()) {
  for (dsl::PrimitiveId head = 0; head < heads_; ++head) set_everywhere(head, registry[head].cost);
  for (std::size_t row = 0; row < rows(); ++row) set_variable(slot(row), kVariable);
}

void Costs::set_everywhere(dsl::PrimitiveId head, int cost) {
  const auto cell = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  for (std::size_t at = head; at < cells_.size(); at += width()) cells_[at] = cell;
}

namespace {

int literal_cost(const dsl::Literal& literal, std::span<const dsl::Constant> constants) {
  for (const dsl::Constant& constant : constants) {
    if (constant.value != literal.value) continue;
    dsl::Substitution types;  // an empty list is a literal of any list type
    if (types.unify(constant.type, literal.type)) return constant.cost;
  }
  return Costs::kUnknownLiteral;
}

}  // namespace

Costs uniform_costs(const dsl::Registry& registry) {
  constexpr int kUsual = 8;
  Costs costs(registry);
  for (dsl::PrimitiveId head = 0; head < registry.size(); ++head) {
    costs.set_everywhere(head, kUsual);
  }
  return costs;
}

int program_cost(const Costs& costs, const dsl::TermPool& pool, dsl::TermId program,
                 std::uint32_t inputs, std::span<const dsl::Constant> constants) {
  int total = 0;
  for_each_choice(pool, program, inputs, [&](const Choice& choice) {
    switch (choice.kind) {
      case Choice::Kind::kPrimitive:
        total += costs.of(choice.slot, choice.primitive);
        break;
      case Choice::Kind::kVariable:
        total += costs.variable(choice.slot);
        break;
      case Choice::Kind::kLiteral:
        total += literal_cost(pool.literal_of(choice.term), constants) + costs.literal(choice.slot);
        break;
      case Choice::Kind::kLambda:
        total += Costs::kLambda;
    }
  });
  return total;
}

}  // namespace gestalt::synthesis
