#include "synthesis/verify/symbolic_program.h"

#include <fmt/format.h>

#include "dsl/core/meaning.h"

namespace gestalt::synthesis {

using dsl::SmtTerm;

namespace {

constexpr int kMaxDepth = 60;  ///< calls within calls; the evaluator's limit is 64

}  // namespace

SymbolicMachine::SymbolicMachine(dsl::ScalarGraph& graph, const dsl::Encoding& encoding)
    : graph_(graph), encoding_(encoding) {
  graph_.on_call([this](const SmtTerm& function, std::span<const SmtTerm> arguments) {
    return call(function, arguments);
  });
}

SymbolicMachine::~SymbolicMachine() { graph_.on_call({}); }

SmtTerm SymbolicMachine::function(Closure closure) {
  closures_.push_back(std::move(closure));
  const auto handle = static_cast<std::int64_t>(closures_.size() - 1);
  return {.scalar = graph_.integer(handle),
          .items = {},
          .defined = graph_.boolean(true),
          .fields = {},
          .form = &dsl::function_form()};
}

SmtTerm SymbolicMachine::call(const SmtTerm& function, std::span<const SmtTerm> arguments) {
  if (function.form != &dsl::function_form()) dsl::give_up("a function that is never defined");
  const auto handle = static_cast<std::size_t>(graph_.range(function.scalar).low);
  Closure closure = closures_[handle];
  const std::size_t wanted = closure.lambda != nullptr
                                 ? closure.lambda->inputs
                                 : encoding_.domain().registry[closure.primitive].arity;
  const std::size_t taken = std::min(wanted - closure.arguments.size(), arguments.size());
  for (const SmtTerm& argument : arguments.first(taken)) closure.arguments.push_back(argument);
  if (closure.arguments.size() < wanted) return this->function(std::move(closure));
  if (++depth_ > kMaxDepth) dsl::give_up("calls within calls are too deep");
  SmtTerm result = closure.lambda != nullptr ? run(*closure.lambda, closure.arguments)
                                             : apply(closure.primitive, closure.arguments);
  --depth_;
  if (taken == arguments.size()) return result;
  return call(result, arguments.subspan(taken));
}

SmtTerm SymbolicMachine::apply(dsl::PrimitiveId id, std::span<const SmtTerm> arguments) {
  const dsl::Primitive& primitive = encoding_.domain().registry[id];
  if (primitive.definition) return run(*primitive.definition, arguments);
  const auto* meaning = std::get_if<dsl::SmtMeaning>(&primitive.smt);
  if (meaning == nullptr) {
    throw dsl::SmtLimit{fmt::format("{} has no SMT meaning: {}", primitive.name,
                                    std::get<dsl::Unmodelled>(primitive.smt).reason)};
  }
  SmtTerm result;
  try {
    result = (*meaning)(graph_, arguments);
  } catch (dsl::SmtLimit& limit) {
    if (limit.reason.find(" in ") == std::string::npos) {
      limit.reason += fmt::format(" in {}", primitive.name);
    }
    throw;
  }
  for (const SmtTerm& argument : arguments) {
    result.defined = graph_.logical_and(result.defined, argument.defined);
  }
  return result;
}

SmtTerm SymbolicMachine::run(const dsl::Program& program, std::span<const SmtTerm> inputs) {
  using Kind = dsl::Instruction::Kind;
  std::vector<SmtTerm> slots;
  slots.reserve(program.instructions.size());
  dsl::SmtScalar defined = graph_.boolean(true);
  for (const dsl::Instruction& instruction : program.instructions) {
    std::vector<SmtTerm> operands;
    for (const std::uint32_t slot : instruction.operands) operands.push_back(slots[slot]);
    switch (instruction.kind) {
      case Kind::kInput:
        slots.push_back(inputs[instruction.payload]);
        break;
      case Kind::kLiteral:
        slots.push_back(encoding_.term_of(graph_, program.literal_types[instruction.payload],
                                          program.literals[instruction.payload][0]));
        break;
      case Kind::kPrimitive:
        slots.push_back(apply(instruction.payload, operands));
        break;
      case Kind::kPartial:
        slots.push_back(function({nullptr, instruction.payload, std::move(operands)}));
        break;
      case Kind::kCall:
        slots.push_back(call(operands[0], std::span(operands).subspan(1)));
        break;
      case Kind::kLambda:
        slots.push_back(function({&program.lambdas[instruction.payload], 0, std::move(operands)}));
        break;
    }
    // Strict: what is computed must be defined, whether the result uses it or not.
    defined = graph_.logical_and(defined, slots.back().defined);
  }
  SmtTerm result = slots.back();
  result.defined = graph_.logical_and(result.defined, defined);
  return result;
}

}  // namespace gestalt::synthesis
