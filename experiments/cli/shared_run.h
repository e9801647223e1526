// One run on many processes: the first one hands the tasks out as the others ask for them, and
// alone keeps results; they search.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "experiments/cli/suite_run.h"
#include "experiments/mpi/ranks.h"

namespace gestalt::experiments {

/// The first process's part: like run_suite, but the others search. `identity` is the run's
/// (RunDescription); who prepared another run is an error. A result is kept as soon as it comes.
///
/// Errors: those of the sinks, and of the other processes, with their rank. After one, or where it
/// was interrupted, the others may still search: Ranks::abandon.
[[nodiscard]] Result<std::vector<TaskResult>> lead_suite(const Suite& suite, Shard shard,
                                                         Ranks& ranks, const std::string& identity,
                                                         const Sinks& sinks,
                                                         const std::atomic<bool>& interrupted);

/// The part of each of the others, until the first one has nothing more to do.
void follow_suite(const Suite& suite, Searcher& searcher, Ranks& ranks, const std::string& identity,
                  const std::atomic<bool>& interrupted, FittedOn fitted_on);

/// Tells the first process why this one takes no part.
void give_up(Ranks& ranks, const Error& error);

}  // namespace gestalt::experiments
