#include "dsl/core/evaluate.h"

#include <gtest/gtest.h>

#include "tests/dsl/core/tiny_domain.h"
#include "tests/support/evaluate_text.h"

namespace gestalt::dsl {
namespace {

class EvaluateTest : public testing::Test {
 protected:
  std::string eval(std::string_view text, const Limits& limits = {}) {
    return evaluate_text(domain_, text, limits);
  }
  Program program(std::string_view text, std::uint32_t inputs) {
    const auto term = parse_term(text, domain_, pool_);
    EXPECT_TRUE(term.has_value()) << text;
    return compile(pool_, term->term, inputs, domain_.registry);
  }

  Domain domain_ = tiny::domain();
  TermPool pool_;
  Arena arena_;
};

TEST_F(EvaluateTest, LambdasApplyToTheirArguments) {
  EXPECT_EQ(eval("((lambda (x) (add x 1)) 2)"), "3");
  EXPECT_EQ(eval("((lambda (x y) (add x (negate y))) 5 2)"), "3");
  EXPECT_EQ(eval("((lambda (f x) (f (f x))) twice 3)"), "12");
}

TEST_F(EvaluateTest, LambdasCaptureOuterVariables) {
  EXPECT_EQ(eval("((lambda (x) (map (lambda (y) (add x y)) [1 2])) 10)"), "[11 12]");
  EXPECT_EQ(eval("(((lambda (x) (lambda (y) (add x (negate y)))) 10) 3)"), "7");
  EXPECT_EQ(
      eval("((lambda (x) (map (lambda (y) (fold (lambda (a b) (add a (add x (add y b)))) 0 [1 "
           "2])) [10 20])) 100)"),
      "[223 243]");
}

TEST_F(EvaluateTest, PartialApplicationsAreFunctions) {
  EXPECT_EQ(eval("(map (add 1) [1 2 3])"), "[2 3 4]");
  EXPECT_EQ(eval("((lambda (f) (f 3)) (add 4))"), "7");
  EXPECT_EQ(eval("(map ((lambda (x y) (add x y)) 5) [1])"), "[6]");
  EXPECT_EQ(eval("(map (lambda (f) (f 1)) (map add [1 2]))"), "[2 3]");
  EXPECT_EQ(eval("(map (lambda (f) (f 1)) (map (lambda (x y) (add x y)) [1 2]))"), "[2 3]");
}

TEST_F(EvaluateTest, FunctionsThatYieldFunctionsTakeMoreArguments) {
  EXPECT_EQ(eval("(choose true negate twice 3)"), "-3");
  EXPECT_EQ(eval("(choose false add (lambda (x y) x) 3 4)"), "3");
  EXPECT_EQ(eval("((lambda (x) (add x)) 3 4)"), "7");
  EXPECT_EQ(
      eval("(fold (lambda (f x) (choose (less 0 x) f (lambda (y) (f (f y))))) twice [1 -1] 1)"),
      "4");
}

TEST_F(EvaluateTest, SharedTermsAreEvaluatedOnce) {
  const Program shared =
      program("(lambda (x) (let ((s (twice x))) (add s (add s (negate s)))))", 1);
  EXPECT_EQ(shared.instructions.size(), 5U);  // input, twice, negate, add, add
}

TEST_F(EvaluateTest, RowsAreEvaluatedTogether) {
  const Program add = program("(lambda (x y) (add (twice x) y))", 2);
  const std::vector<Value> x{Value::immediate(1), Value::immediate(2), Value::immediate(3)};
  const std::vector<Value> y{Value::immediate(10), Value::immediate(20), Value::immediate(30)};
  const std::array<const Value*, 2> inputs{x.data(), y.data()};
  std::array<Value, 3> results;
  EvalContext context(arena_, domain_.registry);
  ASSERT_EQ(run(context, add, inputs.data(), results.data(), 3), Fault::kNone);
  EXPECT_EQ(results[0].integer(), 12);
  EXPECT_EQ(results[1].integer(), 24);
  EXPECT_EQ(results[2].integer(), 36);
}

TEST_F(EvaluateTest, ABarePrimitiveOrPartialApplicationIsAProgram) {
  const Value three = Value::immediate(3);
  const std::array<const Value*, 1> inputs{&three};
  for (const auto& [text, expected] :
       std::vector<std::pair<std::string, std::int64_t>>{{"negate", -3},
                                                         {"(add 4)", 7},
                                                         {"(choose true negate twice)", -3},
                                                         {"(lambda (x) x)", 3}}) {
    Value result;
    EvalContext context(arena_, domain_.registry);
    const Program compiled = program(text, 1);
    ASSERT_EQ(run(context, compiled, inputs.data(), &result, 1), Fault::kNone) << text;
    EXPECT_EQ(result.integer(), expected) << text;
  }
}

TEST_F(EvaluateTest, AFaultAnywhereIsAFaultOfTheWhole) {
  EXPECT_EQ(eval("(first [])"), "fault: domain");
  EXPECT_EQ(eval("(map first [[1] []])"), "fault: domain");
  EXPECT_EQ(eval("(choose true 1 (first []))"), "fault: domain");  // `choose` is strict
  EXPECT_EQ(eval("(add 2147483647 1)"), "fault: overflow");
  EXPECT_EQ(eval("(negate -2147483648)"), "fault: overflow");
  EXPECT_EQ(eval("(repeat 2000 1)"), "fault: size");
  EXPECT_EQ(eval("(map (lambda (x) (first [])) [])"), "[]");  // never called
}

TEST_F(EvaluateTest, FuelIsHard) {
  const std::string work = "(length (map (lambda (x) (fold add 0 (repeat 50 x))) (repeat 50 1)))";
  EXPECT_EQ(eval(work), "50");
  EXPECT_EQ(eval(work, {.fuel = 2000}), "fault: fuel");
  // Church numerals: exponential work, typed all the same.
  const std::string tower = "(let ((two (lambda (f x) (f (f x))))) (two two (two two) negate 1))";
  EXPECT_EQ(eval(tower, {.fuel = 100'000}), "1");
  const std::string higher =
      "(let ((two (lambda (f x) (f (f x))))) (two (two two) (two two) negate 1))";
  EXPECT_EQ(eval(higher, {.fuel = 10'000}), "fault: fuel");
}

TEST_F(EvaluateTest, CallDepthIsLimited) {
  const std::string nested =
      "(let ((two (lambda (f x) (f (f x)))) (id (lambda (x) x))) (two two two (two id) 1))";
  EXPECT_EQ(eval(nested, {.call_depth = 3}), "fault: fuel");
  EXPECT_EQ(eval(nested), "1");
}

TEST_F(EvaluateTest, FuelIsSpentAcrossTheRow) {
  const Program compiled = program("(lambda (x) (length (repeat x 1)))", 1);
  const std::vector<Value> row(100, Value::immediate(90));
  const std::array<const Value*, 1> inputs{row.data()};
  std::vector<Value> results(100);
  EvalContext context(arena_, domain_.registry, {.fuel = 5000});
  EXPECT_EQ(run(context, compiled, inputs.data(), results.data(), 100), Fault::kFuel);
  context.refuel();
  EXPECT_EQ(run(context, compiled, inputs.data(), results.data(), 50), Fault::kNone);
}

TEST_F(EvaluateTest, TracesKeepEveryValueUpToAFault) {
  const Value input = Value::immediate(3);
  EvalContext context(arena_, domain_.registry);
  const Program good = program("(lambda (x) (add (twice x) 1))", 1);
  const Trace all = trace(context, good, {&input, 1});
  ASSERT_EQ(all.fault, Fault::kNone);
  ASSERT_EQ(all.slots.size(), good.instructions.size());
  EXPECT_EQ(all.slots.back().integer(), 7);
  bool saw_six = false;
  for (const Value slot : all.slots) saw_six = saw_six || slot.integer() == 6;
  EXPECT_TRUE(saw_six);

  const Program bad = program("(lambda (x) (add (first (repeat (add x -3) 1)) x))", 1);
  const Trace part = trace(context, bad, {&input, 1});
  EXPECT_EQ(part.fault, Fault::kDomain);
  ASSERT_LT(part.slots.size(), bad.instructions.size());
  EXPECT_EQ(List(part.slots.back()).size(), 0U);
  EXPECT_EQ(print_term(pool_, bad.instructions[part.slots.size()].term, domain_),
            "(first (repeat (add x -3) 1))");
}

TEST_F(EvaluateTest, EqualFunctionsHaveEqualDigests) {
  EvalContext context(arena_, domain_.registry);
  const auto digest = [&](std::string_view text) {
    static std::vector<std::unique_ptr<Program>> alive;
    alive.push_back(std::make_unique<Program>(program(text, 0)));
    Value result;
    EXPECT_EQ(run(context, *alive.back(), nullptr, &result, 1), Fault::kNone);
    return result.digest();
  };
  EXPECT_EQ(digest("(add 1)"), digest("(add 1)"));
  EXPECT_NE(digest("(add 1)"), digest("(add 2)"));
  EXPECT_EQ(digest("(lambda (x) (add x 1))"), digest("(lambda (y) (add y 1))"));
  EXPECT_NE(digest("(lambda (x) (add x 1))"), digest("(lambda (x) (add 1 x))"));
  EXPECT_NE(digest("((lambda (y) (lambda (x) (add x y))) 1)"),
            digest("((lambda (y) (lambda (x) (add x y))) 2)"));
}

}  // namespace
}  // namespace gestalt::dsl
