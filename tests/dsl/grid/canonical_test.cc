// Canonical forms, and that they can be taken back.
#include <gtest/gtest.h>

#include <array>

#include "dsl/core/evaluate.h"
#include "dsl/grid/domain.h"
#include "dsl/grid/grid.h"
#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

TEST(CanonicalTest, ColorsAreNumberedByCountOrByPlace) {
  EXPECT_EQ(evaluate_text("(number_by_count {500/077/377})"), "{300/011/211}");
  EXPECT_EQ(evaluate_text("(number_by_place {500/077/377})"), "{100/022/322}");
  // Colors that the grid lacks come after its own, so that no two become one.
  EXPECT_EQ(evaluate_text("(restore_by_count {500/077/377} {1234567890})"), "{7351246890}");
}

TEST(CanonicalTest, MostOfTheContentComesToTheTopLeft) {
  EXPECT_EQ(evaluate_text("(turn_upright {000/000/011})"), "{110/000/000}");
  EXPECT_EQ(evaluate_text("(turn_upright {001/001/001})"), "{111/000/000}");
  EXPECT_EQ(evaluate_text("(turn_upright {010/000/000})"), "{010/000/000}");
}

TEST(CanonicalTest, ContentIsPutBackWhereItWas) {
  EXPECT_EQ(evaluate_text("(put_content {0000/0110/0000} {23})"), "{0000/0230/0000}");
  EXPECT_EQ(evaluate_text("(put_content {0000/0110/0000} {2})"), "fault: domain");
  EXPECT_EQ(evaluate_text("(put_content {00} {2})"), "fault: domain");
}

/// What a wrapper restores of an unchanged grid is that grid; and the inverse of the restoration
/// gives what was restored.
TEST(CanonicalTest, WrappersUndoThemselves) {
  const Domain domain = grid_domain();
  ASSERT_FALSE(domain.wrappers.empty());
  Rng rng(7);
  for (const Wrapper& wrapper : domain.wrappers) {
    const auto change_id = domain.registry.find(wrapper.change);
    const auto restore_id = domain.registry.find(wrapper.restore);
    ASSERT_TRUE(change_id && restore_id) << wrapper.change;
    const Primitive& change = domain.registry[*change_id];
    const Primitive& restore = domain.registry[*restore_id];
    ASSERT_EQ(restore.inverses.size(), 1U);
    ASSERT_EQ(restore.inverses[0].slot, 1U);
    int tried = 0;
    for (int trial = 0; trial < 200; ++trial) {
      Arena arena;
      EvalContext context(arena, domain.registry);
      const Value sampled = sample_value(domain, grid_type(), rng, arena);
      const auto grid = domain.present(context, sampled);
      if (!grid) continue;
      const std::array<const Value*, 1> input{&*grid};
      Value changed;
      if (change.eval(context, change, input.data(), &changed, 1) != Fault::kNone) continue;
      const std::array<const Value*, 2> both{&*grid, &changed};
      Value back;
      ASSERT_EQ(restore.eval(context, restore, both.data(), &back, 1), Fault::kNone);
      EXPECT_EQ(*domain.present(context, back), *grid) << wrapper.change;
      const std::array<const Value*, 2> known{&back, &*grid};
      Value solved;
      ASSERT_EQ(restore.inverses[0].solve(context, restore, known.data(), &solved, 1),
                Fault::kNone);
      EXPECT_EQ(*domain.present(context, solved), *domain.present(context, changed));
      ++tried;
    }
    EXPECT_GT(tried, 50) << wrapper.change;
  }
}

}  // namespace
}  // namespace gestalt::dsl
