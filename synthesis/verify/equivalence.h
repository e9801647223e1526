// Equal outputs of two ways to compute: equivalence of programs, and the laws that are instances of
// it: f (change x) = change (f x), f (f x) = f x.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// Programs applied one after the other, each to the output of the one before. The first takes the
/// inputs of the question's main program; further inputs of the question go to those stages that
/// say so.
struct Stage {
  dsl::Program code;
  bool takes_further = false;
};
using Stages = std::vector<Stage>;

/// Inputs of a question besides those of its program: what they may be, case by case.
struct FurtherInputs {
  std::vector<dsl::Type> types = {};
  std::vector<std::vector<dsl::Value>> cases = {};
};

/// Both sides have the same output, or neither has one.
class Equivalence final : public Question {
 public:
  Equivalence(std::string property, std::string statement, const dsl::Domain& domain,
              dsl::Type type, std::vector<std::pair<Stages, Stages>> sides,
              FurtherInputs further = {})
      : property_(std::move(property)),
        statement_(std::move(statement)),
        domain_(&domain),
        type_(std::move(type)),
        sides_(std::move(sides)),
        further_(std::move(further)) {}

  [[nodiscard]] std::string property() const override { return property_; }
  [[nodiscard]] std::string statement() const override { return statement_; }
  [[nodiscard]] std::vector<dsl::Type> inputs() const override;
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;
  [[nodiscard]] std::vector<std::vector<dsl::Value>> cases() const override {
    return further_.cases;
  }

 private:
  [[nodiscard]] dsl::SmtTerm output(const SymbolicCase& problem, const Stages& stages) const;
  [[nodiscard]] Result<dsl::Value, dsl::Fault> output(dsl::EvalContext& context,
                                                      const Stages& stages,
                                                      std::span<const dsl::Value> inputs) const;

  std::string property_;
  std::string statement_;
  const dsl::Domain* domain_;
  dsl::Type type_;
  std::vector<std::pair<Stages, Stages>> sides_;
  FurtherInputs further_;
};

}  // namespace gestalt::synthesis
