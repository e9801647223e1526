#include "experiments/store/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <random>
#include <vector>

namespace gestalt::experiments {

Interval wilson_interval(std::uint64_t successes, std::uint64_t trials, double confidence) {
  if (trials == 0) return {0, 1};
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2);
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n;
  const double shrink = 1 + z * z / n;
  const double middle = (share + z * z / (2 * n)) / shrink;
  const double half = z / shrink * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  // Exactly 0 and 1 at the ends, which rounding may miss.
  return {successes == 0 ? 0 : std::max(0.0, middle - half),
          successes == trials ? 1 : std::min(1.0, middle + half)};
}

double mcnemar_exact(std::uint64_t only_first, std::uint64_t only_second) {
  const std::uint64_t both = only_first + only_second;
  if (both == 0) return 1;
  const boost::math::binomial fair(static_cast<double>(both), 0.5);
  const auto fewer = static_cast<double>(std::min(only_first, only_second));
  return std::min(1.0, 2 * boost::math::cdf(fair, fewer));
}

Interval bootstrap_mean(std::span<const double> differences, std::uint64_t seed, double confidence,
                        int resamples) {
  if (differences.empty()) return {0, 0};
  std::mt19937_64 rng(seed);
  std::vector<double> means;
  for (int k = 0; k < resamples; ++k) {
    double sum = 0;
    // Not a library distribution: those differ between libraries, and so would the interval.
    for (std::size_t i = 0; i < differences.size(); ++i)
      sum += differences[rng() % differences.size()];
    means.push_back(sum / static_cast<double>(differences.size()));
  }
  std::sort(means.begin(), means.end());
  const double tail = (1 - confidence) / 2;
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(means.size() - 1);
    return means[static_cast<std::size_t>(std::lround(place))];
  };
  return {at(tail), at(1 - tail)};
}

}  // namespace gestalt::experiments
