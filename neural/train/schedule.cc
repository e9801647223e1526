#include "neural/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gestalt::neural {

double learning_rate(const Schedule& schedule, std::uint64_t step) {
  if (step < schedule.warm_up) {
    return schedule.peak * static_cast<double>(step + 1) / static_cast<double>(schedule.warm_up);
  }
  const std::uint64_t left = schedule.steps - std::min(schedule.steps, schedule.warm_up);
  if (left == 0) return schedule.peak;
  const double part =
      std::min(1.0, static_cast<double>(step - schedule.warm_up) / static_cast<double>(left));
  const double cosine = (1 + std::cos(part * std::numbers::pi)) / 2;
  return schedule.peak * (schedule.last + (1 - schedule.last) * cosine);
}

}  // namespace gestalt::neural
