#include "experiments/cli/experiment_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "experiments/cli/console.h"
#include "experiments/cli/suite.h"
#include "experiments/cli/suite_run.h"
#include "tasks/generate/suites.h"

namespace gestalt::experiments {

namespace {

/// The name of a suite for a seed: made suites that name no seed get it.
std::string with_seed(const std::string& suite, std::uint64_t seed) {
  if (!tasks::is_suite_request(suite) || suite.find("seed=") != suite.npos) return suite;
  return fmt::format("{}{}seed={}", suite, suite.find(':') == suite.npos ? ":" : ",", seed);
}

Result<std::vector<TaskResult>> run_unit(const ExperimentUnit& unit, const Suite& suite,
                                         const Keeping& keeping,
                                         const std::atomic<bool>& interrupted) {
  auto searcher = Searcher::make(unit.search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  const auto sinks = open_sinks(
      keeping, suite, describe_run(unit.name, suite, unit.search, *searcher, FittedOn::kOtherHalf));
  if (!sinks) return tl::unexpected(sinks.error());
  return run_suite(suite, {}, *searcher, *sinks, unit.name + ": ", interrupted,
                   FittedOn::kOtherHalf);
}

}  // namespace

std::string experiment_store(const std::string& folder) {
  return (std::filesystem::path(folder) / "runs.db").string();
}

std::vector<ExperimentUnit> plan_of(const Experiment& experiment) {
  std::vector<ExperimentUnit> plan;
  for (std::size_t s = 0; s < experiment.suites.size(); ++s) {
    for (const std::uint64_t seed : experiment.seeds) {
      for (std::size_t a = 0; a < experiment.arms.size(); ++a) {
        const Arm& arm = experiment.arms[a];
        if (std::ranges::find(arm.suites, s) == arm.suites.end()) continue;
        const std::string suite = with_seed(experiment.suites[s], seed);
        ExperimentUnit unit{a, s, fmt::format("{} @ {}", arm.name, suite), suite, arm.search};
        if (experiment.seeds.size() > 1) unit.name += fmt::format(" seed {}", seed);
        unit.search.seed = seed;
        plan.push_back(std::move(unit));
      }
    }
  }
  return plan;
}

Result<std::optional<FinishedExperiment>> run_experiment(const Experiment& experiment,
                                                         const std::string& folder, bool resume,
                                                         const std::atomic<bool>& interrupted) {
  std::error_code status;
  std::filesystem::create_directories(folder, status);
  if (status) return fail(ErrorCode::kIo, status.message(), folder);
  FinishedExperiment finished;
  finished.tasks.resize(experiment.suites.size());
  finished.whole.resize(experiment.suites.size());
  const bool plain = experiment.suites.size() == 1 && experiment.seeds.size() == 1;
  std::optional<Suite> suite;
  std::pair<std::size_t, std::uint64_t> loaded;  // the suite's number and seed
  for (const ExperimentUnit& unit : plan_of(experiment)) {
    const std::pair wanted(unit.suite, unit.search.seed);
    if (!suite || loaded != wanted) {
      auto next = load_suite(unit.suite_name, {.first = {}, .spaced = experiment.tasks});
      if (!next) return tl::unexpected(next.error());
      suite = *std::move(next);
      loaded = wanted;
      finished.tasks[unit.suite] += suite->tasks.size();
      finished.whole[unit.suite] += suite->whole;
    }
    const std::string& arm = experiment.arms[unit.arm].name;
    const Keeping keeping{plain ? (std::filesystem::path(folder) / (arm + ".jsonl")).string() : "",
                          experiment_store(folder), resume};
    auto results = run_unit(unit, *suite, keeping, interrupted);
    if (!results) return tl::unexpected(results.error());
    if (interrupted) {
      print_error(fmt::format("interrupted in arm '{}'; --resume goes on", arm));
      return std::nullopt;
    }
    auto& all = finished.results[{unit.arm, unit.suite}];
    all.insert(all.end(), results->begin(), results->end());
  }
  return finished;
}

}  // namespace gestalt::experiments
