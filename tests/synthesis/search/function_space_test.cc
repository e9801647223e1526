#include "synthesis/search/function_space.h"

#include <gtest/gtest.h>

#include <map>

#include "dsl/core/evaluate.h"
#include "tests/dsl/core/tiny_domain.h"
#include "tests/synthesis/search/searching.h"

namespace gestalt::synthesis {
namespace {

namespace tiny = dsl::tiny;
using dsl::Value;

dsl::Domain with_constant() {
  dsl::Domain domain = tiny::domain();
  domain.roles = {{"number", dsl::int_type(), 8}};
  domain.literals = [](const dsl::Examples&, dsl::Arena&) {
    return std::vector<std::pair<dsl::RoleId, Value>>{{0, Value::immediate(1)},
                                                      {0, Value::immediate(0)}};
  };
  return domain;
}

std::string prediction(const dsl::Domain& domain, const TaskBuilder& builder,
                       const SynthesisResult& result) {
  if (result.candidates.empty()) {
    std::string text = "nothing found;";
    for (const auto& primitive : result.report.primitives) {
      text += fmt::format(" {} {}/{}", primitive.name, primitive.distinct, primitive.steps);
    }
    for (const auto& level : result.report.levels) {
      text += fmt::format(" L{} {}/{}", level.cost, level.distinct, level.steps);
    }
    return text;
  }
  return print_value(domain, builder.task().type().result(), result.candidates[0].predictions[0]);
}

TEST(FunctionSearchTest, FindsALambdaForMap) {
  const dsl::Domain domain = with_constant();
  TaskBuilder builder(domain, "list int -> list int");
  builder.train(builder.ints({1, 2, 3}), builder.ints({-2, -3, -4}));
  builder.train(builder.ints({0, -7}), builder.ints({-1, 6}));
  builder.test(builder.ints({10, 20}));
  const auto result = builder.search(with_steps(300'000));
  EXPECT_EQ(prediction(domain, builder, result), "[-11 -21]");
}

TEST(FunctionSearchTest, FindsAPredicateForFilter) {
  const dsl::Domain domain = with_constant();
  TaskBuilder builder(domain, "list int -> list int");
  builder.train(builder.ints({1, -2, 3, 0}), builder.ints({1, 3}));
  builder.train(builder.ints({-5, 9, 1, 4}), builder.ints({9, 1, 4}));
  builder.test(builder.ints({7, -1, 0, 2}));
  const auto result = builder.search(with_steps(300'000));
  EXPECT_EQ(prediction(domain, builder, result), "[7 2]");
}

TEST(FunctionSearchTest, LambdasUseTheTasksInput) {
  // Each element plus the length of the whole list.
  const dsl::Domain domain = tiny::domain();
  TaskBuilder builder(domain, "list int -> list int");
  builder.train(builder.ints({1, 2, 3}), builder.ints({4, 5, 6}));
  builder.train(builder.ints({10, 20}), builder.ints({12, 22}));
  builder.test(builder.ints({5, 5, 5, 5}));
  const auto result = builder.search(with_steps(300'000));
  EXPECT_EQ(prediction(domain, builder, result), "[9 9 9 9]");
}

TEST(FunctionSearchTest, FindsAFunctionOfTwoParameters) {
  const dsl::Domain domain = with_constant();
  TaskBuilder builder(domain, "list int -> int");
  builder.train(builder.ints({1, 2, 3}), Value::immediate(6));
  builder.train(builder.ints({10, -4}), Value::immediate(6));
  builder.train(builder.ints({5}), Value::immediate(5));
  builder.test(builder.ints({100, 20, 3}));
  const auto result = builder.search(with_steps(300'000));
  EXPECT_EQ(prediction(domain, builder, result), "123");
}

/// A function space over the elements of two lists, grown to a level.
class FunctionSpaceTest : public testing::Test {
 protected:
  FunctionSpaceTest() {
    const dsl::Type ints = *dsl::parse_type("list int");
    const Grammar grammar(domain_, std::vector{ints, dsl::int_type()}, ints);
    integer_ = *grammar.find(dsl::int_type());
    const TypeIndex list = *grammar.find(ints);
    outer_ = std::make_unique<Bank>(grammar.productions());
    lists_ = {make({1, 2}), make({-3})};
    constants_ = {Value::immediate(5), Value::immediate(5)};
    outer_->set_leaves({{Leaf::Kind::kInput, 0, list, 4}, {Leaf::Kind::kConstant, 0, integer_, 8}},
                       std::vector<const Value*>{lists_.data(), constants_.data()});
    space_ = std::make_unique<FunctionSpace>(domain_.registry, grammar.first_order(),
                                             std::vector{integer_}, memory_);
  }

  Value make(std::vector<std::int64_t> integers) {
    std::vector<Value> values;
    for (const std::int64_t integer : integers) values.push_back(Value::immediate(integer));
    return dsl::make_list(arena_, values);
  }

  void open_and_grow(int levels) {
    space_->open(std::vector<const Value*>{lists_.data()}, 2, *outer_);
    ASSERT_TRUE(space_->is_open());
    const Costs costs(domain_);
    Bank& bank = space_->bank();
    while (bank.levels() <= levels) {
      std::map<std::tuple<const Production*, std::size_t, int>, std::vector<Range>> found;
      const Level level = plan_level(
          bank,
          [&](const Production& production, std::size_t k, int cost) -> const std::vector<Range>& {
            const auto [at, is_new] = found.try_emplace(std::tuple(&production, k, cost));
            if (is_new) {
              bank.find(costs, {production.primitive, static_cast<std::uint32_t>(k)},
                        production.arguments[k], cost, at->second);
            }
            return at->second;
          });
      (void)runner_.run({bank, space_->table(), level, space_->columns(), space_->next_key(),
                         level.count, Keep::kRows, nullptr, nullptr, space_->counts()});
      space_->next_key() += level.count;
    }
    space_->publish(2);
  }

  /// The body as a term: input = variable 0, parameter = variable 1.
  dsl::TermId term(EntryId id) {
    const Entry& entry = space_->bank().entries()[id];
    if (entry.production == Entry::kLeaf) {
      const Leaf& leaf = space_->bank().leaves()[entry.arguments[0]];
      if (leaf.kind == Leaf::Kind::kInput) return pool_.variable(0);
      if (leaf.kind == Leaf::Kind::kParameter) return pool_.variable(1);
      return pool_.literal(dsl::int_type(), Value::immediate(5));
    }
    const Production& production = space_->bank().productions()[entry.production];
    std::vector<dsl::TermId> arguments;
    for (std::size_t k = 0; k < production.arity; ++k)
      arguments.push_back(term(entry.arguments[k]));
    return pool_.apply(pool_.primitive(production.primitive), arguments);
  }

  dsl::Domain domain_ = tiny::domain();
  dsl::ChunkPool memory_;
  dsl::Arena arena_;
  dsl::TermPool pool_;
  TypeIndex integer_ = 0;
  std::vector<Value> lists_;
  std::vector<Value> constants_;
  std::unique_ptr<Bank> outer_;
  std::unique_ptr<FunctionSpace> space_;
  Deadline deadline_{1e9, nullptr};
  LevelRunner runner_{domain_.registry, memory_, {}, deadline_, std::uint64_t{1} << 40};
};

TEST_F(FunctionSpaceTest, WouldBeArgumentsAreTheElementsOfEveryExample) {
  EXPECT_FALSE(space_->is_open());
  open_and_grow(0);
  EXPECT_EQ(space_->columns(), 3U);  // 1 and 2 of the first list, -3 of the second
}

TEST_F(FunctionSpaceTest, StaysClosedWithoutElements) {
  const std::vector<Value> empty{make({}), make({})};
  space_->open(std::vector<const Value*>{empty.data()}, 2, *outer_);
  EXPECT_FALSE(space_->is_open());
}

TEST_F(FunctionSpaceTest, CallsOutsideOfTheTableEqualTheEvaluator) {
  open_and_grow(28);
  ASSERT_GT(space_->bank().entries().size(), 50U);
  int compared = 0;
  for (EntryId id = 0; id < space_->bank().entries().size(); ++id) {
    const dsl::TermId program = pool_.lambda(0, pool_.lambda(1, term(id)));
    const dsl::Program compiled = compile(pool_, program, 2, domain_.registry);
    for (std::size_t example = 0; example < 2; ++example) {
      for (const std::int64_t argument : {7, 0, -100, 2'000'000'000}) {
        const Value value = Value::immediate(argument);
        dsl::EvalContext context(arena_, domain_.registry);
        const auto called = context.call(space_->row(id)[example], {&value, 1});
        const std::array<const Value*, 2> inputs{&lists_[example], &value};
        Value expected;
        context.refuel();
        const auto fault = run(context, compiled, inputs.data(), &expected, 1);
        ASSERT_EQ(called.has_value(), fault == dsl::Fault::kNone)
            << print_term(pool_, program, domain_) << " of " << argument;
        if (!called) continue;
        ASSERT_EQ(called->digest(), expected.digest())
            << print_term(pool_, program, domain_) << " of " << argument;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 300);
}

TEST_F(FunctionSpaceTest, FunctionsTakeAllOfTheirArguments) {
  open_and_grow(0);
  dsl::EvalContext context(arena_, domain_.registry);
  const std::vector<Value> two{Value::immediate(1), Value::immediate(2)};
  EXPECT_EQ(context.call(space_->row(0)[0], two).error(), dsl::Fault::kDomain);
}

}  // namespace
}  // namespace gestalt::synthesis
