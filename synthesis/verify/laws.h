// Questions about one program: it meets the train pairs, is total, has outputs of a size and with
// elements that its inputs determine.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// A question about the outputs of one program on all its inputs.
class OutputQuestion : public Question {
 public:
  /// The subject outlives it.
  explicit OutputQuestion(const Subject& subject) : subject_(&subject) {}
  [[nodiscard]] std::vector<dsl::Type> inputs() const override {
    return subject_->type.parameters();
  }

 protected:
  [[nodiscard]] const Subject& subject() const { return *subject_; }
  [[nodiscard]] const dsl::Type& output_type() const { return subject_->type.result(); }
  [[nodiscard]] dsl::SmtTerm output(const SymbolicCase& problem) const {
    return problem.output(subject_->code, output_type(), problem.inputs);
  }

 private:
  const Subject* subject_;
};

/// The program meets every train pair under the SMT meaning: an independent check of the evaluator.
class MeetsTrainPairs final : public OutputQuestion {
 public:
  /// The examples outlive it.
  MeetsTrainPairs(const Subject& subject, const dsl::Examples& examples)
      : OutputQuestion(subject), examples_(&examples) {}
  [[nodiscard]] std::string property() const override { return "train"; }
  [[nodiscard]] std::string statement() const override { return "meets every train pair"; }
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;
  [[nodiscard]] std::vector<std::vector<dsl::Value>> given_inputs() const override;

 private:
  [[nodiscard]] bool is_train_input(std::size_t example, std::span<const dsl::Value> inputs) const;

  const dsl::Examples* examples_;
};

/// Every input has an output.
class Totality final : public OutputQuestion {
 public:
  using OutputQuestion::OutputQuestion;
  [[nodiscard]] std::string property() const override { return "total"; }
  [[nodiscard]] std::string statement() const override { return "every input has an output"; }
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;
};

/// A length of the output: sum of factors[k] times length k of the inputs, plus `constant`.
struct LinearLength {
  std::vector<std::int64_t> factors;
  std::int64_t constant = 0;
  friend bool operator==(const LinearLength&, const LinearLength&) = default;
};

/// The output's lengths are linear in those of the inputs, wherever there is an output.
class SizeLaw final : public OutputQuestion {
 public:
  SizeLaw(const Subject& subject, std::vector<LinearLength> law)
      : OutputQuestion(subject), law_(std::move(law)) {}
  [[nodiscard]] std::string property() const override { return "size"; }
  [[nodiscard]] std::string statement() const override;
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;

  /// The simplest law that all these inputs obey; nothing where there is none, or outputs of the
  /// type have no lengths.
  [[nodiscard]] static std::optional<std::vector<LinearLength>> infer(
      const Subject& subject, const std::vector<std::vector<dsl::Value>>& inputs);

 private:
  std::vector<LinearLength> law_;
};

/// Every element of the output occurs in an input or in the program.
class PaletteLaw final : public OutputQuestion {
 public:
  explicit PaletteLaw(const Subject& subject);
  [[nodiscard]] std::string property() const override { return "palette"; }
  [[nodiscard]] std::string statement() const override;
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;

 private:
  [[nodiscard]] dsl::Symbol foreign_element(dsl::ScalarGraph& graph,
                                            std::span<const dsl::SmtElement> made,
                                            std::span<const dsl::SmtElement> given) const;

  std::vector<std::int64_t> constants_;
};

}  // namespace gestalt::synthesis
