#include "synthesis/verify/equivalence.h"

#include <algorithm>

#include "dsl/core/meaning.h"

namespace gestalt::synthesis {

using dsl::Symbol;

namespace {

/// What a stage is applied to: the output before it, or all inputs.
template <class T>
std::span<const T> arguments_of(std::span<const T> inputs, const std::optional<T>& before) {
  return before ? std::span<const T>(&*before, 1) : inputs;
}

bool is_limit(const Result<dsl::Value, dsl::Fault>& output) {
  return !output && output.error() == dsl::Fault::kFuel;
}

}  // namespace

bool differ(const Result<dsl::Value, dsl::Fault>& a, const Result<dsl::Value, dsl::Fault>& b) {
  if (is_limit(a) || is_limit(b)) return false;
  return a.has_value() != b.has_value() || (a && b && !(*a == *b));
}

dsl::SmtTerm Equivalence::output(const SymbolicCase& problem, const Stages& stages) const {
  std::optional<dsl::SmtTerm> value;
  for (const dsl::Program& stage : stages) {
    value = problem.output(stage, type_.result(), arguments_of(problem.inputs, value));
  }
  return *value;
}

Symbol Equivalence::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  Symbol differs = Symbol::boolean(smt, false);
  for (const auto& [first, second] : sides_) {
    const dsl::SmtTerm a = output(problem, first);
    const dsl::SmtTerm b = output(problem, second);
    const Symbol a_defined{smt, a.defined};
    const Symbol b_defined{smt, b.defined};
    differs =
        differs | (a_defined != b_defined) | (a_defined & b_defined & !dsl::equal_terms(smt, a, b));
  }
  return differs;
}

Result<dsl::Value, dsl::Fault> Equivalence::output(dsl::EvalContext& context, const Stages& stages,
                                                   std::span<const dsl::Value> inputs) const {
  std::optional<dsl::Value> value;
  for (const dsl::Program& stage : stages) {
    const auto next =
        output_of(context, *domain_, stage, type_.result(), arguments_of(inputs, value));
    if (!next) return next;
    value = *next;
  }
  return *value;
}

bool Equivalence::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  return std::any_of(sides_.begin(), sides_.end(), [&](const auto& sides) {
    return differ(output(context, sides.first, inputs), output(context, sides.second, inputs));
  });
}

}  // namespace gestalt::synthesis
