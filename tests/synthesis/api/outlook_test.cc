#include "synthesis/api/outlook.h"

#include <gtest/gtest.h>

#include <vector>

namespace gestalt::synthesis {
namespace {

using Sizes = std::vector<PictureSize>;

TEST(SizeRelationTest, IsTheFirstThatHoldsOfAllPairs) {
  const Sizes inputs{{4, 6}, {2, 8}};
  const auto relation = [&](const Sizes& outputs) { return size_relation(inputs, outputs); };
  EXPECT_EQ(relation({{4, 6}, {2, 8}}), SizeRelation::kSame);
  EXPECT_EQ(relation({{3, 3}, {3, 3}}), SizeRelation::kFixed);
  EXPECT_EQ(relation({{6, 4}, {8, 2}}), SizeRelation::kTransposed);
  EXPECT_EQ(relation({{8, 6}, {6, 16}}), SizeRelation::kMultiple);
  EXPECT_EQ(relation({{2, 3}, {1, 8}}), SizeRelation::kFraction);
  EXPECT_EQ(relation({{3, 6}, {2, 1}}), SizeRelation::kSmaller);
  EXPECT_EQ(relation({{4, 6}, {1, 9}}), SizeRelation::kOther);
}

}  // namespace
}  // namespace gestalt::synthesis
