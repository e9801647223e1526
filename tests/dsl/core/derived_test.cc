#include "dsl/core/derived.h"

#include <gtest/gtest.h>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "dsl/list/domain.h"

namespace gestalt::dsl {
namespace {

std::string evaluate(const Domain& domain, const std::string& text) {
  TermPool pool;
  const auto term = parse_term(text, domain, pool);
  if (!term) return to_string(term.error());
  const Program program = compile(pool, term->term, 0, domain.registry);
  Arena arena;
  EvalContext context(arena, domain.registry);
  Value value;
  const Fault fault = run(context, program, nullptr, &value, 1);
  if (fault != Fault::kNone) return std::string(to_string(fault));
  return print_value(domain, term->type, value);
}

TEST(DerivedTest, DefinitionsBuildOnEachOther) {
  Domain domain = list_domain();
  const std::size_t builtin = domain.registry.size();
  const auto added = add_definitions(R"(
    ; squares
    (define square (lambda (x) (multiply x x)) "x times x.")
    (define squares (map square) "The square of each." 5))",
                                     domain);
  ASSERT_TRUE(added.has_value()) << to_string(added.error());
  EXPECT_EQ(*added, 2U);
  EXPECT_EQ(evaluate(domain, "(squares [1 2 -3])"), "[1 4 9]");
  EXPECT_EQ(evaluate(domain, "(squares [100000])"), "overflow");
  const Primitive& squares = domain.registry[*domain.registry.find("squares")];
  EXPECT_EQ(squares.cost, 5);
  EXPECT_EQ(squares.family, "derived");
  EXPECT_EQ(to_string(squares.type), "list int -> list int");
  EXPECT_EQ(*domain.registry.find("square"), builtin);  // after the built-in ones: ids stay
}

TEST(DerivedTest, AreFunctionsLikeAnyOther) {
  Domain domain = list_domain();
  ASSERT_TRUE(add_definitions(R"((define twice (lambda (f x) (f (f x))) "f of f of x."))", domain));
  EXPECT_EQ(evaluate(domain, "(map (twice (add 3)) [1 2])"), "[7 8]");
  EXPECT_EQ(to_string(domain.registry[*domain.registry.find("twice")].type), "(a -> a) -> a -> a");
}

TEST(DerivedTest, ChangeTheFingerprint) {
  Domain domain = list_domain();
  const Digest before = domain.registry.fingerprint();
  ASSERT_TRUE(add_definitions(R"((define same (lambda (x) (add x 0)) "x."))", domain));
  EXPECT_NE(domain.registry.fingerprint(), before);
}

TEST(DerivedTest, ErrorsNameTheirPlaceAndAddNothing) {
  const struct {
    const char* text;
    const char* where;
    const char* message;
  } cases[] = {
      {"(define ok (lambda (x) (add x 1)) \"fine\")\n(define bad (lambda (x) (ad x 1)) \"d\")",
       "f.txt:2:26", "unknown name 'ad'"},
      {"(define add (lambda (x) x) \"d\")", "f.txt:1:1", "the name is taken"},
      {"(define seven 7 \"d\")", "f.txt:1:15", "must be a function"},
      {"(define half (lambda (x) x))", "f.txt:1:1", "expected (define"},
      {"(define half (lambda (x) x) \"d\" many)", "f.txt:1:33", "integer"},
      {"(define half (lambda (x) x) \"d\" 0)", "f.txt:1:1", "cost"},
      {"(define half (lambda (x) x) \"d", "f.txt:1:29", "quote"},
  };
  for (const auto& bad : cases) {
    Domain domain = list_domain();
    const std::size_t before = domain.registry.size();
    const auto added = add_definitions(bad.text, domain, "f.txt");
    ASSERT_FALSE(added.has_value()) << bad.text;
    EXPECT_EQ(added.error().where, bad.where) << bad.text;
    EXPECT_NE(added.error().message.find(bad.message), std::string::npos) << added.error().message;
    EXPECT_EQ(domain.registry.size(), before);
  }
}

}  // namespace
}  // namespace gestalt::dsl
