// Credibility: the probability that a program that fits every train pair is right.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gestalt::synthesis {

/// On which tasks the probabilities were fitted. A figure for training tasks uses those fitted on
/// the other half.
enum class Ranking : std::uint8_t { kAll, kEvenHalf, kOddHalf };

/// The half a task belongs to, by a digest of its id.
[[nodiscard]] Ranking half_of(std::string_view task);
/// The other half.
[[nodiscard]] Ranking fitted_elsewhere(std::string_view task);

/// Of what a strategy found first, by its cost (on the scale of record costs). Falls with cost; 0.5
/// for a strategy that is not known.
[[nodiscard]] double credibility(std::string_view strategy, int cost, Ranking ranking);

/// Of one prediction that programs of several strategies make: they are taken as independent
/// witnesses, and one of them must be right.
[[nodiscard]] double combined_credibility(std::span<const double> parts);

/// The same where the prediction lacks so many traits that the train pairs share
/// (shared_traits.h): each of them divides the odds by a fitted number.
[[nodiscard]] double without_traits(double credibility, int missed, Ranking ranking);

/// 1 / (1 + exp((cost - middle) / width))
struct CredibilityCurve {
  double middle = 0;
  double width = 1;
  [[nodiscard]] double at(double cost) const;
};

/// A program that fits every train pair, and whether it is right.
struct JudgedProgram {
  double cost = 0;
  bool right = false;
  int missed = 0;  ///< traits of the train pairs that its predictions lack
};

/// The probability that a program is right, where each trait missed costs `per_trait` nats.
[[nodiscard]] double probability(const CredibilityCurve& curve, double per_trait,
                                 const JudgedProgram& program);

/// The curve of maximum likelihood, with a weak pull toward a middle of 100 and a width of 30 so
/// that few programs or programs that are all right give a curve too. Nothing is random.
[[nodiscard]] CredibilityCurve fit_credibility(std::span<const JudgedProgram> programs,
                                               double per_trait = 0);

/// The curves of several strategies, by their programs, with one cost of a missed trait for all.
struct CredibilityFit {
  std::vector<CredibilityCurve> curves;
  double per_trait = 0;
};
[[nodiscard]] CredibilityFit fit_jointly(std::span<const std::vector<JudgedProgram>> strategies);

}  // namespace gestalt::synthesis
