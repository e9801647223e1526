#include "dsl/core/evaluate.h"

#include <array>
#include <map>
#include <unordered_map>

#include "dsl/core/check.h"

namespace gestalt::dsl {

namespace {

/// Code of lambdas: the tag points to the sub-program, which the function value borrows.
class LambdaCode final : public Callable {
 public:
  Result<Value, Fault> call(EvalContext& context, const FunctionNode& function,
                            std::span<const Value> arguments) const override {
    const auto& program =
        *reinterpret_cast<const Program*>(static_cast<std::uintptr_t>(function.tag));
    std::vector<Value> inputs(function.captured().begin(), function.captured().end());
    const std::size_t missing = program.inputs - inputs.size();
    const std::size_t taken = std::min(missing, arguments.size());
    inputs.insert(inputs.end(), arguments.begin(),
                  arguments.begin() + static_cast<std::ptrdiff_t>(taken));
    if (taken < missing) return make(context, program, inputs);
    std::vector<const Value*> rows(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) rows[i] = &inputs[i];
    Value result;
    if (const Fault fault = run(context, program, rows.data(), &result, 1); fault != Fault::kNone) {
      return tl::unexpected(fault);
    }
    if (taken == arguments.size()) return result;
    return context.call(result, arguments.subspan(taken));
  }

  [[nodiscard]] Value make(EvalContext& context, const Program& program,
                           std::span<const Value> captured) const {
    std::vector<Digest> parts{program.digest};
    for (const Value value : captured) parts.push_back(value.digest());
    return make_function(context.arena(), *this, reinterpret_cast<std::uintptr_t>(&program),
                         captured, digest_sequence(parts, kSeed));
  }

 private:
  static constexpr std::uint64_t kSeed = 0x1A;
};

/// Code of partial applications: the tag is the primitive's id.
class PartialCode final : public Callable {
 public:
  Result<Value, Fault> call(EvalContext& context, const FunctionNode& function,
                            std::span<const Value> arguments) const override {
    const Primitive& primitive = context.registry()[static_cast<PrimitiveId>(function.tag)];
    std::vector<Value> inputs(function.captured().begin(), function.captured().end());
    const std::size_t missing = primitive.arity - inputs.size();
    const std::size_t taken = std::min(missing, arguments.size());
    inputs.insert(inputs.end(), arguments.begin(),
                  arguments.begin() + static_cast<std::ptrdiff_t>(taken));
    if (taken < missing) {
      return make_partial(context, static_cast<PrimitiveId>(function.tag), inputs);
    }
    std::vector<const Value*> rows(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) rows[i] = &inputs[i];
    Value result;
    const Fault fault = primitive.eval(context, primitive, rows.data(), &result, 1);
    if (fault != Fault::kNone) return tl::unexpected(fault);
    if (taken == arguments.size()) return result;
    return context.call(result, arguments.subspan(taken));
  }
};

const LambdaCode kLambdaCode;
const PartialCode kPartialCode;

/// Digest of a term independent of the pool it lives in.
class TermDigests {
 public:
  TermDigests(const TermPool& pool, const Registry& registry) : pool_(pool), registry_(registry) {}

  Digest of(TermId id) {
    if (const auto found = known_.find(id.index); found != known_.end()) return found->second;
    const TermNode& node = pool_[id];
    std::vector<Digest> parts;
    switch (node.kind) {
      case TermKind::kPrimitive:
        parts.push_back(digest_text(registry_[node.payload].name));
        break;
      case TermKind::kLiteral:
        parts.push_back(digest_text(to_string(pool_.literal_of(id).type)));
        parts.push_back(pool_.literal_of(id).value.digest());
        break;
      default:
        parts.push_back({node.payload, 0});
        for (const TermId child : pool_.children(id)) parts.push_back(of(child));
    }
    const Digest digest = digest_sequence(parts, static_cast<std::uint64_t>(node.kind) + 0x20);
    known_.emplace(id.index, digest);
    return digest;
  }

 private:
  const TermPool& pool_;
  const Registry& registry_;
  std::unordered_map<std::uint32_t, Digest> known_;
};

class Compiler {
 public:
  Compiler(const TermPool& pool, const Registry& registry)
      : pool_(pool), registry_(registry), digests_(pool, registry) {}

  Program top(TermId term, std::uint32_t inputs) {
    Program program;
    program.digest = digests_.of(term);
    program.inputs = inputs;
    Scope scope(program);
    // Strip as many lambdas as there are inputs; apply what remains to the rest of the inputs.
    TermId body = term;
    std::uint32_t bound = 0;
    while (bound < inputs && pool_[body].kind == TermKind::kLambda) {
      scope.variables[pool_[body].payload] = bound;
      body = pool_.children(body)[0];
      ++bound;
    }
    emit_inputs(scope, term);
    if (bound == inputs) {
      finish(scope, emit(scope, body));
      return program;
    }
    std::vector<std::uint32_t> rest;
    for (; bound < inputs; ++bound) rest.push_back(bound);
    finish(scope, emit_application(scope, body, {}, rest, term));
    return program;
  }

 private:
  struct Scope {
    explicit Scope(Program& p) : program(p) {}
    Program& program;
    std::map<std::uint32_t, std::uint32_t> variables;        ///< level -> slot
    std::unordered_map<std::uint32_t, std::uint32_t> slots;  ///< term -> slot
  };

  static std::uint32_t push(Scope& scope, Instruction instruction) {
    scope.program.instructions.push_back(std::move(instruction));
    return static_cast<std::uint32_t>(scope.program.instructions.size() - 1);
  }

  static void emit_inputs(Scope& scope, TermId term) {
    for (std::uint32_t i = 0; i < scope.program.inputs; ++i) {
      push(scope, {Instruction::Kind::kInput, i, {}, term});
    }
  }

  /// The last instruction must be the result.
  static void finish(Scope& scope, std::uint32_t slot) {
    auto& instructions = scope.program.instructions;
    if (slot + 1 == instructions.size()) return;
    Instruction copy = instructions[slot];
    push(scope, std::move(copy));
  }

  std::uint32_t emit(Scope& scope, TermId id) {
    const TermNode node = pool_[id];
    if (node.kind == TermKind::kVariable) {
      const auto found = scope.variables.find(node.payload);
      GESTALT_CHECK(found != scope.variables.end());
      return found->second;
    }
    if (const auto found = scope.slots.find(id.index); found != scope.slots.end()) {
      return found->second;
    }
    std::uint32_t slot = 0;
    switch (node.kind) {
      case TermKind::kLiteral: {
        OwnedValues literal;
        literal.append({&pool_.literal_of(id).value, 1});
        scope.program.literals.push_back(std::move(literal));
        scope.program.literal_types.push_back(pool_.literal_of(id).type);
        const auto index = static_cast<std::uint32_t>(scope.program.literals.size() - 1);
        slot = push(scope, {Instruction::Kind::kLiteral, index, {}, id});
        break;
      }
      case TermKind::kApply: {
        const auto children = pool_.children(id);
        slot = emit_application(scope, children[0], children.subspan(1), {}, id);
        break;
      }
      case TermKind::kLambda:
        slot = emit_lambda(scope, id);
        break;
      default:  // kPrimitive
        slot = push(scope, {Instruction::Kind::kPartial, node.payload, {}, id});
    }
    scope.slots.emplace(id.index, slot);
    return slot;
  }

  /// function(arguments..., then what lies in `more` slots).
  std::uint32_t emit_application(Scope& scope, TermId function, std::span<const TermId> arguments,
                                 std::span<const std::uint32_t> more, TermId whole) {
    if (pool_[function].kind == TermKind::kApply) {
      const auto children = pool_.children(function);
      std::vector<TermId> all(children.begin() + 1, children.end());
      all.insert(all.end(), arguments.begin(), arguments.end());
      return emit_application(scope, children[0], all, more, whole);
    }
    std::vector<std::uint32_t> operands;
    for (const TermId argument : arguments) operands.push_back(emit(scope, argument));
    operands.insert(operands.end(), more.begin(), more.end());
    if (pool_[function].kind != TermKind::kPrimitive) {
      operands.insert(operands.begin(), emit(scope, function));
      return push(scope, {Instruction::Kind::kCall, 0, std::move(operands), whole});
    }
    const PrimitiveId id = pool_[function].payload;
    const std::size_t arity = registry_[id].arity;
    if (operands.size() < arity) {
      return push(scope, {Instruction::Kind::kPartial, id, std::move(operands), whole});
    }
    if (operands.size() == arity) {
      return push(scope, {Instruction::Kind::kPrimitive, id, std::move(operands), whole});
    }
    // The primitive yields a function: call it with what is left.
    const auto split = operands.begin() + static_cast<std::ptrdiff_t>(arity);
    std::vector<std::uint32_t> rest(split, operands.end());
    operands.erase(split, operands.end());
    rest.insert(rest.begin(),
                push(scope, {Instruction::Kind::kPrimitive, id, std::move(operands), whole}));
    return push(scope, {Instruction::Kind::kCall, 0, std::move(rest), whole});
  }

  std::uint32_t emit_lambda(Scope& outer, TermId id) {
    Program program;
    program.digest = digests_.of(id);
    Scope inner(program);
    std::vector<std::uint32_t> captured;
    for (const auto& [level, slot] : outer.variables) {
      inner.variables[level] = static_cast<std::uint32_t>(captured.size());
      captured.push_back(slot);
    }
    auto inputs = static_cast<std::uint32_t>(captured.size());
    TermId body = id;
    while (pool_[body].kind == TermKind::kLambda) {
      inner.variables[pool_[body].payload] = inputs++;
      body = pool_.children(body)[0];
    }
    program.inputs = inputs;
    emit_inputs(inner, id);
    finish(inner, emit(inner, body));
    outer.program.lambdas.push_back(std::move(program));
    const auto index = static_cast<std::uint32_t>(outer.program.lambdas.size() - 1);
    return push(outer, {Instruction::Kind::kLambda, index, std::move(captured), id});
  }

  const TermPool& pool_;
  const Registry& registry_;
  TermDigests digests_;
};

/// Fills slots[instruction * size + example].
Fault execute(EvalContext& context, const Program& program, const Value* const* inputs,
              Value* slots, std::size_t size, std::size_t& done) {
  std::array<const Value*, 8> few;
  std::vector<const Value*> many;
  std::vector<Value> captured;
  for (done = 0; done < program.instructions.size(); ++done) {
    const Instruction& step = program.instructions[done];
    Value* out = slots + done * size;
    const Value** operands = few.data();
    if (step.operands.size() > few.size()) {
      many.resize(step.operands.size());
      operands = many.data();
    }
    for (std::size_t k = 0; k < step.operands.size(); ++k) {
      operands[k] = slots + step.operands[k] * size;
    }
    if (!context.spend(1)) return Fault::kFuel;
    switch (step.kind) {
      case Instruction::Kind::kInput:
        std::copy_n(inputs[step.payload], size, out);
        break;
      case Instruction::Kind::kLiteral:
        std::fill_n(out, size, program.literals[step.payload][0]);
        break;
      case Instruction::Kind::kPrimitive: {
        const Primitive& primitive = context.registry()[step.payload];
        const Fault fault = primitive.eval(context, primitive, operands, out, size);
        if (fault != Fault::kNone) return fault;
        break;
      }
      default:  // made example by example
        for (std::size_t i = 0; i < size; ++i) {
          captured.clear();
          for (std::size_t k = 0; k < step.operands.size(); ++k) captured.push_back(operands[k][i]);
          if (step.kind == Instruction::Kind::kPartial) {
            out[i] = make_partial(context, step.payload, captured);
          } else if (step.kind == Instruction::Kind::kLambda) {
            out[i] = kLambdaCode.make(context, program.lambdas[step.payload], captured);
          } else {
            const auto result = context.call(captured[0], std::span(captured).subspan(1));
            if (!result) return result.error();
            out[i] = *result;
          }
        }
    }
  }
  return Fault::kNone;
}

}  // namespace

Program compile(const TermPool& pool, TermId term, std::uint32_t inputs, const Registry& registry) {
  return Compiler(pool, registry).top(term, inputs);
}

Fault run(EvalContext& context, const Program& program, const Value* const* inputs, Value* results,
          std::size_t size) {
  const std::size_t needed = program.instructions.size() * size;
  std::array<Value, 128> few;
  std::vector<Value> many;
  Value* slots = few.data();
  if (needed > few.size()) {
    many.resize(needed);
    slots = many.data();
  }
  std::size_t done = 0;
  const Fault fault = execute(context, program, inputs, slots, size, done);
  if (fault != Fault::kNone) return fault;
  std::copy_n(slots + (program.instructions.size() - 1) * size, size, results);
  return Fault::kNone;
}

Trace trace(EvalContext& context, const Program& program, std::span<const Value> inputs) {
  std::vector<const Value*> rows;
  for (const Value& input : inputs) rows.push_back(&input);
  Trace result;
  result.slots.resize(program.instructions.size());
  std::size_t done = 0;
  result.fault = execute(context, program, rows.data(), result.slots.data(), 1, done);
  result.slots.resize(done);
  return result;
}

Fault run_definition(EvalContext& context, const Primitive& self, const Value* const* arguments,
                     Value* results, std::size_t size) {
  return run(context, *self.definition, arguments, results, size);
}

Value make_partial(EvalContext& context, PrimitiveId primitive, std::span<const Value> arguments) {
  std::vector<Digest> parts{digest_text(context.registry()[primitive].name)};
  for (const Value value : arguments) parts.push_back(value.digest());
  return make_function(context.arena(), kPartialCode, primitive, arguments,
                       digest_sequence(parts, 0x1B));
}

}  // namespace gestalt::dsl
