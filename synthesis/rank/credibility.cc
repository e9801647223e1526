#include "synthesis/rank/credibility.h"

#include <cmath>

namespace gestalt::synthesis {

namespace {

/// Logistic in the cost: 1 / (1 + exp((cost - middle) / width)).
struct Curve {
  std::string_view strategy;
  double middle = 0;
  double width = 1;
};

constexpr Curve kCurves[] = {
    {"enumerate", 90, 20},
    {"cells", 85, 18},
};

}  // namespace

double credibility(std::string_view strategy, int cost) {
  for (const Curve& curve : kCurves) {
    if (curve.strategy == strategy) return 1 / (1 + std::exp((cost - curve.middle) / curve.width));
  }
  return 0.5;
}

double combined_credibility(std::span<const double> parts) {
  double wrong = 1;
  for (const double part : parts) wrong *= 1 - part;
  return 1 - wrong;
}

}  // namespace gestalt::synthesis
