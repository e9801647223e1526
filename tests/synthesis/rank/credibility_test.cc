#include "synthesis/rank/credibility.h"

#include <gtest/gtest.h>

#include <array>

namespace gestalt::synthesis {
namespace {

TEST(CredibilityTest, FallsWithCostAndIsAProbability) {
  for (const char* strategy : {"cells", "enumerate"}) {
    double last = 1;
    for (int cost = 0; cost < 300; cost += 10) {
      const double now = credibility(strategy, cost);
      EXPECT_LT(now, last) << strategy << " " << cost;
      EXPECT_GT(now, 0);
      last = now;
    }
  }
}

TEST(CredibilityTest, WitnessesStrengthenEachOther) {
  EXPECT_DOUBLE_EQ(combined_credibility(std::array{0.5, 0.5}), 0.75);
  EXPECT_DOUBLE_EQ(combined_credibility(std::array{0.9}), 0.9);
  EXPECT_DOUBLE_EQ(combined_credibility({}), 0);
}

}  // namespace
}  // namespace gestalt::synthesis
