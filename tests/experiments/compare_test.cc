// gestalt compare, and what it counts.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "experiments/store/comparison.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

std::vector<TaskResult> outcomes(const std::string& solved) {
  std::vector<TaskResult> results;
  for (std::size_t i = 0; i < solved.size(); ++i) {
    TaskResult& result = results.emplace_back();
    result.task = std::string(1, static_cast<char>('a' + i));
    if (solved[i] != '?') result.solved = solved[i] == '1';
    result.steps = 10;
  }
  return results;
}

TEST(ComparisonTest, CountsPairsByTask) {
  const auto first = outcomes("1100?1");
  auto second = outcomes("10110");
  std::swap(second[0], second[3]);  // the order does not matter
  const Comparison result = compare(first, second, 1);
  EXPECT_EQ(result.tasks, 4U);
  EXPECT_EQ(result.both, 1U);
  EXPECT_EQ(result.neither, 0U);
  EXPECT_EQ(result.won, (std::vector<std::string>{"c", "d"}));
  EXPECT_EQ(result.lost, std::vector<std::string>{"b"});
  EXPECT_EQ(result.unmatched, std::vector<std::string>{"f"});
  EXPECT_EQ(result.solved_first(), 2U);
  EXPECT_EQ(result.solved_second(), 3U);
  EXPECT_DOUBLE_EQ(result.p_value, 1);
  EXPECT_EQ(result.steps_first, 40U);
  EXPECT_LE(result.difference.low, 0.25);
  EXPECT_GE(result.difference.high, 0.25);
}

TEST(ComparisonTest, StepsAreComparedWhereBothSolve) {
  const auto first = outcomes("11101");
  auto second = outcomes("11110");
  second[0].steps = 5;
  second[1].steps = 20;
  second[2].steps = 1;
  const Comparison result = compare(first, second, 1);
  EXPECT_NEAR(result.steps_ratio, std::cbrt(2 * 0.5 * 10), 1e-9);
  EXPECT_LT(result.steps_ratio_interval.low, result.steps_ratio);
  EXPECT_GT(result.steps_ratio_interval.high, result.steps_ratio);
  EXPECT_EQ(compare(first, outcomes("00011"), 1).steps_ratio, 1);
}

std::string lines(const std::string& solved) {
  std::string text;
  for (const TaskResult& result : outcomes(solved)) text += to_json(result).dump() + "\n";
  return text;
}

TEST(CompareTest, NamesWhatIsWonAndLost) {
  const ScratchFolder folder;
  const std::string first = folder.write("a.jsonl", lines("1100"));
  const std::string second = folder.write("b.jsonl", lines("1011"));
  const Finished finished = run_gestalt({"compare", first, second, "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json json = Json::parse(finished.out);
  EXPECT_EQ(json["won"], Json::parse(R"(["c", "d"])"));
  EXPECT_EQ(json["lost"], Json::parse(R"(["b"])"));
  EXPECT_EQ(json["solved"], Json::parse("[2, 3]"));
  EXPECT_EQ(json["p_value"], 1);
  const Finished text = run_gestalt({"compare", first, second});
  EXPECT_NE(text.out.find("won   c d"), std::string::npos) << text.out;
}

TEST(CompareTest, RefusesOtherDataUnlessTold) {
  const ScratchFolder folder;
  const std::string first = folder.write("a.jsonl", lines("110"));
  const std::string second = folder.write("b.jsonl", lines("1101"));
  const Finished refused = run_gestalt({"compare", first, second});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("--other-data"), std::string::npos) << refused.err;
  EXPECT_EQ(run_gestalt({"compare", first, second, "--other-data"}).status, 0);
  const std::string store = folder.path("s.db");
  for (const char* suite : {"tasks/examples/grid", "tasks/examples/list"}) {
    ASSERT_EQ(run_gestalt({"bench", suite, "--steps", "100", "--store", store}).status, 0);
  }
  const Finished hashes = run_gestalt({"compare", store + "#1", store + "#2"});
  EXPECT_EQ(hashes.status, 2);
  EXPECT_NE(hashes.err.find("different data: hash"), std::string::npos) << hashes.err;
}

}  // namespace
}  // namespace gestalt::experiments
