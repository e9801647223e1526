// Equal outputs of two ways to compute: equivalence of programs, and the laws that are instances of
// it: f (change x) = change (f x), f (f x) = f x.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// Whether two outputs tell two programs apart: they differ, or one is a fault. A fault for want of
/// fuel tells nothing; what would be too large for its type is no output, as in the meanings.
[[nodiscard]] bool differ(const Result<dsl::Value, dsl::Fault>& a,
                          const Result<dsl::Value, dsl::Fault>& b);

/// Programs applied one after the other, each to the output of the one before; the first takes the
/// inputs of the question.
using Stages = std::vector<dsl::Program>;

/// Both sides have the same output, or neither has one.
class Equivalence final : public Question {
 public:
  Equivalence(std::string property, std::string statement, const dsl::Domain& domain,
              dsl::Type type, std::vector<std::pair<Stages, Stages>> sides)
      : property_(std::move(property)),
        statement_(std::move(statement)),
        domain_(&domain),
        type_(std::move(type)),
        sides_(std::move(sides)) {}

  [[nodiscard]] std::string property() const override { return property_; }
  [[nodiscard]] std::string statement() const override { return statement_; }
  [[nodiscard]] std::vector<dsl::Type> inputs() const override { return type_.parameters(); }
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;

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
};

}  // namespace gestalt::synthesis
