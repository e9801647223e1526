#include "synthesis/rules/paint_cover.h"

#include <gtest/gtest.h>

namespace gestalt::synthesis {
namespace {

constexpr std::size_t kPlaces = 8;

PlaceSet places(std::initializer_list<std::size_t> shown) {
  PlaceSet set(kPlaces);
  for (const std::size_t place : shown) set.set(place);
  return set;
}

class NoSource final : public LayerSource {
 public:
  [[nodiscard]] dsl::TermId write(const PaintLayer&, dsl::TermPool&) const override { return {}; }
};

class PaintCoverTest : public testing::Test {
 protected:
  void add(const LayerSource& source, int cost, std::initializer_list<std::size_t> right,
           int shared_cost = 0) {
    layers_.push_back({&source, 0, 0, 0, cost, shared_cost, places(right), places({})});
  }
  [[nodiscard]] std::vector<PaintCover> find(const PlaceSet& open, std::size_t depth,
                                             const PaintLayer* base = nullptr) {
    std::vector<PaintCover> covers;
    const int cost = base == nullptr ? 0 : base->cost;
    PaintCoverSearch(layers_, kPlaces, deadline_).find(base, cost, open, depth, covers);
    return covers;
  }

  NoSource source_;
  NoSource other_;
  std::vector<PaintLayer> layers_;
  Deadline deadline_{Budget().seconds, nullptr};
};

TEST_F(PaintCoverTest, FindsEverySetThatShowsAll) {
  add(source_, 5, {0, 1, 2});
  add(source_, 6, {2, 3});
  add(source_, 20, {0, 1, 2, 3});
  const auto covers = find(places({0, 1, 2, 3}), 2);
  ASSERT_EQ(covers.size(), 3U);  // both small ones in one order, the large one, and with another
  EXPECT_EQ(std::ranges::min(covers, {}, &PaintCover::cost).cost, 11);
}

TEST_F(PaintCoverTest, KeepsToItsDepth) {
  add(source_, 1, {0});
  add(source_, 1, {1});
  add(source_, 1, {2});
  EXPECT_TRUE(find(places({0, 1, 2}), 2).empty());
  EXPECT_EQ(find(places({0, 1, 2}), 3).size(), 1U);
}

TEST_F(PaintCoverTest, APlaceThatNoLayerShowsEndsIt) {
  add(source_, 1, {0});
  EXPECT_TRUE(find(places({0, 7}), 3).empty());
}

TEST_F(PaintCoverTest, ABaseComesFirstAndIsPaidFor) {
  add(source_, 3, {4});
  const PaintLayer base{&source_, 0, 0, 0, 10, 0, places({0, 1}), places({4})};
  const auto covers = find(places({4}), 1, &base);
  ASSERT_EQ(covers.size(), 1U);
  EXPECT_EQ(covers[0].layers.front(), &base);
  EXPECT_EQ(covers[0].cost, 13);
}

TEST_F(PaintCoverTest, GreedilyEachSourceByItselfSharesWhatItsLayersHaveInCommon) {
  add(source_, 12, {0, 1}, 10);
  add(source_, 12, {2}, 10);
  add(other_, 12, {0, 1, 2, 3}, 10);
  std::vector<PaintCover> covers;
  std::vector<std::size_t> open;
  PaintCoverSearch(layers_, kPlaces, deadline_)
      .find_greedily(0, places({0, 1, 2}), 8, covers, open);
  ASSERT_EQ(covers.size(), 2U);
  EXPECT_EQ(covers[0].cost, 14);
  EXPECT_EQ(covers[1].cost, 12);
  EXPECT_EQ(open, (std::vector<std::size_t>{0, 0}));
}

TEST_F(PaintCoverTest, GreedilyWhatStaysOpenIsCounted) {
  add(source_, 12, {0, 1});
  std::vector<PaintCover> covers;
  std::vector<std::size_t> open;
  PaintCoverSearch(layers_, kPlaces, deadline_)
      .find_greedily(0, places({0, 1, 2}), 8, covers, open);
  EXPECT_EQ(open, (std::vector<std::size_t>{1}));
}

}  // namespace
}  // namespace gestalt::synthesis
