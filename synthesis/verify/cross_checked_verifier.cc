#include "synthesis/verify/cross_checked_verifier.h"

#include <fmt/format.h>

namespace gestalt::synthesis {

namespace {

/// Why two verdicts cannot both be right; nothing where they can.
std::optional<std::string> contradiction(const Verdict& verdict, const Verdict& oracle) {
  const auto* refuted = std::get_if<Refuted>(&verdict);
  const auto* counter = std::get_if<Refuted>(&oracle);
  if (std::holds_alternative<Proved>(verdict) && counter != nullptr) {
    return fmt::format("proved, but the oracle refutes it with {}", counter->counterexample);
  }
  if (refuted != nullptr && std::holds_alternative<Proved>(oracle)) {
    return fmt::format("refuted with {}, but the oracle proves it", refuted->counterexample);
  }
  return std::nullopt;
}

Answer agreed(Answer answer, const Answer& oracle) {
  const auto why = contradiction(answer.verdict, oracle.verdict);
  if (!why) return answer;
  answer.verdict = Unknown{*why};
  answer.counterexample = {};
  answer.bound = 0;
  answer.irreproducible = true;
  return answer;
}

class CrossCheckedVerifier final : public Verifier {
 public:
  CrossCheckedVerifier(std::unique_ptr<Verifier> verifier, std::unique_ptr<Verifier> oracle)
      : verifier_(std::move(verifier)), oracle_(std::move(oracle)) {}

  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    Verdict verdict = verifier_->meets_train_pairs(domain, examples, pool, program);
    const auto why =
        contradiction(verdict, oracle_->meets_train_pairs(domain, examples, pool, program));
    return why ? Verdict(Unknown{*why}) : verdict;
  }
  [[nodiscard]] std::vector<std::string> laws_of(const dsl::Domain& domain) override {
    return verifier_->laws_of(domain);
  }
  [[nodiscard]] Answer ask(std::string_view property, const ProgramOfTask& program) override {
    return agreed(verifier_->ask(property, program), oracle_->ask(property, program));
  }
  [[nodiscard]] Answer compare(const ProgramOfTask& a, const ProgramOfTask& b) override {
    return agreed(verifier_->compare(a, b), oracle_->compare(a, b));
  }

 private:
  std::unique_ptr<Verifier> verifier_;
  std::unique_ptr<Verifier> oracle_;
};

}  // namespace

std::unique_ptr<Verifier> make_cross_checked(std::unique_ptr<Verifier> verifier,
                                             std::unique_ptr<Verifier> oracle) {
  return std::make_unique<CrossCheckedVerifier>(std::move(verifier), std::move(oracle));
}

}  // namespace gestalt::synthesis
