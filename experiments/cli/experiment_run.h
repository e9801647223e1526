// Running an experiment: each arm on each of its suites with each seed, kept in one store.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/cli/experiment_file.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

/// One arm on one suite with one seed: a run of the store.
struct ExperimentUnit {
  std::size_t arm = 0;
  std::size_t suite = 0;
  std::string name;        ///< of the run: "blind @ ood/size/test:seed=0"
  std::string suite_name;  ///< with the seed, where the suite is made
  SearchSettings search;
};

/// All of them, in the order in which they are run: suite by suite.
[[nodiscard]] std::vector<ExperimentUnit> plan_of(const Experiment& experiment);

/// By arm and suite the results over all seeds.
using ExperimentResults = std::map<std::pair<std::size_t, std::size_t>, std::vector<TaskResult>>;

struct FinishedExperiment {
  ExperimentResults results;
  std::vector<std::size_t> tasks;  ///< of each suite, over all seeds
  std::vector<std::size_t> whole;  ///< of each suite as a whole, over all seeds
};

/// Runs what is not done yet with `resume`, else all anew. Results go to FOLDER/runs.db and, with
/// one suite and seed, to FOLDER/ARM.jsonl as well. Nothing where it was interrupted.
[[nodiscard]] Result<std::optional<FinishedExperiment>> run_experiment(
    const Experiment& experiment, const std::string& folder, bool resume,
    const std::atomic<bool>& interrupted);

/// The store of an experiment's folder.
[[nodiscard]] std::string experiment_store(const std::string& folder);

}  // namespace gestalt::experiments
