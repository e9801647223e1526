// Runs one level of a bank on all threads: evaluates its terms, keeps the distinct rows.
//
// Threads take chunks of consecutive terms, write into buffers of their own and race in the
// equivalence table; at the end of the level the losers are dropped and the survivors are numbered
// in canonical order by a prefix sum over chunks. So the bank is the same for any number of
// threads. Measured in the engine prototype: 1.5 million terms a second a core, the merge under 3
// %.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/core/context.h"
#include "synthesis/api/budget.h"
#include "synthesis/search/bank.h"
#include "synthesis/search/equivalence_table.h"
#include "synthesis/search/level.h"

namespace tbb::detail::d1 {
class task_arena;
}

namespace gestalt::synthesis {

/// Sees every row that is new to a bank, on the thread that built it, before the level is merged (a
/// later, smaller key for the same row may follow).
class RowObserver {
 public:
  virtual ~RowObserver() = default;
  virtual void see(std::size_t worker, std::uint64_t key, const Entry& entry, TypeIndex type,
                   const dsl::Value* row) = 0;
};

/// Finds the row of an argument: of the bank itself, or function values of a function space.
class ArgumentRows {
 public:
  virtual ~ArgumentRows() = default;
  [[nodiscard]] virtual const dsl::Value* row(TypeIndex type, EntryId entry) const = 0;
};

/// What is kept of the new rows.
enum class Keep : std::uint8_t {
  kRows,     ///< terms and values
  kTerms,    ///< terms; values are recomputed if they turn out to be needed
  kNothing,  ///< counts only: nothing dearer will be built
};

/// Counts by production of one bank.
struct ProductionCounts {
  std::uint64_t steps = 0;
  std::uint64_t distinct = 0;
};

struct RunnerOptions {
  int threads = 1;
  dsl::Limits limits;
  std::uint32_t value_bytes = 2000;  ///< rows with a larger blob are dropped
  std::uint32_t list_length = 100;   ///< rows with a longer list are dropped
};

/// Threads: one caller at a time; uses `threads` of them inside.
class LevelRunner {
 public:
  struct Job {
    Bank& bank;
    EquivalenceTable& table;
    const Level& level;
    std::size_t columns = 0;      ///< values in a row
    std::uint64_t first_key = 0;  ///< key of the level's term 0
    std::uint64_t limit = 0;      ///< evaluate at most so many terms of the level
    Keep keep = Keep::kRows;
    const ArgumentRows* functions = nullptr;  ///< rows of function arguments
    RowObserver* observer = nullptr;
    std::vector<ProductionCounts>& counts;  ///< by production, added to
    std::uint64_t other_bytes = 0;          ///< of all entries and of the search's other tables
    std::uint64_t bytes_a_row = 0;          ///< that the caller will add for each new row
  };
  struct Outcome {
    std::uint64_t steps = 0;
    std::uint64_t distinct = 0;
    double merge_seconds = 0;
    std::optional<StopReason> stop;  ///< why it ended before the limit
  };

  LevelRunner(const dsl::Registry& registry, dsl::ChunkPool& memory, const RunnerOptions& options,
              const Deadline& deadline, std::uint64_t memory_limit);
  ~LevelRunner();
  LevelRunner(const LevelRunner&) = delete;
  LevelRunner& operator=(const LevelRunner&) = delete;

  /// Evaluates the level and closes it in the bank (not with Keep::kNothing).
  Outcome run(const Job& job);

  /// Recomputes the rows that Keep::kTerms left out. Returns why it ended before the last one.
  std::optional<StopReason> restore_rows(Bank& bank, EntryId first, std::size_t columns,
                                         const ArgumentRows* functions, std::uint64_t held_bytes);

  /// Bytes of values and buffers now.
  [[nodiscard]] std::uint64_t bytes() const;
  /// Runs f(worker) for every worker in parallel.
  void parallel(const std::function<void(std::size_t)>& f);

 private:
  struct Worker;
  class Evaluation;

  void work(Worker& worker, std::size_t index, const Job& job, std::uint64_t chunks,
            std::uint64_t stride, std::atomic<std::uint64_t>& next);
  [[nodiscard]] std::uint64_t bytes_after_chunk(const Worker& worker, const Job& job,
                                                std::uint64_t per_chunk) const;
  void merge(const Job& job, std::uint64_t chunks);
  [[nodiscard]] bool should_stop(std::uint64_t other_bytes);

  const dsl::Registry& registry_;
  dsl::ChunkPool& memory_;
  RunnerOptions options_;
  const Deadline& deadline_;
  std::uint64_t memory_limit_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<tbb::detail::d1::task_arena> tbb_;
  std::atomic<bool> stopped_{false};
  std::atomic<StopReason> stop_reason_{StopReason::kExhausted};
};

/// Digest of a row of a type.
[[nodiscard]] dsl::Digest row_digest(TypeIndex type, const dsl::Value* row, std::size_t columns);

}  // namespace gestalt::synthesis
