// The file of a benchmark run: a line of JSON a task, written as soon as the task is finished.
#pragma once

#include <filesystem>
#include <vector>

#include "dsl/core/result.h"
#include "experiments/store/result_sink.h"

namespace gestalt::experiments {

/// Threads: one at a time.
class ResultFile final : public ResultSink {
 public:
  /// Begins a new file; what was there is lost.
  [[nodiscard]] static Result<ResultFile> create(const std::filesystem::path& file);

  /// Goes on with a file, or begins one. A last line that is torn (the run was killed while it
  /// wrote) or that tells of an interrupted search is taken off, so that its task is done again.
  ///
  /// Errors: kIo; kInvalidArgument for any other line that is no result.
  [[nodiscard]] static Result<ResultFile> resume(const std::filesystem::path& file);

  /// What a file holds, without changing it; a torn last line is left out.
  [[nodiscard]] static Result<std::vector<TaskResult>> read(const std::filesystem::path& file);

  ResultFile(ResultFile&& other) noexcept;
  ResultFile& operator=(ResultFile&&) = delete;
  ~ResultFile() override;

  [[nodiscard]] const std::vector<TaskResult>& finished() const override { return finished_; }
  /// Adds a line.
  [[nodiscard]] Result<void> append(const TaskResult& result) override;
  /// Puts a sorted file in the place of one that is out of order.
  [[nodiscard]] Result<void> settle() override;

 private:
  ResultFile(std::filesystem::path file, int descriptor)
      : file_(std::move(file)), descriptor_(descriptor) {}

  void note_order(const std::string& task);

  [[nodiscard]] static Result<ResultFile> open(const std::filesystem::path& file, int flags);

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::vector<TaskResult> finished_;
  std::string last_task_;
  bool in_order_ = true;
};

}  // namespace gestalt::experiments
