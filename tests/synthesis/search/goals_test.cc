#include "synthesis/search/goals.h"

#include <gtest/gtest.h>

#include "synthesis/search/level_runner.h"
#include "tests/synthesis/search/free_domain.h"
#include "tests/synthesis/search/searching.h"

namespace gestalt::synthesis {
namespace {

using free_domain::make_text;
using free_domain::text_of;

/// ff(rest) gives rest.
dsl::Fault strip(dsl::EvalContext& context, const dsl::Primitive& self,
                 const dsl::Value* const* known, dsl::Value* results, std::size_t size) {
  const std::string head = self.name + "(";
  for (std::size_t i = 0; i < size; ++i) {
    const std::string text = text_of(known[0][i]);
    if (!text.starts_with(head) || !text.ends_with(')')) return dsl::Fault::kDomain;
    results[i] =
        make_text(context.arena(), text.substr(head.size(), text.size() - head.size() - 1));
  }
  return dsl::Fault::kNone;
}

/// gg(known,rest) gives rest.
dsl::Fault strip_after(dsl::EvalContext& context, const dsl::Primitive& self,
                       const dsl::Value* const* known, dsl::Value* results, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::string text = text_of(known[0][i]);
    const std::string head = self.name + "(" + text_of(known[1][i]) + ",";
    if (!text.starts_with(head) || !text.ends_with(')')) return dsl::Fault::kDomain;
    results[i] =
        make_text(context.arena(), text.substr(head.size(), text.size() - head.size() - 1));
  }
  return dsl::Fault::kNone;
}

/// ff and gg with or without inverses, among others that make the forward search broad.
dsl::Domain domain_with(bool inverses) {
  dsl::Domain domain = free_domain::empty_domain();
  dsl::Primitive ff = free_domain::record("ff", "tree -> tree", 9);
  dsl::Primitive gg = free_domain::record("gg", "tree -> tree -> tree", 9);
  if (inverses) {
    ff.inverses = {{0, &strip}};
    gg.inverses = {{1, &strip_after}};
  }
  domain.registry.add(ff);
  domain.registry.add(gg);
  for (const std::string name : {"pp", "qq", "rr"}) {
    domain.registry.add(free_domain::record(name, "tree -> tree", 8));
  }
  return domain;
}

SynthesisResult search(const dsl::Domain& domain, const std::string& pattern, std::uint64_t steps) {
  TaskBuilder builder(domain, "tree -> tree");
  const auto output = [&](const std::string& input) {
    std::string text = pattern;
    for (auto at = text.find('$'); at != std::string::npos; at = text.find('$')) {
      text.replace(at, 1, input);
    }
    return make_text(builder.arena(), text);
  };
  builder.train(make_text(builder.arena(), "a"), output("a"));
  builder.train(make_text(builder.arena(), "b"), output("b"));
  builder.test(make_text(builder.arena(), "c"));
  return builder.search(with_steps(steps));
}

TEST(GoalsTest, AChainOfInversesFindsTheProgramBeforeAnythingIsBuilt) {
  const dsl::Domain domain = domain_with(true);
  const auto result = search(domain, "ff(ff($))", 50);
  ASSERT_EQ(result.candidates.size(), 1U);
  EXPECT_EQ(result.candidates[0].program, "(lambda (x) (ff (ff x)))");
  EXPECT_EQ(text_of(result.candidates[0].predictions[0]), "ff(ff(c))");
  EXPECT_LT(result.report.steps, 20U);
  EXPECT_GE(result.report.goals, 3U);
  EXPECT_TRUE(search(domain_with(false), "ff(ff($))", 5).candidates.empty());
}

TEST(GoalsTest, InversesMeetTheForwardSearch) {
  const auto result = search(domain_with(true), "ff(ff(pp(qq($))))", 400);
  ASSERT_EQ(result.candidates.size(), 1U);
  EXPECT_EQ(result.candidates[0].program, "(lambda (x) (ff (ff (pp (qq x)))))");
  const auto blind = search(domain_with(false), "ff(ff(pp(qq($))))", 1'000'000);
  ASSERT_EQ(blind.candidates.size(), 1U);
  EXPECT_EQ(blind.candidates[0].program, result.candidates[0].program);
  EXPECT_EQ(blind.candidates[0].cost, result.candidates[0].cost);
  EXPECT_GT(blind.report.steps, 3 * result.report.steps);
}

TEST(GoalsTest, AWitnessSolvesForTheOtherArgument) {
  // One argument has to be built first: pp(qq(x)); the other follows from the output.
  const auto result = search(domain_with(true), "gg(pp(qq($)),rr(pp($)))", 3'000);
  ASSERT_EQ(result.candidates.size(), 1U);
  EXPECT_EQ(result.candidates[0].program, "(lambda (x) (gg (pp (qq x)) (rr (pp x))))");
  EXPECT_EQ(text_of(result.candidates[0].predictions[0]), "gg(pp(qq(c)),rr(pp(c)))");
}

class GoalsMatchTest : public testing::Test {
 protected:
  dsl::Value text(std::string_view t) { return make_text(arena_, t); }

  dsl::Domain domain_ = free_domain::empty_domain();
  dsl::Arena arena_;
  dsl::EvalContext context_{arena_, domain_.registry};
};

TEST_F(GoalsMatchTest, RowsMatchGoalsOfTheirTypeOnly) {
  const std::vector<dsl::Value> outputs{text("1"), text("2")};
  Goals goals(domain_, 3, outputs);
  EXPECT_TRUE(goals.wants(3));
  EXPECT_FALSE(goals.wants(2));
  EXPECT_EQ(goals.match(context_, 3, outputs.data()).goal, 0U);
  EXPECT_EQ(goals.match(context_, 3, outputs.data()).pairs_fit, 2U);
  EXPECT_EQ(goals.match(context_, 2, outputs.data()).goal, std::nullopt);
  const std::vector<dsl::Value> half{text("1"), text("3")};
  EXPECT_EQ(goals.match(context_, 3, half.data()).goal, std::nullopt);
  EXPECT_EQ(goals.match(context_, 3, half.data()).pairs_fit, 1U);
}

TEST_F(GoalsMatchTest, EqualGoalsAreOneAndTheFirstStays) {
  const std::vector<dsl::Value> outputs{text("1")};
  Goals goals(domain_, 0, outputs);
  Goal second;
  second.type = 1;
  second.row = {text("x")};
  EXPECT_TRUE(goals.add(second));
  EXPECT_FALSE(goals.add(second));
  second.type = 0;
  EXPECT_TRUE(goals.add(second)) << "the same row of another type is another goal";
  second.row = outputs;
  EXPECT_FALSE(goals.add(second));
  EXPECT_EQ(goals.all().size(), 3U);
  const dsl::Value x = text("x");
  EXPECT_EQ(goals.match(context_, 1, &x).goal, 1U);
  EXPECT_EQ(goals.match(context_, 1, &x, 2).goal, std::nullopt)
      << "goals before `from` are skipped";
}

TEST_F(GoalsMatchTest, OutputsAreComparedAsPresented) {
  domain_.present = [](dsl::EvalContext& context,
                       dsl::Value value) -> Result<dsl::Value, dsl::Fault> {
    std::string text = text_of(value);
    if (text == "bad") return tl::unexpected(dsl::Fault::kDomain);
    return make_text(context.arena(), text.substr(0, 1));
  };
  const std::vector<dsl::Value> outputs{text("1"), text("2")};
  Goals goals(domain_, 0, outputs);
  const std::vector<dsl::Value> longer{text("1abc"), text("2def")};
  EXPECT_EQ(goals.match(context_, 0, longer.data()).goal, 0U);
  const std::vector<dsl::Value> bad{text("1"), text("bad")};
  EXPECT_EQ(goals.match(context_, 0, bad.data()).goal, std::nullopt);
}

}  // namespace
}  // namespace gestalt::synthesis
