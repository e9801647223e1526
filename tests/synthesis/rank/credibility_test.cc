#include "synthesis/rank/credibility.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace gestalt::synthesis {
namespace {

TEST(CredibilityTest, FallsWithCostAndIsAProbability) {
  for (const char* strategy :
       {"cells", "deep-cells", "paint", "deep-paint", "enumerate", "guided", "restart", "stack"}) {
    for (const Ranking ranking : {Ranking::kAll, Ranking::kEvenHalf, Ranking::kOddHalf}) {
      double last = 1;
      for (int cost = 0; cost < 300; cost += 10) {
        const double now = credibility(strategy, cost, ranking);
        EXPECT_LT(now, last) << strategy << " " << cost;
        EXPECT_GT(now, 0);
        last = now;
      }
    }
  }
  EXPECT_EQ(credibility("unknown", 10, Ranking::kAll), 0.5);
}

TEST(CredibilityTest, WitnessesStrengthenEachOther) {
  EXPECT_DOUBLE_EQ(combined_credibility(std::array{0.5, 0.5}), 0.75);
  EXPECT_DOUBLE_EQ(combined_credibility(std::array{0.9}), 0.9);
  EXPECT_DOUBLE_EQ(combined_credibility({}), 0);
}

TEST(CredibilityTest, HalvesAreDisjointAndBothUsed) {
  int even = 0;
  for (int k = 0; k < 100; ++k) {
    const std::string id = "task" + std::to_string(k);
    EXPECT_NE(half_of(id), fitted_elsewhere(id));
    even += half_of(id) == Ranking::kEvenHalf ? 1 : 0;
  }
  EXPECT_GT(even, 25);
  EXPECT_LT(even, 75);
}

TEST(FitCredibilityTest, FindsTheCurveThatDrewThePrograms) {
  // 200 programs a cost, right as often as a known curve says.
  const CredibilityCurve truth{90, 25};
  std::vector<JudgedProgram> programs;
  for (int cost = 10; cost <= 200; cost += 10) {
    const int right = static_cast<int>(std::lround(200 * truth.at(cost)));
    for (int k = 0; k < 200; ++k) programs.push_back({static_cast<double>(cost), k < right});
  }
  const CredibilityCurve fitted = fit_credibility(programs);
  EXPECT_NEAR(fitted.middle, truth.middle, 2);
  EXPECT_NEAR(fitted.width, truth.width, 2);
}

TEST(FitCredibilityTest, FindsWhatAMissedTraitCosts) {
  // Two strategies; each trait missed costs one nat.
  const std::array truths{CredibilityCurve{60, 20}, CredibilityCurve{120, 30}};
  std::vector<std::vector<JudgedProgram>> strategies(2);
  for (std::size_t k = 0; k < 2; ++k) {
    for (int cost = 20; cost <= 180; cost += 40) {
      for (int missed = 0; missed < 3; ++missed) {
        JudgedProgram program{static_cast<double>(cost), false, missed};
        const auto right = std::lround(40 * probability(truths[k], 1, program));
        for (int i = 0; i < 40; ++i) {
          program.right = i < right;
          strategies[k].push_back(program);
        }
      }
    }
  }
  const CredibilityFit fit = fit_jointly(strategies);
  EXPECT_NEAR(fit.per_trait, 1, 0.1);
  EXPECT_NEAR(fit.curves[0].middle, 60, 4);
  EXPECT_NEAR(fit.curves[1].middle, 120, 4);
}

TEST(CredibilityTest, TraitsMissedLowerIt) {
  EXPECT_EQ(without_traits(0.5, 0, Ranking::kAll), 0.5);
  EXPECT_LE(without_traits(0.5, 2, Ranking::kAll), without_traits(0.5, 1, Ranking::kAll));
}

TEST(FitCredibilityTest, FewProgramsGiveACurveToo) {
  const std::vector<JudgedProgram> all_right{{20, true}, {50, true}};
  EXPECT_GT(fit_credibility(all_right).at(40), 0.85);
  const std::vector<JudgedProgram> all_wrong{{20, false}, {30, false}, {40, false}, {50, false}};
  EXPECT_LT(fit_credibility(all_wrong).at(40), 0.6);
}

}  // namespace
}  // namespace gestalt::synthesis
