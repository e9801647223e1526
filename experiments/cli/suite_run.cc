#include "experiments/cli/suite_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "experiments/cli/console.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

Result<ResultFile> open_results(const std::filesystem::path& path, const SuiteTasks& tasks,
                                bool resume) {
  auto file = resume ? ResultFile::resume(path) : ResultFile::create(path);
  if (!file) return tl::unexpected(file.error());
  for (const TaskResult& result : file->finished()) {
    if (std::ranges::find(tasks, result.task, &tasks::Task::id) == tasks.end()) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("holds task '{}', which this run does not have", result.task), path);
    }
  }
  return file;
}

Result<std::vector<TaskResult>> run_suite(
    const SuiteTasks& tasks, Searcher& searcher, ResultFile* file, const std::string& label,
    const std::atomic<bool>& interrupted,
    const std::function<synthesis::Ranking(const tasks::Task&)>& ranking) {
  std::vector<TaskResult> results;
  Summary summary;
  std::set<std::string> finished;
  const auto add = [&](TaskResult result) {
    finished.insert(result.task);
    summary.add(result);
    results.push_back(std::move(result));
  };
  if (file != nullptr) {
    for (const TaskResult& result : file->finished()) add(result);
  }
  Progress progress;
  for (const tasks::Task* task : tasks) {
    if (interrupted) break;
    if (finished.contains(task->id())) continue;
    progress.show(fmt::format("{}{}/{}  solved {}  fitted {}  {}", label, summary.tasks,
                              tasks.size(), summary.solved, summary.fitted, task->id()));
    const auto found = searcher.search(*task, ranking(*task));
    if (!found) return tl::unexpected(found.error());
    add(task_result(*task, *found));
    if (file == nullptr) continue;
    const auto written = file->append(results.back());
    if (!written) return tl::unexpected(written.error());
  }
  return results;
}

}  // namespace gestalt::experiments
