#include "synthesis/rules/wrapped_rules.h"

#include <algorithm>

#include "dsl/core/check.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/undone_outputs.h"
#include "synthesis/rules/viewed_problem.h"

namespace gestalt::synthesis {

namespace {

class WrappedSearch {
 public:
  WrappedSearch(const RuleProblem& problem, const RuleOptions& options, const RuleSearch& find)
      : problem_(problem),
        options_(options),
        find_(find),
        deadline_(options.budget.seconds, problem.interrupt),
        arena_(&problem.memory) {}

  RuleResult run() {
    constexpr std::size_t kProblems = 6;
    for (const auto& smaller :
         undo_outputs(problem_, kProblems, options_.budget, arena_, result_.steps)) {
      search(smaller->problem(), [&](const Rule& rule) { return smaller->lift(rule); });
    }
    for (const dsl::Wrapper& wrapper : problem_.domain.wrappers) {
      if (!is_over()) search_inside(wrapper);
    }
    std::ranges::stable_sort(result_.rules, {}, &Rule::cost);
    result_.stop = stop_reason(deadline_, options_.budget, result_.steps, result_.rules.size(),
                               options_.rules);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_over() const {
    return deadline_.remaining() <= 0 || result_.steps >= options_.budget.steps;
  }

  template <class Lift>
  void search(const RuleProblem& changed, Lift lift) {
    if (is_over()) return;
    const RuleResult found = find_(changed, rest_of(options_.budget, deadline_, result_.steps));
    result_.steps += found.steps;
    for (const Rule& rule : found.rules) result_.rules.push_back(lift(rule));
  }

  void search_inside(const dsl::Wrapper& wrapper) {
    const auto restore = problem_.domain.registry.find(wrapper.restore);
    GESTALT_CHECK(restore.has_value());
    const auto undone = undo_outputs_by(problem_, *restore, arena_, result_.steps);
    if (!undone) return;
    const dsl::TermWriter writer(problem_.domain, problem_.pool);
    LayerTerm change;
    change.term = writer.call(wrapper.change, {problem_.pool.variable(0)});
    change.cost = writer.cost_of(wrapper.change);
    auto row = predict(problem_.domain, problem_.examples, problem_.pool,
                       close_over_inputs(problem_.examples, problem_.pool, change.term), arena_);
    if (!row || *row == problem_.examples.inputs[0]) return;  // nothing is changed
    change.row = *std::move(row);
    const ViewedProblem changed(undone->problem(), change, problem_.examples.output_type);
    search(changed.problem(), [&](const Rule& rule) { return undone->lift(changed.lift(rule)); });
  }

  const RuleProblem& problem_;
  const RuleOptions& options_;
  const RuleSearch& find_;
  Deadline deadline_;
  dsl::Arena arena_;
  RuleResult result_;
};

}  // namespace

RuleResult find_wrapped_rules(const RuleProblem& problem, const RuleOptions& options,
                              const RuleSearch& find) {
  return WrappedSearch(problem, options, find).run();
}

}  // namespace gestalt::synthesis
