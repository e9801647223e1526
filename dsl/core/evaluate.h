// Evaluation: compile a term once, run it on a row of all examples.
//
// Evaluation is strict: every sub-term is evaluated, a fault anywhere is a fault of the whole (so
// `if` evaluates both branches). That is the semantics of the search, the verifier and `run` alike.
#pragma once

#include <span>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/program.h"
#include "dsl/core/registry.h"
#include "dsl/core/term.h"

namespace gestalt::dsl {

/// Compiles a closed, well-typed term of a function type with `inputs` parameters (0 for a
/// constant).
///
/// A term that is no syntactic lambda (a bare primitive, a partial application) is applied to
/// inputs.
[[nodiscard]] Program compile(const TermPool& pool, TermId term, std::uint32_t inputs,
                              const Registry& registry);

/// Runs a program on `size` examples: inputs[k][i] is input k of example i. Returns the first
/// fault.
[[nodiscard]] Fault run(EvalContext& context, const Program& program, const Value* const* inputs,
                        Value* results, std::size_t size);

/// Runs a program on one example and keeps the value of every instruction (up to a fault).
struct Trace {
  std::vector<Value> slots;  ///< slots[i]: result of instruction i
  Fault fault = Fault::kNone;
};
[[nodiscard]] Trace trace(EvalContext& context, const Program& program,
                          std::span<const Value> inputs);

/// Evaluator of derived primitives: runs their definition.
Fault run_definition(EvalContext& context, const Primitive& self, const Value* const* arguments,
                     Value* results, std::size_t size);

/// The primitive as a function value with some arguments already given.
[[nodiscard]] Value make_partial(EvalContext& context, PrimitiveId primitive,
                                 std::span<const Value> arguments);

}  // namespace gestalt::dsl
