#include "tasks/generate/scenes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "dsl/core/syntax.h"
#include "tasks/domains.h"
#include "tasks/generate/inputs.h"

namespace gestalt::tasks {
namespace {

TEST(ScenesTest, EveryKindKeepsToTheLimitsAndShowsSomething) {
  const SceneLimits limits{12, 5};
  for (std::size_t kind = 0; kind < kSceneKinds; ++kind) {
    std::size_t shown = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      dsl::Rng rng(seed);
      for (const dsl::Raster& picture : draw_scenes(rng, static_cast<SceneKind>(kind), 3, limits)) {
        ASSERT_GE(picture.rows, 1);
        ASSERT_GE(picture.columns, 1);
        ASSERT_LE(picture.rows, limits.max_side);
        ASSERT_LE(picture.columns, limits.max_side);
        ASSERT_EQ(picture.cells.size(), static_cast<std::size_t>(picture.rows * picture.columns));
        for (const int cell : picture.cells) ASSERT_TRUE(cell >= 0 && cell <= limits.max_cell);
        shown += std::ranges::any_of(picture.cells, [](int cell) { return cell != 0; }) ? 1 : 0;
      }
    }
    EXPECT_GT(shown, 500U) << "kind " << kind;
  }
}

TEST(ScenesTest, SameSeedGivesTheSamePictures) {
  for (std::size_t kind = 0; kind < kSceneKinds; ++kind) {
    dsl::Rng one(7);
    dsl::Rng two(7);
    EXPECT_EQ(draw_scenes(one, static_cast<SceneKind>(kind), 4, {}),
              draw_scenes(two, static_cast<SceneKind>(kind), 4, {}));
  }
}

TEST(ScenesTest, AugmentingKeepsHowOftenCellsOccurWhereItDoesNotCrop) {
  const dsl::Raster picture{2, 3, {0, 1, 1, 2, 2, 2}};
  std::size_t whole = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    dsl::Rng rng(seed);
    const dsl::Raster changed = augment({picture}, rng, {}).front();
    if (changed.cells.size() != 6) continue;
    ++whole;
    std::multiset<std::ptrdiff_t> counts;
    for (const int cell : std::set<int>(changed.cells.begin(), changed.cells.end())) {
      counts.insert(std::ranges::count(changed.cells, cell));
    }
    EXPECT_EQ(counts, (std::multiset<std::ptrdiff_t>{1, 2, 3}));
    EXPECT_TRUE((changed.rows == 2 && changed.columns == 3) ||
                (changed.rows == 3 && changed.columns == 2));
  }
  EXPECT_GT(whole, 60U);
}

TEST(InputSourceTest, HalfOfTheDrawsAreChangedTaskInputs) {
  const dsl::Domain& domain = **find_domain("grid");
  const dsl::Type grid = domain.task_type.parameters().front();
  InputSource source(domain, grid);
  dsl::Arena arena;
  // A picture that no scene shows: 25 x 25 cells of one color, with one other.
  dsl::Raster picture{25, 25, std::vector<int>(625, 3)};
  picture.cells[40] = 4;
  const dsl::Value input = domain.find_type("grid")->raster->from_raster(arena, picture);
  Task task("made", "grid", domain.task_type);
  task.add_train({&input, 1}, input);
  source.add_tasks({&task, 1});
  ASSERT_EQ(source.task_count(), 1U);
  std::size_t changed = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    dsl::Rng rng(seed);
    const auto values = source.draw(rng, 3, arena).values;
    ASSERT_EQ(values.size(), 3U);
    const dsl::Raster first = domain.find_type("grid")->raster->to_raster(values[0]);
    changed += std::ranges::count(first.cells, first.cells.back()) > 200 ? 1 : 0;
  }
  EXPECT_GT(changed, 60U);
  EXPECT_LT(changed, 140U);
}

}  // namespace
}  // namespace gestalt::tasks
