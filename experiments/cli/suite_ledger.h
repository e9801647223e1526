// A run over a suite while it goes on: what is finished, what is due, where results are kept.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "experiments/cli/suite.h"
#include "experiments/cli/suite_run.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

/// Shows a line of progress, too.
///
/// Threads: one at a time.
class SuiteLedger {
 public:
  /// Gives sinks that lack what others have all of it. Suite and sinks outlive the ledger. Errors:
  /// those of the sinks.
  [[nodiscard]] static Result<std::unique_ptr<SuiteLedger>> open(const Suite& suite, Shard shard,
                                                                 const Sinks& sinks,
                                                                 const std::string& label);
  SuiteLedger(const SuiteLedger&) = delete;
  SuiteLedger& operator=(const SuiteLedger&) = delete;
  ~SuiteLedger();

  /// The tasks that no sink has, by their places in the suite.
  [[nodiscard]] const std::vector<std::size_t>& due() const { return due_; }
  /// A task's turn has come.
  void begin(std::size_t task);
  /// Keeps a result. Errors: those of the sinks.
  [[nodiscard]] Result<void> finish(TaskResult result);
  /// All results, those of the sinks first; where none is missing, the sinks are settled.
  [[nodiscard]] Result<std::vector<TaskResult>> close();

 private:
  class ProgressLine;

  SuiteLedger(const Suite& suite, Shard shard, const Sinks& sinks, const std::string& label,
              std::vector<TaskResult> results);

  const Suite& suite_;
  const Sinks& sinks_;
  std::vector<TaskResult> results_;
  Summary summary_;
  std::vector<std::size_t> due_;
  std::size_t done_ = 0;  ///< of those that were due
  std::unique_ptr<ProgressLine> progress_;
};

}  // namespace gestalt::experiments
