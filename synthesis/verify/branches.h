// Whether an input exists for which a program decides as it never had to in training: a table fits
// the train pairs, and what it does elsewhere was never seen.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "synthesis/verify/laws.h"

namespace gestalt::synthesis {

/// A program of the same inputs that lists what a program decides by place: for each selector that
/// it paints or copies by (CellForm), outside of functions, a value that has one element where the
/// selector holds and another one elsewhere. Nothing where it decides nothing in this way.
[[nodiscard]] std::optional<dsl::Program> decisions_of(const dsl::Domain& domain,
                                                       const dsl::Type& type,
                                                       const dsl::TermPool& pool, dsl::TermId term);

/// At every place of every input the program's decisions, taken together, are those of some place
/// of a train input. Where the decisions have different frames it is not known.
class SeenBranches final : public OutputQuestion {
 public:
  /// The subject has decisions; it and the examples outlive the question.
  SeenBranches(const Subject& subject, const dsl::Examples& examples);

  /// Whether the decisions have values in one frame on some train input: else there is nothing to
  /// compare with.
  [[nodiscard]] bool has_seen() const { return !seen_.empty(); }
  [[nodiscard]] std::string property() const override { return "branches"; }
  [[nodiscard]] std::string statement() const override;
  [[nodiscard]] dsl::Symbol fails(const SymbolicCase& problem) const override;
  [[nodiscard]] bool fails(dsl::EvalContext& context,
                           std::span<const dsl::Value> inputs) const override;

 private:
  using Branch = std::vector<bool>;  ///< by decision

  /// The branches at the places of these inputs; nothing where the decisions have no value.
  [[nodiscard]] std::optional<std::set<Branch>> branches(dsl::EvalContext& context,
                                                         std::span<const dsl::Value> inputs) const;

  std::set<Branch> seen_;
};

}  // namespace gestalt::synthesis
