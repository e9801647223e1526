// Arena memory for values: bump allocation in chunks that a pool recycles and counts.
//
// A search makes and drops millions of values a second; each thread allocates from its own Arena,
// rolls back to a mark when a value turns out to be a duplicate, and gives whole chunks back at the
// end. The pool counts bytes so that a memory budget is one comparison.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace gestalt::dsl {

/// Hands out equal-sized chunks and takes them back.
///
/// Threads: safe for any number of threads. A pool outlives its arenas.
class ChunkPool {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  ChunkPool() = default;
  ChunkPool(const ChunkPool&) = delete;
  ChunkPool& operator=(const ChunkPool&) = delete;

  /// A chunk of `bytes` (kChunkBytes, or more for one oversize value).
  [[nodiscard]] std::unique_ptr<std::byte[]> acquire(std::size_t bytes);
  void release(std::unique_ptr<std::byte[]> chunk, std::size_t bytes);

  /// Bytes in chunks that arenas hold now.
  [[nodiscard]] std::size_t bytes_in_use() const { return in_use_.load(std::memory_order_relaxed); }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<std::byte[]>> free_;
  std::atomic<std::size_t> in_use_{0};
};

/// A bump allocator over the chunks of a pool (or over its own memory without one).
///
/// Threads: one at a time.
class Arena {
 public:
  struct Mark {
    std::size_t chunk = 0;
    std::byte* top = nullptr;
  };

  explicit Arena(ChunkPool* pool = nullptr) : pool_(pool) {}
  ~Arena() { clear(); }
  Arena(Arena&& other) noexcept { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    swap(other);
    return *this;
  }

  /// Room for `bytes`, aligned to 8.
  [[nodiscard]] void* allocate(std::size_t bytes) {
    bytes = (bytes + 7) & ~std::size_t{7};
    if (static_cast<std::size_t>(end_ - top_) < bytes) return allocate_slow(bytes);
    std::byte* at = top_;
    top_ += bytes;
    return at;
  }

  /// Everything allocated after `mark()` is dropped by `reset(mark)`; its chunks are kept for
  /// reuse.
  [[nodiscard]] Mark mark() const { return {current_, top_}; }
  void reset(const Mark& mark);

  /// Gives all memory back.
  void clear();

  void swap(Arena& other) noexcept;

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t bytes = 0;
  };

  void* allocate_slow(std::size_t bytes);

  ChunkPool* pool_ = nullptr;
  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;  ///< index + 1 of the chunk in use; 0 before the first
  std::byte* top_ = nullptr;
  std::byte* end_ = nullptr;
};

}  // namespace gestalt::dsl
