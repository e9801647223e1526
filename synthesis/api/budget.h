// Budgets: time, steps, memory. Each is hard, and the report names the one that ended a search.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

namespace gestalt::synthesis {

/// Limits of one search. A step is one term evaluated on one row of examples.
struct Budget {
  double seconds = std::numeric_limits<double>::infinity();
  std::uint64_t steps = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t memory = std::uint64_t{4} << 30;  ///< bytes
};

enum class StopReason : std::uint8_t {
  kFound,      ///< as many different predictions as asked for
  kExhausted,  ///< nothing dearer is left to build
  kSeconds,
  kSteps,
  kMemory,
  kInterrupted,
};

/// "found", "exhausted", "seconds", "steps", "memory", "interrupted".
[[nodiscard]] std::string_view to_string(StopReason reason);

/// Watches the clock and an interrupt flag. Cheap enough to ask every thousand steps.
///
/// Threads: any number.
class Deadline {
 public:
  /// `interrupt` may be null; it is set from outside (a signal handler) and outlives the deadline.
  Deadline(double seconds, const std::atomic<bool>* interrupt)
      : start_(Clock::now()), seconds_(seconds), interrupt_(interrupt) {}

  [[nodiscard]] double elapsed() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  [[nodiscard]] double remaining() const { return seconds_ - elapsed(); }
  [[nodiscard]] bool interrupted() const {
    return interrupt_ != nullptr && interrupt_->load(std::memory_order_relaxed);
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_;
  double seconds_;
  const std::atomic<bool>* interrupt_;
};

/// What is left of a budget whose clock a deadline is, after so many steps.
[[nodiscard]] inline Budget rest_of(Budget budget, const Deadline& deadline, std::uint64_t steps) {
  budget.seconds = std::max(0.0, deadline.remaining());
  budget.steps -= std::min(budget.steps, steps);
  return budget;
}

}  // namespace gestalt::synthesis
