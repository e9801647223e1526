#include "synthesis/search/synthesize.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/dsl/core/tiny_domain.h"
#include "tests/synthesis/search/searching.h"

namespace gestalt::synthesis {
namespace {

namespace tiny = dsl::tiny;
using dsl::Value;

/// The tiny domain with the constants 1 and 2.
dsl::Domain with_constants() {
  dsl::Domain domain = tiny::domain();
  domain.roles = {{"one", dsl::int_type(), 8}, {"two", dsl::int_type(), 9}};
  domain.literals = [](const dsl::Examples&, dsl::Arena&) {
    return std::vector<std::pair<dsl::RoleId, Value>>{{0, Value::immediate(1)},
                                                      {1, Value::immediate(2)}};
  };
  return domain;
}

TEST(SynthesizeTest, FindsAProgramAndPredictsTheTest) {
  const dsl::Domain domain = with_constants();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(3), Value::immediate(7));
  builder.train(Value::immediate(-1), Value::immediate(-1));
  builder.test(Value::immediate(10)).test(Value::immediate(0));
  const auto result = builder.search(with_steps(100'000));
  ASSERT_EQ(result.candidates.size(), 1U);
  EXPECT_EQ(result.report.stop, StopReason::kFound);
  ASSERT_EQ(result.candidates[0].predictions.size(), 2U);
  EXPECT_EQ(result.candidates[0].predictions[0].integer(), 21);
  EXPECT_EQ(result.candidates[0].predictions[1].integer(), 1);
  EXPECT_EQ(result.candidates[0].strategy, "enumerate");
  EXPECT_TRUE(result.report.near_misses.empty());
}

TEST(SynthesizeTest, GuessesDifferInTheirPredictionsAndComeCheapestFirst) {
  const dsl::Domain domain = with_constants();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(2), Value::immediate(4));
  builder.test(Value::immediate(10));
  for (const std::size_t guesses : {1, 2, 4}) {
    const auto result = builder.search(with_steps(200'000, guesses));
    ASSERT_EQ(result.candidates.size(), guesses);
    EXPECT_EQ(result.report.stop, StopReason::kFound);
    EXPECT_EQ(result.candidates[0].program, "(lambda (x) (twice x))");
    std::set<std::int64_t> predictions;
    for (std::size_t i = 0; i < guesses; ++i) {
      EXPECT_TRUE(predictions.insert(result.candidates[i].predictions[0].integer()).second);
      if (i > 0) {
        EXPECT_LE(result.candidates[i - 1].cost, result.candidates[i].cost);
      }
    }
  }
}

TEST(SynthesizeTest, WhatIsPrintedRunsAndCostsWhatTheReportSays) {
  const dsl::Domain domain = with_constants();
  TaskBuilder builder(domain, "list int -> list int");
  builder.train(builder.ints({1, 2, 3}), builder.ints({3, 5, 7}));
  builder.train(builder.ints({0, -4}), builder.ints({1, -7}));
  builder.test(builder.ints({50, 2, 2, 8}));
  const auto result = builder.search(with_steps(300'000));
  ASSERT_EQ(result.candidates.size(), 1U);
  dsl::TermPool pool;
  const auto term =
      parse_program(result.candidates[0].program, builder.task().type(), domain, pool);
  ASSERT_TRUE(term.has_value()) << to_string(term.error());
  const auto examples = builder.task().examples();
  EXPECT_EQ(make_executing_verifier()->meets_train_pairs(domain, examples, pool, *term),
            Verdict(Proved{}));
  EXPECT_EQ(print_value(domain, *dsl::parse_type("list int"), result.candidates[0].predictions[0]),
            "[101 5 5 17]");
  dsl::Arena arena;
  EXPECT_EQ(program_cost(Costs(domain), pool, *term, 1, domain.constants(examples, arena)),
            result.candidates[0].cost);
}

TEST(SynthesizeTest, TheFirstGuessIsACheapestFit) {
  // Every fitting program cheaper than the first guess would have been built before: none exists
  // among all terms of up to three nodes, tried here one by one.
  const dsl::Domain domain = with_constants();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(5), Value::immediate(-11));
  builder.train(Value::immediate(1), Value::immediate(-3));
  const auto result = builder.search(with_steps(300'000));
  ASSERT_EQ(result.candidates.size(), 1U);
  const std::vector<std::string> fits{"(lambda (x) (negate (add (twice x) 1)))",
                                      "(lambda (x) (negate (add x (add x 1))))"};
  int cheapest = 1'000'000;
  dsl::Arena arena;
  for (const std::string& text : fits) {
    dsl::TermPool pool;
    const auto term = parse_term(text, domain, pool);
    ASSERT_TRUE(term.has_value());
    cheapest = std::min(cheapest, program_cost(Costs(domain), pool, term->term, 1,
                                               domain.constants(builder.task().examples(), arena)));
  }
  EXPECT_LE(result.candidates[0].cost, cheapest);
}

TEST(SynthesizeTest, WithoutAFitTheNearestMissesAreReported) {
  const dsl::Domain domain = tiny::domain();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(1), Value::immediate(2));
  builder.train(Value::immediate(5), Value::immediate(10));
  builder.train(Value::immediate(6), Value::immediate(1'000'003));
  const auto result = builder.search(with_steps(20'000));
  EXPECT_TRUE(result.candidates.empty());
  ASSERT_FALSE(result.report.near_misses.empty());
  EXPECT_EQ(result.report.near_misses[0].program, "(lambda (x) (twice x))");
  EXPECT_EQ(result.report.near_misses[0].pairs_fit, 2U);
  std::set<std::string> programs;
  for (const NearMiss& miss : result.report.near_misses) {
    EXPECT_TRUE(programs.insert(miss.program).second) << miss.program;
  }
}

TEST(SynthesizeTest, ATaskWithoutTrainPairsIsAnError) {
  const dsl::Domain domain = tiny::domain();
  TaskBuilder builder(domain, "int -> int");
  builder.test(Value::immediate(1));
  const auto guide = make_record_guide();
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  const auto result =
      synthesize(domain, builder.task(), with_steps(100), {*guide, *verifier, memory});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(result.error().message.find("train pair"), std::string::npos);
}

class FailingGuide final : public Guide {
 public:
  [[nodiscard]] std::string name() const override { return "failing"; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain&, const dsl::Examples&) override {
    return fail(ErrorCode::kUnavailable, "no model here");
  }
};

TEST(SynthesizeTest, AGuideThatFailsIsTheSearchsError) {
  const dsl::Domain domain = tiny::domain();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(1), Value::immediate(2));
  FailingGuide guide;
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  const auto result =
      synthesize(domain, builder.task(), with_steps(100), {guide, *verifier, memory});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kUnavailable);
}

TEST(SynthesizeTest, TheMemoryOfASearchIsGivenBack) {
  const dsl::Domain domain = tiny::domain();
  TaskBuilder builder(domain, "int -> int");
  builder.train(Value::immediate(1), Value::immediate(77));
  const auto guide = make_record_guide();
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  std::set<std::uint64_t> steps;
  for (int repeat = 0; repeat < 3; ++repeat) {
    const auto result =
        synthesize(domain, builder.task(), with_steps(5'000), {*guide, *verifier, memory});
    ASSERT_TRUE(result.has_value());
    steps.insert(result->report.steps);
    EXPECT_EQ(memory.bytes_in_use(), 0U);
  }
  EXPECT_EQ(steps.size(), 1U);
}

TEST(SynthesizeTest, SeveralInputsAreSupported) {
  const dsl::Domain domain = tiny::domain();
  tasks::Task task("two", "tiny", *dsl::parse_type("int -> int -> int"));
  const auto add = [&](std::int64_t a, std::int64_t b, std::int64_t c) {
    const std::vector<Value> inputs{Value::immediate(a), Value::immediate(b)};
    task.add_train(inputs, Value::immediate(c));
  };
  add(3, 1, 5);
  add(10, -4, 2);
  add(0, 8, 16);
  const auto guide = make_record_guide();
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  const auto result = synthesize(domain, task, with_steps(200'000), {*guide, *verifier, memory});
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->candidates.size(), 1U);  // x + 2 y
  dsl::TermPool pool;
  const auto term = parse_program(result->candidates[0].program, task.type(), domain, pool);
  ASSERT_TRUE(term.has_value());
  EXPECT_EQ(make_executing_verifier()->meets_train_pairs(domain, task.examples(), pool, *term),
            Verdict(Proved{}));
}

}  // namespace
}  // namespace gestalt::synthesis
