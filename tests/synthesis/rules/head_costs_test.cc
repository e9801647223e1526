#include "synthesis/rules/head_costs.h"

#include <gtest/gtest.h>

#include "tasks/domains.h"

namespace gestalt::synthesis {
namespace {

class HeadCostsTest : public testing::Test {
 protected:
  [[nodiscard]] dsl::PrimitiveId id(const char* name) const { return *domain_.registry.find(name); }
  [[nodiscard]] int record(const char* name) const { return domain_.registry[id(name)].cost; }

  const dsl::Domain& domain_ = **tasks::find_domain("grid");
  Costs costs_{domain_};
};

TEST_F(HeadCostsTest, TheRecordsOwnStayAsTheyAre) {
  const HeadCosts heads(domain_, costs_);
  for (dsl::PrimitiveId id = 0; id < domain_.registry.size(); ++id) {
    EXPECT_EQ(heads.of(id), domain_.registry[id].cost) << domain_.registry[id].name;
  }
}

TEST_F(HeadCostsTest, WhatIsLikelierIsCheaperAmongThoseOfItsType) {
  costs_.set_everywhere(id("enclosed_cells"),
                        record("enclosed_cells") - 12);  // e^3 times as likely
  const HeadCosts heads(domain_, costs_);
  EXPECT_NEAR(heads.of(id("enclosed_cells")), record("enclosed_cells") - 12 + 1, 1);
  EXPECT_GE(heads.of(id("row_counts")), record("row_counts"));
  EXPECT_LE(heads.of(id("row_counts")), record("row_counts") + 2);
  EXPECT_EQ(heads.of(id("flip_rows")), record("flip_rows"));  // a grid
}

TEST_F(HeadCostsTest, EverySlotOfATypeHasItsSay) {
  costs_.set({id("cells_are"), 0}, id("enclosed_cells"), 1);
  const HeadCosts one(domain_, costs_);
  costs_.set({id("paint_where"), 0}, id("enclosed_cells"), 1);
  const HeadCosts two(domain_, costs_);
  EXPECT_LT(one.of(id("enclosed_cells")), record("enclosed_cells"));
  EXPECT_LT(two.of(id("enclosed_cells")), one.of(id("enclosed_cells")));
}

TEST_F(HeadCostsTest, WhatRulesWriteThemselvesKeepsItsRecord) {
  costs_.set_everywhere(id("cells_are"), 1);
  costs_.set_everywhere(id("if_else"), 1);
  const HeadCosts heads(domain_, costs_);
  EXPECT_EQ(heads.of(id("cells_are")), record("cells_are"));
  EXPECT_EQ(heads.of(id("enclosed_cells")), record("enclosed_cells"));
  EXPECT_EQ(heads.of(id("if_else")), record("if_else"));  // of any type
}

}  // namespace
}  // namespace gestalt::synthesis
