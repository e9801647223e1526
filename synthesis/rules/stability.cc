#include "synthesis/rules/stability.h"

#include <algorithm>
#include <cmath>

#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

namespace {

constexpr int kSure = 40;         // rules that cost less are right in 19 of 20 tasks, stable or not
constexpr double kUnstable = 60;  // what a rule pays that no other search agrees with

dsl::Examples without(const dsl::Examples& examples, std::size_t pair) {
  dsl::Examples others = examples;
  const auto at = static_cast<std::ptrdiff_t>(pair);
  for (auto& row : others.inputs) row.erase(row.begin() + at);
  others.outputs.erase(others.outputs.begin() + at);
  --others.train_count;
  return others;
}

/// What a program gives for the test inputs; nothing where it has no value.
std::vector<dsl::Value> test_outputs(const RuleProblem& problem, dsl::TermId program,
                                     dsl::Arena& arena) {
  auto outputs = predict(problem.domain, problem.examples, problem.pool, program, arena);
  if (!outputs) return {};
  return {outputs->begin() + static_cast<std::ptrdiff_t>(problem.examples.train_count),
          outputs->end()};
}

}  // namespace

void charge_instability(const RuleProblem& problem, const Budget& budget, const RuleSearch& find,
                        RuleResult& result) {
  const std::size_t pairs = problem.examples.train_count;
  if (pairs < 3 || result.rules.empty() || result.rules.front().cost < kSure) return;
  const Deadline deadline(budget.seconds, problem.interrupt);
  dsl::Arena arena(&problem.memory);
  std::vector<std::vector<dsl::Value>> predictions;
  for (const Rule& rule : result.rules) {
    predictions.push_back(test_outputs(problem, rule.program, arena));
  }
  std::vector<int> agreeing(result.rules.size(), 0);
  int searches = 0;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    if (deadline.remaining() <= 0 || result.steps >= budget.steps) break;
    const dsl::Examples others = without(problem.examples, pair);
    const RuleProblem smaller = problem.with(others);
    const RuleResult found = find(smaller, rest_of(budget, deadline, result.steps));
    result.steps += found.steps;
    if (found.stop == StopReason::kSeconds || found.stop == StopReason::kSteps) break;
    ++searches;
    if (found.rules.empty()) continue;
    const auto first = test_outputs(smaller, found.rules.front().program, arena);
    for (std::size_t k = 0; k < predictions.size(); ++k) agreeing[k] += predictions[k] == first;
  }
  if (searches == 0) return;
  for (std::size_t k = 0; k < result.rules.size(); ++k) {
    const double share = static_cast<double>(agreeing[k]) / searches;
    result.rules[k].cost += static_cast<int>(std::lround(kUnstable * (1 - share)));
  }
  std::ranges::stable_sort(result.rules, {}, &Rule::cost);
}

}  // namespace gestalt::synthesis
