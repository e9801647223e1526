// The prelude in a domain of integers and booleans only: examples, edges, fuel, limits, inverses.
// (SMT meanings are compared with the evaluators in tests/dsl/list and tests/dsl/grid.)
#include "dsl/prelude/prelude.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "tests/support/evaluate_text.h"

namespace gestalt::dsl {
namespace {

Domain make_domain() {
  Domain domain;
  domain.name = "prelude";
  domain.types = {int_base_type(), bool_base_type()};
  add_arithmetic_primitives(domain.registry);
  add_sequence_primitives(domain.registry);
  return domain;
}
const Domain& domain() {
  static const Domain instance = make_domain();
  return instance;
}

std::string evaluate(std::string_view text, const Limits& limits = {}) {
  return evaluate_text(domain(), text, limits);
}

TEST(PreludeTest, EveryExampleHolds) {
  ASSERT_GE(domain().registry.size(), 50U);
  for (const Primitive& primitive : domain().registry.primitives()) {
    for (const Example& example : primitive.examples) {
      EXPECT_EQ(evaluate(example.program), example.value) << example.program;
    }
  }
}

TEST(ArithmeticTest, ResultsBeyondThirtyTwoBitsOverflow) {
  EXPECT_EQ(evaluate("(add 2147483647 1)"), "fault: overflow");
  EXPECT_EQ(evaluate("(multiply 65536 65536)"), "fault: overflow");
  EXPECT_EQ(evaluate("(negate -2147483648)"), "fault: overflow");
  EXPECT_EQ(evaluate("(divide -2147483648 -1)"), "fault: overflow");
  EXPECT_EQ(evaluate("(sum [2147483647 2147483647])"), "fault: overflow");
}

TEST(ArithmeticTest, DivisionRoundsDownForAllSigns) {
  EXPECT_EQ(evaluate("(divide 7 -2)"), "-4");
  EXPECT_EQ(evaluate("(modulo 7 -2)"), "-1");
  EXPECT_EQ(evaluate("(divide -7 -2)"), "3");
  EXPECT_EQ(evaluate("(modulo -7 -2)"), "-1");
  EXPECT_EQ(evaluate("(modulo 7 0)"), "fault: domain");
}

TEST(ArithmeticTest, ConditionalsAreStrict) {
  EXPECT_EQ(evaluate("(if_else true 1 (divide 1 0))"), "fault: domain");
}

TEST(SequenceTest, EmptyListsHaveNoElements) {
  for (const char* name : {"first", "last", "tail", "maximum", "minimum", "most_common"}) {
    EXPECT_EQ(evaluate(fmt::format("({} (drop 1 [1]))", name)), "fault: domain") << name;
  }
  EXPECT_EQ(evaluate("(argmax negate (drop 1 [1]))"), "fault: domain");
  EXPECT_EQ(evaluate("(nth -1 [1])"), "fault: domain");
}

TEST(SequenceTest, TiesGoToTheEarliest) {
  EXPECT_EQ(evaluate("(argmax absolute [1 -2 2])"), "-2");
  EXPECT_EQ(evaluate("(argmin absolute [3 -2 2])"), "-2");
  EXPECT_EQ(evaluate("(sort_by absolute [2 -1 1 -2])"), "[-1 1 2 -2]");
  EXPECT_EQ(evaluate("(least_common [4 5 5 6])"), "4");
}

TEST(SequenceTest, FunctionsMayBeLambdasWithCapturedVariables) {
  EXPECT_EQ(evaluate("(map (lambda (x) (map (lambda (y) (multiply x y)) [1 2])) [3 4])"),
            "[[3 6] [4 8]]");
  EXPECT_EQ(evaluate("(fold (lambda (s x) (subtract x s)) 0 [1 2 3])"), "2");
}

TEST(SequenceTest, AFaultOnOneElementIsAFaultOfTheWhole) {
  EXPECT_EQ(evaluate("(map (divide 6) [1 0])"), "fault: domain");
  EXPECT_EQ(evaluate("(any (lambda (x) (less 0 (divide 6 x))) [1 0])"), "fault: domain");
}

TEST(SequenceTest, LongListsAreSizeFaults) {
  EXPECT_EQ(evaluate("(length (range 1024))"), "1024");
  EXPECT_EQ(evaluate("(length (range 1025))"), "fault: size");
  EXPECT_EQ(evaluate("(cons 1 (range 1024))"), "fault: size");
  EXPECT_EQ(evaluate("(append (range 600) (range 600))"), "fault: size");
  EXPECT_EQ(evaluate("(concatenate (repeat 1000 [1 2]))"), "fault: size");
}

TEST(SequenceTest, EndlessComputationsRunOutOfFuel) {
  EXPECT_EQ(evaluate("(fixpoint not true)"), "fault: fuel");
  EXPECT_EQ(evaluate("(iterate 2147483647 (add 0) 1)"), "fault: fuel");
  EXPECT_EQ(evaluate("(map (lambda (x) (length (map (add x) (range 1000)))) (range 1000))"),
            "fault: fuel");
}

TEST(SequenceTest, FuelIsSpentOnElementsAndCalls) {
  const Limits tight{.fuel = 12, .list_length = 100, .call_depth = 8};
  EXPECT_EQ(evaluate("(reverse [1 2 3])", tight), "[3 2 1]");
  EXPECT_EQ(evaluate("(map (add 1) [1 2 3 4 5 6])", tight), "fault: fuel");
}

// Inverse `slot` of a primitive, given the result and the other arguments.
std::string solve(std::string_view name, std::size_t slot, const std::vector<Value>& arguments,
                  Arena& arena, const Type& type) {
  const Primitive& primitive = domain().registry[*domain().registry.find(name)];
  EvalContext context(arena, domain().registry);
  for (const Inverse& inverse : primitive.inverses) {
    if (inverse.slot != slot) continue;
    std::vector<const Value*> rows;
    for (const Value& argument : arguments) rows.push_back(&argument);
    Value result;
    const Fault fault = inverse.solve(context, primitive, rows.data(), &result, 1);
    if (fault != Fault::kNone) return fmt::format("fault: {}", to_string(fault));
    return print_value(domain(), type, result);
  }
  return "no inverse";
}

TEST(InverseTest, SolveForTheMissingArgument) {
  Arena arena;
  const auto number = [](int n) { return Value::immediate(n); };
  const auto numbers = [&](const std::vector<Value>& elements) {
    return make_list(arena, elements);
  };
  const Type integer = int_type();
  const Type list = list_of(int_type());
  const Value three = numbers({number(1), number(2), number(3)});
  EXPECT_EQ(solve("add", 0, {number(5), number(2)}, arena, integer), "3");
  EXPECT_EQ(solve("subtract", 1, {number(5), number(2)}, arena, integer), "-3");
  EXPECT_EQ(solve("multiply", 0, {number(6), number(-2)}, arena, integer), "-3");
  EXPECT_EQ(solve("multiply", 0, {number(7), number(2)}, arena, integer), "fault: domain");
  EXPECT_EQ(solve("multiply", 1, {number(0), number(0)}, arena, integer), "fault: domain");
  EXPECT_EQ(solve("append", 0, {three, numbers({number(3)})}, arena, list), "[1 2]");
  EXPECT_EQ(solve("append", 0, {three, numbers({number(2)})}, arena, list), "fault: domain");
  EXPECT_EQ(solve("append", 1, {three, numbers({number(1)})}, arena, list), "[2 3]");
  EXPECT_EQ(solve("cons", 0, {three, numbers({number(2), number(3)})}, arena, integer), "1");
  EXPECT_EQ(solve("cons", 1, {three, number(1)}, arena, list), "[2 3]");
  EXPECT_EQ(solve("cons", 1, {three, number(2)}, arena, list), "fault: domain");
  EXPECT_EQ(solve("reverse", 0, {three}, arena, list), "[3 2 1]");
}

}  // namespace
}  // namespace gestalt::dsl
