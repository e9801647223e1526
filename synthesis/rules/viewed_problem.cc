#include "synthesis/rules/viewed_problem.h"

#include "synthesis/api/predict.h"
#include "synthesis/rules/substitute.h"

namespace gestalt::synthesis {

namespace {

dsl::Examples seen_through(const dsl::Examples& examples, const LayerTerm& view,
                           const dsl::Type& type) {
  dsl::Examples seen = examples;
  seen.input_types = {type};
  seen.inputs = {view.row};
  return seen;
}

}  // namespace

ViewedProblem::ViewedProblem(const RuleProblem& problem, const LayerTerm& view,
                             const dsl::Type& type)
    : problem_(problem),
      view_(view),
      examples_(seen_through(problem.examples, view, type)),
      viewed_(problem.with(examples_)) {}

Rule ViewedProblem::lift(const Rule& rule) const {
  dsl::TermPool& pool = problem_.pool;
  const auto inputs = static_cast<std::uint32_t>(problem_.examples.inputs.size());
  const dsl::TermId body = pool.children(rule.program)[0];
  const dsl::TermId over_inputs = substitute(pool, body, 0, view_.term, inputs);
  return {close_over_inputs(problem_.examples, pool, over_inputs), rule.cost + view_.cost};
}

}  // namespace gestalt::synthesis
