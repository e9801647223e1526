// A problem seen through a computed term: rules are searched for with the term's values in the
// place of the inputs, and written over the inputs.
#pragma once

#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// Threads: one caller.
class ViewedProblem {
 public:
  /// All arguments outlive this. `view` is a term over the inputs, of type `type`.
  ViewedProblem(const RuleProblem& problem, const LayerTerm& view, const dsl::Type& type);
  ViewedProblem(const ViewedProblem&) = delete;
  ViewedProblem& operator=(const ViewedProblem&) = delete;

  /// The view is its one input.
  [[nodiscard]] const RuleProblem& problem() const { return viewed_; }
  /// The rule over the inputs that a rule over the view stands for. It is dearer by the view.
  [[nodiscard]] Rule lift(const Rule& rule) const;

 private:
  const RuleProblem& problem_;
  const LayerTerm& view_;
  dsl::Examples examples_;
  RuleProblem viewed_;
};

}  // namespace gestalt::synthesis
