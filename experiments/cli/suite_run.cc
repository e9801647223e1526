#include "experiments/cli/suite_run.h"

#include <fmt/format.h>

#include <chrono>
#include <map>

#include "experiments/cli/console.h"
#include "experiments/store/result_file.h"
#include "experiments/store/run_store.h"
#include "experiments/store/summary.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

/// Digest of a checkpoint's file; a guide that is no file stands for itself.
std::string checkpoint_of(const std::string& guide) {
  const auto bytes = tasks::read_text_file(guide);
  return bytes ? dsl::to_string(dsl::digest_text(*bytes)) : guide;
}

Result<std::unique_ptr<ResultSink>> open_file(const Keeping& keeping) {
  auto file = keeping.resume ? ResultFile::resume(keeping.out) : ResultFile::create(keeping.out);
  if (!file) return tl::unexpected(file.error());
  return std::make_unique<ResultFile>(*std::move(file));
}

Result<std::unique_ptr<ResultSink>> open_store(const Keeping& keeping, const RunDescription& run) {
  auto stored =
      keeping.resume ? StoredRun::resume(keeping.store, run) : StoredRun::begin(keeping.store, run);
  if (!stored) return tl::unexpected(stored.error());
  return std::unique_ptr<ResultSink>(*std::move(stored));
}

/// Tells how far a run is, how fast it goes and how long it will take.
class SuiteProgress {
 public:
  SuiteProgress(const std::string& label, std::size_t tasks) : label_(label), tasks_(tasks) {}

  void show(const Summary& summary, std::size_t searched, const std::string& task) {
    const double minutes =
        std::chrono::duration<double, std::ratio<60>>(Clock::now() - start_).count();
    std::string pace;
    if (searched > 0) {
      const double rate = static_cast<double>(searched) / minutes;
      pace = fmt::format("{:.1f} a minute, {:.1f} min left  ", rate,
                         static_cast<double>(tasks_ - summary.tasks) / rate);
    }
    line_.show(fmt::format("{}{}/{}  solved {}  fitted {}  {}{}", label_, summary.tasks, tasks_,
                           summary.solved, summary.fitted, pace, task));
  }

 private:
  using Clock = std::chrono::steady_clock;
  const std::string& label_;
  std::size_t tasks_;
  Clock::time_point start_ = Clock::now();
  Progress line_;
};

Result<void> keep(const Sinks& sinks, const TaskResult& result) {
  for (const auto& sink : sinks) {
    const auto kept = sink->append(result);
    if (!kept) return tl::unexpected(kept.error());
  }
  return {};
}

/// What the sinks have, each of them then all of it.
Result<std::vector<TaskResult>> reconcile(const Sinks& sinks) {
  std::vector<TaskResult> all;
  std::map<std::string, std::size_t> holders;
  for (const auto& sink : sinks) {
    for (const TaskResult& result : sink->finished()) {
      if (++holders[result.task] == 1) all.push_back(result);
    }
  }
  for (const auto& sink : sinks) {
    std::map<std::string, bool> has;
    for (const TaskResult& result : sink->finished()) has[result.task] = true;
    for (const TaskResult& result : all) {
      if (has.contains(result.task)) continue;
      const auto kept = sink->append(result);
      if (!kept) return tl::unexpected(kept.error());
    }
  }
  return all;
}

}  // namespace

RunDescription describe_run(const std::string& name, const Suite& suite,
                            const SearchSettings& settings, const Searcher& searcher) {
  return {name,
          suite.name,
          dsl::to_string(suite.hash),
          searcher.language(),
          checkpoint_of(settings.guide),
          settings_record(settings)};
}

Result<Sinks> open_sinks(const Keeping& keeping, const Suite& suite, const RunDescription& run) {
  Sinks sinks;
  if (!keeping.out.empty()) {
    auto file = open_file(keeping);
    if (!file) return tl::unexpected(file.error());
    const TaskIndex tasks(suite.tasks);
    for (const TaskResult& result : (*file)->finished()) {
      const auto task = tasks.find(result.task, keeping.out);
      if (!task) return tl::unexpected(task.error());
    }
    sinks.push_back(*std::move(file));
  }
  if (!keeping.store.empty()) {
    auto store = open_store(keeping, run);
    if (!store) return tl::unexpected(store.error());
    sinks.push_back(*std::move(store));
  }
  return sinks;
}

Result<std::vector<TaskResult>> run_suite(
    const Suite& suite, Shard shard, Searcher& searcher, const Sinks& sinks,
    const std::string& label, const std::atomic<bool>& interrupted,
    const std::function<synthesis::Ranking(const tasks::Task&)>& ranking) {
  auto results = reconcile(sinks);
  if (!results) return results;
  Summary summary;
  std::map<std::string, bool> finished;
  for (const TaskResult& result : *results) {
    finished[result.task] = true;
    summary.add(result);
  }
  std::vector<const tasks::Task*> due;
  for (std::size_t k = shard.index; k < suite.tasks.size(); k += shard.count) {
    if (!finished.contains(suite.tasks[k].id())) due.push_back(&suite.tasks[k]);
  }
  SuiteProgress progress(label, results->size() + due.size());
  for (std::size_t k = 0; k < due.size() && !interrupted; ++k) {
    progress.show(summary, k, due[k]->id());
    const auto found = searcher.search(*due[k], ranking(*due[k]));
    if (!found) return tl::unexpected(found.error());
    results->push_back(task_result(*due[k], *found));
    summary.add(results->back());
    const auto kept = keep(sinks, results->back());
    if (!kept) return tl::unexpected(kept.error());
  }
  return results;
}

}  // namespace gestalt::experiments
