// One search after another over the tasks of a suite, kept in a result file, a store, or both.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/store/provenance.h"
#include "experiments/store/result_sink.h"

namespace gestalt::experiments {

/// Where results go.
struct Keeping {
  std::string out;    ///< a result file; none where empty
  std::string store;  ///< a run store; none where empty
  bool resume = false;
};

using Sinks = std::vector<std::unique_ptr<ResultSink>>;

/// On which training tasks that was fitted which a search is given: all of them, or for each task
/// those of the half that it does not belong to, so that it has not seen the task.
enum class FittedOn : std::uint8_t { kAll, kOtherHalf };

/// What the record of a run says: `name` is the suite's, or tells its arm as well.
[[nodiscard]] RunDescription describe_run(const std::string& name, const Suite& suite,
                                          const SearchSettings& settings, const Searcher& searcher,
                                          FittedOn fitted_on);

/// Begins the run where it is to be kept, or goes on with it. Errors: those of the files; a result
/// file with a task that the suite lacks; a store whose run of this name is another one.
[[nodiscard]] Result<Sinks> open_sinks(const Keeping& keeping, const Suite& suite,
                                       const RunDescription& run);

/// Part k of n of a suite's tasks, as --shard gives it: every n-th one.
struct Shard {
  std::size_t index = 0;  ///< from 0
  std::size_t count = 1;
};

/// One search, and the certificates of its guesses where they are wanted. Errors: those of the
/// guide.
[[nodiscard]] Result<TaskResult> search_task(const tasks::Task& task, Searcher& searcher,
                                             FittedOn fitted_on);

/// Searches each task that the sinks do not have yet, and keeps what was found; sinks that lack
/// what others have are given it first. Shows a line of progress after `label`. Returns the results
/// of all, those of the sinks first; fewer where it was interrupted.
[[nodiscard]] Result<std::vector<TaskResult>> run_suite(const Suite& suite, Shard shard,
                                                        Searcher& searcher, const Sinks& sinks,
                                                        const std::string& label,
                                                        const std::atomic<bool>& interrupted,
                                                        FittedOn fitted_on);

}  // namespace gestalt::experiments
