#include "dsl/core/syntax.h"

#include <gtest/gtest.h>

#include "tests/dsl/core/tiny_domain.h"
#include "tests/laws/random_terms.h"

namespace gestalt::dsl {
namespace {

class SyntaxTest : public testing::Test {
 protected:
  /// "1:7 message" of a text that must not parse.
  std::string error_of(std::string_view text) {
    const auto term = parse_term(text, domain_, pool_);
    EXPECT_FALSE(term.has_value()) << text;
    return term ? "parsed" : fmt::format("{} {}", term.error().where, term.error().message);
  }
  std::string type_of(std::string_view text) {
    const auto term = parse_term(text, domain_, pool_);
    return term ? to_string(term->type) : to_string(term.error());
  }
  /// The text parsed and printed.
  std::string printed(std::string_view text) {
    const auto term = parse_term(text, domain_, pool_);
    return term ? print_term(pool_, term->term, domain_) : to_string(term.error());
  }

  Domain domain_ = tiny::domain();
  TermPool pool_;
};

TEST_F(SyntaxTest, ErrorsNameTheLineAndColumnOfTheOffendingToken) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "1:1 unexpected end of the program"},
      {"  ; only a comment\n", "2:1 unexpected end of the program"},
      {"(ad 1 2)", "1:2 unknown name 'ad'; did you mean 'add'?"},
      {"(lambda (x)\n  (negat x))", "2:4 unknown name 'negat'; did you mean 'negate'?"},
      {"qqqqqqqq", "1:1 unknown name 'qqqqqqqq'"},
      {"(add 1 2", "1:1 '(' without ')'"},
      {"(add 1\n  (negate 2)", "1:1 '(' without ')'"},
      {"(negate [1 2)", "1:13 unexpected ')'"},
      {"[1 2", "1:1 '[' without ']'"},
      {")", "1:1 unexpected ')'"},
      {"(add 1 ])", "1:8 unexpected ']'"},
      {"(add 1 2) 3", "1:11 unexpected '3' after the program"},
      {"3)", "1:2 unexpected ')' after the program"},
      {"{12", "1:1 '{' without '}'"},
      {"1}", "1:2 unexpected '}'"},
      {"}", "1:1 unexpected '}'"},
      {"()", "1:1 an empty application '()'"},
      {"(add 1 true)", "1:8 expected int, found bool"},
      {"(lambda (x) (add\n x\n   [1]))", "3:4 expected int, found list int"},
      {"(add 1 2 3)", "1:10 too many arguments: 'add' takes 2"},
      {"(3 4)", "1:4 too many arguments: '3' takes 0"},
      {"(lambda x x)", "1:1 expected (lambda (name ...) term)"},
      {"(lambda () 3)", "1:1 expected (lambda (name ...) term)"},
      {"(lambda (x))", "1:1 expected (lambda (name ...) term)"},
      {"(lambda (3) 3)", "1:10 expected a variable's name"},
      {"(lambda ((x)) x)", "1:10 expected a variable's name"},
      {"(lambda (true) 3)", "1:10 expected a variable's name"},
      {"(let (x 3) x)", "1:7 expected (name term)"},
      {"(let ((x)) x)", "1:7 expected (name term)"},
      {"(let ((x 1)))", "1:1 expected (let ((name term) ...) term)"},
      {"(let x 1)", "1:1 expected (let ((name term) ...) term)"},
      {"(let ((x y)) x)", "1:10 unknown name 'y'"},
      {"[1 (add 1 2)]", "1:4 a list literal holds literals only"},
      {"[1 true]", "1:4 expected int, found bool"},
      {"(lambda (x) [x])", "1:14 a list literal holds literals only"},
      {"(lambda (x) (x x))", "1:16 expected a, found a -> b"},
      {"x", "1:1 unknown name 'x'"},
      {"99999999999", "1:1 unknown name '99999999999'"},
  };
  for (const auto& [text, error] : cases) EXPECT_EQ(error_of(text), error) << text;
}

TEST_F(SyntaxTest, TooDeepOrTooLongProgramsAreErrorsNotCrashes) {
  EXPECT_EQ(error_of(std::string(100'000, '(')), "1:201 nested too deeply");
  EXPECT_EQ(error_of(std::string(100'000, '[')), "1:201 nested too deeply");
  EXPECT_EQ(error_of(std::string(100, '[') + std::string(100, ']')),
            "1:33 the list literal is nested too deeply");
  EXPECT_EQ(error_of(std::string((1 << 20) + 1, ' ')), "1:1 the program is longer than 1 MiB");
  // Depth through sharing: the text nests little, the term a lot.
  std::string text = "(let ((a0 1)";
  for (int i = 1; i <= 5000; ++i) text += fmt::format("\n(a{} (negate a{}))", i, i - 1);
  EXPECT_NE(error_of(text + ") a5000)").find("the term is too deep"), std::string::npos);
}

TEST_F(SyntaxTest, TowersOfSharedLambdasAreAnErrorToo) {
  std::string text = "(let ((a0 (lambda (x) x))";
  for (int i = 1; i <= 5000; ++i) text += fmt::format("\n(a{} (lambda (x) a{}))", i, i - 1);
  EXPECT_NE(error_of(text + ") a5000)").find("the type is too large"), std::string::npos);
}

TEST_F(SyntaxTest, TypesThatGrowExponentiallyAreAnError) {
  std::string text = "(let ((a0 (lambda (x f) (f x x)))";
  for (int i = 1; i <= 60; ++i) {
    text += fmt::format("\n(a{} (lambda (x) (a{} (a{} x))))", i, i - 1, i - 1);
  }
  EXPECT_NE(error_of(text + ") a60)").find("type is too large"), std::string::npos);
}

TEST_F(SyntaxTest, CommentsAndSpaceAreSkipped) {
  EXPECT_EQ(printed("; adds\n(add ; one\n\t1\n 2) ; done"), "(add 1 2)");
}

TEST_F(SyntaxTest, PrincipalTypesAreInferred) {
  EXPECT_EQ(type_of("(lambda (x) x)"), "a -> a");
  EXPECT_EQ(type_of("(lambda (f x) (f (f x)))"), "(a -> a) -> a -> a");
  EXPECT_EQ(type_of("(map (add 1))"), "list int -> list int");
  EXPECT_EQ(type_of("(lambda (f g x) (f (g x)))"), "(a -> b) -> (c -> a) -> c -> b");
  EXPECT_EQ(type_of("[]"), "list a");
  EXPECT_EQ(type_of("[[] [1]]"), "list (list int)");
  EXPECT_EQ(type_of("(choose true [] [1])"), "list int");
}

TEST_F(SyntaxTest, LetIsPolymorphicAndVariablesAreNot) {
  EXPECT_EQ(type_of("(let ((id (lambda (x) x))) (choose (id true) (id 1) 2))"), "int");
  EXPECT_EQ(type_of("(let ((e [])) (add (length (map negate e)) (length (filter choose_none e))))"),
            "1:60: unknown name 'choose_none'");
  EXPECT_EQ(type_of("(let ((e (filter (lambda (x) true) []))) (add (first e) (first (first e))))"),
            "int");
  EXPECT_EQ(error_of("((lambda (id) (choose (id true) (id 1) 2)) (lambda (x) x))"),
            "1:37 expected bool, found int");
  // What mentions a lambda's variable stays monomorphic.
  EXPECT_EQ(error_of("(lambda (y) (let ((c (lambda (x) y))) (choose (c 1) (add (c 2) 1) true)))"),
            "1:58 expected int, found bool");
  EXPECT_EQ(type_of("(lambda (y) (let ((c (lambda (x) y))) (choose (c 1) (c true) (c 2))))"),
            "bool -> bool");
}

TEST_F(SyntaxTest, SharedTermsArePrintedWithLet) {
  EXPECT_EQ(printed("(add (add 1 2) (add 1 2))"), "(let ((s1 (add 1 2))) (add s1 s1))");
  EXPECT_EQ(printed("(lambda (x) (add (negate x) (twice (negate x))))"),
            "(lambda (x) (let ((s1 (negate x))) (add s1 (twice s1))))");
  // Bound where its variables are known, also when used further inside.
  EXPECT_EQ(printed("(lambda (x) (map (lambda (y) (add y (negate x))) (repeat 2 (negate x))))"),
            "(lambda (x) (let ((s1 (negate x))) (map (lambda (y) (add y s1)) (repeat 2 s1))))");
  EXPECT_EQ(printed("(let ((a 1) (b (add a a)) (c (add b b))) (add c c))"),
            "(let ((s1 (add 1 1)) (s2 (add s1 s1))) (add s2 s2))");
}

TEST_F(SyntaxTest, ALetBoundLambdaMayBeUsedAtADeeperLevel) {
  const std::string text =
      "(let ((inc (lambda (x) (add x 1)))) (lambda (y z) (map inc (map (lambda (u) (inc y)) z))))";
  const auto term = parse_term(text, domain_, pool_);
  ASSERT_TRUE(term.has_value()) << to_string(term.error());
  EXPECT_EQ(
      printed(text),
      printed("(lambda (y z) (map (lambda (u) (add u 1)) (map (lambda (u) ((lambda (w) (add w "
              "1)) y)) z)))"));
}

TEST_F(SyntaxTest, SharedLambdasDoNotMakeTheTextExponential) {
  std::string text = "(let ((a0 (lambda (x) (negate x)))";
  for (int i = 1; i <= 40; ++i) {
    text += fmt::format(" (a{} (lambda (x) (choose true a{} a{} x)))", i, i - 1, i - 1);
  }
  const auto term = parse_term(text + ") a40)", domain_, pool_);
  ASSERT_TRUE(term.has_value()) << to_string(term.error());
  const std::string print = print_term(pool_, term->term, domain_);
  EXPECT_LT(print.size(), 10'000U);
  const auto again = parse_term(print, domain_, pool_);
  ASSERT_TRUE(again.has_value()) << to_string(again.error());
  EXPECT_EQ(again->term, term->term);
}

TEST_F(SyntaxTest, InnerNamesShadowOuterOnes) {
  EXPECT_EQ(printed("(lambda (x) (lambda (x) x))"), "(lambda (x y) y)");
  EXPECT_EQ(printed("(lambda (add) (add 1))"), "(lambda (x) (x 1))");
  EXPECT_EQ(printed("(let ((a 1) (a (negate a))) a)"), "(negate 1)");
}

TEST_F(SyntaxTest, PrintedRandomTermsParseToTheSameTerm) {
  Rng rng(5);
  int with_let = 0;
  int with_lambda = 0;
  for (int i = 0; i < 3000; ++i) {
    TermPool pool;
    RandomTerms terms(domain_, pool, rng);
    const Type type =
        random_instance(domain_, *parse_type(i % 2 == 0 ? "a -> b" : "list a -> b -> c"), rng);
    const TermId term = terms.closed(type, 2 + static_cast<int>(rng() % 4));
    const std::string text = print_term(pool, term, domain_);
    const auto again = parse_program(text, type, domain_, pool);
    ASSERT_TRUE(again.has_value()) << text << "\n" << to_string(again.error());
    ASSERT_EQ(*again, term) << text << "\n" << print_term(pool, *again, domain_);
    with_let += text.find("(let") != std::string::npos ? 1 : 0;
    with_lambda += text.find("(lambda", 1) != std::string::npos ? 1 : 0;
    const auto inferred = infer_type(pool, term, domain_.registry);
    ASSERT_TRUE(inferred.has_value()) << text;
    Substitution types;
    ASSERT_TRUE(types.unify(types.instantiate(*inferred), type)) << text;
  }
  EXPECT_GT(with_let, 300);
  EXPECT_GT(with_lambda, 300);
}

TEST_F(SyntaxTest, InferredAndParsedTypesAgree) {
  for (const std::string text :
       {"(lambda (x) x)", "(map (add 1))", "(lambda (f g x) (f (g x)))", "(choose true negate)",
        "(lambda (x) (first (map (lambda (y) (less x y)) [1 2])))", "(fold add 0)", "[]"}) {
    const auto term = parse_term(text, domain_, pool_);
    ASSERT_TRUE(term.has_value()) << text;
    const auto inferred = infer_type(pool_, term->term, domain_.registry);
    ASSERT_TRUE(inferred.has_value()) << text;
    EXPECT_EQ(to_string(*inferred), to_string(term->type)) << text;
  }
}

TEST_F(SyntaxTest, IllTypedTermsBuiltByHandAreErrors) {
  const TermId one = pool_.literal(int_type(), Value::immediate(1));
  EXPECT_FALSE(infer_type(pool_, pool_.apply(one, {&one, 1}), domain_.registry).has_value());
  EXPECT_FALSE(infer_type(pool_, pool_.variable(0), domain_.registry).has_value());
}

TEST_F(SyntaxTest, ProgramsMustHaveTheExpectedType) {
  const Type expected = *parse_type("list int -> list int");
  EXPECT_TRUE(parse_program("(lambda (x) x)", expected, domain_, pool_).has_value());
  EXPECT_TRUE(parse_program("(map negate)", expected, domain_, pool_).has_value());
  const auto wrong = parse_program("(lambda (x) (length x))", expected, domain_, pool_);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().message,
            "the program has type list a -> int, expected list int -> list int");
}

}  // namespace
}  // namespace gestalt::dsl
