#include "synthesis/verify/logged_verifier.h"

#include "dsl/core/syntax.h"
#include "synthesis/verify/questions.h"
#include "synthesis/verify/smt_log.h"
#include "synthesis/verify/z3_verifier.h"

namespace gestalt::synthesis {

namespace {

std::string print(const ProgramOfTask& program) {
  return dsl::print_term(program.pool, program.program, program.domain);
}

class LoggedVerifier final : public Verifier {
 public:
  LoggedVerifier(std::unique_ptr<Verifier> verifier, const ProverOptions& options,
                 std::filesystem::path folder)
      : verifier_(std::move(verifier)), options_(options), log_(std::move(folder), options) {}

  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    return verifier_->meets_train_pairs(domain, examples, pool, program);
  }

  [[nodiscard]] std::vector<std::string> laws_of(const dsl::Domain& domain) override {
    return verifier_->laws_of(domain);
  }
  [[nodiscard]] Answer ask(std::string_view property, const ProgramOfTask& program) override {
    Answer answer = verifier_->ask(property, program);
    const Subject subject = subject_of(program);
    const AskedProperty asked = question_of(property, subject, &program.examples, options_);
    if (asked.question != nullptr) {
      log_.write(*asked.question, program.domain, answer, {print(program)});
    }
    return answer;
  }

  [[nodiscard]] Answer compare(const ProgramOfTask& a, const ProgramOfTask& b) override {
    Answer answer = verifier_->compare(a, b);
    const Subject first = subject_of(a);
    const Subject second = subject_of(b);
    log_.write(*equivalence_of(first, second, answer.statement), a.domain, answer,
               {print(a), print(b)});
    return answer;
  }

 private:
  std::unique_ptr<Verifier> verifier_;
  ProverOptions options_;
  SmtLog log_;
};

}  // namespace

std::unique_ptr<Verifier> make_logged(std::unique_ptr<Verifier> verifier,
                                      const ProverOptions& options, std::filesystem::path folder) {
  return std::make_unique<LoggedVerifier>(std::move(verifier), options, std::move(folder));
}

}  // namespace gestalt::synthesis
