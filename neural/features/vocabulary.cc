#include "neural/features/vocabulary.h"

#include <map>

#include "synthesis/api/choices.h"

namespace gestalt::neural {

namespace {

using dsl::Type;
using synthesis::Costs;
using synthesis::Slot;

/// Whether two types can be equal; remembers what it was asked, types being few.
class TypeFit {
 public:
  bool operator()(const Type& result, const Type& wanted) {
    const auto [at, fresh] = known_.try_emplace({dsl::canonical(result), dsl::canonical(wanted)});
    if (fresh) {
      dsl::Substitution types;
      const Type own = types.instantiate(result);
      at->second = types.unify(own, types.instantiate(wanted));
    }
    return at->second;
  }

 private:
  std::map<std::pair<Type, Type>, bool> known_;
};

/// The type that a slot wants; nothing where any may stand, or where the primitive has no such
/// argument.
const Type* wanted_type(const dsl::Registry& registry, Slot slot,
                        const std::vector<std::vector<Type>>& parameters) {
  if (slot.parent >= registry.size()) return nullptr;
  const auto& own = parameters[slot.parent];
  return slot.argument < own.size() ? &own[slot.argument] : nullptr;
}

}  // namespace

Vocabulary::Vocabulary(const dsl::Domain& domain)
    : heads_(static_cast<std::int32_t>(domain.registry.size()) + 2),
      slots_(static_cast<std::int32_t>(Costs(domain.registry).rows())),
      legal_(static_cast<std::size_t>(heads_ * slots_), 1) {
  const dsl::Registry& registry = domain.registry;
  constexpr auto kUnits = static_cast<float>(synthesis::kUnitsPerNat);
  std::vector<std::vector<Type>> parameters;
  for (const dsl::Primitive& primitive : registry.primitives()) {
    parameters.push_back(primitive.type.parameters());
    prior_.push_back(static_cast<float>(-primitive.cost) / kUnits);
  }
  const auto leaf = static_cast<float>(-Costs().variable()) / kUnits;
  prior_.insert(prior_.end(), 2, leaf);
  TypeFit fits;
  for (std::int32_t row = 0; row < slots_; ++row) {
    const Slot slot = Costs::slot(static_cast<std::size_t>(row));
    const Type* wanted = wanted_type(registry, slot, parameters);
    if (wanted == nullptr || wanted->is_arrow()) continue;
    for (dsl::PrimitiveId head = 0; head < registry.size(); ++head) {
      const Type& result = registry[head].type.result_after(registry[head].arity);
      if (!fits(result, *wanted)) legal_[static_cast<std::size_t>(row * heads_) + head] = 0;
    }
  }
}

std::vector<Decision> Vocabulary::decisions(const dsl::TermPool& pool, dsl::TermId program,
                                            std::uint32_t inputs) const {
  using Kind = synthesis::Choice::Kind;
  std::vector<Decision> decisions;
  synthesis::for_each_choice(pool, program, inputs, [&](const synthesis::Choice& choice) {
    if (choice.kind == Kind::kLambda) return;
    const std::int32_t head = choice.kind == Kind::kVariable ? variable()
                              : choice.kind == Kind::kLiteral
                                  ? literal()
                                  : static_cast<std::int32_t>(choice.primitive);
    decisions.push_back({static_cast<std::int32_t>(Costs::row(choice.slot)), head});
  });
  return decisions;
}

}  // namespace gestalt::neural
