#include "experiments/cli/suite_ledger.h"

#include <fmt/format.h>

#include <chrono>
#include <map>

#include "experiments/cli/console.h"

namespace gestalt::experiments {

namespace {

/// What the sinks have, each of them then all of it.
Result<std::vector<TaskResult>> reconcile(const Sinks& sinks) {
  std::vector<TaskResult> all;
  std::set<std::string> held;
  for (const auto& sink : sinks) {
    for (const TaskResult& result : sink->finished()) {
      if (held.insert(result.task).second) all.push_back(result);
    }
  }
  for (const auto& sink : sinks) {
    std::set<std::string> has;
    for (const TaskResult& result : sink->finished()) has.insert(result.task);
    for (const TaskResult& result : all) {
      if (has.contains(result.task)) continue;
      const auto kept = sink->append(result);
      if (!kept) return tl::unexpected(kept.error());
    }
  }
  return all;
}

}  // namespace

/// Tells how far a run is, how fast it goes and how long it will take.
class SuiteLedger::ProgressLine {
 public:
  ProgressLine(std::string label, std::size_t tasks) : label_(std::move(label)), tasks_(tasks) {}

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
  std::string label_;
  std::size_t tasks_;
  Clock::time_point start_ = Clock::now();
  Progress line_;
};

Result<std::unique_ptr<SuiteLedger>> SuiteLedger::open(const Suite& suite, Shard shard,
                                                       const Sinks& sinks,
                                                       const std::string& label) {
  auto results = reconcile(sinks);
  if (!results) return tl::unexpected(results.error());
  return std::unique_ptr<SuiteLedger>(
      new SuiteLedger(suite, shard, sinks, label, *std::move(results)));
}

SuiteLedger::SuiteLedger(const Suite& suite, Shard shard, const Sinks& sinks,
                         const std::string& label, std::vector<TaskResult> results)
    : suite_(suite), sinks_(sinks), results_(std::move(results)) {
  std::set<std::string> finished;
  for (const TaskResult& result : results_) {
    finished.insert(result.task);
    summary_.add(result);
  }
  for (std::size_t k = shard.index; k < suite.tasks.size(); k += shard.count) {
    if (!finished.contains(suite.tasks[k].id())) due_.push_back(k);
  }
  progress_ = std::make_unique<ProgressLine>(label, results_.size() + due_.size());
}

SuiteLedger::~SuiteLedger() = default;

void SuiteLedger::begin(std::size_t task) {
  progress_->show(summary_, done_, suite_.tasks[task].id());
}

Result<void> SuiteLedger::finish(TaskResult result) {
  for (const auto& sink : sinks_) {
    const auto kept = sink->append(result);
    if (!kept) return tl::unexpected(kept.error());
  }
  summary_.add(result);
  if (result.stop != "interrupted") ++done_;
  results_.push_back(std::move(result));
  return {};
}

Result<std::vector<TaskResult>> SuiteLedger::close() {
  for (const auto& sink : sinks_) {
    if (done_ < due_.size()) break;
    const auto settled = sink->settle();
    if (!settled) return tl::unexpected(settled.error());
  }
  return std::move(results_);
}

}  // namespace gestalt::experiments
