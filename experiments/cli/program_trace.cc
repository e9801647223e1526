#include "experiments/cli/program_trace.h"

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::experiments {

namespace {

/// The program with one lambda an input, whatever it was written as: `flip` is (lambda (x) (flip
/// x)).
dsl::TermId with_all_lambdas(dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs) {
  std::uint32_t level = 0;
  dsl::TermId body = program;
  while (level < inputs && pool[body].kind == dsl::TermKind::kLambda) {
    body = pool.children(body)[0];
    ++level;
  }
  if (level < inputs) {
    std::vector<dsl::TermId> rest;
    const dsl::TermId function = pool.shift(body, level, inputs - level);
    for (std::uint32_t k = level; k < inputs; ++k) rest.push_back(pool.variable(k));
    body = pool.apply(function, rest);
  }
  for (std::uint32_t k = inputs; k-- > 0;) body = pool.lambda(k, body);
  return body;
}

dsl::TermId closed(dsl::TermPool& pool, dsl::TermId term, std::uint32_t inputs) {
  for (std::uint32_t k = inputs; k-- > 0;) term = pool.lambda(k, term);
  return term;
}

/// A sub-term's text: that of its closure, without the lambdas around it.
std::string sub_term_text(dsl::TermPool& pool, dsl::TermId term, std::uint32_t inputs,
                          const dsl::Domain& domain) {
  const std::string text = dsl::print_term(pool, closed(pool, term, inputs), domain);
  const std::size_t head = text.find(") ");  // the end of "(lambda (x y"
  if (inputs == 0 || head == text.npos) return text;
  return text.substr(head + 2, text.size() - head - 3);
}

/// A sub-term's type for inputs of the task's types. What the inputs leave open holds no value of
/// its own (the elements of an empty list), and is called int.
dsl::Type sub_term_type(dsl::TermPool& pool, dsl::TermId term, const tasks::Task& task,
                        const dsl::Domain& domain) {
  const auto inputs = static_cast<std::uint32_t>(task.arity());
  const auto inferred = dsl::infer_type(pool, closed(pool, term, inputs), domain.registry);
  if (!inferred) return dsl::Type();
  dsl::Substitution types;
  const dsl::Type result = types.fresh();
  if (!types.unify(types.instantiate(*inferred), dsl::fn(task.type().parameters(), result))) {
    return dsl::Type();
  }
  const auto ground = [](auto&& self, const dsl::Type& type) -> dsl::Type {
    if (type.is_variable()) return dsl::int_type();
    std::vector<dsl::Type> arguments;
    for (const dsl::Type& argument : type.arguments()) arguments.push_back(self(self, argument));
    return dsl::Type::constructor(type.name(), std::move(arguments));
  };
  return ground(ground, types.apply(result));
}

/// The steps up to a fault; the one that faulted is the last and has no value.
std::vector<TraceStep> steps_of(LoadedProgram& program, const tasks::Task& task,
                                const dsl::Program& code, const dsl::Trace& values) {
  const auto inputs = static_cast<std::uint32_t>(task.arity());
  std::vector<TraceStep> steps;
  for (std::size_t i = 0; i < code.instructions.size() && i <= values.slots.size(); ++i) {
    const dsl::Instruction& instruction = code.instructions[i];
    const dsl::TermId term = instruction.kind == dsl::Instruction::Kind::kInput
                                 ? program.pool().variable(instruction.payload)
                                 : instruction.term;
    TraceStep step;
    step.term = sub_term_text(program.pool(), term, inputs, program.domain());
    step.type = sub_term_type(program.pool(), term, task, program.domain());
    if (i < values.slots.size()) step.value = values.slots[i];
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

bool TraceStep::is_function() const {
  return value && !value->is_immediate() && value->node()->kind == dsl::NodeKind::kFunction;
}

ProgramTrace trace_program(LoadedProgram& program, const tasks::Task& task, std::size_t example) {
  const auto inputs = static_cast<std::uint32_t>(task.arity());
  const dsl::TermId term = with_all_lambdas(program.pool(), program.term(), inputs);
  ProgramTrace trace;
  trace.code = dsl::compile(program.pool(), term, inputs, program.domain().registry);
  trace.arena = std::make_unique<dsl::Arena>();
  dsl::EvalContext context(*trace.arena, program.domain().registry);
  const dsl::Trace values = dsl::trace(context, trace.code, task.inputs(example));
  trace.steps = steps_of(program, task, trace.code, values);
  trace.fault = values.fault;
  return trace;
}

}  // namespace gestalt::experiments
