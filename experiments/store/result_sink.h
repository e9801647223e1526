// Where finished tasks are kept: a file of lines (result_file.h) or a store (run_store.h).
#pragma once

#include <vector>

#include "dsl/core/result.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

/// One run's results.
///
/// Threads: one at a time.
class ResultSink {
 public:
  ResultSink() = default;
  ResultSink(const ResultSink&) = delete;
  ResultSink& operator=(const ResultSink&) = delete;
  virtual ~ResultSink() = default;

  /// What the run had when it was opened.
  [[nodiscard]] virtual const std::vector<TaskResult>& finished() const = 0;
  /// Keeps a result; when this returns, a killed process loses nothing of it. Errors: kIo.
  [[nodiscard]] virtual Result<void> append(const TaskResult& result) = 0;
  /// The run is complete: its results are put in the order of their tasks, whichever were finished
  /// first. Errors: kIo; then all results are still there.
  [[nodiscard]] virtual Result<void> settle() { return {}; }
};

}  // namespace gestalt::experiments
