// Values that a scorer finds unlikely come later as arguments, and are never left out.
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <chrono>
#include <limits>
#include <map>
#include <thread>

#include "dsl/core/syntax.h"
#include "synthesis/api/guide.h"
#include "synthesis/search/enumerator.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"
#include "tests/synthesis/search/free_domain.h"

namespace gestalt::synthesis {
namespace {

/// Gives every row the same log odds but those that `favor` accepts; may be slow or fail.
class FakeScorer final : public TaskScorer {
 public:
  using Favor = bool (*)(const dsl::Value* row);
  FakeScorer(float log_odds, Favor favor) : log_odds_(log_odds), favor_(favor) {}

  [[nodiscard]] std::size_t width() const override { return 1; }
  void read(const dsl::Value* row, std::span<float> numbers) const override {
    numbers[0] = favor_(row) ? 0 : log_odds_;
  }
  [[nodiscard]] Result<std::vector<float>> judge(const std::vector<float>& numbers) override {
    if (fails) return fail(ErrorCode::kUnavailable, "no model", "test");
    std::this_thread::sleep_for(delay);
    return numbers;
  }

  std::chrono::milliseconds delay{0};
  bool fails = false;

 private:
  float log_odds_;
  Favor favor_;
};

bool none(const dsl::Value*) { return false; }
bool all(const dsl::Value*) { return true; }

/// Whether the first list has no element below the one before it.
bool is_sorted(const dsl::Value* row) {
  const dsl::List list(row[0]);
  for (std::size_t i = 1; i < list.size(); ++i) {
    if (list[i].integer() < list[i - 1].integer()) return false;
  }
  return true;
}

class DelaysTest : public testing::Test {
 protected:
  struct Found {
    std::string program;
    std::uint64_t steps = 0;
    std::uint64_t judged = 0;
  };

  /// The three largest, in descending order.
  Found find(TaskScorer* scorer, int threads = 1) {
    const auto task = tasks::parse_task(R"({"domain": "list", "train": [
      {"input": [4, 1, 9, 3], "output": [9, 4, 3]},
      {"input": [2, 8, 5, 7, 1], "output": [8, 7, 5]}],
      "test": [{"input": [6, 2, 3, 1]}]})",
                                        "test", "list");
    EXPECT_TRUE(task.has_value()) << to_string(task.error());
    const dsl::Examples examples = task->examples();
    const Costs costs(domain_);
    dsl::Arena literals;
    const auto constants = domain_.constants(examples, literals);
    dsl::TermPool pool;
    const tbb::global_control workers(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
    EnumeratorOptions options{.budget = {.steps = 3'000'000}, .threads = threads, .guesses = 1};
    options.scorer = scorer;
    options.judges_beside = judges_beside_;
    Enumerator enumerator(domain_, examples, constants, costs, options, memory_, pool, nullptr);
    enumerator.run();
    if (enumerator.programs().empty()) return {"none"};
    return {print_term(pool, enumerator.programs()[0].program, domain_), enumerator.report().steps,
            enumerator.report().judged};
  }

  const dsl::Domain& domain_ = **tasks::find_domain("list");
  dsl::ChunkPool memory_;
  bool judges_beside_ = true;
};

TEST_F(DelaysTest, AScorerThatMindsNothingChangesNoProgram) {
  FakeScorer scorer(-10, all);
  const Found without = find(nullptr);
  const Found with = find(&scorer);
  EXPECT_EQ(without.program, with.program);
  // Goals are derived from a level's rows when the verdict is there, so a level later.
  EXPECT_NEAR(static_cast<double>(with.steps) / static_cast<double>(without.steps), 1, 0.05);
  EXPECT_EQ(without.judged, 0U);
  EXPECT_GT(with.judged, 0U);
}

TEST_F(DelaysTest, WhatLeadsToTheOutputsIsFoundSooner) {
  FakeScorer scorer(-10, is_sorted);
  const Found without = find(nullptr);
  const Found with = find(&scorer);
  ASSERT_NE(without.program, "none");
  ASSERT_NE(with.program, "none");
  EXPECT_LT(with.steps, without.steps);
}

TEST_F(DelaysTest, NothingIsForbidden) {
  FakeScorer scorer(-10, none);
  EXPECT_NE(find(&scorer).program, "none");
}

TEST_F(DelaysTest, WhatIsFoundDoesNotDependOnThreadsOrOnHowLongAVerdictTakes) {
  FakeScorer scorer(-1.3F, is_sorted);
  const Found alone = find(&scorer, 1);
  for (const bool judges_beside : {false, true}) {
    judges_beside_ = judges_beside;
    for (const int milliseconds : {0, 30}) {
      scorer.delay = std::chrono::milliseconds(milliseconds);
      for (const int threads : {1, 4}) {
        const Found other = find(&scorer, threads);
        EXPECT_EQ(alone.program, other.program);
        EXPECT_EQ(alone.judged, other.judged);
      }
    }
  }
}

TEST_F(DelaysTest, LogOddsThatAreNoNumbersDelayNothing) {
  FakeScorer mindless(-10, all);
  FakeScorer broken(std::numeric_limits<float>::quiet_NaN(), none);
  EXPECT_EQ(find(&broken).steps, find(&mindless).steps);
  FakeScorer endless(-std::numeric_limits<float>::infinity(), none);
  EXPECT_NE(find(&endless).program, "none");
}

TEST_F(DelaysTest, AScorerThatFailsIsLeftOut) {
  FakeScorer scorer(-10, is_sorted);
  scorer.fails = true;
  const Found found = find(&scorer, 4);
  EXPECT_EQ(found.program, find(nullptr).program);
  EXPECT_EQ(found.judged, 0U);
}

TEST(BankTest, DelayedEntriesStandWithTheDearerOnes) {
  dsl::Domain domain = free_domain::empty_domain();
  domain.registry.add(free_domain::record("grow", "tree -> tree", 3));
  const dsl::Type tree = *dsl::parse_type("tree");
  const Grammar grammar(domain, std::vector{tree}, tree);
  std::vector<Production> productions = grammar.productions();
  ASSERT_EQ(productions.size(), 1U);
  productions[0].head = 3;
  Bank bank(productions);
  dsl::Arena arena;
  const dsl::Value x = free_domain::make_text(arena, "x");
  bank.set_leaves({{Leaf::Kind::kInput, 0, *grammar.find(tree), 1}}, std::vector{&x});
  for (int level = 1; level < 4; ++level) bank.close_level(1);  // nothing costs so little
  bank.entries().resize(5);
  for (EntryId id = 1; id < 5; ++id) bank.entries()[id] = {nullptr, {id * 10}, 0};
  bank.close_level(1);
  bank.delay(4, 1, std::vector{2, 0, 5, 2});
  const Costs costs(domain);
  std::map<int, std::vector<EntryId>> at;  // by cost: what was numbered so before
  for (int cost = 2; cost < 12; ++cost) {
    std::vector<Range> ranges;
    bank.find(costs, {}, *grammar.find(tree), cost, ranges);
    for (const Range range : ranges) {
      for (EntryId id = range.begin; id < range.end; ++id) {
        at[cost].push_back(bank.entries()[id].arguments[0] / 10);
      }
    }
  }
  EXPECT_EQ(at, (std::map<int, std::vector<EntryId>>{{4, {2}}, {6, {1, 4}}, {9, {3}}}));
  std::size_t all = 0;
  for (const Range range : bank.all(*grammar.find(tree))) all += range.size();
  EXPECT_EQ(all, 5U);
}

}  // namespace
}  // namespace gestalt::synthesis
