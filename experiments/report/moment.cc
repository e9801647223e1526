#include "experiments/report/moment.h"

#include "dsl/core/check.h"
#include "tasks/domains.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

bool is_right(const tasks::Task& task, const nlohmann::ordered_json& guess) {
  const auto domain = tasks::find_domain(task.domain());
  GESTALT_CHECK(domain.has_value());
  for (std::size_t t = 0; t < task.test_count(); ++t) {
    const auto output = task.output(task.train_count() + t);
    if (!output) continue;
    if (t >= guess.size() ||
        guess[t] != tasks::value_to_json(**domain, task.type().result(), *output)) {
      return false;
    }
  }
  return true;
}

std::optional<Moment> solved_at(const TaskResult& result, const tasks::Task* task) {
  if (!result.solved.value_or(false)) return std::nullopt;
  const Moment end{result.seconds, static_cast<double>(result.steps)};
  if (task == nullptr) return end;
  for (std::size_t g = 0; g < result.guesses.size(); ++g) {
    if (!is_right(*task, result.guesses[g])) continue;
    Moment moment;
    for (const StrategyShare& share : result.portfolio) {
      moment.seconds += share.seconds;
      moment.steps += static_cast<double>(share.steps);
      if (share.strategy == result.strategies[g]) return moment;
    }
  }
  return end;
}

}  // namespace gestalt::experiments
