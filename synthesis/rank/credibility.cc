#include "synthesis/rank/credibility.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsl/core/digest.h"

namespace gestalt::synthesis {

namespace {

struct StrategyCurves {
  std::string_view strategy;
  std::array<CredibilityCurve, 3> curves;  ///< by Ranking
};

constexpr StrategyCurves kCurves[] = {
#include "synthesis/rank/credibility.inc"
};

}  // namespace

Ranking half_of(std::string_view task) {
  return dsl::digest_text(task).low % 2 == 0 ? Ranking::kEvenHalf : Ranking::kOddHalf;
}

Ranking fitted_elsewhere(std::string_view task) {
  return half_of(task) == Ranking::kEvenHalf ? Ranking::kOddHalf : Ranking::kEvenHalf;
}

double CredibilityCurve::at(double cost) const {
  return 1 / (1 + std::exp((cost - middle) / width));
}

double credibility(std::string_view strategy, int cost, Ranking ranking) {
  for (const StrategyCurves& known : kCurves) {
    if (known.strategy == strategy) return known.curves[static_cast<std::size_t>(ranking)].at(cost);
  }
  return 0.5;
}

double combined_credibility(std::span<const double> parts) {
  double wrong = 1;
  for (const double part : parts) wrong *= 1 - part;
  return 1 - wrong;
}

CredibilityCurve fit_credibility(std::span<const JudgedProgram> programs) {
  // Two parameters and a smooth likelihood: a grid that is fine enough needs no optimizer.
  constexpr double kUsualMiddle = 100;
  constexpr double kUsualWidth = 30;
  CredibilityCurve best;
  double best_loss = 0;
  for (double middle = 10; middle <= 260; middle += 1) {
    for (double width = 6; width <= 90; width += 1) {
      const CredibilityCurve curve{middle, width};
      double loss = 2 * std::pow(std::log(middle / kUsualMiddle), 2) +
                    2 * std::pow(std::log(width / kUsualWidth), 2);
      for (const JudgedProgram& program : programs) {
        const double p = std::clamp(curve.at(program.cost), 1e-6, 1 - 1e-6);
        loss -= std::log(program.right ? p : 1 - p);
      }
      if (best_loss != 0 && loss >= best_loss) continue;
      best = curve;
      best_loss = loss;
    }
  }
  return best;
}

}  // namespace gestalt::synthesis
