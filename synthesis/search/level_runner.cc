#include "synthesis/search/level_runner.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include "dsl/core/check.h"

namespace gestalt::synthesis {

namespace {

constexpr std::uint64_t kChunkTerms = 512;
constexpr std::size_t kFewColumns = 16;

/// Terms per chunk shrink as rows grow, so that the clock is asked often enough.
std::uint64_t chunk_terms(std::size_t columns) {
  return columns <= kFewColumns ? kChunkTerms : kChunkTerms / 8;
}

/// A stride that visits every chunk once, spread over the level: where a budget cuts a level short,
/// every production has had its share.
std::uint64_t spreading_stride(std::uint64_t chunks) {
  auto stride = static_cast<std::uint64_t>(static_cast<double>(chunks) * 0.6180339887) | 1;
  while (std::gcd(stride, chunks) != 1) stride += 2;
  return stride;
}

struct Survivor {
  std::uint64_t key = 0;
  Entry entry;
};

/// Where a chunk's survivors are in its worker's buffer.
struct ChunkRecord {
  std::uint64_t chunk = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

}  // namespace

dsl::Digest row_digest(TypeIndex type, const dsl::Value* row, std::size_t columns) {
  std::array<dsl::Digest, kFewColumns> few;
  if (columns <= few.size()) {
    for (std::size_t i = 0; i < columns; ++i) few[i] = row[i].digest();
    return dsl::digest_sequence({few.data(), columns}, type);
  }
  std::vector<dsl::Digest> many(columns);
  for (std::size_t i = 0; i < columns; ++i) many[i] = row[i].digest();
  return dsl::digest_sequence(many, type);
}

namespace {

/// A row that is built but not looked up yet: its place in the table is being fetched.
struct Pending {
  Pending(dsl::ChunkPool& memory, const dsl::Registry& registry, const dsl::Limits& limits)
      : arena(&memory), context(arena, registry, limits) {}

  dsl::Arena arena;  ///< its values are the last in it, from `mark` on
  dsl::EvalContext context;
  dsl::Arena::Mark mark;
  std::vector<dsl::Value> row;
  bool is_built = false;
  std::uint64_t key = 0;
  Entry term;
  TypeIndex type = 0;
  dsl::Digest digest;
};

}  // namespace

struct LevelRunner::Worker {
  Worker(dsl::ChunkPool& memory, const dsl::Registry& registry, const dsl::Limits& limits)
      : pending{{{memory, registry, limits}, {memory, registry, limits}}} {}

  std::array<Pending, 2> pending;  ///< one is built while the other's place is fetched
  std::size_t turn = 0;            ///< the older one
  std::vector<Survivor> survivors;
  std::vector<ChunkRecord> chunks;
  std::vector<std::uint64_t> losers;
  std::vector<ProductionCounts> counts;
};

/// Evaluates stretches of a block on one worker.
class LevelRunner::Evaluation {
 public:
  Evaluation(const LevelRunner& runner, Worker& worker, std::size_t index, const Job& job)
      : runner_(runner), worker_(worker), index_(index), job_(job) {}

  /// Terms [begin, end) of the level.
  void run(std::uint64_t begin, std::uint64_t end) {
    for (std::size_t b = job_.level.block_of(begin); begin < end; ++b) {
      const Block& block = job_.level.blocks[b];
      const std::uint64_t stop = std::min(end, block.first + block.count);
      run_block(block, begin, stop);
      begin = stop;
    }
    look_up_older();
    look_up_older();
  }

 private:
  void run_block(const Block& block, std::uint64_t number, std::uint64_t end) {
    const Production& production = job_.bank.productions()[block.production];
    const dsl::Primitive& primitive = runner_.registry_[production.primitive];
    Entry entry;
    entry.production = block.production;
    std::array<const dsl::Value*, kMaxArity> rows{};
    std::uint64_t local = number - block.first;
    for (std::size_t k = production.arity; k-- > 0;) {
      const Range range = block.arguments[k];
      entry.arguments[k] = range.begin + static_cast<EntryId>(local % range.size());
      local /= range.size();
      rows[k] = row_of(production, k, entry.arguments[k]);
    }
    std::uint64_t& steps = worker_.counts[block.production].steps;
    for (; number < end; ++number) {
      if (!production.commutative || entry.arguments[0] <= entry.arguments[1]) {
        ++steps;
        evaluate(primitive, production.result, rows.data(), entry, number);
      }
      for (std::size_t k = production.arity; k-- > 0;) {
        const bool carry = ++entry.arguments[k] == block.arguments[k].end;
        if (carry) entry.arguments[k] = block.arguments[k].begin;
        rows[k] = row_of(production, k, entry.arguments[k]);
        if (!carry) break;
      }
    }
  }

  [[nodiscard]] const dsl::Value* row_of(const Production& production, std::size_t k,
                                         EntryId id) const {
    if (job_.functions != nullptr) {
      if (const auto* row = job_.functions->row(production.arguments[k], id)) return row;
    }
    return job_.bank.entries()[id].row;
  }

  void evaluate(const dsl::Primitive& primitive, TypeIndex type, const dsl::Value* const* rows,
                const Entry& term, std::uint64_t number) {
    Pending& pending = look_up_older();
    pending.mark = pending.arena.mark();
    dsl::Value* row = pending.row.data();
    pending.context.refuel();
    const dsl::Fault fault = primitive.eval(pending.context, primitive, rows, row, job_.columns);
    if (fault != dsl::Fault::kNone || !is_small(row)) {
      pending.arena.reset(pending.mark);
      return;
    }
    pending.digest = row_digest(type, row, job_.columns);
    job_.table.prefetch(pending.digest);
    pending.key = job_.first_key + number;
    pending.term = term;
    pending.type = type;
    pending.is_built = true;
  }

  /// Looks up the older of the two rows, if it was built; gives its place, for the next.
  Pending& look_up_older() {
    Pending& older = worker_.pending[worker_.turn];
    worker_.turn = 1 - worker_.turn;
    if (std::exchange(older.is_built, false)) look_up(older);
    return older;
  }

  void look_up(Pending& pending) {
    std::uint64_t loser = 0;
    const auto outcome = job_.table.insert(pending.digest, pending.key, loser);
    if (outcome == EquivalenceTable::Outcome::kDuplicate) {
      pending.arena.reset(pending.mark);
      return;
    }
    ++worker_.counts[pending.term.production].distinct;
    if (outcome == EquivalenceTable::Outcome::kReplaced) {
      const Block& lost = job_.level.blocks[job_.level.block_of(loser - job_.first_key)];
      --worker_.counts[lost.production].distinct;
      worker_.losers.push_back(loser);
    }
    Entry entry = pending.term;
    const dsl::Value* row = pending.row.data();
    if (job_.observer != nullptr) {
      job_.observer->see(index_, pending.key, entry, pending.type, row);
    }
    if (job_.keep == Keep::kRows) {
      auto* kept =
          static_cast<dsl::Value*>(pending.arena.allocate(job_.columns * sizeof(dsl::Value)));
      std::copy_n(row, job_.columns, kept);
      entry.row = kept;
    } else {
      pending.arena.reset(pending.mark);
    }
    if (job_.keep != Keep::kNothing) worker_.survivors.push_back({pending.key, entry});
  }

  [[nodiscard]] bool is_small(const dsl::Value* row) const {
    for (std::size_t i = 0; i < job_.columns; ++i) {
      if (row[i].is_immediate()) return true;
      const dsl::Node* node = row[i].node();
      const auto limit = node->kind == dsl::NodeKind::kBlob ? runner_.options_.value_bytes
                                                            : runner_.options_.list_length;
      if (node->size > limit) return false;
    }
    return true;
  }

  const LevelRunner& runner_;
  Worker& worker_;
  std::size_t index_;
  const Job& job_;
};

LevelRunner::LevelRunner(const dsl::Registry& registry, dsl::ChunkPool& memory,
                         const RunnerOptions& options, const Deadline& deadline,
                         std::uint64_t memory_limit)
    : registry_(registry),
      memory_(memory),
      options_(options),
      deadline_(deadline),
      memory_limit_(memory_limit),
      tbb_(std::make_unique<tbb::task_arena>(options.threads)) {
  for (int i = 0; i < options.threads; ++i) {
    workers_.push_back(std::make_unique<Worker>(memory, registry, options.limits));
  }
}

LevelRunner::~LevelRunner() = default;

void LevelRunner::parallel(const std::function<void(std::size_t)>& f) {
  if (workers_.size() == 1) {
    f(0);
    return;
  }
  tbb_->execute(
      [&] { tbb::parallel_for(std::size_t{0}, workers_.size(), f, tbb::simple_partitioner{}); });
}

std::uint64_t LevelRunner::bytes() const {
  std::uint64_t total = memory_.bytes_in_use();
  for (const auto& worker : workers_) total += worker->survivors.capacity() * sizeof(Survivor);
  return total;
}

bool LevelRunner::should_stop(std::uint64_t other_bytes) {
  if (stopped_.load(std::memory_order_relaxed)) return true;
  StopReason reason{};
  if (deadline_.interrupted()) {
    reason = StopReason::kInterrupted;
  } else if (deadline_.remaining() <= 0) {
    reason = StopReason::kSeconds;
  } else if (memory_.bytes_in_use() + other_bytes > memory_limit_) {
    reason = StopReason::kMemory;
  } else {
    return false;
  }
  if (!stopped_.exchange(true)) stop_reason_ = reason;  // the first reason wins
  return true;
}

/// Bytes outside of the chunk pool, with what one more chunk of terms may add to it. Estimated from
/// this worker's survivors: the table must not be asked while others insert.
std::uint64_t LevelRunner::bytes_after_chunk(const Worker& worker, const Job& job,
                                             std::uint64_t per_chunk) const {
  // A table that has just doubled holds 24 bytes in 35 % of its slots.
  constexpr std::uint64_t kTableBytesPerRow = 69;
  const std::uint64_t pending = worker.survivors.size() + per_chunk;
  const bool will_double = pending > worker.survivors.capacity();
  const std::uint64_t buffered = worker.survivors.capacity() * (will_double ? 2 : 1);
  const std::uint64_t a_worker = buffered * sizeof(Survivor) + 2 * dsl::ChunkPool::kChunkBytes +
                                 per_chunk * job.columns * options_.value_bytes +
                                 pending * (sizeof(Entry) + kTableBytesPerRow + job.bytes_a_row);
  // Segments of entries and the first slots of a table are allocated whole.
  constexpr std::uint64_t kGranularity = std::uint64_t{1} << 20;
  return job.other_bytes + kGranularity + job.bank.entries().size() * kTableBytesPerRow +
         a_worker * workers_.size();
}

void LevelRunner::work(Worker& worker, std::size_t index, const Job& job, std::uint64_t chunks,
                       std::uint64_t stride, std::atomic<std::uint64_t>& next) {
  const std::uint64_t per_chunk = chunk_terms(job.columns);
  const std::uint64_t all = (job.level.count + per_chunk - 1) / per_chunk;
  Evaluation evaluation(*this, worker, index, job);
  for (std::uint64_t i = next++; i < chunks; i = next++) {
    if (should_stop(bytes_after_chunk(worker, job, per_chunk))) return;
    const std::uint64_t chunk = (i * stride) % all;
    const std::uint64_t begin = chunk * per_chunk;
    const std::size_t first = worker.survivors.size();
    evaluation.run(begin, std::min(begin + per_chunk, job.level.count));
    worker.chunks.push_back({chunk, first, worker.survivors.size()});
  }
}

LevelRunner::Outcome LevelRunner::run(const Job& job) {
  Outcome outcome;
  const std::uint64_t per_chunk = chunk_terms(job.columns);
  const std::uint64_t all = (job.level.count + per_chunk - 1) / per_chunk;
  const std::uint64_t chunks =
      job.limit >= job.level.count ? all : std::min(all, job.limit / per_chunk);
  stopped_ = false;
  for (auto& worker : workers_) {
    worker->survivors.clear();
    worker->chunks.clear();
    worker->losers.clear();
    worker->counts.assign(job.bank.productions().size(), {});
    for (Pending& pending : worker->pending) pending.row.resize(job.columns);
  }
  if (chunks > 0) {
    const std::uint64_t stride = spreading_stride(all);
    std::atomic<std::uint64_t> next{0};
    parallel([&](std::size_t i) { work(*workers_[i], i, job, chunks, stride, next); });
  }
  for (const auto& worker : workers_) {
    for (std::size_t p = 0; p < worker->counts.size(); ++p) {
      job.counts[p].steps += worker->counts[p].steps;
      job.counts[p].distinct += worker->counts[p].distinct;
      outcome.steps += worker->counts[p].steps;
      outcome.distinct += worker->counts[p].distinct;
    }
  }
  if (stopped_) outcome.stop = stop_reason_;
  if (job.keep != Keep::kNothing) {
    const Deadline clock(0, nullptr);
    const EntryId first = job.bank.entries().size();
    merge(job, all);
    job.bank.close_level(first);
    outcome.merge_seconds = clock.elapsed();
  }
  return outcome;
}

void LevelRunner::merge(const Job& job, std::uint64_t chunks) {
  std::vector<std::uint64_t> losers;
  for (const auto& worker : workers_) {
    losers.insert(losers.end(), worker->losers.begin(), worker->losers.end());
  }
  std::sort(losers.begin(), losers.end());
  const auto lost = [&](std::uint64_t key) {
    return !losers.empty() && std::binary_search(losers.begin(), losers.end(), key);
  };
  // Survivors a chunk, then where each chunk's begin.
  std::vector<std::uint32_t> place(chunks + 1, 0);
  parallel([&](std::size_t i) {
    for (const ChunkRecord& record : workers_[i]->chunks) {
      std::uint32_t count = 0;
      for (std::size_t s = record.begin; s < record.end; ++s) {
        count += lost(workers_[i]->survivors[s].key) ? 0 : 1;
      }
      place[record.chunk + 1] = count;
    }
  });
  std::partial_sum(place.begin(), place.end(), place.begin());
  EntryStore& entries = job.bank.entries();
  const EntryId base = entries.size();
  entries.resize(base + place.back());
  parallel([&](std::size_t i) {
    for (const ChunkRecord& record : workers_[i]->chunks) {
      EntryId at = base + place[record.chunk];
      for (std::size_t s = record.begin; s < record.end; ++s) {
        const Survivor& survivor = workers_[i]->survivors[s];
        if (!lost(survivor.key)) entries[at++] = survivor.entry;
      }
    }
  });
}

std::optional<StopReason> LevelRunner::restore_rows(Bank& bank, EntryId first, std::size_t columns,
                                                    const ArgumentRows* functions,
                                                    std::uint64_t held_bytes) {
  stopped_ = false;
  std::atomic<EntryId> next{first};
  constexpr EntryId kBatch = 256;
  const std::uint64_t buffers = bytes() - memory_.bytes_in_use();
  const std::uint64_t batch_bytes =
      workers_.size() * (dsl::ChunkPool::kChunkBytes + kBatch * columns * options_.value_bytes);
  parallel([&](std::size_t i) {
    Pending& place = workers_[i]->pending.front();
    for (EntryId begin = next.fetch_add(kBatch); begin < bank.entries().size();
         begin = next.fetch_add(kBatch)) {
      if (should_stop(held_bytes + buffers + batch_bytes)) return;
      const EntryId end = std::min(begin + kBatch, bank.entries().size());
      for (EntryId id = begin; id < end; ++id) {
        Entry& entry = bank.entries()[id];
        const Production& production = bank.productions()[entry.production];
        const dsl::Primitive& primitive = registry_[production.primitive];
        std::array<const dsl::Value*, kMaxArity> rows{};
        for (std::size_t k = 0; k < production.arity; ++k) {
          const dsl::Value* row = functions == nullptr
                                      ? nullptr
                                      : functions->row(production.arguments[k], entry.arguments[k]);
          rows[k] = row != nullptr ? row : bank.entries()[entry.arguments[k]].row;
        }
        auto* row = static_cast<dsl::Value*>(place.arena.allocate(columns * sizeof(dsl::Value)));
        place.context.refuel();
        const auto fault = primitive.eval(place.context, primitive, rows.data(), row, columns);
        GESTALT_CHECK(fault == dsl::Fault::kNone);
        entry.row = row;
      }
    }
  });
  if (stopped_) return stop_reason_.load();
  return std::nullopt;
}

}  // namespace gestalt::synthesis
