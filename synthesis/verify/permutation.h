// Whether a program commutes with permutations of the elements of its inputs: it treats alike all
// that it does not name.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "synthesis/verify/laws.h"

namespace gestalt::synthesis {

/// f(swap x) = swap(f x) for each of some exchanges of two elements, and so for all permutations
/// that they generate; for values that are told apart by their lengths and elements. Most programs
/// owe it to how elements flow through them (element_flow.h), and the solver is asked about what is
/// left.
class PermutationLaw final : public OutputQuestion {
 public:
  using Exchanges = std::vector<std::pair<std::int64_t, std::int64_t>>;

  /// `change` is the compiled program of `exchange`. Subject and exchange outlive the question.
  PermutationLaw(const Subject& subject, const dsl::Exchange& exchange, dsl::Program change,
                 Exchanges exchanges)
      : OutputQuestion(subject),
        exchange_(&exchange),
        change_(std::move(change)),
        exchanges_(std::move(exchanges)) {}

  [[nodiscard]] std::string property() const override { return exchange_->property; }
  [[nodiscard]] std::string statement() const override;
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;

 private:
  const dsl::Exchange* exchange_;
  dsl::Program change_;
  Exchanges exchanges_;
};

}  // namespace gestalt::synthesis
