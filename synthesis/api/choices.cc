#include "synthesis/api/choices.h"

namespace gestalt::synthesis {

namespace {

void walk(const dsl::TermPool& pool, Slot slot, dsl::TermId id,
          const std::function<void(const Choice&)>& visit) {
  const auto children = pool.children(id);
  switch (pool[id].kind) {
    case dsl::TermKind::kVariable:
      return visit({slot, Choice::Kind::kVariable, 0, id});
    case dsl::TermKind::kPrimitive:
      return visit({slot, Choice::Kind::kPrimitive, pool[id].payload, id});
    case dsl::TermKind::kLiteral:
      return visit({slot, Choice::Kind::kLiteral, 0, id});
    case dsl::TermKind::kLambda:
      visit({slot, Choice::Kind::kLambda, 0, id});
      return walk(pool, {Slot::kBody, 0}, children[0], visit);
    case dsl::TermKind::kApply:
      break;
  }
  walk(pool, slot, children[0], visit);
  const bool known = pool[children[0]].kind == dsl::TermKind::kPrimitive;
  for (std::uint32_t k = 1; k < children.size(); ++k) {
    const Slot argument =
        known ? Slot{pool[children[0]].payload, std::min(k - 1, Costs::kSlots - 1)} : Slot{};
    walk(pool, argument, children[k], visit);
  }
}

}  // namespace

void for_each_choice(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs,
                     const std::function<void(const Choice&)>& visit) {
  for (; inputs > 0 && pool[program].kind == dsl::TermKind::kLambda; --inputs) {
    program = pool.children(program)[0];
  }
  walk(pool, {}, program, visit);
}

}  // namespace gestalt::synthesis
