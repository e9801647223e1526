// The run store as a library: what it keeps, whose runs go on, what a full disk leaves.
#include "experiments/store/run_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <array>
#include <thread>

#include "experiments/store/run.h"
#include "experiments/store/run_schema.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

RunDescription description() {
  return {"suite",
          "suite",
          "0123",
          "grid 4567",
          "none",
          {{"seconds", "5", Origin::kDefault},
           {"threads", "2", Origin::kCommandLine, false},
           {"seed", "7", Origin::kFile}}};
}

TaskResult result_of(const std::string& task, bool solved = true) {
  TaskResult result;
  result.task = task;
  result.seconds = 0.5;
  result.steps = 12;
  result.stop = "found";
  result.guesses = {nlohmann::ordered_json::parse("[[[1]]]")};
  result.programs = {"(f x)"};
  result.strategies = {"cells"};
  result.costs = {3};
  result.train_fit = true;
  result.solved = solved;
  result.portfolio = {{"cells", 0.5, 12}};
  return result;
}

TEST(RunStoreTest, KeepsResultsAndWhereTheyComeFrom) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  {
    auto run = StoredRun::begin(file, description());
    ASSERT_TRUE(run.has_value()) << to_string(run.error());
    ASSERT_TRUE((*run)->append(result_of("b")).has_value());
    ASSERT_TRUE((*run)->append(result_of("a", false)).has_value());
  }
  const auto runs = list_runs(file);
  ASSERT_TRUE(runs.has_value()) << to_string(runs.error());
  ASSERT_EQ(runs->size(), 1U);
  const StoredRunRecord& record = runs->front();
  EXPECT_EQ(record.tasks, 2U);
  EXPECT_EQ(record.solved, 1U);
  EXPECT_EQ(record.description.identity(), description().identity());
  EXPECT_EQ(record.description.settings, description().settings);
  ASSERT_EQ(record.sessions.size(), 1U);
  EXPECT_FALSE(record.sessions[0].revision.empty());
  const std::string& versions = record.sessions[0].versions;
  EXPECT_TRUE(versions.starts_with("GNU ") || versions.starts_with("Clang ")) << versions;
  for (const char* library : {"oneTBB 2", "Boost 1.", "SQLite 3.", "Z3", "LibTorch"}) {
    EXPECT_NE(versions.find(library), std::string::npos) << library << " is not in " << versions;
  }
  EXPECT_NE(record.sessions[0].command.find("experiments_test"), std::string::npos);
  const auto results = read_results(file, record.id);
  ASSERT_TRUE(results.has_value());
  EXPECT_EQ(*results, (std::vector<TaskResult>{result_of("a", false), result_of("b")}));
}

TEST(RunStoreTest, ResumeTakesTheRunOfTheSameIdentity) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  std::int64_t id = 0;
  {
    auto run = StoredRun::resume(file, description());  // there is none: it begins one
    ASSERT_TRUE(run.has_value()) << to_string(run.error());
    id = (*run)->id();
    ASSERT_TRUE((*run)->append(result_of("a")).has_value());
    TaskResult interrupted = result_of("b");
    interrupted.stop = "interrupted";
    ASSERT_TRUE((*run)->append(interrupted).has_value());
  }
  RunDescription same = description();
  same.settings[0].origin = Origin::kCommandLine;  // who said so does not matter
  same.settings[1].value = "16";                   // nor does the number of threads
  auto resumed = StoredRun::resume(file, same);
  ASSERT_TRUE(resumed.has_value()) << to_string(resumed.error());
  EXPECT_EQ((*resumed)->id(), id);
  EXPECT_EQ((*resumed)->finished(), std::vector<TaskResult>{result_of("a")});
  EXPECT_EQ(list_runs(file)->front().sessions.size(), 2U);
}

TEST(RunStoreTest, ResumeRefusesOtherSettingsAndOtherData) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  ASSERT_TRUE(StoredRun::begin(file, description()).has_value());
  const auto error_of = [&](const RunDescription& run) {
    const auto resumed = StoredRun::resume(file, run);
    EXPECT_FALSE(resumed.has_value());
    return resumed ? "" : to_string(resumed.error());
  };
  RunDescription other = description();
  other.settings[0].value = "10";
  EXPECT_NE(error_of(other).find("seconds is 10, not 5"), std::string::npos) << error_of(other);
  other = description();
  other.data_hash = "4567";
  EXPECT_NE(error_of(other).find("the data's hash is 4567, not 0123"), std::string::npos);
  other.name = "another";  // a run of its own
  EXPECT_TRUE(StoredRun::resume(file, other).has_value());
  EXPECT_EQ(list_runs(file)->size(), 2U);
}

TEST(RunStoreTest, TheFirstResultOfATaskStays) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  auto one = StoredRun::begin(file, description());
  auto other = StoredRun::resume(file, description());
  ASSERT_TRUE(one.has_value() && other.has_value());
  ASSERT_TRUE((*one)->append(result_of("a")).has_value());
  ASSERT_TRUE((*other)->append(result_of("a", false)).has_value());
  EXPECT_EQ(*read_results(file, (*one)->id()), std::vector<TaskResult>{result_of("a")});
}

TEST(RunStoreTest, ManyWritersLoseNothing) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  constexpr int kWriters = 4;
  constexpr int kTasks = 25;
  std::array<bool, kWriters> good{};
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < kWriters; ++w) {
      writers.emplace_back([&, w] {
        RunDescription mine = description();
        mine.name = std::to_string(w);
        auto run = StoredRun::begin(file, mine);  // all at once, in a store that is not there yet
        bool all = run.has_value();
        for (int t = 0; all && t < kTasks; ++t) {
          all = (*run)->append(result_of("task-" + std::to_string(t))).has_value();
        }
        good[static_cast<std::size_t>(w)] = all;
      });
    }
  }
  EXPECT_EQ(good, (std::array<bool, kWriters>{true, true, true, true}));
  const auto runs = list_runs(file);
  ASSERT_TRUE(runs.has_value());
  ASSERT_EQ(runs->size(), std::size_t{kWriters});
  for (const StoredRunRecord& run : *runs) EXPECT_EQ(run.tasks, std::size_t{kTasks});
}

/// While it lives, files of this process cannot grow beyond some bytes.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(RunStoreTest, AFullDiskIsOneErrorAndTheStoreStaysReadable) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  auto run = StoredRun::begin(file, description());
  ASSERT_TRUE(run.has_value());
  std::size_t kept = 0;
  {
    const FullDisk full(200'000);
    for (; kept < 1000; ++kept) {
      const auto done = (*run)->append(result_of("task-" + std::to_string(kept)));
      if (done) continue;
      EXPECT_EQ(done.error().code, ErrorCode::kIo);
      EXPECT_EQ(done.error().where, file);
      EXPECT_EQ(done.error().message.find('\n'), std::string::npos);
      break;
    }
    run->reset();
  }
  ASSERT_LT(kept, 1000U);
  EXPECT_GT(kept, 5U);
  const auto runs = list_runs(file);
  ASSERT_TRUE(runs.has_value()) << to_string(runs.error());
  EXPECT_EQ(read_results(file, runs->front().id)->size(), kept);
  auto again = StoredRun::resume(file, description());
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE((*again)->append(result_of("one more")).has_value());
}

TEST(RunStoreTest, RefusesFilesThatAreNoStore) {
  const ScratchFolder folder;
  const std::string text = folder.write("t.db", std::string(5000, 'x'));
  EXPECT_FALSE(StoredRun::begin(text, description()).has_value());
  EXPECT_EQ(read_file(text), std::string(5000, 'x'));
  const std::string foreign = folder.path("f.db");
  SQLite::Database(foreign, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE birds(name TEXT)");
  const auto refused = StoredRun::begin(foreign, description());
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(to_string(refused.error()).find("no run store"), std::string::npos);
  EXPECT_EQ(list_runs(folder.path("none.db")).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(StoredRun::begin("/no/such/folder/s.db", description()).has_value());
}

TEST(RunSchemaTest, ReadsStoresOfTheFirstVersion) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  {
    SQLite::Database store(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    ASSERT_TRUE(migrate(store, migrations().first(1)).has_value());
    store.exec("INSERT INTO runs VALUES(1, 'n', 's', 'd', 'l', 'none', 'i')");
    store.exec("INSERT INTO sessions VALUES(1, 1, 'r', 0, 'm', 'v', '2026-01-31T12:00:00Z')");
  }
  const auto runs = list_runs(file);
  ASSERT_TRUE(runs.has_value()) << to_string(runs.error());
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().sessions.at(0).machine, "m");
  EXPECT_EQ(runs->front().sessions.at(0).command, "");
}

TEST(RunSchemaTest, BringsOlderStoresUpToDateAndRefusesNewerOnes) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  {
    auto run = StoredRun::begin(file, description());
    ASSERT_TRUE(run.has_value());
    ASSERT_TRUE((*run)->append(result_of("a")).has_value());
  }
  SQLite::Database store(file, SQLite::OPEN_READWRITE);
  std::vector<std::string_view> longer(migrations().begin(), migrations().end());
  longer.emplace_back("ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT ''");
  ASSERT_TRUE(migrate(store, longer).has_value());
  EXPECT_EQ(store.execAndGet("SELECT count(*) FROM results").getInt(), 1);
  EXPECT_EQ(store.execAndGet("SELECT note FROM runs").getString(), "");
  ASSERT_TRUE(migrate(store, longer).has_value());  // nothing is left to do
  const auto refused = migrate(store);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("newer Gestalt"), std::string::npos);
}

TEST(LoadRunTest, NamesFilesAndRunsOfStores) {
  const ScratchFolder folder;
  const std::string file = folder.path("s.db");
  for (const char* name : {"one", "two", "one"}) {
    RunDescription run = description();
    run.name = name;
    auto begun = StoredRun::begin(file, run);
    ASSERT_TRUE(begun.has_value());
    ASSERT_TRUE((*begun)->append(result_of(std::to_string((*begun)->id()))).has_value());
  }
  const auto task_of = [&](const std::string& which) {
    const auto run = load_run(file + which);
    return run ? run->results.front().task : to_string(run.error());
  };
  EXPECT_EQ(task_of(""), "3");
  EXPECT_EQ(task_of("#1"), "1");
  EXPECT_EQ(task_of("#one"), "3");
  EXPECT_EQ(task_of("#two"), "2");
  EXPECT_NE(task_of("#four").find("no run 'four'"), std::string::npos);
  const std::string lines = folder.write("r.jsonl", to_json(result_of("x")).dump() + "\n");
  EXPECT_EQ(load_run(lines)->results.size(), 1U);
  EXPECT_FALSE(load_run(lines + "#1").has_value());
  EXPECT_FALSE(load_run(folder.path("none")).has_value());
}

}  // namespace
}  // namespace gestalt::experiments
