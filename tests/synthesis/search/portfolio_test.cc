// Stages and lanes, with strategies that only note what they were given.
#include "synthesis/search/portfolio.h"

#include <gtest/gtest.h>

#include <mutex>

#include "dsl/core/syntax.h"
#include "tests/dsl/core/tiny_domain.h"

namespace gestalt::synthesis {
namespace {

struct Call {
  std::string name;
  std::uint64_t steps = 0;
  std::size_t wanted = 0;
  std::vector<std::string> known;  ///< what `nearest` says, printed from the strategy's own pool
};

/// What the strategies of a test do and were asked; strategies are made by plain functions.
struct Script {
  std::mutex mutex;
  std::vector<Call> calls;
  bool finds = false;  ///< the first strategy finds x itself at this cost
  int cost = 1;
  bool shares = false;  ///< the first strategy shares (twice x)
};
Script* script = nullptr;  // NOLINT: of the test that runs

class NotingStrategy final : public Strategy {
 public:
  NotingStrategy(const StrategyContext& context, std::string_view name)
      : context_(context), name_(name) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] const std::vector<Finding>& findings() const override { return findings_; }

  [[nodiscard]] SearchReport run(const Budget& budget, std::size_t wanted,
                                 const SharedRows& known) override {
    Call call{std::string(name_), budget.steps, wanted, {}};
    for (const KnownRow& row : known.nearest) {
      const auto closed = context_.pool.lambda(0, row.term);
      call.known.push_back(print_term(context_.pool, closed, context_.domain));
    }
    const bool first = name_ == "cells";
    if (first && script->finds) {
      findings_.push_back({context_.pool.lambda(0, context_.pool.variable(0)), script->cost,
                           context_.examples.inputs[0]});
    }
    const std::lock_guard lock(script->mutex);
    script->calls.push_back(std::move(call));
    SearchReport report;
    report.steps = 10;
    return report;
  }

  [[nodiscard]] SharedRows share_rows(const Deadline&) override {
    if (name_ != "cells" || !script->shares) return {};
    const dsl::TermId argument = context_.pool.variable(0);
    const dsl::TermId twice = context_.pool.primitive(*context_.domain.registry.find("twice"));
    SharedRows shared;
    shared.nearest.push_back(
        {context_.pool.apply(twice, {&argument, 1}), context_.examples.inputs[0].data(), 5});
    return shared;
  }

 private:
  StrategyContext context_;
  std::string_view name_;
  std::vector<Finding> findings_;
};

template <const char* const& kName>
std::unique_ptr<Strategy> make(const StrategyContext& context) {
  return std::make_unique<NotingStrategy>(context, kName);
}

constexpr const char* kFirst = "cells";
constexpr const char* kBeside = "beside";
constexpr const char* kNext = "next";
constexpr const char* kUnsettled = "unsettled";
constexpr const char* kNeeded = "needed";

using When = StrategyRecord::When;
constexpr StrategyRecord kRecords[] = {
    {"cells", 0, Lane::kPlaces, &make<kFirst>, 0.5},
    {"beside", 0, Lane::kParts, &make<kBeside>, 0.25},
    {"next", 1, Lane::kTerms, &make<kNext>, 0.5},
    {"unsettled", 1, Lane::kPlaces, &make<kUnsettled>, 0.5, When::kUnsettled},
    {"needed", 2, Lane::kParts, &make<kNeeded>, 0.5, When::kNeeded},
};

class PortfolioTest : public testing::Test {
 protected:
  PortfolioTest() { script = &script_; }

  SearchReport run(std::size_t guesses = 1, int threads = 2) {
    const dsl::Examples examples{{dsl::int_type()},
                                 dsl::int_type(),
                                 1,
                                 {{dsl::Value::immediate(1), dsl::Value::immediate(2)}},
                                 {dsl::Value::immediate(1)}};
    const Costs costs(domain_);
    dsl::ChunkPool memory;
    SearchOptions options;
    options.budget.steps = 1000;
    options.guesses = guesses;
    options.threads = threads;
    const Deadline deadline(1e9, nullptr);
    Portfolio portfolio({domain_, examples, {}, costs, memory}, options, deadline);
    std::vector<const StrategyRecord*> plan;
    for (const StrategyRecord& record : kRecords) plan.push_back(&record);
    portfolio.run(plan, [] {});
    return portfolio.report();
  }
  [[nodiscard]] const Call* call(const std::string& name) const {
    const auto found = std::ranges::find(script_.calls, name, &Call::name);
    return found == script_.calls.end() ? nullptr : &*found;
  }

  const dsl::Domain domain_ = dsl::tiny::domain();
  Script script_;
};

TEST_F(PortfolioTest, PartsOfTheStepsDependOnEarlierStagesOnly) {
  for (const int threads : {1, 4}) {
    script_.calls.clear();
    const SearchReport report = run(1, threads);
    EXPECT_EQ(call("cells")->steps, 500U);
    EXPECT_EQ(call("beside")->steps, 125U);
    EXPECT_EQ(call("next")->steps, 490U);       // half of 1000 less 2 * 10
    EXPECT_EQ(call("unsettled")->steps, 245U);  // half of what that leaves
    EXPECT_EQ(report.steps, 40U);
    std::vector<std::string> names;
    for (const StrategyReport& strategy : report.strategies) names.push_back(strategy.name);
    EXPECT_EQ(names, (std::vector<std::string>{"cells", "beside", "next", "unsettled"}));
  }
}

TEST_F(PortfolioTest, ASettledGuessIsNotLookedForAgain) {
  script_.finds = true;
  (void)run(2);
  EXPECT_EQ(call("cells")->wanted, 2U);
  EXPECT_EQ(call("beside")->wanted, 2U);
  EXPECT_EQ(call("next")->wanted, 1U);
  EXPECT_EQ(call("unsettled"), nullptr);
}

TEST_F(PortfolioTest, AnIncredibleGuessSettlesNothing) {
  script_.finds = true;
  script_.cost = 400;
  script_.shares = true;
  (void)run(1);
  EXPECT_NE(call("unsettled"), nullptr);
  EXPECT_NE(call("needed"), nullptr);
}

TEST_F(PortfolioTest, SharedRowsReachEveryLaneOfLaterStages) {
  script_.shares = true;
  (void)run();
  EXPECT_TRUE(call("beside")->known.empty());
  for (const char* name : {"next", "unsettled", "needed"}) {
    ASSERT_NE(call(name), nullptr) << name;
    EXPECT_EQ(call(name)->known, std::vector<std::string>{"(lambda (x) (twice x))"}) << name;
  }
  EXPECT_EQ(call("needed")->steps, 960U);  // the last one has all that is left
}

TEST_F(PortfolioTest, WhatNeedsSharedRowsDoesNotRunWithoutThem) {
  (void)run();
  EXPECT_EQ(call("needed"), nullptr);
}

}  // namespace
}  // namespace gestalt::synthesis
