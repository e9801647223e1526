#include "synthesis/verify/z3_verifier.h"

#include "synthesis/verify/questions.h"

namespace gestalt::synthesis {

namespace {

/// The first of the task's own inputs, train then test, on which two programs differ.
std::optional<std::vector<dsl::Value>> told_apart(const Question& equals,
                                                  const ProgramOfTask& program) {
  dsl::Arena arena;
  dsl::EvalContext context(arena, program.domain.registry);
  const std::size_t count = program.examples.inputs.front().size();
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<dsl::Value> inputs;
    for (const auto& row : program.examples.inputs) inputs.push_back(row[i]);
    if (equals.fails(context, inputs)) return inputs;
  }
  return std::nullopt;
}

class Z3Verifier final : public Verifier {
 public:
  explicit Z3Verifier(const ProverOptions& options) : options_(options) {}

  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    Answer answer = ask("train", {domain, examples, pool, program});
    if (!std::holds_alternative<Unknown>(answer.verdict)) return answer.verdict;
    return executing_->meets_train_pairs(domain, examples, pool, program);
  }

  [[nodiscard]] std::vector<std::string> laws_of(const dsl::Domain& domain) override {
    std::vector<std::string> laws = properties_of(domain);
    std::erase(laws, "train");
    return laws;
  }

  [[nodiscard]] Answer ask(std::string_view property, const ProgramOfTask& program) override {
    const Subject subject = subject_of(program);
    return synthesis::ask(property, subject, &program.examples, options_);
  }

  /// A difference on an input of the task counts, though it may lie beyond the bound.
  [[nodiscard]] Answer compare(const ProgramOfTask& a, const ProgramOfTask& b) override {
    const Subject first = subject_of(a);
    const Subject second = subject_of(b);
    const auto equals = equivalence_of(first, second, "both have the same output, or neither one");
    Answer answer = prove(a.domain, *equals, options_);
    if (std::holds_alternative<Refuted>(answer.verdict)) return answer;
    if (const auto inputs = told_apart(*equals, a)) refute(answer, a.domain, *inputs);
    return answer;
  }

 private:
  ProverOptions options_;
  std::unique_ptr<Verifier> executing_ = make_executing_verifier();
};

}  // namespace

Subject subject_of(const ProgramOfTask& program) {
  const dsl::Type type = dsl::fn(program.examples.input_types, program.examples.output_type);
  return make_subject(program.domain, type, program.pool, program.program);
}

std::unique_ptr<Verifier> make_z3_verifier(const ProverOptions& options) {
  return std::make_unique<Z3Verifier>(options);
}

}  // namespace gestalt::synthesis
