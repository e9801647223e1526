#include "dsl/core/type.h"

#include <gtest/gtest.h>

#include <random>

namespace gestalt::dsl {
namespace {

Type parsed(std::string_view text) {
  const auto type = parse_type(text);
  EXPECT_TRUE(type.has_value()) << text;
  return type.value_or(Type());
}

Type random_type(std::mt19937_64& random, int depth) {
  switch (depth == 0 ? random() % 2 : random() % 5) {
    case 0:
      return type_variable(
          std::string(1, static_cast<char>('a' + static_cast<char>(random() % 4))));
    case 1:
      return Type::constructor(random() % 2 == 0 ? "int" : "grid");
    case 2:
      return list_of(random_type(random, depth - 1));
    case 3:
      return Type::constructor("pair",
                               {random_type(random, depth - 1), random_type(random, depth - 1)});
    default:
      return arrow(random_type(random, depth - 1), random_type(random, depth - 1));
  }
}

TEST(TypeTest, PrintingAndParsingRoundTrips) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const Type type = random_type(random, 5);
    ASSERT_EQ(parsed(to_string(type)), type) << to_string(type);
  }
}

TEST(TypeTest, PrintsWithTheFewestParentheses) {
  for (const std::string text :
       {"int", "list (list int)", "a -> b -> a", "(a -> b) -> list a -> list b", "list (a -> b)",
        "a1", "((a -> b) -> c) -> d"}) {
    EXPECT_EQ(to_string(parsed(text)), text);
  }
  EXPECT_EQ(to_string(parsed(" ( int )->((a)) ")), "int -> a");
}

TEST(TypeTest, ArrowsAssociateToTheRight) {
  const Type type = parsed("int -> bool -> list a");
  EXPECT_EQ(type.arity(), 2U);
  EXPECT_EQ(type.parameters(), (std::vector<Type>{int_type(), bool_type()}));
  EXPECT_EQ(type.result(), list_of(type_variable("a")));
  EXPECT_EQ(type.result_after(1), parsed("bool -> list a"));
  EXPECT_EQ(type, fn({int_type(), bool_type()}, list_of(type_variable("a"))));
  EXPECT_EQ(parsed("(int -> bool) -> int").arity(), 1U);
}

TEST(TypeTest, MalformedTextsAreErrorsWithAColumn) {
  for (const std::string text : {"", "int ->", "-> int", "(int", "int)", "list (", "int $", "()"}) {
    const auto type = parse_type(text);
    ASSERT_FALSE(type.has_value()) << text;
    EXPECT_EQ(type.error().where.rfind("column ", 0), 0U) << text << ": " << type.error().where;
  }
  EXPECT_EQ(parse_type("int $").error().where, "column 5");
  EXPECT_FALSE(parse_type(std::string(100'000, '(')).has_value());
  std::string arrows = "a";
  for (int i = 0; i < 100'000; ++i) arrows += "->a";
  EXPECT_FALSE(parse_type(arrows).has_value());
}

TEST(TypeTest, SingleLettersWithDigitsAreVariables) {
  EXPECT_TRUE(parsed("a").is_variable());
  EXPECT_TRUE(parsed("b12").is_variable());
  EXPECT_FALSE(parsed("int").is_variable());
  EXPECT_FALSE(parsed("list a").is_ground());
  EXPECT_TRUE(parsed("list int -> bool").is_ground());
}

TEST(SubstitutionTest, UnifiedTypesBecomeEqual) {
  std::mt19937_64 random(2);
  int unified = 0;
  for (int i = 0; i < 3000; ++i) {
    const Type a = random_type(random, 3);
    const Type b = random_type(random, 3);
    Substitution substitution;
    if (!substitution.unify(a, b)) continue;
    ++unified;
    ASSERT_EQ(substitution.apply(a), substitution.apply(b))
        << to_string(a) << " | " << to_string(b);
  }
  EXPECT_GT(unified, 300);
}

TEST(SubstitutionTest, FindsTheMostGeneralUnifier) {
  Substitution substitution;
  ASSERT_TRUE(
      substitution.unify(parsed("(a -> b) -> list a -> list b"), parsed("(c -> c) -> d -> e")));
  EXPECT_EQ(canonical(substitution.apply(parsed("d -> e"))), parsed("list a -> list a"));
}

TEST(SubstitutionTest, AVariableDoesNotOccurInWhatItStandsFor) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"a", "list a"}, {"a", "a -> b"}, {"a -> b", "b -> list a"}}) {
    Substitution substitution;
    EXPECT_FALSE(substitution.unify(parsed(a), parsed(b))) << a << " | " << b;
  }
  Substitution substitution;
  EXPECT_TRUE(substitution.unify(parsed("a"), parsed("a")));
}

TEST(SubstitutionTest, DifferentConstructorsAndAritiesDoNotUnify) {
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"int", "bool"},
                                                        {"list int", "int"},
                                                        {"list int", "int -> int"},
                                                        {"a -> a", "int -> bool"}}) {
    Substitution substitution;
    EXPECT_FALSE(substitution.unify(parsed(a), parsed(b))) << a << " | " << b;
  }
}

TEST(SubstitutionTest, InstancesShareNoVariable) {
  Substitution substitution;
  const Type first = substitution.instantiate(parsed("a -> a -> b"));
  const Type second = substitution.instantiate(parsed("a -> a -> b"));
  EXPECT_NE(first, second);
  EXPECT_EQ(canonical(first), parsed("a -> a -> b"));
  ASSERT_TRUE(substitution.unify(first, parsed("int -> int -> bool")));
  EXPECT_EQ(canonical(substitution.apply(second)), parsed("a -> a -> b"));
}

TEST(TypeTest, CanonicalNamesFollowTheOrderOfAppearance) {
  EXPECT_EQ(to_string(canonical(parsed("z -> b -> z -> a"))), "a -> b -> a -> c");
  EXPECT_EQ(canonical(parsed("q -> r")), canonical(parsed("a -> c")));
  EXPECT_NE(canonical(parsed("q -> r")), canonical(parsed("a -> a")));
}

TEST(TypeTest, OrderingAgreesWithEquality) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 2000; ++i) {
    const Type a = random_type(random, 2);
    const Type b = random_type(random, 2);
    ASSERT_EQ(a == b, (a <=> b) == std::strong_ordering::equal);
    ASSERT_EQ(a<b, b> a);
  }
}

}  // namespace
}  // namespace gestalt::dsl
