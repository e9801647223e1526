// gestalt experiment and gestalt fit: tables, bars, going on, and bad files.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "experiments/store/result_file.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

std::string write(const ScratchFolder& folder, const std::string& name, const std::string& text) {
  const std::string path = folder.path(name);
  std::ofstream(path) << text;
  return path;
}

const std::string kArms =
    "suite = \"tasks/examples/grid\"\n"
    "[quick]\n"
    "tasks = 2\n"
    "[[arm]]\n"
    "name = \"few\"\n"
    "steps = 40000\n"
    "strategies = [\"enumerate\"]\n"
    "alone = true\n";

TEST(ExperimentTest, RunsItsArmsAndMeetsItsBars) {
  const ScratchFolder folder;
  const std::string file = write(folder, "e.toml", kArms + "bars = { solved = 1 }\n");
  const Finished finished =
      run_gestalt({"experiment", "run", file, "--out", folder.path("results")});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_NE(finished.out.find("few                  4"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find("wanted at least 1: met"), std::string::npos) << finished.out;
  const auto results = ResultFile::read(folder.path("results/few.jsonl"));
  ASSERT_TRUE(results.has_value());
  EXPECT_EQ(results->size(), 4U);
}

TEST(ExperimentTest, APairIsHeldToItsBarsOnTheirSuiteAlone) {
  const ScratchFolder folder;
  const std::string suites = "suites = [\"tasks/examples/grid\", \"tasks/examples/list\"]\n";
  const std::string arms = kArms.substr(kArms.find("[quick]"));
  const auto pair = [&](const std::string& bars) {
    const std::string text =
        suites + arms + "[[pair]]\nfirst = \"few\"\nsecond = \"few\"\nbars = { ";
    return run_gestalt({"experiment", "run", write(folder, "p.toml", text + bars + " }\n"), "--out",
                        folder.path("pair"), "--resume"});
  };
  const auto bars_of = [](const Finished& finished) {
    std::size_t lines = 0;
    for (auto at = finished.out.find("bar  "); at != std::string::npos;
         at = finished.out.find("bar  ", at + 1)) {
      ++lines;
    }
    return lines;
  };
  EXPECT_EQ(bars_of(pair("steps_ratio = 1.0")), 2U);
  const Finished one = pair("steps_ratio = 1.0, suite = \"tasks/examples/list\"");
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(bars_of(one), 1U) << one.out;
  EXPECT_NE(one.out.find("tasks/examples/grid                few                     3/4 "),
            std::string::npos)
      << one.out;
  const Finished none = pair("suite = \"tasks/examples/other\"");
  EXPECT_EQ(none.status, 2);
  EXPECT_NE(none.err.find("there is no suite 'tasks/examples/other'"), std::string::npos);
}

TEST(ExperimentTest, SaysWhichBarIsMissed) {
  const ScratchFolder folder;
  const std::string file = write(folder, "e.toml", kArms + "bars = { solved = 5 }\n");
  const Finished finished =
      run_gestalt({"experiment", "run", file, "--out", folder.path("results")});
  EXPECT_EQ(finished.status, 1) << finished.err;
  EXPECT_NE(finished.out.find("MISSED"), std::string::npos) << finished.out;
}

TEST(ExperimentTest, QuickIsSmallerAndResumeGoesOn) {
  const ScratchFolder folder;
  const std::string file = write(folder, "e.toml", kArms);
  const std::vector<std::string> quick{"experiment", "run",   file,
                                       "--quick",    "--out", folder.path("results")};
  ASSERT_EQ(run_gestalt(quick).status, 0);
  const auto before = ResultFile::read(folder.path("results/few.jsonl"));
  ASSERT_TRUE(before.has_value());
  EXPECT_EQ(before->size(), 2U);
  ASSERT_EQ(
      run_gestalt({"experiment", "run", file, "--resume", "--out", folder.path("results")}).status,
      0);
  const auto after = ResultFile::read(folder.path("results/few.jsonl"));
  ASSERT_TRUE(after.has_value());
  ASSERT_EQ(after->size(), 4U);
  EXPECT_EQ((*after)[0], (*before)[0]);  // with the same seconds: it was not run again
}

TEST(ExperimentTest, QuickTakesFewerSteps) {
  const ScratchFolder folder;
  std::string text = kArms;
  text.replace(text.find("tasks = 2"), 9, "tasks = 2\nsteps = 50");
  const std::string file = write(folder, "e.toml", text);
  for (const std::string quick : {"", "--quick"}) {
    std::vector<std::string> arguments{"experiment", "run", file, "--out",
                                       folder.path("r" + quick)};
    if (!quick.empty()) arguments.push_back(quick);
    ASSERT_EQ(run_gestalt(arguments).status, 0);
    std::uint64_t most = 0;
    const auto results = ResultFile::read(folder.path("r" + quick) + "/few.jsonl");
    ASSERT_TRUE(results);
    for (const TaskResult& result : *results) {
      most = std::max(most, result.steps);
    }
    EXPECT_EQ(most <= 50, !quick.empty()) << most;
  }
}

TEST(ExperimentTest, BadFilesAreOneErrorWithItsPlace) {
  const ScratchFolder folder;
  const auto status_and_error = [&](const std::string& text) {
    const std::string file = write(folder, "bad.toml", text);
    const Finished finished = run_gestalt({"experiment", "run", file, "--out", folder.path("r")});
    EXPECT_EQ(finished.status, 2) << text;
    EXPECT_EQ(lines_of(finished.err).size(), 1U) << finished.err;
    return finished.err;
  };
  EXPECT_NE(status_and_error("suite = ").find("bad.toml:1:"), std::string::npos);
  EXPECT_NE(status_and_error(kArms + "colour = 3\n").find("unknown key 'colour'"),
            std::string::npos);
  EXPECT_NE(status_and_error("suite = 3\n[[arm]]\nname = \"a\"\n").find("another type"),
            std::string::npos);
  EXPECT_NE(status_and_error(kArms + "bars = 3\n").find("'bars' is of another type"),
            std::string::npos);
  EXPECT_NE(status_and_error("arm = [3]\n").find("an arm is a table"), std::string::npos);
  EXPECT_NE(status_and_error("[[arm]]\nname = \"a\"\nstrategies = [\"guess\"]\n")
                .find("bad.toml:3:15: there is no strategy 'guess'"),
            std::string::npos);
  EXPECT_NE(status_and_error("suite = \"tasks/examples/grid\"\n").find("no arm"),
            std::string::npos);
  EXPECT_NE(status_and_error("suite = \"no/such\"\n[[arm]]\nname = \"a\"\n").find("no/such"),
            std::string::npos);
  EXPECT_EQ(run_gestalt({"experiment", "run", folder.path("absent.toml")}).status, 2);
}

TEST(FitTest, FitsCurvesToARun) {
  const ScratchFolder folder;
  const std::string suite = "tasks/examples/grid";
  const std::string run = folder.path("r.jsonl");
  ASSERT_EQ(run_gestalt({"bench", suite, "--steps", "50000", "--out", run}).status, 0);
  const std::string out = folder.path("curves.inc");
  const Finished finished = run_gestalt({"fit", "ranking", run, "--suite", suite, "--out", out});
  ASSERT_EQ(finished.status, 0) << finished.err;
  EXPECT_NE(finished.out.find("bits a program"), std::string::npos);
  EXPECT_NE(read_file(out).find("{\""), std::string::npos);
}

TEST(FitTest, RefusesARunOfOtherTasks) {
  const ScratchFolder folder;
  const std::string run = folder.path("r.jsonl");
  ASSERT_EQ(run_gestalt({"bench", "tasks/examples/grid", "--steps", "100", "--out", run}).status,
            0);
  const Finished finished = run_gestalt({"fit", "ranking", run, "--suite", "tasks/examples/list"});
  EXPECT_EQ(finished.status, 2);
  EXPECT_NE(finished.err.find("which the suite does not have"), std::string::npos);
}

}  // namespace
}  // namespace gestalt::experiments
