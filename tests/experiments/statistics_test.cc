#include "experiments/store/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace gestalt::experiments {
namespace {

TEST(WilsonIntervalTest, AgreesWithPublishedValues) {
  // Newcombe, Statistics in Medicine 17 (1998), table I: method 3.
  const Interval a = wilson_interval(81, 263);
  EXPECT_NEAR(a.low, 0.2553, 5e-5);
  EXPECT_NEAR(a.high, 0.3662, 5e-5);
  const Interval b = wilson_interval(15, 148);
  EXPECT_NEAR(b.low, 0.0624, 5e-5);
  EXPECT_NEAR(b.high, 0.1605, 5e-5);
  const Interval c = wilson_interval(0, 20);
  EXPECT_EQ(c.low, 0);
  EXPECT_NEAR(c.high, 0.1611, 5e-5);
  const Interval d = wilson_interval(1, 29);
  EXPECT_NEAR(d.low, 0.0061, 5e-5);
  EXPECT_NEAR(d.high, 0.1718, 5e-5);
}

TEST(WilsonIntervalTest, HoldsTheShareAndIsSymmetric) {
  for (std::uint64_t n = 1; n < 40; ++n) {
    for (std::uint64_t k = 0; k <= n; ++k) {
      const Interval interval = wilson_interval(k, n);
      const double share = static_cast<double>(k) / static_cast<double>(n);
      EXPECT_LE(interval.low, share);
      EXPECT_GE(interval.high, share);
      const Interval mirrored = wilson_interval(n - k, n);
      EXPECT_NEAR(interval.low, 1 - mirrored.high, 1e-12);
    }
  }
  EXPECT_EQ(wilson_interval(0, 0), (Interval{0, 1}));
}

TEST(McNemarTest, IsTheBinomialTestOnDiscordantTasks) {
  EXPECT_EQ(mcnemar_exact(0, 0), 1);
  EXPECT_EQ(mcnemar_exact(5, 5), 1);
  EXPECT_NEAR(mcnemar_exact(0, 5), 2 * std::pow(0.5, 5), 1e-12);
  EXPECT_NEAR(mcnemar_exact(1, 9), 2 * 11 / 1024.0, 1e-12);  // (1 + 10) / 2^10, both tails
  EXPECT_EQ(mcnemar_exact(3, 12), mcnemar_exact(12, 3));
}

TEST(BootstrapTest, SameSeedGivesTheSameInterval) {
  std::vector<double> differences(100, 0.0);
  for (std::size_t i = 0; i < 20; ++i) differences[i] = 1;
  const Interval one = bootstrap_mean(differences, 7);
  EXPECT_EQ(one, bootstrap_mean(differences, 7));
  EXPECT_NE(bootstrap_mean(differences, 7, 0.95, 9), bootstrap_mean(differences, 8, 0.95, 9));
  // The normal approximation: 0.2 +- 1.96 * 0.04.
  EXPECT_NEAR(one.low, 0.12, 0.015);
  EXPECT_NEAR(one.high, 0.28, 0.015);
}

TEST(BootstrapTest, NoDifferenceHasNoWidth) {
  EXPECT_EQ(bootstrap_mean(std::vector<double>(10, 0.0), 1), (Interval{0, 0}));
  EXPECT_EQ(bootstrap_mean({}, 1), (Interval{0, 0}));
}

}  // namespace
}  // namespace gestalt::experiments
