#include "dsl/core/term.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/dsl/core/tiny_domain.h"

namespace gestalt::dsl {
namespace {

class TermPoolTest : public testing::Test {
 protected:
  TermId parse(std::string_view text) { return parse_in(pool_, text); }
  TermId parse_in(TermPool& pool, std::string_view text) {
    const auto term = parse_term(text, domain_, pool);
    EXPECT_TRUE(term.has_value()) << text << ": " << (term ? "" : to_string(term.error()));
    return term ? term->term : TermId{};
  }
  std::string print(TermId term) { return print_term(pool_, term, domain_); }

  Domain domain_ = tiny::domain();
  TermPool pool_;
};

TEST_F(TermPoolTest, EqualStructureGivesEqualId) {
  const std::string text = "(lambda (x) (map (lambda (y) (add y 3)) (repeat x (add x 3))))";
  const TermId first = parse(text);
  const std::size_t size = pool_.size();
  EXPECT_EQ(parse(text), first);
  EXPECT_EQ(pool_.size(), size) << "the second parse made new nodes";
  EXPECT_NE(parse("(lambda (x) (map (lambda (y) (add 3 y)) (repeat x (add x 3))))"), first);
}

TEST_F(TermPoolTest, KindsPayloadsAndOrderMatter) {
  const TermId a = pool_.variable(0);
  const TermId b = pool_.variable(1);
  const TermId f = pool_.primitive(0);
  EXPECT_NE(a, pool_.primitive(0));
  EXPECT_NE(a, b);
  EXPECT_NE(pool_.apply(f, std::array{a, b}), pool_.apply(f, std::array{b, a}));
  EXPECT_NE(pool_.apply(f, std::array{a}), pool_.apply(f, std::array{a, a}));
  EXPECT_NE(pool_.lambda(0, a), pool_.lambda(1, a));
}

TEST_F(TermPoolTest, ApplicationsAreFlattened) {
  const TermId f = pool_.primitive(0);
  const TermId x = pool_.variable(0);
  const TermId nested = pool_.apply(pool_.apply(f, std::array{x}), std::array{x});
  EXPECT_EQ(nested, pool_.apply(f, std::array{x, x}));
  EXPECT_EQ(pool_[nested].payload, 2U);
  EXPECT_EQ(pool_.apply(f, {}), f);
  EXPECT_EQ(parse("((add 1) 2)"), parse("(add 1 2)"));
}

TEST_F(TermPoolTest, EqualLiteralsAreOne) {
  Arena arena;
  const std::vector<Value> elements{Value::immediate(1), Value::immediate(2)};
  const TermId list = pool_.literal(list_of(int_type()), make_list(arena, elements));
  EXPECT_EQ(list, pool_.literal(list_of(int_type()), make_list(arena, elements)));
  EXPECT_NE(pool_.literal(int_type(), Value::immediate(1)),
            pool_.literal(bool_type(), Value::immediate(1)));
  EXPECT_NE(pool_.literal(int_type(), Value::immediate(1)),
            pool_.literal(int_type(), Value::immediate(2)));
  // An empty list is the same literal at every type, as its text says.
  EXPECT_EQ(pool_.literal(list_of(int_type()), make_list(arena, {})), parse("[]"));
  const std::vector<Value> nested{make_list(arena, {}), make_list(arena, {})};
  EXPECT_EQ(pool_.literal(list_of(list_of(bool_type())), make_list(arena, nested)),
            parse("[[] []]"));
  arena.clear();  // the pool has its own copy
  EXPECT_EQ(print(list), "[1 2]");
}

TEST_F(TermPoolTest, TreeSizeCountsSharedTermsAtEveryUse) {
  EXPECT_EQ(pool_.tree_size(parse("(add 1 2)")), 3U);
  std::string text = "(let (";
  for (int i = 1; i <= 100; ++i) {
    text += i == 1 ? "(a1 (add 1 1))" : fmt::format(" (a{} (add a{} a{}))", i, i - 1, i - 1);
  }
  const TermId tower = parse(text + ") a100)");
  EXPECT_EQ(pool_.tree_size(tower), std::numeric_limits<std::uint64_t>::max());
  EXPECT_LT(pool_.size(), 200U);
}

TEST_F(TermPoolTest, DepthIsTheLongestPath) {
  EXPECT_EQ(pool_[parse("3")].depth, 1U);
  EXPECT_EQ(pool_[parse("(add 1 (negate 2))")].depth, 3U);
  EXPECT_EQ(pool_[parse("(lambda (x) (add x 1))")].depth, 3U);
}

TEST_F(TermPoolTest, ShiftRaisesBoundAndFreeVariablesFromALevelOn) {
  // A closed lambda under two more lambdas binds level 2 there.
  const TermId closed = parse("(lambda (x) (add x 1))");
  const TermId inner = parse("(lambda (x y) (lambda (z) (add z 1)))");
  const TermId outer_body = pool_.children(pool_.children(inner)[0])[0];
  EXPECT_EQ(pool_.shift(closed, 0, 2), outer_body);
  EXPECT_EQ(pool_.shift(closed, 0, 0), closed);
  EXPECT_EQ(pool_.shift(pool_.variable(3), 4, 2), pool_.variable(3));
  EXPECT_EQ(pool_.shift(pool_.variable(4), 4, 2), pool_.variable(6));
  EXPECT_EQ(pool_.shift(pool_.shift(closed, 0, 1), 1, 1),
            pool_.shift(pool_.lambda(1, pool_.children(pool_.shift(closed, 0, 1))[0]), 0, 1));
}

TEST_F(TermPoolTest, ImportedTermsPrintTheSame) {
  TermPool other;
  (void)parse_in(other, "(negate 17)");  // so that ids differ
  for (const std::string text :
       {"(lambda (x) (map (lambda (y) (add y x)) [1 2 3]))", "(choose true negate twice 3)",
        "(let ((s1 (add 1 2))) (add s1 s1))"}) {
    const TermId there = parse_in(other, text);
    const TermId here = pool_.import(other, there);
    EXPECT_EQ(here, parse(text));
    EXPECT_EQ(print(here), text);
    EXPECT_EQ(print_term(other, there, domain_), text);
  }
}

}  // namespace
}  // namespace gestalt::dsl
