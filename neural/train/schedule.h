// The learning rate over the steps of a training run.
#pragma once

#include <cstdint>

namespace gestalt::neural {

struct Schedule {
  double peak = 1e-3;
  std::uint64_t warm_up = 200;  ///< steps from 0 to the peak
  std::uint64_t steps = 1000;   ///< in all
  double last = 0.05;           ///< of the peak, at the end
};

/// Linear warm-up, then half a cosine down to the last rate (Loshchilov and Hutter 2017). `step`
/// counts from 0.
[[nodiscard]] double learning_rate(const Schedule& schedule, std::uint64_t step);

}  // namespace gestalt::neural
