#include "tasks/value_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tasks/domains.h"
#include "tasks/json_reader.h"

namespace gestalt::tasks {
namespace {

TEST(ValueJsonTest, TypesWithoutRasterFormAreTokensInStrings) {
  const dsl::Domain& domain = domains().front();
  dsl::Arena arena;
  dsl::Rng rng(1);
  int tokens = 0;
  for (const dsl::BaseType& base : domain.types) {
    const dsl::Type type = dsl::Type::constructor(base.name);
    if (base.raster || type == dsl::int_type() || type == dsl::bool_type()) continue;
    ++tokens;
    const dsl::Value value = base.sample(rng, arena);
    const auto json = value_to_json(domain, type, value);
    ASSERT_TRUE(json.is_string());
    EXPECT_EQ(json.get<std::string>(), base.print(value));
    EXPECT_EQ(value_from_json(domain, type, json, arena).value(), value);
    const auto wrong = value_from_json(domain, type, "(no token)", arena);
    ASSERT_FALSE(wrong.has_value());
    EXPECT_EQ(wrong.error().message, "'(no token)' is no " + base.name);
    EXPECT_FALSE(value_from_json(domain, type, 3, arena).has_value());
  }
  EXPECT_GE(tokens, 1);
}

TEST(ValueJsonTest, TextGivesAValueOrAPlace) {
  const dsl::Domain& domain = **find_domain("list");
  const dsl::Type type = dsl::list_of(dsl::int_type());
  dsl::Arena arena;
  const auto value = parse_json_value(domain, type, "[1, 2]", arena, "argument");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(dsl::print_value(domain, type, *value), "[1 2]");
  EXPECT_EQ(to_string(parse_json_value(domain, type, "[1, [2]]", arena, "argument").error()),
            "argument: [1]: expected an integer, found an array");
  EXPECT_EQ(parse_json_value(domain, type, "[1,", arena, "argument").error().where, "argument:1:4");
}

TEST(ValueJsonTest, OnlyGroundFirstOrderTypesOfTheDomainHaveAForm) {
  const dsl::Domain& domain = **find_domain("list");
  const auto has_form = [&](const char* text) {
    return has_json_form(domain, dsl::parse_type(text).value());
  };
  EXPECT_TRUE(has_form("int"));
  EXPECT_TRUE(has_form("list (list bool)"));
  EXPECT_FALSE(has_form("list a"));
  EXPECT_FALSE(has_form("int -> int"));
  EXPECT_FALSE(has_form("list (int -> int)"));
  EXPECT_FALSE(has_form("color"));
}

TEST(JsonReaderTest, ShortenedTextIsCutBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc...");
  EXPECT_EQ(shortened("ab\xc3\xa9", 3), "ab...");
}

}  // namespace
}  // namespace gestalt::tasks
