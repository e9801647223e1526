#include "neural/features/property_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "neural/features/pictures.h"
#include "tasks/domains.h"
#include "tasks/task.h"

namespace gestalt::neural {
namespace {

class PropertyTableTest : public ::testing::Test {
 protected:
  dsl::Value grid(const std::string& token) {
    return *domain_.find_type("grid")->parse(arena_, token);
  }
  void pair(const std::string& in, const std::string& out) {
    const dsl::Value input = grid(in);
    task_.add_train({&input, 1}, grid(out));
  }
  std::map<std::string, float> properties() {
    const std::vector<float> values = table_.compute(task_.examples(), arena_);
    std::map<std::string, float> named;
    for (std::size_t i = 0; i < values.size(); ++i) named[table_.names()[i]] = values[i];
    return named;
  }

  const dsl::Domain& domain_ = **tasks::find_domain("grid");
  PropertyTable table_{domain_};
  dsl::Arena arena_;
  tasks::Task task_{"made", "grid", domain_.task_type};
};

TEST_F(PropertyTableTest, EachNameStandsForOneNumber) {
  const std::set<std::string> names(table_.names().begin(), table_.names().end());
  EXPECT_EQ(names.size(), table_.size());
  EXPECT_GT(table_.size(), 200U);
}

TEST_F(PropertyTableTest, FlippedPairsHaveWhatFlippingKeeps) {
  pair("{100/020}", "{020/100}");
  pair("{300/440/000}", "{000/440/300}");
  auto p = properties();
  EXPECT_EQ(p.at("same size (least)"), 1);
  EXPECT_EQ(p.at("same histogram (least)"), 1);
  EXPECT_EQ(p.at("as many shapes (mean)"), 1);
  EXPECT_EQ(p.at("no new color (least)"), 1);
  EXPECT_EQ(p.at("colors map (greatest)"), 0);
  EXPECT_EQ(p.at("flip_rows(in) = out"), 1);
  EXPECT_EQ(p.at("flip_columns(in) = out"), 0);
  EXPECT_EQ(p.at("flip_rows(out) = in"), 1);
  EXPECT_EQ(p.at("one color map for all pairs"), 0);
}

TEST_F(PropertyTableTest, RecoloredPairsHaveAColorMap) {
  pair("{12/20}", "{32/20}");
  pair("{11/02}", "{33/02}");
  auto p = properties();
  EXPECT_EQ(p.at("colors map (least)"), 1);
  EXPECT_EQ(p.at("one color map for all pairs"), 1);
  EXPECT_FLOAT_EQ(p.at("recolored cells (mean)"), (0.25F + 0.5F) / 2);
  EXPECT_EQ(p.at("changes to a new color (least)"), 1);
  EXPECT_EQ(p.at("all outputs share a color that no input has"), 1);
}

TEST_F(PropertyTableTest, SizesAndPartsAreSeen) {
  pair("{123/456}", "{23/56}");
  auto p = properties();
  EXPECT_EQ(p.at("same size (mean)"), 0);
  EXPECT_EQ(p.at("same rows (mean)"), 1);
  EXPECT_EQ(p.at("out occurs in in (mean)"), 1);
  EXPECT_EQ(p.at("in occurs in out (mean)"), 0);
  EXPECT_FLOAT_EQ(p.at("in columns (mean)"), 3.0F / 30);
  EXPECT_FLOAT_EQ(p.at("equal cells (mean)"), 0);
}

TEST_F(PropertyTableTest, TestInputsDoNotMatter) {
  pair("{100/020}", "{020/100}");
  const auto before = table_.compute(task_.examples(), arena_);
  const dsl::Value test = grid("{9999/0000}");
  task_.add_test({&test, 1});
  EXPECT_EQ(table_.compute(task_.examples(), arena_), before);
}

TEST_F(PropertyTableTest, PropertiesStayBetweenZeroAndTwo) {
  dsl::Rng rng(1);
  for (int i = 0; i < 20; ++i) {
    tasks::Task task("made", "grid", domain_.task_type);
    dsl::Arena arena;
    for (int k = 0; k < 3; ++k) {
      const dsl::Raster raster{
          1 + static_cast<int>(rng() % 12), 1 + static_cast<int>(rng() % 12), {}};
      const auto draw = [&] {
        dsl::Raster own = raster;
        for (int n = own.rows * own.columns; n > 0; --n) {
          own.cells.push_back(static_cast<int>(rng() % 10));
        }
        return domain_.find_type("grid")->raster->from_raster(arena, own);
      };
      const dsl::Value input = draw();
      task.add_train({&input, 1}, draw());
    }
    const auto values = table_.compute(task.examples(), arena);
    for (std::size_t n = 0; n < values.size(); ++n) {
      ASSERT_TRUE(values[n] >= 0 && values[n] <= 2) << table_.names()[n] << " is " << values[n];
    }
  }
}

TEST_F(PropertyTableTest, ListTasksAreReadByTheirOwnFunctions) {
  const dsl::Domain& list = **tasks::find_domain("list");
  const PropertyTable table(list);
  EXPECT_GT(table.size(), 10U);
  EXPECT_NE(table.fingerprint(), table_.fingerprint());
}

TEST_F(PropertyTableTest, PicturesStandWhereTheyAre) {
  pair("{12/30}", "{4}");
  const auto bytes = encode_pictures(domain_, task_.examples(), {2, 8});
  ASSERT_EQ(bytes.size(), 2U * 2 * 8 * 8);
  EXPECT_EQ(bytes[0], 3);
  EXPECT_EQ(bytes[1], 4);
  EXPECT_EQ(bytes[2], 0);
  EXPECT_EQ(bytes[8], 5);
  EXPECT_EQ(bytes[9], 2);
  EXPECT_EQ(bytes[64], 6);
  EXPECT_EQ(std::ranges::count(bytes, 0), 256 - 5);
}

}  // namespace
}  // namespace gestalt::neural
