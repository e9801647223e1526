// The questions that can be asked about a program, by the names of their properties.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "synthesis/verify/prover.h"
#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// Compiles a closed term for questions. Requires that it has the type, which is ground.
[[nodiscard]] Subject make_subject(const dsl::Domain& domain, const dsl::Type& type,
                                   const dsl::TermPool& pool, dsl::TermId term);

/// The properties of programs of a domain: train, total, size, palette, idempotence, branches, and
/// the domain's symmetries.
[[nodiscard]] std::vector<std::string> properties_of(const dsl::Domain& domain);

/// A question, or why it cannot be asked of this program.
struct AskedProperty {
  std::unique_ptr<Question> question = nullptr;
  std::string reason = {};
};

/// The question of a property. `examples` may be null: there is no "train" then, and a size law is
/// inferred from generated inputs. The subject and the examples outlive the question. Requires a
/// name of properties_of().
[[nodiscard]] AskedProperty question_of(std::string_view property, const Subject& subject,
                                        const dsl::Examples* examples,
                                        const ProverOptions& options);

/// Whether two programs of one type have the same outputs.
[[nodiscard]] std::unique_ptr<Question> equivalence_of(const Subject& a, const Subject& b,
                                                       std::string statement);

/// Whether the property holds on all train inputs, by evaluation.
[[nodiscard]] bool holds_on_train(const Question& question, const dsl::Domain& domain,
                                  const dsl::Examples& examples);

/// Asks a property, or says why it is unknown.
[[nodiscard]] Answer ask(std::string_view property, const Subject& subject,
                         const dsl::Examples* examples, const ProverOptions& options);

}  // namespace gestalt::synthesis
