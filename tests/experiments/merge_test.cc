// gestalt merge: shards come together, disagreement is refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "experiments/store/run.h"
#include "experiments/store/run_merge.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

const std::string kSuite = "tasks/examples/list";

std::map<std::string, TaskResult> timeless(const std::string& store) {
  std::map<std::string, TaskResult> by_task;
  const auto run = load_run(store);
  EXPECT_TRUE(run.has_value());
  for (TaskResult result : run->results) {
    result.seconds = 0;
    result.portfolio.clear();
    by_task.emplace(result.task, result);
  }
  return by_task;
}

TEST(MergeTest, ShardsGiveTheResultsOfOneProcess) {
  const ScratchFolder folder;
  const auto bench = [&](const std::string& store, const std::string& shard) {
    ASSERT_EQ(run_gestalt({"bench", kSuite, "--steps", "20000", "--store", store, "--shard", shard})
                  .status,
              0);
  };
  bench(folder.path("whole.db"), "1/1");
  for (const std::string k : {"1", "2", "3"}) bench(folder.path(k + ".db"), k + "/3");
  const std::string all = folder.path("all.db");
  ASSERT_EQ(run_gestalt({"merge", all, folder.path("1.db"), folder.path("2.db")}).status, 0);
  ASSERT_EQ(run_gestalt({"merge", all, folder.path("3.db"), folder.path("1.db")}).status, 0);
  const auto runs = list_runs(all);
  ASSERT_TRUE(runs.has_value());
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().tasks, 6U);
  EXPECT_EQ(timeless(all), timeless(folder.path("whole.db")));
  EXPECT_EQ(run_gestalt({"merge", all, folder.path("none.db")}).status, 2);
}

/// Runs the script as one job of an array would; its exit status.
int run_job(const std::string& arguments, int job, int jobs) {
  const std::string command =
      "cd " GESTALT_SOURCE_DIR " && GESTALT=" GESTALT_BINARY_DIR
      "/bin/gestalt SLURM_ARRAY_TASK_ID=" +
      std::to_string(job) + " SLURM_ARRAY_TASK_MAX=" + std::to_string(jobs) +
      " SLURM_ARRAY_TASK_MIN=1 experiments/slurm/bench_array.sh " + arguments + " >/dev/null 2>&1";
  return std::system(command.c_str());
}

TEST(SlurmScriptTest, JobsOfAnArrayDoTheirParts) {
  const ScratchFolder folder;
  const std::string arguments = folder.path("run") + " " + kSuite + " --steps 2000";
  for (int job = 1; job <= 3; ++job) {
    EXPECT_EQ(run_job(arguments, job, 3), 0);
    EXPECT_EQ(run_job(arguments, job, 3), 0);  // submitted again
  }
  const std::string all = folder.path("all.db");
  for (const std::string part : {"1", "2", "3"}) {
    ASSERT_TRUE(merge_store(all, folder.path("run/part-" + part + ".db")).has_value());
  }
  ASSERT_EQ(list_runs(all)->size(), 1U);
  EXPECT_EQ(list_runs(all)->front().tasks, 6U);
  EXPECT_NE(run_job("", 1, 3), 0);
}

TEST(MergeTest, RefusesStoresThatDisagreeAndAddsNothing) {
  const ScratchFolder folder;
  const RunDescription description{"s", "s", "0", "l", "none", {}};
  const auto write = [&](const std::string& file, const std::string& task, std::uint64_t steps) {
    auto run = StoredRun::resume(folder.path(file), description);
    ASSERT_TRUE(run.has_value());
    TaskResult result;
    result.task = task;
    result.steps = steps;
    result.seconds = static_cast<double>(steps);  // times may differ
    ASSERT_TRUE((*run)->append(result).has_value());
  };
  write("a.db", "one", 1);
  write("b.db", "two", 1);
  write("b.db", "one", 2);
  const auto refused = merge_store(folder.path("a.db"), folder.path("b.db"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(to_string(refused.error()).find("another result of task 'one'"), std::string::npos);
  EXPECT_EQ(load_run(folder.path("a.db"))->results.size(), 1U);
}

}  // namespace
}  // namespace gestalt::experiments
