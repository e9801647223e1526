#include "experiments/cli/searcher.h"

#include <algorithm>
#include <filesystem>

#include "dsl/core/check.h"
#include "experiments/cli/repository.h"
#include "neural/load.h"
#include "neural/serve/net_guide.h"
#include "tasks/domains.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

/// The checkpoint that comes with Gestalt.
Result<std::filesystem::path> default_checkpoint() {
  constexpr std::string_view kFile = "neural/checkpoints/grid.net";
  const auto root = repository_with(kFile);
  if (!root) return tl::unexpected(root.error());
  return *root / kFile;
}

Result<std::unique_ptr<synthesis::Guide>> make_guide(const std::string& name, int threads) {
  if (name == "none") return synthesis::make_uniform_guide();
  const auto file = name == "default" ? default_checkpoint() : std::filesystem::path(name);
  if (!file) return tl::unexpected(file.error());
  // What is wrong with the file is said before LibTorch is loaded, and where there is none.
  if (const auto good = neural::check_guide(*file); !good) return tl::unexpected(good.error());
  const auto module = neural::load();
  if (!module) return tl::unexpected(module.error());
  return neural::make_net_guide(*module, *file, threads);
}

}  // namespace

Searcher::Searcher(const SearchSettings& settings, const std::atomic<bool>& interrupt)
    : options_(search_options(settings)),
      interrupt_(&interrupt),
      verifier_(synthesis::make_executing_verifier()),
      memory_(std::make_unique<dsl::ChunkPool>()) {}

Result<Searcher> Searcher::make(const SearchSettings& settings,
                                const std::atomic<bool>& interrupt) {
  auto guide = make_guide(settings.guide, settings.threads);
  if (!guide) return tl::unexpected(guide.error());
  Searcher searcher(settings, interrupt);
  searcher.guide_ = *std::move(guide);
  return searcher;
}

Result<synthesis::SynthesisResult> Searcher::search(const tasks::Task& task,
                                                    synthesis::Ranking ranking) {
  synthesis::SearchOptions options = options_;
  options.ranking = ranking;
  return synthesis::synthesize(domain_of(task), task, options,
                               {*guide_, *verifier_, *memory_, interrupt_});
}

const dsl::Domain& domain_of(const tasks::Task& task) {
  const auto domain = tasks::find_domain(task.domain());
  GESTALT_CHECK(domain.has_value());
  return **domain;
}

std::optional<bool> is_solved(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  std::optional<bool> solved;
  for (std::size_t t = 0; t < task.test_count(); ++t) {
    const auto output = task.output(task.train_count() + t);
    if (!output) continue;
    const bool right = std::any_of(
        result.candidates.begin(), result.candidates.end(),
        [&](const synthesis::Candidate& guess) { return guess.predictions[t] == *output; });
    solved = solved.value_or(true) && right;
  }
  return solved;
}

TaskResult task_result(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  const dsl::Domain& domain = domain_of(task);
  TaskResult line;
  line.task = task.id();
  line.seconds = result.report.seconds;
  line.steps = result.report.steps;
  line.distinct = result.report.distinct;
  line.stop = to_string(result.report.stop);
  for (const synthesis::Candidate& candidate : result.candidates) {
    auto guess = nlohmann::ordered_json::array();
    for (const dsl::Value value : candidate.predictions.values()) {
      guess.emplace_back(tasks::value_to_json(domain, task.type().result(), value));
    }
    line.guesses.push_back(std::move(guess));
    line.programs.push_back(candidate.program);
    line.strategies.push_back(candidate.strategy);
    line.costs.push_back(candidate.cost);
  }
  line.train_fit = !result.candidates.empty();
  line.solved = is_solved(task, result);
  return line;
}

}  // namespace gestalt::experiments
