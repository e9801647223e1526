// Running a given program on a task, example by example, as the verifier does.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "dsl/core/program.h"
#include "dsl/core/term.h"
#include "synthesis/api/verifier.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// A program that has the type of a task, ready to run on it. The domain outlives it.
class LoadedProgram {
 public:
  /// Parses and checks `text`, or the contents of a file where it begins with '@'.
  ///
  /// Errors: the program's place is "program:line:column", or "FILE:line:column".
  [[nodiscard]] static Result<LoadedProgram> load(const std::string& text, const tasks::Task& task);
  /// The same without a task: the type is that of the domain's usual tasks where the program has
  /// it, else the program's own.
  [[nodiscard]] static Result<LoadedProgram> load(const std::string& text,
                                                  const dsl::Domain& domain);

  [[nodiscard]] const dsl::Domain& domain() const { return *domain_; }
  [[nodiscard]] const dsl::Type& type() const { return type_; }
  [[nodiscard]] dsl::TermPool& pool() { return pool_; }
  [[nodiscard]] const dsl::TermPool& pool() const { return pool_; }
  [[nodiscard]] dsl::TermId term() const { return term_; }
  [[nodiscard]] const dsl::Program& code() const { return code_; }
  /// The same as a verifier is asked about it; it borrows the program and the examples.
  [[nodiscard]] synthesis::ProgramOfTask of_task(const dsl::Examples& examples) const {
    return {*domain_, examples, pool_, term_};
  }

 private:
  LoadedProgram() = default;
  [[nodiscard]] static Result<LoadedProgram> load(const std::string& text,
                                                  const dsl::Domain& domain, const dsl::Type* type);

  const dsl::Domain* domain_ = nullptr;
  dsl::Type type_;
  dsl::TermPool pool_;
  dsl::TermId term_;
  dsl::Program code_;
};

/// "train[0]", "test[1]".
[[nodiscard]] std::string example_name(const tasks::Task& task, std::size_t example);

/// What a program gives on every example of a task, as the domain presents outputs.
struct Evaluation {
  std::unique_ptr<dsl::Arena> arena;  ///< holds the outputs
  std::vector<Result<dsl::Value, dsl::Fault>> outputs;

  /// Whether the example's output is known and the program yields it.
  [[nodiscard]] bool fits(const tasks::Task& task, std::size_t example) const;
  [[nodiscard]] bool fits_train(const tasks::Task& task) const;
  /// "test[0]: domain" for the first example without a value.
  [[nodiscard]] std::optional<std::string> first_fault(const tasks::Task& task) const;
};

[[nodiscard]] Evaluation evaluate(const LoadedProgram& program, const tasks::Task& task);

/// What it gives on the test inputs: an array with one value each, null for a fault.
[[nodiscard]] nlohmann::ordered_json predictions_json(const tasks::Task& task,
                                                      const Evaluation& evaluation);

}  // namespace gestalt::experiments
