// gestalt bench under mpirun: many processes do the run of one.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "experiments/store/run.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kProcesses = 4;

/// Lines of results as they were written, but for the times.
std::string timeless(const std::string& lines) {
  std::string text;
  for (const std::string& line : lines_of(lines)) {
    Json json = Json::parse(line);
    json["seconds"] = 0;
    for (Json& share : json["portfolio"]) share["seconds"] = 0;
    text += json.dump() + "\n";
  }
  return text;
}

std::string exported(const std::string& store) {
  const Finished finished = run_gestalt({"export", store, "--format", "jsonl"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  return timeless(finished.out);
}

TEST(MpiTest, ManyProcessesGiveTheResultsOfOneByteForByte) {
  if (const std::string why = no_mpi(); !why.empty()) GTEST_SKIP() << why;
  const ScratchFolder folder;
  const auto bench = [&](const std::string& name) -> std::vector<std::string> {
    return {"bench", "ood/list-length/test:count=12", "--steps", "20000",
            "--out", folder.path(name + ".jsonl"),    "--store", folder.path(name + ".db")};
  };
  const Finished one = run_gestalt(bench("one"));
  ASSERT_EQ(one.status, 0) << one.err;
  const Finished many = run_gestalt_under_mpi(kProcesses, bench("many"));
  ASSERT_EQ(many.status, 0) << many.err;
  EXPECT_EQ(lines_of(many.out).at(0), lines_of(one.out).at(0));  // said once
  EXPECT_EQ(lines_of(many.out).size(), lines_of(one.out).size());
  const std::string lines = timeless(read_file(folder.path("one.jsonl")));
  EXPECT_EQ(lines_of(lines).size(), 12U);
  EXPECT_EQ(timeless(read_file(folder.path("many.jsonl"))), lines);
  EXPECT_EQ(exported(folder.path("one.db")), lines);
  EXPECT_EQ(exported(folder.path("many.db")), lines);
  EXPECT_EQ(load_run(folder.path("many.db"))->record->sessions.size(), 1U);
}

/// The process of a rank among mpirun's children.
std::optional<pid_t> process_of(pid_t mpirun, int rank) {
  const std::string id = std::to_string(mpirun);
  std::ifstream children("/proc/" + id + "/task/" + id + "/children");
  for (pid_t child = 0; children >> child;) {
    const std::string environment = read_file("/proc/" + std::to_string(child) + "/environ");
    const std::string wanted = "OMPI_COMM_WORLD_RANK=" + std::to_string(rank);
    if (environment.find(wanted + '\0') != environment.npos) return child;
  }
  return std::nullopt;
}

std::size_t tasks_in(const std::string& store) {
  if (!std::filesystem::exists(store)) return 0;
  const auto runs = list_runs(store);
  return runs && !runs->empty() ? runs->back().tasks : 0;
}

class DyingRankTest : public testing::TestWithParam<int> {};

TEST_P(DyingRankTest, LosesNoFinishedTaskAndResumeGoesOn) {
  if (const std::string why = no_mpi(); !why.empty()) GTEST_SKIP() << why;
  const ScratchFolder folder;
  const auto bench = [&](const std::string& name) -> std::vector<std::string> {
    return {"bench",   "ood/list-length/test:count=24", "--steps", "100000",
            "--store", folder.path(name + ".db"),       "--resume"};
  };
  const std::string store = folder.path("many.db");
  std::size_t seen = 0;
  const Finished broken = run_gestalt_under_mpi(kProcesses, bench("many"), [&](pid_t mpirun) {
    for (int wait = 0; wait < 6000 && seen < 3; ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      seen = tasks_in(store);
    }
    // All stand still first, or a fast machine ends the run before mpirun sees that one died.
    for (int rank = 0; rank < kProcesses; ++rank) {
      if (const auto process = process_of(mpirun, rank)) ::kill(*process, SIGSTOP);
    }
    const auto victim = process_of(mpirun, GetParam());
    ASSERT_TRUE(victim.has_value());
    ::kill(*victim, SIGKILL);
  });
  EXPECT_NE(broken.status, 0);
  ASSERT_GE(seen, 3U);
  const std::size_t left = tasks_in(store);
  EXPECT_GE(left, seen);
  EXPECT_LT(left, 24U) << "it was killed too late to be a test";
  const Finished resumed = run_gestalt_under_mpi(kProcesses, bench("many"));
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_EQ(tasks_in(store), 24U);
  auto alone = bench("one");
  ASSERT_EQ(run_gestalt(alone).status, 0);
  EXPECT_EQ(exported(store), exported(folder.path("one.db")));
}

INSTANTIATE_TEST_SUITE_P(Ranks, DyingRankTest, testing::Values(0, 2),
                         [](const auto& rank) { return "Rank" + std::to_string(rank.param); });

TEST(MpiTest, BadInputIsOneLineAndStatus2) {
  if (const std::string why = no_mpi(); !why.empty()) GTEST_SKIP() << why;
  for (const std::string suite : {"no/such/suite", "tasks/examples/list"}) {
    const Finished finished =
        run_gestalt_under_mpi(kProcesses, {"bench", suite, "--guide", "no/such.net"});
    EXPECT_EQ(finished.status, 2) << finished.err;
    std::size_t ours = 0;
    for (const std::string& line : lines_of(finished.err)) ours += line.starts_with("gestalt: ");
    EXPECT_EQ(ours, 1U) << finished.err;
  }
}

}  // namespace
}  // namespace gestalt::experiments
