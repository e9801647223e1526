// What a difference between two numbers of solved tasks is worth.
//
// Read next: comparison.h.
#pragma once

#include <cstdint>
#include <span>

namespace gestalt::experiments {

struct Interval {
  double low = 0;
  double high = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Wilson's score interval for a share of `successes` among `trials`; {0, 1} without trials.
///
/// Source: Wilson, Probable inference, the law of succession, and statistical inference (1927),
/// without continuity correction.
[[nodiscard]] Interval wilson_interval(std::uint64_t successes, std::uint64_t trials,
                                       double confidence = 0.95);

/// McNemar's exact test, two-sided: how likely is a split of the tasks that only one side solves at
/// least as uneven as this, were both sides equally good? 1 where there are none.
[[nodiscard]] double mcnemar_exact(std::uint64_t only_first, std::uint64_t only_second);

/// Percentile bootstrap of the mean of paired differences: the tasks are drawn again with
/// replacement. The same seed gives the same interval; {0, 0} without differences.
[[nodiscard]] Interval bootstrap_mean(std::span<const double> differences, std::uint64_t seed,
                                      double confidence = 0.95, int resamples = 10'000);

}  // namespace gestalt::experiments
