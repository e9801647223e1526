#include "neural/features/vocabulary.h"

#include <cmath>
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

Vocabulary::Vocabulary(const dsl::Domain& domain, Questions questions)
    : questions_(std::move(questions)),
      variable_(static_cast<std::int32_t>(domain.registry.size())),
      program_heads_(variable_ + static_cast<std::int32_t>(domain.roles.size()) + 2),
      program_slots_(static_cast<std::int32_t>(Costs(domain).rows())),
      heads_(program_heads_),
      slots_(program_slots_) {
  ask_questions();
  const dsl::Registry& registry = domain.registry;
  constexpr auto kUnits = static_cast<float>(synthesis::kUnitsPerNat);
  std::vector<std::vector<Type>> parameters;
  for (const dsl::Primitive& primitive : registry.primitives()) {
    parameters.push_back(primitive.type.parameters());
    prior_.push_back(static_cast<float>(-primitive.cost) / kUnits);
  }
  prior_.push_back(static_cast<float>(-Costs::kVariable) / kUnits);
  for (const dsl::Role& role : domain.roles) {
    prior_.push_back(static_cast<float>(-role.cost) / kUnits);
  }
  prior_.push_back(static_cast<float>(-Costs::kUnknownLiteral) / kUnits);
  for_each_question([&](std::size_t question, std::int32_t, std::int32_t) {
    for (std::size_t k = 0; k < questions_.answers(question); ++k) {
      prior_.push_back(static_cast<float>(questions_.prior(question, k)));
    }
  });
  TypeFit fits;
  for (std::int32_t row = 0; row < program_slots_; ++row) {
    const Slot slot = Costs::slot(static_cast<std::size_t>(row));
    const Type* wanted = wanted_type(registry, slot, parameters);
    if (wanted == nullptr || wanted->is_arrow()) continue;
    const auto allow_if_fits = [&](std::int32_t head, const Type& result) {
      if (!fits(result, *wanted)) legal_[static_cast<std::size_t>(row * heads_ + head)] = 0;
    };
    for (dsl::PrimitiveId head = 0; head < registry.size(); ++head) {
      allow_if_fits(static_cast<std::int32_t>(head),
                    registry[head].type.result_after(registry[head].arity));
    }
    for (std::size_t role = 0; role < domain.roles.size(); ++role) {
      allow_if_fits(literal(static_cast<dsl::RoleId>(role)), domain.roles[role].type);
    }
  }
}

void Vocabulary::ask_questions() {
  for_each_question([&](std::size_t question, std::int32_t, std::int32_t) {
    ++slots_;
    heads_ += static_cast<std::int32_t>(questions_.answers(question));
  });
  legal_.assign(static_cast<std::size_t>(heads_ * slots_), 0);
  const auto allow = [&](std::int32_t slot, std::int32_t first, std::size_t count) {
    std::fill_n(legal_.begin() + std::ptrdiff_t{slot} * heads_ + first, count, 1);
  };
  for (std::int32_t slot = 0; slot < program_slots_; ++slot) {
    allow(slot, 0, static_cast<std::size_t>(program_heads_));
  }
  for_each_question([&](std::size_t question, std::int32_t slot, std::int32_t head) {
    allow(slot, head, questions_.answers(question));
  });
}

std::string_view Vocabulary::question_name(std::int32_t slot) const {
  std::string_view name;
  for_each_question([&](std::size_t question, std::int32_t own, std::int32_t) {
    if (own == slot) name = Questions::name(question);
  });
  return name;
}

std::vector<Decision> Vocabulary::answers(const TaskFacts& facts) const {
  std::vector<Decision> answers;
  for_each_question([&](std::size_t question, std::int32_t slot, std::int32_t head) {
    for (const std::size_t right : questions_.right(question, facts)) {
      answers.push_back({slot, head + static_cast<std::int32_t>(right)});
    }
  });
  return answers;
}

synthesis::Outlook Vocabulary::outlook(std::span<const float> log_probabilities) const {
  std::vector<double> probabilities;
  for_each_question([&](std::size_t question, std::int32_t slot, std::int32_t head) {
    const auto begin = static_cast<std::size_t>(slot * heads_ + head);
    for (const float value : log_probabilities.subspan(begin, questions_.answers(question))) {
      probabilities.push_back(std::exp(value));
    }
  });
  return questions_.outlook(probabilities);
}

std::vector<Decision> Vocabulary::decisions(const dsl::TermPool& pool, dsl::TermId program,
                                            std::uint32_t inputs,
                                            std::span<const dsl::Constant> constants) const {
  using Kind = synthesis::Choice::Kind;
  std::vector<Decision> decisions;
  const auto literal_head = [&](dsl::TermId term) {
    const auto* constant = synthesis::find_constant(constants, pool.literal_of(term));
    return constant != nullptr ? literal(constant->role) : other_literal();
  };
  synthesis::for_each_choice(pool, program, inputs, [&](const synthesis::Choice& choice) {
    if (choice.kind == Kind::kLambda) return;
    const std::int32_t head = choice.kind == Kind::kVariable ? variable()
                              : choice.kind == Kind::kLiteral
                                  ? literal_head(choice.term)
                                  : static_cast<std::int32_t>(choice.primitive);
    decisions.push_back({static_cast<std::int32_t>(Costs::row(choice.slot)), head});
  });
  return decisions;
}

}  // namespace gestalt::neural
