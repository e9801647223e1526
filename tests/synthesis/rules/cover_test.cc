#include "synthesis/rules/cover.h"

#include <gtest/gtest.h>

namespace gestalt::synthesis {
namespace {

LeafMask leaves(std::initializer_list<std::size_t> bits) {
  LeafMask mask;
  for (const std::size_t bit : bits) mask.set(bit);
  return mask;
}

TEST(CoverTest, OneLeafForAllBeatsSeveralCheapOnes) {
  const std::vector<LeafMask> groups{leaves({0, 2}), leaves({1, 2}), leaves({2})};
  const std::vector<double> costs{0, 0, 1};
  EXPECT_EQ(choose_leaves(groups, costs), (std::vector<std::uint8_t>{2, 2, 2}));
}

TEST(CoverTest, AGroupTakesTheCheapestOfTheChosen) {
  const std::vector<LeafMask> groups{leaves({0, 1}), leaves({1}), leaves({0})};
  const std::vector<double> costs{0, 0.6};
  EXPECT_EQ(choose_leaves(groups, costs), (std::vector<std::uint8_t>{0, 1, 0}));
}

TEST(CoverTest, EveryGroupGetsALeafThatIsRightThere) {
  const std::vector<LeafMask> groups{leaves({3}), leaves({1, 2}), leaves({2}), leaves({0, 3})};
  const std::vector<double> costs{0.1, 0.2, 0.3, 0.4};
  const auto chosen = choose_leaves(groups, costs);
  for (std::size_t g = 0; g < groups.size(); ++g) EXPECT_TRUE(groups[g][chosen[g]]) << g;
}

}  // namespace
}  // namespace gestalt::synthesis
