// Runs that are killed at random moments lose nothing, and end with what an unkilled run gives.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <thread>

#include "experiments/store/result_file.h"
#include "experiments/store/run.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

const std::string kSuite = "tasks/examples/list";

constexpr std::size_t kTasks = 40;

std::vector<std::string> bench(const ScratchFolder& folder, const std::string& name) {
  return {"bench",     "ood/list-control/test:count=" + std::to_string(kTasks),
          "--steps",   "15000",
          "--threads", "1",
          "--out",     folder.path(name + ".jsonl"),
          "--store",   folder.path(name + ".db")};
}

/// By task, without the times.
std::map<std::string, TaskResult> timeless(const std::vector<TaskResult>& results) {
  std::map<std::string, TaskResult> by_task;
  for (TaskResult result : results) {
    result.seconds = 0;
    for (StrategyShare& share : result.portfolio) share.seconds = 0;
    EXPECT_TRUE(by_task.emplace(result.task, result).second) << result.task << " comes twice";
  }
  return by_task;
}

/// GESTALT_KILLS sets how many processes are killed while they run.
int wanted_kills() {
  const char* text = std::getenv("GESTALT_KILLS");
  return text == nullptr ? 50 : std::atoi(text);
}

/// Goes on with a run that is killed again and again until it ends or so many kills have hit it.
int kill_until_done(const ScratchFolder& folder, const std::string& name, int most,
                    std::mt19937_64& rng) {
  auto resumed = bench(folder, name);
  resumed.emplace_back("--resume");
  for (int hits = 0; hits < most; ++hits) {
    const Finished finished = run_gestalt_killed(resumed, static_cast<int>(5 + rng() % 400));
    const auto lines = ResultFile::read(folder.path(name + ".jsonl"));
    const auto stored = load_run(folder.path(name + ".db"));
    // At most the task in flight differs.
    if (lines && stored) {
      EXPECT_LE(std::max(lines->size(), stored->results.size()) -
                    std::min(lines->size(), stored->results.size()),
                1U);
    }
    if (finished.status == 0) return hits;
    EXPECT_EQ(finished.status, 128 + SIGKILL) << finished.err;
  }
  const Finished last = run_gestalt(resumed);
  EXPECT_EQ(last.status, 0) << last.err;
  return most;
}

TEST(KilledRunTest, FiftyRandomKillsLeaveTheResultsOfAnUnkilledRun) {
  const ScratchFolder folder;
  ASSERT_EQ(run_gestalt(bench(folder, "whole")).status, 0);
  const auto whole = timeless(load_run(folder.path("whole.db"))->results);
  ASSERT_EQ(whole.size(), kTasks);
  std::mt19937_64 rng(8);
  for (int kills = 0, round = 0; kills < wanted_kills(); ++round) {
    const std::string name = "killed-" + std::to_string(round);
    kills += kill_until_done(folder, name, wanted_kills() - kills, rng);
    EXPECT_EQ(timeless(load_run(folder.path(name + ".db"))->results), whole);
    EXPECT_EQ(timeless(*ResultFile::read(folder.path(name + ".jsonl"))), whole);
  }
}

TEST(StoreTest, TwoProcessesWriteToOneStore) {
  const ScratchFolder folder;
  const std::string store = folder.path("s.db");
  const auto run = [&](const std::string& suite) {
    const Finished finished = run_gestalt({"bench", suite, "--steps", "20000", "--store", store});
    EXPECT_EQ(finished.status, 0) << finished.err;
  };
  {
    const std::jthread one([&] { run("tasks/examples/list"); });
    const std::jthread other([&] { run("tasks/examples/grid"); });
  }
  const auto runs = list_runs(store);
  ASSERT_TRUE(runs.has_value());
  ASSERT_EQ(runs->size(), 2U);
  for (const StoredRunRecord& record : *runs) {
    EXPECT_EQ(record.tasks, record.description.suite.ends_with("list") ? 6U : 4U);
  }
}

TEST(StoreTest, ShardsShareARun) {
  const ScratchFolder folder;
  const std::string store = folder.path("s.db");
  for (const char* shard : {"1/2", "2/2"}) {
    const Finished finished = run_gestalt(
        {"bench", kSuite, "--steps", "1000", "--store", store, "--resume", "--shard", shard});
    ASSERT_EQ(finished.status, 0) << finished.err;
  }
  const auto runs = list_runs(store);
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().tasks, 6U);
  EXPECT_EQ(runs->front().sessions.size(), 2U);
  for (const std::string bad : {"0/2", "3/2", "1", "1/", "/2", "1/0", "x/2", "1/2x"}) {
    EXPECT_EQ(run_gestalt({"bench", kSuite, "--shard", bad}).status, 2) << bad;
  }
}

TEST(StoreTest, ResumeSaysWhyAnotherRunCannotGoOn) {
  const ScratchFolder folder;
  const std::string store = folder.path("s.db");
  ASSERT_EQ(run_gestalt({"bench", kSuite, "--steps", "100", "--store", store}).status, 0);
  const Finished refused =
      run_gestalt({"bench", kSuite, "--steps", "200", "--store", store, "--resume"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("steps is 200, not 100"), std::string::npos) << refused.err;
  const Finished listed = run_gestalt({"runs", store});
  EXPECT_NE(listed.out.find("steps=100"), std::string::npos) << listed.out;
}

}  // namespace
}  // namespace gestalt::experiments
