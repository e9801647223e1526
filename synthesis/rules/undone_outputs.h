// Outputs undone: what the outputs were before a primitive was applied that can be undone. A
// mirrored, scaled, tiled or bordered output is explained by a rule for the smaller one.
// prototypes/README.md, "whole": wrappers.
#pragma once

#include <memory>
#include <vector>

#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// A problem with the outputs undone. Threads: one caller.
class UndoneProblem {
 public:
  /// The primitive's arguments, but the one in `slot` that the outputs become.
  UndoneProblem(const RuleProblem& problem, dsl::PrimitiveId primitive, std::size_t slot,
                std::vector<LayerTerm> arguments, std::vector<dsl::Value> outputs);
  UndoneProblem(const UndoneProblem&) = delete;
  UndoneProblem& operator=(const UndoneProblem&) = delete;

  /// Its inputs are those of the whole problem.
  [[nodiscard]] const RuleProblem& problem() const { return undone_; }
  [[nodiscard]] const dsl::Examples& examples() const { return examples_; }
  /// The rule for the whole problem: the primitive applied to what a rule makes.
  [[nodiscard]] Rule lift(const Rule& rule) const;
  [[nodiscard]] int cost() const;  ///< of the primitive and its other arguments

 private:
  const RuleProblem& whole_;
  dsl::PrimitiveId primitive_;
  std::size_t slot_;
  std::vector<LayerTerm> arguments_;
  dsl::Examples examples_;
  RuleProblem undone_;
};

/// All ways to undo the outputs by one primitive whose other arguments are constants, inputs and
/// what one primitive gives for an input, such that each output becomes smaller; the cheapest
/// first, at most `wanted`. Adds the terms evaluated to `steps`, as long as the budget has more.
/// Values live in `arena`, which, like the problem, outlives them. None where a domain's values
/// have no lengths.
[[nodiscard]] std::vector<std::unique_ptr<UndoneProblem>> undo_outputs(const RuleProblem& problem,
                                                                       std::size_t wanted,
                                                                       const Budget& budget,
                                                                       dsl::Arena& arena,
                                                                       std::uint64_t& steps);

/// The outputs undone by a primitive of two values whose first one is the input; null where they
/// cannot be, or there are several inputs. Otherwise as undo_outputs.
[[nodiscard]] std::unique_ptr<UndoneProblem> undo_outputs_by(const RuleProblem& problem,
                                                             dsl::PrimitiveId primitive,
                                                             dsl::Arena& arena,
                                                             std::uint64_t& steps);

}  // namespace gestalt::synthesis
