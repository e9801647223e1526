#include "synthesis/rules/viewed_problem.h"

#include <map>

#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

namespace {

/// Puts a term over the first `inputs` variables in the place of a term's variable 0, whose other
/// variables are raised to make room.
class Substitution {
 public:
  Substitution(dsl::TermPool& pool, dsl::TermId replacement, std::uint32_t inputs)
      : pool_(pool), replacement_(replacement), inputs_(inputs) {}

  /// `below`: the level of the next lambda in the result.
  dsl::TermId apply(dsl::TermId id, std::uint32_t below) {
    const auto known = done_.find({id.index, below});
    if (known != done_.end()) return known->second;
    const dsl::TermNode node = pool_[id];
    dsl::TermId result = id;
    if (node.kind == dsl::TermKind::kVariable) {
      result = node.payload == 0 ? pool_.shift(replacement_, inputs_, below - inputs_)
                                 : pool_.variable(node.payload - 1 + inputs_);
    } else if (node.kind == dsl::TermKind::kLambda) {
      result = pool_.lambda(below, apply(pool_.children(id)[0], below + 1));
    } else if (node.kind == dsl::TermKind::kApply) {
      const auto children = pool_.children(id);
      const std::vector<dsl::TermId> own(children.begin(), children.end());  // the pool grows
      std::vector<dsl::TermId> arguments;
      for (std::size_t k = 1; k < own.size(); ++k) arguments.push_back(apply(own[k], below));
      result = pool_.apply(apply(own[0], below), arguments);
    }
    done_[{id.index, below}] = result;
    return result;
  }

 private:
  dsl::TermPool& pool_;
  dsl::TermId replacement_;
  std::uint32_t inputs_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, dsl::TermId> done_;
};

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
      viewed_{problem.domain, examples_,      problem.constants,
              problem.pool,   problem.memory, problem.interrupt} {}

Rule ViewedProblem::lift(const Rule& rule) const {
  dsl::TermPool& pool = problem_.pool;
  const auto inputs = static_cast<std::uint32_t>(problem_.examples.inputs.size());
  const dsl::TermId body = pool.children(rule.program)[0];
  const dsl::TermId over_inputs = Substitution(pool, view_.term, inputs).apply(body, inputs);
  return {close_over_inputs(problem_.examples, pool, over_inputs), rule.cost + view_.cost};
}

}  // namespace gestalt::synthesis
