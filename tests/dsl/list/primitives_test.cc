// What the list primitives compute beyond the examples in their records: edges, faults, inverses.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "dsl/list/domain.h"
#include "tests/support/evaluate_text.h"

namespace gestalt::dsl {
namespace {

const Domain& lists() {
  static const Domain domain = list_domain();
  return domain;
}

/// The printed value of a closed program; "fault: domain" where it has none; else the error.
std::string value_of(std::string_view text) { return evaluate_text(lists(), text); }

struct Case {
  std::string program;
  std::string value;
};

class ListPrimitiveTest : public testing::TestWithParam<Case> {};

TEST_P(ListPrimitiveTest, HasThisValue) {
  EXPECT_EQ(value_of(GetParam().program), GetParam().value) << GetParam().program;
}

INSTANTIATE_TEST_SUITE_P(
    Edges, ListPrimitiveTest,
    testing::Values(
        Case{"(product [65536 32767])", "2147418112"},
        Case{"(product [65536 32768])", "fault: overflow"},
        Case{"(product [65536 -32768])", "-2147483648"},
        Case{"(product [65536 32768 0])", "fault: overflow"},
        Case{"(product [0 65536 65536])", "0"}, Case{"(occurrences 3 [])", "0"},
        Case{"(occurrences [1] [[1] [2] [1]])", "2"}, Case{"(interval 3 3)", "[3]"},
        Case{"(interval 3 2)", "[]"}, Case{"(interval 3 -9)", "[]"},
        Case{"(interval -2 1)", "[-2 -1 0 1]"}, Case{"(length (interval 1 1024))", "1024"},
        Case{"(interval 0 1024)", "fault: size"},
        Case{"(interval -2147483648 2147483647)", "fault: size"},
        Case{"(rotate 4 [1 2 3])", "[2 3 1]"}, Case{"(rotate -4 [1 2 3])", "[3 1 2]"},
        Case{"(rotate 0 [1 2 3])", "[1 2 3]"}, Case{"(rotate 5 [])", "[]"},
        Case{"(rotate -2147483648 [1 2 3])", "[2 3 1]"}, Case{"(replace_at 0 9 [1])", "[9]"},
        Case{"(replace_at 1 9 [1])", "fault: domain"},
        Case{"(replace_at -1 9 [1])", "fault: domain"}, Case{"(insert_at 0 9 [])", "[9]"},
        Case{"(insert_at 2 9 [1 2])", "[1 2 9]"}, Case{"(insert_at 3 9 [1 2])", "fault: domain"},
        Case{"(insert_at 0 0 (interval 1 1024))", "fault: size"}, Case{"(delete_at 0 [1])", "[]"},
        Case{"(delete_at 1 [1])", "fault: domain"}, Case{"(delete_at 0 [])", "fault: domain"}));

INSTANTIATE_TEST_SUITE_P(
    Groups, ListPrimitiveTest,
    testing::Values(Case{"(dedup [])", "[]"}, Case{"(dedup [1 1 1])", "[1]"},
                    Case{"(dedup [1 2 2 1])", "[1 2 1]"}, Case{"(runs [])", "[]"},
                    Case{"(runs [7])", "[[7]]"},
                    Case{"(map length (runs [5 5 2 2 2 7]))", "[2 3 1]"},
                    Case{"(chunks 2 [])", "[]"}, Case{"(chunks 2 [1 2 3 4])", "[[1 2] [3 4]]"},
                    Case{"(chunks 9 [1 2])", "[[1 2]]"}, Case{"(chunks 0 [1])", "fault: domain"},
                    Case{"(windows 3 [1 2])", "[]"}, Case{"(windows 1 [1 2])", "[[1] [2]]"},
                    Case{"(windows 2 [1 2])", "[[1 2]]"}, Case{"(windows 0 [1])", "fault: domain"},
                    Case{"(windows 500 (interval 1 1000))", "fault: fuel"},
                    Case{"(interleave [] [])", "[]"}, Case{"(interleave [1] [])", "fault: domain"},
                    Case{"(interleave (interval 1 600) (interval 1 600))", "fault: size"}));

INSTANTIATE_TEST_SUITE_P(
    Functions, ListPrimitiveTest,
    testing::Values(Case{"(scan max 0 [])", "[]"}, Case{"(scan max 4 [3 5 1])", "[4 5 5]"},
                    Case{"(scan subtract 10 [1 2])", "[9 7]"},
                    Case{"(scan add 2147483647 [0 1])", "fault: overflow"},
                    Case{"(map_indexed (lambda (i v) (subtract v i)) [5 5 5])", "[5 4 3]"},
                    Case{"(map_indexed divide [1 0])", "fault: domain"},
                    Case{"(take_while even [])", "[]"}, Case{"(take_while even [2 4])", "[2 4]"},
                    Case{"(take_while even [1 2])", "[]"}, Case{"(drop_while even [2 4])", "[]"},
                    Case{"(drop_while even [1 2])", "[1 2]"},
                    // Elements behind the first that fails are not looked at, so they cannot fault.
                    Case{"(take_while (lambda (v) (less (divide 6 v) 3)) [3 1 0])", "[3]"},
                    Case{"(drop_while (lambda (v) (less (divide 6 v) 3)) [3 1 0])", "[1 0]"},
                    Case{"(take_while (lambda (v) (less (divide 6 v) 3)) [3 0 1])",
                         "fault: domain"},
                    Case{"(positions even [])", "[]"}, Case{"(positions even [2 3 4])", "[0 2]"},
                    Case{"(iterates 0 negate 5)", "[]"}, Case{"(iterates 3 negate 5)", "[5 -5 5]"},
                    // Only two calls make three states.
                    Case{"(iterates 3 (multiply 32768) 1)", "[1 32768 1073741824]"},
                    Case{"(iterates 4 (multiply 32768) 1)", "fault: overflow"},
                    Case{"(iterates -1 negate 5)", "fault: domain"},
                    Case{"(iterates 1025 negate 5)", "fault: size"}));

TEST(ListInverseTest, CompletesTheApplicationToTheGivenResult) {
  // The inverse must give an argument with which the primitive yields the result again.
  struct Question {
    std::string primitive;
    std::size_t slot;
    std::string result;
    std::vector<std::string> others;
    std::string wanted;
  };
  const std::vector<Question> questions{
      {"rotate", 1, "[2 3 1]", {"1"}, "[1 2 3]"},
      {"rotate", 1, "[]", {"1"}, "[]"},
      {"replace_at", 1, "[1 9 3]", {"1", "[1 2 3]"}, "9"},
      {"insert_at", 1, "[1 9 2]", {"1", "[1 2]"}, "9"},
      {"insert_at", 2, "[1 9 2]", {"1", "9"}, "[1 2]"},
      {"insert_at", 2, "[1 9 2]", {"1", "8"}, "fault: domain"},
      {"insert_at", 2, "[1 9 2]", {"3", "9"}, "fault: domain"},
      {"interleave", 0, "[1 7 2 8]", {"[7 8]"}, "[1 2]"},
      {"interleave", 1, "[1 7 2 8]", {"[1 2]"}, "[7 8]"},
      {"interleave", 0, "[1 7 2 8]", {"[7 9]"}, "fault: domain"},
      {"interleave", 0, "[1 7 2]", {"[7]"}, "fault: domain"},
  };
  Arena arena;
  EvalContext context(arena, lists().registry);
  const auto read = [&](const std::string& text) {
    TermPool pool;
    const auto parsed = parse_term(text, lists(), pool);
    EXPECT_TRUE(parsed.has_value()) << text;
    const Program program = compile(pool, parsed->term, 0, lists().registry);
    Value value;
    EXPECT_EQ(run(context, program, nullptr, &value, 1), Fault::kNone) << text;
    return copy_value(value, arena);
  };
  for (const Question& question : questions) {
    const Primitive& primitive = lists().registry[*lists().registry.find(question.primitive)];
    std::vector<Value> given{read(question.result)};
    for (const std::string& other : question.others) given.push_back(read(other));
    std::vector<const Value*> rows;
    for (const Value& value : given) rows.push_back(&value);
    bool asked = false;
    for (const Inverse& inverse : primitive.inverses) {
      if (inverse.slot != question.slot) continue;
      asked = true;
      Value solved;
      const Fault fault = inverse.solve(context, primitive, rows.data(), &solved, 1);
      const Type type = primitive.type.parameters()[inverse.slot];
      const std::string text =
          fault != Fault::kNone
              ? fmt::format("fault: {}", to_string(fault))
              : print_value(lists(), type.is_list() ? list_of(int_type()) : int_type(), solved);
      EXPECT_EQ(text, question.wanted) << question.primitive << " slot " << question.slot;
    }
    EXPECT_TRUE(asked) << question.primitive << " slot " << question.slot;
  }
}

TEST(ListDomainTest, OffersSmallIntegersAndThoseThatAllExamplesShare) {
  Arena arena;
  const auto list = [&](std::initializer_list<int> integers) {
    std::vector<Value> elements;
    for (const int integer : integers) elements.push_back(Value::immediate(integer));
    return make_list(arena, elements);
  };
  Examples examples;
  examples.input_types = {list_of(int_type())};
  examples.output_type = list_of(int_type());
  examples.train_count = 2;
  examples.inputs = {{list({7, 5, 900}), list({5, 900, 8})}};
  examples.outputs = {list({1, 2, 3}), list({4, 5, 6})};
  std::vector<std::string> offered;
  for (const Constant& constant : lists().constants(examples, arena)) {
    offered.push_back(print_value(lists(), constant.type, constant.value));
    EXPECT_GE(constant.cost, 1);
  }
  // 5 is in every input; 3 is the length of every output; 900 is data.
  EXPECT_EQ(offered, (std::vector<std::string>{"-1", "0", "1", "2", "3", "5", "[]"}));
}

}  // namespace
}  // namespace gestalt::dsl
