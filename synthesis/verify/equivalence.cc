#include "synthesis/verify/equivalence.h"

#include <algorithm>

#include "dsl/core/meaning.h"

namespace gestalt::synthesis {

using dsl::Symbol;

namespace {

/// What a stage is applied to: the output before it, or all inputs of the program.
template <class T>
std::vector<T> arguments_of(const Stage& stage, std::span<const T> inputs, std::size_t arity,
                            const std::optional<T>& before) {
  std::vector<T> arguments;
  if (before) {
    arguments.push_back(*before);
  } else {
    arguments.assign(inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(arity));
  }
  if (stage.takes_further) {
    arguments.insert(arguments.end(), inputs.begin() + static_cast<std::ptrdiff_t>(arity),
                     inputs.end());
  }
  return arguments;
}

bool is_limit(const Result<dsl::Value, dsl::Fault>& output) {
  return !output && (output.error() == dsl::Fault::kFuel || output.error() == dsl::Fault::kSize);
}

}  // namespace

std::vector<dsl::Type> Equivalence::inputs() const {
  std::vector<dsl::Type> types = type_.parameters();
  types.insert(types.end(), further_.types.begin(), further_.types.end());
  return types;
}

dsl::SmtTerm Equivalence::output(const SymbolicCase& problem, const Stages& stages) const {
  std::optional<dsl::SmtTerm> value;
  for (const Stage& stage : stages) {
    value = problem.output(stage.code, type_.result(),
                           arguments_of(stage, problem.inputs, type_.arity(), value));
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
  for (const Stage& stage : stages) {
    context.refuel();
    const auto next = output_of(context, *domain_, stage.code, type_.result(),
                                arguments_of(stage, inputs, type_.arity(), value));
    if (!next) return next;
    value = *next;
  }
  return *value;
}

bool Equivalence::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  return std::any_of(sides_.begin(), sides_.end(), [&](const auto& sides) {
    const auto a = output(context, sides.first, inputs);
    const auto b = output(context, sides.second, inputs);
    if (is_limit(a) || is_limit(b)) return false;
    return a.has_value() != b.has_value() || (a && b && !(*a == *b));
  });
}

}  // namespace gestalt::synthesis
