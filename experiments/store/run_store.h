// The run store: a SQLite file with the results of many runs and where they come from.
//
// Each finished task is a transaction of its own, with a write-ahead log: a process that is killed
// at any point loses at most the task in flight, and several processes may write to one store. The
// file must lie on a file system of this machine (SQLite's logs need shared memory).
//
// Read next: provenance.h (what identifies a run), run_schema.h (the tables).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/store/provenance.h"
#include "experiments/store/result_sink.h"

namespace SQLite {
class Database;
}

namespace gestalt::experiments {

/// A run of a store, open to be written.
///
/// Threads: one at a time.
class StoredRun final : public ResultSink {
 public:
  /// Begins a run; makes the store where there is none. Errors: kIo; kInvalidArgument for a file
  /// that is no store, or one of a newer version.
  [[nodiscard]] static Result<std::unique_ptr<StoredRun>> begin(const std::filesystem::path& file,
                                                                const RunDescription& run);

  /// Goes on with the latest run of the same identity, without results that were interrupted;
  /// begins one in a store without runs of that name. Errors: those of begin(); kInvalidArgument,
  /// with the difference, where the runs of that name are all of another identity.
  [[nodiscard]] static Result<std::unique_ptr<StoredRun>> resume(const std::filesystem::path& file,
                                                                 const RunDescription& run);

  ~StoredRun() override;

  [[nodiscard]] const std::vector<TaskResult>& finished() const override { return finished_; }
  /// In a transaction of its own. Where another process has finished the task in this run, its
  /// result stays.
  [[nodiscard]] Result<void> append(const TaskResult& result) override;

  [[nodiscard]] std::int64_t id() const { return id_; }

 private:
  StoredRun(std::filesystem::path file, std::unique_ptr<SQLite::Database> store);

  void add_run(const RunDescription& run);
  void add_session();

  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> store_;
  std::int64_t id_ = 0;
  std::int64_t session_ = 0;
  std::vector<TaskResult> finished_;
};

/// A run of a store, as it was read.
struct StoredRunRecord {
  std::int64_t id = 0;
  RunDescription description;
  std::vector<Session> sessions;
  std::size_t tasks = 0;
  std::size_t solved = 0;
};

/// Whether a file begins as a SQLite data base does.
[[nodiscard]] bool is_store(const std::filesystem::path& file);

/// All runs, oldest first.
[[nodiscard]] Result<std::vector<StoredRunRecord>> list_runs(const std::filesystem::path& file);

/// The results of a run, in the order of their tasks, whichever were finished first.
[[nodiscard]] Result<std::vector<TaskResult>> read_results(const std::filesystem::path& file,
                                                           std::int64_t run);

}  // namespace gestalt::experiments
