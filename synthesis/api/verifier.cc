#include "synthesis/api/verifier.h"

#include <fmt/format.h>

#include "dsl/core/evaluate.h"

namespace gestalt::synthesis {

namespace {

class ExecutingVerifier final : public Verifier {
 public:
  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    const auto compiled = dsl::compile(
        pool, program, static_cast<std::uint32_t>(examples.inputs.size()), domain.registry);
    dsl::Arena arena;
    dsl::EvalContext context(arena, domain.registry);
    for (std::size_t i = 0; i < examples.train_count; ++i) {
      std::vector<const dsl::Value*> inputs;
      for (const auto& row : examples.inputs) inputs.push_back(&row[i]);
      context.refuel();
      dsl::Value output;
      dsl::Fault fault = dsl::run(context, compiled, inputs.data(), &output, 1);
      if (fault == dsl::Fault::kNone && domain.present != nullptr) {
        const auto presented = domain.present(context, output);
        if (presented) output = *presented;
        if (!presented) fault = presented.error();
      }
      if (fault != dsl::Fault::kNone) {
        return Refuted{fmt::format("train[{}]: fault: {}", i, to_string(fault))};
      }
      if (output != examples.outputs[i]) {
        return Refuted{fmt::format("train[{}]: yields {}", i,
                                   print_value(domain, examples.output_type, output))};
      }
    }
    return Proved{};
  }
};

Answer not_known(std::string_view property) {
  Answer answer;
  answer.property = property;
  answer.statement = property;
  answer.verdict = Unknown{"programs are only run"};
  return answer;
}

}  // namespace

std::vector<std::string> Verifier::laws_of(const dsl::Domain&) { return {}; }

Answer Verifier::ask(std::string_view property, const ProgramOfTask&) {
  return not_known(property);
}

std::optional<Answer> Verifier::recall(std::string_view, const ProgramOfTask&) {
  return std::nullopt;
}

Answer Verifier::compare(const ProgramOfTask&, const ProgramOfTask&) { return not_known("equals"); }

std::unique_ptr<Verifier> make_executing_verifier() {
  return std::make_unique<ExecutingVerifier>();
}

}  // namespace gestalt::synthesis
