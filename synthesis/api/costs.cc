#include "synthesis/api/costs.h"

#include "synthesis/api/choices.h"

namespace gestalt::synthesis {

Costs::Costs(const dsl::Domain& domain)
    : heads_(domain.registry.size()), roles_(domain.roles.size()), cells_(rows() * width()) {
  const Slot root;
  for (dsl::PrimitiveId head = 0; head < heads_; ++head) {
    set(root, head, domain.registry[head].cost);
  }
  set_variable(root, kVariable);
  for (std::size_t role = 0; role < roles_; ++role) {
    set_literal(root, static_cast<dsl::RoleId>(role), domain.roles[role].cost);
  }
  for (std::size_t row = 1; row < rows(); ++row) {
    std::copy_n(begin(root), width(), &at(slot(row), 0));
  }
}

void Costs::set_everywhere(dsl::PrimitiveId head, int cost) {
  const auto cell = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  for (std::size_t at = head; at < cells_.size(); at += width()) cells_[at] = cell;
}

Costs uniform_costs(const dsl::Domain& domain) {
  constexpr int kUsual = 8;
  Costs costs(domain);
  for (dsl::PrimitiveId head = 0; head < costs.heads(); ++head) {
    costs.set_everywhere(head, kUsual);
  }
  return costs;
}

const dsl::Constant* find_constant(std::span<const dsl::Constant> constants,
                                   const dsl::Literal& literal) {
  for (const dsl::Constant& constant : constants) {
    if (constant.value != literal.value) continue;
    dsl::Substitution types;  // an empty list is a literal of any list type
    if (types.unify(constant.type, literal.type)) return &constant;
  }
  return nullptr;
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
      case Choice::Kind::kLiteral: {
        const auto* constant = find_constant(constants, pool.literal_of(choice.term));
        total += constant == nullptr ? Costs::kUnknownLiteral
                                     : costs.literal(choice.slot, constant->role);
        break;
      }
      case Choice::Kind::kLambda:
        total += Costs::kLambda;
    }
  });
  return total;
}

}  // namespace gestalt::synthesis
