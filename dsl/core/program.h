// A compiled program: a term flattened to instructions that run on a row of all examples at once.
//
// Straight-line code over numbered slots, each sub-term once (sharing is kept); a lambda is a
// program of its own that captures the outer variables. `if` is an ordinary strict primitive. Read
// next: evaluate.h, which makes and runs them.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/core/term.h"

namespace gestalt::dsl {

/// One step of a program: what fills a slot.
struct Instruction {
  enum class Kind : std::uint8_t {
    kInput,      ///< slot = input `payload`
    kLiteral,    ///< slot = a constant
    kPrimitive,  ///< slot = primitive `payload` of all its arguments
    kPartial,    ///< slot = primitive `payload` with fewer arguments: a function value
    kCall,       ///< slot = function in the first operand applied to the others
    kLambda,     ///< slot = function value of sub-program `payload`, capturing the operands
  };
  Kind kind = Kind::kInput;
  std::uint32_t payload = 0;
  std::vector<std::uint32_t> operands;  ///< slots
  TermId term;                          ///< the sub-term it computes (for traces)
};

struct Program {
  std::uint32_t inputs = 0;               ///< captured values first, then parameters
  std::vector<Instruction> instructions;  ///< instruction i fills slot i; the last is the result
  std::vector<OwnedValues> literals;      ///< one value each
  std::vector<Type> literal_types;        ///< of each
  std::vector<Program> lambdas;
  Digest digest;  ///< of the term it was made from
};

}  // namespace gestalt::dsl
