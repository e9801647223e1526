// The one public entry of the search: a task's examples in, programs that fit them out.
//
// Guide predicts costs -> the strategies search -> the most credible guesses -> the verifier checks
// them.
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "synthesis/api/decisions.h"
#include "synthesis/api/guide.h"
#include "synthesis/api/report.h"
#include "synthesis/api/scorer.h"
#include "synthesis/api/verifier.h"
#include "synthesis/rank/credibility.h"
#include "tasks/task.h"

namespace gestalt::synthesis {

/// The names of all strategies, in the order in which they run.
[[nodiscard]] std::vector<std::string> strategy_names();

struct SearchOptions {
  Budget budget;
  std::vector<std::string> strategies;  ///< those that run; all unless given
  int threads = 1;
  Ranking ranking = Ranking::kAll;
  std::size_t guesses = 2;  ///< stop at so many programs with different test predictions
  std::size_t kept = 0;     ///< of what was found by then, return so many if it is more
  /// Literals that are not tried: types and values, as printed.
  std::vector<std::pair<std::string, std::string>> withheld = {};
};

/// What a search borrows; all of it outlives the call.
struct SearchResources {
  Guide& guide;
  Verifier& verifier;
  dsl::ChunkPool& memory;                        ///< reuse one for many tasks: its chunks stay warm
  const std::atomic<bool>* interrupt = nullptr;  ///< set it to stop the search early
  const DecisionMaker* decisions = nullptr;      ///< shortens what rules decide; null: nothing does
  /// Expects the laws of the best guesses to be asked, while the search goes on; null: nobody does
  Verifier* laws = nullptr;
  /// Delays values that look like no part of a solution; null: nothing does
  Scorer* scorer = nullptr;
};

/// Searches for programs that meet every train pair of the task.
///
/// Deterministic: without a time limit the same task, options and costs give the same programs on
/// any number of threads. Errors: those of the guide; a task without train pairs; an unknown
/// strategy. Threads: one caller for one set of resources.
[[nodiscard]] Result<SynthesisResult> synthesize(const dsl::Domain& domain, const tasks::Task& task,
                                                 const SearchOptions& options,
                                                 const SearchResources& resources);

}  // namespace gestalt::synthesis
