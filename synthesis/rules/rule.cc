#include "synthesis/rules/rule.h"

#include <array>
#include <cmath>
#include <limits>

#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

RuleCollector::RuleCollector(const RuleProblem& problem)
    : problem_(problem), arena_(&problem.memory) {}

void RuleCollector::offer(dsl::TermId body, int cost) {
  const dsl::TermId program = close_over_inputs(problem_.examples, problem_.pool, body);
  auto outputs = predict(problem_.domain, problem_.examples, problem_.pool, program, arena_);
  if (!outputs || !fits_train_pairs(problem_.examples, *outputs)) return;
  if (std::ranges::find(predictions_, *outputs) != predictions_.end()) return;
  const auto test = std::span(*outputs).subspan(problem_.examples.train_count);
  const bool counts = problem_.traits == nullptr || problem_.traits->missed(test) == 0;
  predictions_.push_back(*std::move(outputs));
  kept_.push_back({{program, cost}, counts});
  plausible_ += counts ? 1 : 0;
}

int RuleCollector::least_cost() const {
  int least = std::numeric_limits<int>::max();
  for (const Kept& kept : kept_) {
    if (kept.counts) least = std::min(least, kept.rule.cost);
  }
  return least;
}

std::vector<Rule> RuleCollector::take(std::size_t wanted) {
  std::ranges::stable_sort(kept_, {}, [](const Kept& kept) { return kept.rule.cost; });
  std::array<std::size_t, 2> taken{};
  std::vector<Rule> rules;
  for (const Kept& kept : kept_) {
    if (taken[kept.counts ? 1 : 0]++ < wanted) rules.push_back(kept.rule);
  }
  return rules;
}

double cost_of_size(std::int64_t number) {
  constexpr double kSmall = 4;
  return 4 * std::log(std::max(kSmall, std::abs(static_cast<double>(number))) / kSmall);
}

StopReason stop_reason(const Deadline& deadline, const Budget& budget, std::uint64_t steps,
                       std::size_t found, std::size_t wanted, bool cut_short) {
  if (deadline.interrupted()) return StopReason::kInterrupted;
  if (deadline.remaining() <= 0) return StopReason::kSeconds;
  if (steps >= budget.steps) return StopReason::kSteps;
  if (found >= wanted) return StopReason::kFound;
  return cut_short ? StopReason::kSteps : StopReason::kExhausted;
}

}  // namespace gestalt::synthesis
