// A program as the sequence of choices that a bigram grammar makes to write it.
#pragma once

#include <cstdint>
#include <functional>

#include "synthesis/api/costs.h"

namespace gestalt::synthesis {

/// One node of a program, in the slot where it stands.
struct Choice {
  enum class Kind : std::uint8_t { kPrimitive, kVariable, kLiteral, kLambda };
  Slot slot;
  Kind kind = Kind::kPrimitive;
  dsl::PrimitiveId primitive = 0;  ///< of kPrimitive
  dsl::TermId term;
};

/// Calls `visit` for every node, parents first. Lambdas that bind the task's inputs and
/// applications are no choices; a shared sub-term is visited at every use.
void for_each_choice(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs,
                     const std::function<void(const Choice&)>& visit);

}  // namespace gestalt::synthesis
