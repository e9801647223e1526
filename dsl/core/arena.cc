#include "dsl/core/arena.h"

#include <algorithm>
#include <utility>

namespace gestalt::dsl {

std::unique_ptr<std::byte[]> ChunkPool::acquire(std::size_t bytes) {
  in_use_.fetch_add(bytes, std::memory_order_relaxed);
  if (bytes == kChunkBytes) {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      auto chunk = std::move(free_.back());
      free_.pop_back();
      return chunk;
    }
  }
  return std::make_unique_for_overwrite<std::byte[]>(bytes);
}

void ChunkPool::release(std::unique_ptr<std::byte[]> chunk, std::size_t bytes) {
  in_use_.fetch_sub(bytes, std::memory_order_relaxed);
  if (bytes != kChunkBytes) return;
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(chunk));
}

void* Arena::allocate_slow(std::size_t bytes) {
  // Chunks after the current one are left over from a reset: use the next that is large enough.
  while (current_ < chunks_.size() && chunks_[current_].bytes < bytes) {
    Chunk& small = chunks_[current_];
    if (pool_ != nullptr) pool_->release(std::move(small.memory), small.bytes);
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(current_));
  }
  if (current_ == chunks_.size()) {
    const std::size_t size = std::max(bytes, ChunkPool::kChunkBytes);
    auto memory =
        pool_ != nullptr ? pool_->acquire(size) : std::make_unique_for_overwrite<std::byte[]>(size);
    chunks_.push_back({std::move(memory), size});
  }
  Chunk& chunk = chunks_[current_++];
  top_ = chunk.memory.get() + bytes;
  end_ = chunk.memory.get() + chunk.bytes;
  return chunk.memory.get();
}

void Arena::reset(const Mark& mark) {
  current_ = mark.chunk;
  top_ = mark.top;
  end_ = current_ == 0 ? nullptr : chunks_[current_ - 1].memory.get() + chunks_[current_ - 1].bytes;
}

void Arena::clear() {
  if (pool_ != nullptr) {
    for (Chunk& chunk : chunks_) pool_->release(std::move(chunk.memory), chunk.bytes);
  }
  chunks_.clear();
  current_ = 0;
  top_ = end_ = nullptr;
}

void Arena::swap(Arena& other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(chunks_, other.chunks_);
  std::swap(current_, other.current_);
  std::swap(top_, other.top_);
  std::swap(end_, other.end_);
}

}  // namespace gestalt::dsl
