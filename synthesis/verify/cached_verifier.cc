#include "synthesis/verify/cached_verifier.h"

#include <fmt/format.h>

#include <unordered_map>

#include "dsl/core/digest.h"
#include "dsl/core/syntax.h"

namespace gestalt::synthesis {

namespace {

/// The examples' values, train count and types in one line.
std::string key_of(const dsl::Examples& examples) {
  std::string key =
      fmt::format("{} {}", examples.train_count, dsl::to_string(examples.output_type));
  for (const auto& row : examples.inputs) {
    for (const dsl::Value value : row) key += dsl::to_string(value.digest());
  }
  for (const dsl::Value value : examples.outputs) key += dsl::to_string(value.digest());
  return key;
}

/// Everything that an answer depends on, in full: no two questions have one key.
std::string key_of(const ProgramOfTask& program) {
  return fmt::format("{}\n{}\n{}\n", program.domain.name, key_of(program.examples),
                     dsl::print_term(program.pool, program.program, program.domain));
}

std::string key_of(std::string_view property, const ProgramOfTask& program) {
  return fmt::format("{}{}", key_of(program), property);
}

class CachedVerifier final : public Verifier {
 public:
  explicit CachedVerifier(std::unique_ptr<Verifier> verifier) : verifier_(std::move(verifier)) {}

  [[nodiscard]] Verdict meets_train_pairs(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const dsl::TermPool& pool, dsl::TermId program) override {
    const std::string key = key_of(ProgramOfTask{domain, examples, pool, program});
    const auto known = verdicts_.find(key);
    if (known != verdicts_.end()) return known->second;
    return verdicts_[key] = verifier_->meets_train_pairs(domain, examples, pool, program);
  }

  [[nodiscard]] std::vector<std::string> laws_of(const dsl::Domain& domain) override {
    return verifier_->laws_of(domain);
  }
  [[nodiscard]] Answer ask(std::string_view property, const ProgramOfTask& program) override {
    return remembered(key_of(property, program), [&] { return verifier_->ask(property, program); });
  }

  [[nodiscard]] std::optional<Answer> recall(std::string_view property,
                                             const ProgramOfTask& program) override {
    const auto known = answers_.find(key_of(property, program));
    return known != answers_.end() ? std::optional(known->second) : std::nullopt;
  }

  [[nodiscard]] Answer compare(const ProgramOfTask& a, const ProgramOfTask& b) override {
    return remembered(key_of(a) + key_of(b), [&] { return verifier_->compare(a, b); });
  }

 private:
  template <class Ask>
  Answer remembered(const std::string& key, Ask ask) {
    const auto known = answers_.find(key);
    if (known != answers_.end()) return known->second;
    return answers_[key] = ask();
  }

  std::unique_ptr<Verifier> verifier_;
  std::unordered_map<std::string, Verdict> verdicts_;
  std::unordered_map<std::string, Answer> answers_;
};

}  // namespace

std::unique_ptr<Verifier> make_cached(std::unique_ptr<Verifier> verifier) {
  return std::make_unique<CachedVerifier>(std::move(verifier));
}

}  // namespace gestalt::synthesis
