#include "neural/serve/quantize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "tasks/domains.h"

namespace gestalt::neural {
namespace {

using synthesis::Costs;

class QuantizeTest : public ::testing::Test {
 protected:
  std::vector<float> everywhere(float log_probability) const {
    return std::vector<float>(vocabulary_.legal().size(), log_probability);
  }

  /// The number of a domain's role.
  dsl::RoleId role(std::string_view name) const {
    const auto at = std::ranges::find(domain_.roles, name, &dsl::Role::name);
    return static_cast<dsl::RoleId>(at - domain_.roles.begin());
  }

  const dsl::Domain& domain_ = **tasks::find_domain("grid");
  std::vector<dsl::Constant> constants_;
  Vocabulary vocabulary_{domain_, Questions({{"cells", 1}})};
};

TEST_F(QuantizeTest, NothingIsEverExcluded) {
  // The dearest that the floor alone allows: the record's share of a tenth of the probability.
  constexpr int kDearest = 60;
  for (const float value :
       {-std::numeric_limits<float>::infinity(), -1e30F, std::numeric_limits<float>::quiet_NaN(),
        std::numeric_limits<float>::infinity()}) {
    const Costs costs = quantize(domain_, vocabulary_, everywhere(value), {}, {});
    for (std::int32_t slot = 0; slot < vocabulary_.program_slots(); ++slot) {
      for (dsl::PrimitiveId head = 0; head < domain_.registry.size(); ++head) {
        const int cost = costs.of(Costs::slot(static_cast<std::size_t>(slot)), head);
        ASSERT_GE(cost, Costs::kMinimum);
        const synthesis::Slot at = Costs::slot(static_cast<std::size_t>(slot));
        const bool fits = vocabulary_.is_legal(slot, static_cast<std::int32_t>(head)) &&
                          (at.parent >= domain_.registry.size() ||
                           at.argument < domain_.registry[at.parent].arity);
        ASSERT_EQ(cost <= kDearest, fits) << domain_.registry[head].name;
      }
    }
  }
}

TEST_F(QuantizeTest, LikelierIsCheaperByFourUnitsANat) {
  std::vector<float> predicted = everywhere(-6);
  const auto flip = *domain_.registry.find("flip_rows");
  const auto turn = *domain_.registry.find("rotate_half");
  predicted[flip] = std::log(0.5F);  // in slot 0, the root
  predicted[turn] = std::log(0.25F);
  const Costs costs =
      quantize(domain_, vocabulary_, predicted, constants_, {.units_per_nat = 4, .floor = 0});
  EXPECT_EQ(costs.of({}, flip), 3);  // 4 ln 2 = 2.8
  EXPECT_EQ(costs.of({}, turn), 6);  // 4 ln 4 = 5.5
}

TEST_F(QuantizeTest, VariablesAndLiteralsHaveTheirPriceInEverySlot) {
  std::vector<float> predicted = everywhere(-6);
  const auto recolor = *domain_.registry.find("recolor");
  const auto row = [&](std::uint32_t argument) {
    return static_cast<std::int32_t>(Costs::row({recolor, argument})) * vocabulary_.heads();
  };
  predicted[static_cast<std::size_t>(row(0) + vocabulary_.variable())] = std::log(0.5F);
  const dsl::RoleId is_new = role("color of every output and no input");
  const dsl::RoleId is_kept = role("color of every output and of inputs");
  predicted[static_cast<std::size_t>(row(1) + vocabulary_.literal(is_new))] = std::log(0.5F);
  predicted[static_cast<std::size_t>(row(1) + vocabulary_.literal(is_kept))] = std::log(0.5F);
  for (const dsl::RoleId id : {is_new, is_kept, is_kept}) constants_.push_back({id, {}, {}, 0});
  const Costs costs =
      quantize(domain_, vocabulary_, predicted, constants_, {.units_per_nat = 4, .floor = 0});
  EXPECT_EQ(costs.variable({recolor, 0}), 3);  // 4 ln 2 = 2.8
  EXPECT_EQ(costs.variable({recolor, 1}), 24);
  EXPECT_EQ(costs.literal({recolor, 1}, is_new), 3);
  EXPECT_EQ(costs.literal({recolor, 1}, is_kept), 6);  // two share it: 4 ln 4 = 5.5
  EXPECT_EQ(costs.literal({recolor, 1}, role("0")), 24);
}

}  // namespace
}  // namespace gestalt::neural
