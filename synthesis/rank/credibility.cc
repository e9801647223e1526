#include "synthesis/rank/credibility.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "dsl/core/digest.h"

namespace gestalt::synthesis {

namespace {

struct StrategyCurves {
  std::string_view strategy;
  std::array<CredibilityCurve, 3> curves;  ///< by Ranking
};

// Defines kCurves, and kPerTrait: nats, by Ranking.
#include "synthesis/rank/credibility.inc"

double log_loss(const CredibilityCurve& curve, double per_trait, const JudgedProgram& program) {
  const double p = std::clamp(probability(curve, per_trait, program), 1e-6, 1 - 1e-6);
  return -std::log(program.right ? p : 1 - p);
}

}  // namespace

Ranking half_of(std::string_view task) {
  return dsl::digest_text(task).low % 2 == 0 ? Ranking::kEvenHalf : Ranking::kOddHalf;
}

Ranking fitted_elsewhere(std::string_view task) {
  return half_of(task) == Ranking::kEvenHalf ? Ranking::kOddHalf : Ranking::kEvenHalf;
}

double CredibilityCurve::at(double cost) const { return probability(*this, 0, {.cost = cost}); }

double credibility(std::string_view strategy, int cost, Ranking ranking) {
  for (const StrategyCurves& known : kCurves) {
    if (known.strategy == strategy) return known.curves[static_cast<std::size_t>(ranking)].at(cost);
  }
  return 0.5;
}

double without_traits(double credibility, int missed, Ranking ranking) {
  const double factor = std::exp(-kPerTrait[static_cast<std::size_t>(ranking)] * missed);
  return credibility * factor / (1 - credibility + credibility * factor);
}

double combined_credibility(std::span<const double> parts) {
  double wrong = 1;
  for (const double part : parts) wrong *= 1 - part;
  return 1 - wrong;
}

double probability(const CredibilityCurve& curve, double per_trait, const JudgedProgram& program) {
  return 1 /
         (1 + std::exp((program.cost - curve.middle) / curve.width + per_trait * program.missed));
}

CredibilityCurve fit_credibility(std::span<const JudgedProgram> programs, double per_trait) {
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
        loss += log_loss(curve, per_trait, program);
      }
      if (best_loss != 0 && loss >= best_loss) continue;
      best = curve;
      best_loss = loss;
    }
  }
  return best;
}

CredibilityFit fit_jointly(std::span<const std::vector<JudgedProgram>> strategies) {
  constexpr int kRounds = 6;  // in turns; they hardly change after three
  constexpr double kMost = 4;
  constexpr double kStep = 0.02;
  CredibilityFit fit;
  for (int round = 0; round < kRounds; ++round) {
    fit.curves.clear();
    for (const auto& programs : strategies) {
      fit.curves.push_back(fit_credibility(programs, fit.per_trait));
    }
    double best_loss = std::numeric_limits<double>::infinity();
    for (double per_trait = 0; per_trait <= kMost; per_trait += kStep) {
      double loss = per_trait;  // a weak pull toward nothing
      for (std::size_t k = 0; k < strategies.size(); ++k) {
        for (const JudgedProgram& program : strategies[k]) {
          loss += log_loss(fit.curves[k], per_trait, program);
        }
      }
      if (loss >= best_loss) continue;
      best_loss = loss;
      fit.per_trait = per_trait;
    }
  }
  return fit;
}

}  // namespace gestalt::synthesis
