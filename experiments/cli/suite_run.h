// One search after another over the tasks of a suite, kept in a result file.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiments/cli/searcher.h"
#include "experiments/store/result_file.h"
#include "tasks/task.h"

namespace gestalt::experiments {

using SuiteTasks = std::vector<const tasks::Task*>;

/// A new result file, or one to go on with. Errors: those of the file; a file that holds a task
/// that these are not.
[[nodiscard]] Result<ResultFile> open_results(const std::filesystem::path& path,
                                              const SuiteTasks& tasks, bool resume);

/// Searches each task that `file` (which may be null) does not have yet, and appends what was
/// found. Shows a line of progress after `label`. Returns the results of all, those of the file
/// first; fewer where it was interrupted.
[[nodiscard]] Result<std::vector<TaskResult>> run_suite(
    const SuiteTasks& tasks, Searcher& searcher, ResultFile* file, const std::string& label,
    const std::atomic<bool>& interrupted,
    const std::function<synthesis::Ranking(const tasks::Task&)>& ranking);

}  // namespace gestalt::experiments
