#include "neural/features/probes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gestalt::neural {

namespace {

using dsl::Value;

/// The answers for one pair: as many as the kind has questions.
using Answers = std::array<float, 8>;

constexpr std::array<std::string_view, 8> kSameQuestions{
    "{}(in) = out",           "{}(in) has out's places",
    "{}(in) agrees with out", "{}(out) = out",
    "{}(out) = in",           "{}(in) = in",
    "{}(in) = {}(out)",       "{}(in) is defined"};
constexpr std::array<std::string_view, 2> kBoolQuestions{"{}(in)", "{}(out)"};
constexpr std::array<std::string_view, 3> kOtherQuestions{"{}(in) = {}(out)", "{}(in) is constant",
                                                          "{}(out) is constant"};

float truth(bool value) { return value ? 1.0F : 0.0F; }

std::optional<Value> apply(dsl::EvalContext& context, dsl::PrimitiveId id, Value argument) {
  const dsl::Primitive& primitive = context.registry()[id];
  const Value* arguments[] = {&argument};
  Value result;
  context.refuel();
  if (primitive.eval(context, primitive, arguments, &result, 1) != dsl::Fault::kNone) {
    return std::nullopt;
  }
  return result;
}

/// As an output.
std::optional<Value> apply_presented(const dsl::Domain& domain, dsl::EvalContext& context,
                                     dsl::PrimitiveId id, Value argument) {
  const auto result = apply(context, id, argument);
  if (!result || domain.present == nullptr) return result;
  const auto output = domain.present(context, *result);
  return output ? std::optional(*output) : std::nullopt;
}

/// Share of the places where two values of the same frame are equal; 0 for different frames.
float agreement(const dsl::Domain& domain, Value a, Value b) {
  if (!domain.cells) return 0;
  const dsl::IndexedType& form = domain.cells->values;
  if (form.frame(a) != form.frame(b)) return 0;
  std::vector<std::int32_t> left;
  std::vector<std::int32_t> right;
  form.read(a, left);
  form.read(b, right);
  if (left.empty()) return 1;
  std::size_t equal = 0;
  for (std::size_t i = 0; i < left.size(); ++i) equal += left[i] == right[i] ? 1 : 0;
  return static_cast<float>(equal) / static_cast<float>(left.size());
}

Answers ask_same(const dsl::Domain& domain, dsl::EvalContext& context, dsl::PrimitiveId id,
                 Value in, Value out) {
  Answers answers{};
  const auto of_in = apply_presented(domain, context, id, in);
  const auto of_out = apply_presented(domain, context, id, out);
  if (of_in) {
    const bool equal = *of_in == out;
    const float agrees = equal ? 1 : agreement(domain, *of_in, out);
    const bool places = equal || (domain.cells && domain.cells->values.frame(*of_in) ==
                                                      domain.cells->values.frame(out));
    answers[0] = truth(equal);
    answers[1] = truth(places);
    answers[2] = agrees;
    answers[5] = truth(*of_in == in);
    answers[7] = 1;
  }
  if (of_out) {
    answers[3] = truth(*of_out == out);
    answers[4] = truth(*of_out == in);
  }
  answers[6] = truth(of_in && of_out && *of_in == *of_out);
  return answers;
}

}  // namespace

std::span<const std::string_view> Probes::questions(Kind kind) {
  switch (kind) {
    case Kind::kSame:
      return kSameQuestions;
    case Kind::kBool:
      return kBoolQuestions;
    case Kind::kOther:
      break;
  }
  return kOtherQuestions;
}

Probes::Probes(const dsl::Domain& domain) : domain_(&domain) {
  const dsl::Type& picture = domain.task_type.result();
  for (dsl::PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    const dsl::Primitive& primitive = domain.registry[id];
    if (primitive.arity != 1 || !primitive.type.is_ground()) continue;
    if (primitive.type.parameters().front() != picture) continue;
    const dsl::Type& result = primitive.type.result_after(1);
    if (result.is_list() || result.is_arrow()) continue;
    const Kind kind = result == picture            ? Kind::kSame
                      : result == dsl::bool_type() ? Kind::kBool
                                                   : Kind::kOther;
    probes_.push_back({id, kind});
    for (const std::string_view question : questions(kind)) {
      names_.push_back(fmt::format(fmt::runtime(question), primitive.name, primitive.name));
    }
  }
}

void Probes::compute(dsl::EvalContext& context, const dsl::Examples& examples,
                     std::span<float> values) const {
  const std::vector<Value>& inputs = examples.inputs.front();
  const auto pairs = static_cast<float>(examples.train_count);
  const auto start = context.arena().mark();
  std::ranges::fill(values, 0.0F);
  std::size_t at = 0;
  for (const Probe& probe : probes_) {
    const std::span<float> own = values.subspan(at, questions(probe.kind).size());
    at += own.size();
    std::optional<Value> first_in;
    std::optional<Value> first_out;
    for (std::size_t i = 0; i < examples.train_count; ++i) {
      const Value in = inputs[i];
      const Value out = examples.outputs[i];
      if (probe.kind == Kind::kSame) {
        const Answers answers = ask_same(*domain_, context, probe.primitive, in, out);
        for (std::size_t q = 0; q < own.size(); ++q) own[q] += answers[q] / pairs;
        continue;
      }
      const auto of_in = apply(context, probe.primitive, in);
      const auto of_out = apply(context, probe.primitive, out);
      if (probe.kind == Kind::kBool) {
        own[0] += truth(of_in && of_in->integer() != 0) / pairs;
        own[1] += truth(of_out && of_out->integer() != 0) / pairs;
        continue;
      }
      if (i == 0) first_in = of_in;
      if (i == 0) first_out = of_out;
      own[0] += truth(of_in && of_out && *of_in == *of_out) / pairs;
      own[1] += truth(of_in && of_in == first_in) / pairs;
      own[2] += truth(of_out && of_out == first_out) / pairs;
    }
    context.arena().reset(start);
  }
}

}  // namespace gestalt::neural
