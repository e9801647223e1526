#include "experiments/cli/law_ranking.h"

#include <algorithm>
#include <cmath>

#include "experiments/cli/evaluation.h"

namespace gestalt::experiments {

namespace {

constexpr double kWeight = 0.25;  ///< of one law, in nats
constexpr double kSure = 1e-6;    ///< credibilities are kept so far from 0 and 1

std::size_t proved_laws(const synthesis::Candidate& candidate, const tasks::Task& task,
                        synthesis::Verifier& verifier) {
  const auto program = LoadedProgram::load(candidate.program, task);
  if (!program) return 0;
  const dsl::Examples examples = task.examples();
  const auto laws = verifier.laws_of(program->domain());
  return static_cast<std::size_t>(std::ranges::count_if(laws, [&](const std::string& law) {
    const synthesis::Answer answer = verifier.ask(law, program->of_task(examples));
    return std::holds_alternative<synthesis::Proved>(answer.verdict) &&
           answer.on_train.value_or(false);
  }));
}

}  // namespace

void rank_by_laws(std::vector<synthesis::Candidate>& candidates, const tasks::Task& task,
                  synthesis::Verifier& verifier) {
  std::vector<std::pair<double, std::size_t>> scores;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const double credible = std::clamp(candidates[k].credibility, kSure, 1 - kSure);
    const auto laws = static_cast<double>(proved_laws(candidates[k], task, verifier));
    scores.emplace_back(std::log(credible / (1 - credible)) + kWeight * laws, k);
  }
  std::ranges::stable_sort(scores, std::ranges::greater(), &std::pair<double, std::size_t>::first);
  std::vector<synthesis::Candidate> ranked;
  for (const auto& [score, k] : scores) ranked.push_back(std::move(candidates[k]));
  candidates = std::move(ranked);
}

}  // namespace gestalt::experiments
