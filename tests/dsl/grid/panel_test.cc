// Panels beyond the examples in their records.
#include <gtest/gtest.h>

#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

constexpr const char* kLattice = "{1054/0050/5555/2253/0050}";

TEST(PanelTest, PanelsGoRowByRowAtTheOrigin) {
  EXPECT_EQ(evaluate_text(fmt::format("(split_panels {})", kLattice)),
            "[{10/00} {4/0} {22/00} {3/0}]");
}

TEST(PanelTest, JoiningPanelsUndoesSplitting) {
  EXPECT_EQ(evaluate_text(fmt::format("(join_panels {0} (split_panels {0}))", kLattice)), kLattice);
  EXPECT_EQ(evaluate_text(
                fmt::format("(join_panels {0} (map flip_columns (split_panels {0})))", kLattice)),
            "{0154/0050/5555/2253/0050}");
}

TEST(PanelTest, JoiningNeedsPanelsThatFit) {
  EXPECT_EQ(evaluate_text("(join_panels {152} [{1}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(join_panels {152} [{1} {23}])"), "fault: domain");
  EXPECT_EQ(evaluate_text("(join_panels {12} [{1} {2}])"), "fault: domain");
}

TEST(PanelTest, SummariesAndFillingsAreInverse) {
  EXPECT_EQ(evaluate_text(fmt::format("(summarize_panels {})", kLattice)), "{14/23}");
  EXPECT_EQ(evaluate_text(fmt::format("(summarize_panels (fill_panels {} {{67/89}}))", kLattice)),
            "{67/89}");
  EXPECT_EQ(evaluate_text(fmt::format("(fill_panels {} {{1}})", kLattice)), "fault: domain");
}

TEST(PanelTest, InversesRecoverColorsAndPanels) {
  const Domain& domain = test_domain();
  Arena arena;
  EvalContext context(arena, domain.registry);
  const auto grid = [&](std::string_view text) {
    return *domain.find_type("grid")->parse(arena, text);
  };
  const Value lattice = grid("{152/555/354}");
  const Value filled = grid("{657/555/859}");
  const std::array<const Value*, 2> known{&filled, &lattice};
  const Primitive& fill = domain.registry[*domain.registry.find("fill_panels")];
  Value colors;
  ASSERT_EQ(fill.inverses[0].solve(context, fill, known.data(), &colors, 1), Fault::kNone);
  EXPECT_EQ(print_value(domain, Type::constructor("grid"), colors), "{67/89}");
  const Primitive& join = domain.registry[*domain.registry.find("join_panels")];
  Value panels;
  ASSERT_EQ(join.inverses[0].solve(context, join, known.data(), &panels, 1), Fault::kNone);
  EXPECT_EQ(print_value(domain, list_of(Type::constructor("grid")), panels), "[{6} {7} {8} {9}]");

  const Value other_lines = grid("{657/575/859}");
  const std::array<const Value*, 2> impossible{&other_lines, &lattice};
  EXPECT_EQ(fill.inverses[0].solve(context, fill, impossible.data(), &colors, 1), Fault::kDomain);
  EXPECT_EQ(join.inverses[0].solve(context, join, impossible.data(), &panels, 1), Fault::kDomain);
}

TEST(PanelTest, OneColorOnlyHasNoPanels) {
  for (const char* primitive :
       {"split_panels", "separator_color", "keep_separators", "summarize_panels"}) {
    EXPECT_EQ(evaluate_text(fmt::format("({} {{55/55}})", primitive)), "fault: domain");
    EXPECT_EQ(evaluate_text(fmt::format("({} {{555/121/212}})", primitive)), "fault: domain")
        << "a line at the border separates nothing";
  }
}

TEST(PanelTest, ThickAndOuterLinesSeparateToo) {
  EXPECT_EQ(evaluate_text("(split_panels {51552})"), "[{1} {2}]");
}

TEST(PanelTest, EqualPartsMustBeEqual) {
  EXPECT_EQ(evaluate_text("(cut_columns_apart {12345} 3)"), "[{1} {3} {5}]");
  EXPECT_EQ(evaluate_text("(cut_columns_apart {1234} 3)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(cut_columns_apart {12} 1)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(cut_columns_apart {12} 3)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(cut_squares {12/34})"), "fault: domain");
}

TEST(PanelTest, ArrangingUndoesCutting) {
  EXPECT_EQ(evaluate_text("(arrange (cut_tiles {1234/5678} 2 2) 2)"), "{1234/5678}");
  EXPECT_EQ(evaluate_text("(arrange [{1} {2} {3}] 2)"), "fault: domain");
  EXPECT_EQ(evaluate_text("(arrange [{1} {23}] 2)"), "fault: domain");
}

}  // namespace
}  // namespace gestalt::dsl
