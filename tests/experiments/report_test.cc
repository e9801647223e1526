// gestalt report: one file, which a browser can read.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "experiments/report/moment.h"
#include "experiments/store/task_result.h"
#include "tasks/task_json.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != text.npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

/// A store with a run of the example tasks, and the page of it.
struct Reported {
  ScratchFolder folder;
  std::string store = folder.path("s.db");
  std::string page = folder.path("r.html");

  Reported() {
    EXPECT_EQ(
        run_gestalt({"bench", "tasks/examples/grid", "--steps", "20000", "--store", store}).status,
        0);
    const Finished finished = run_gestalt({"report", store, "--out", page});
    EXPECT_EQ(finished.status, 0) << finished.err;
  }
};

TEST(ReportTest, IsOneFileWithACardATask) {
  const Reported reported;
  const std::string page = read_file(reported.page);
  EXPECT_EQ(count(page, "<article class=\"card\""), 4U);
  EXPECT_GE(count(page, "<svg"), 4U);
  EXPECT_NE(page.find("mirror-beside"), std::string::npos);
  EXPECT_NE(page.find("guess 1: right"), std::string::npos);
  EXPECT_NE(page.find("data hash"), std::string::npos);
  // Nothing is asked from outside: the only addresses are names of XML formats.
  for (const std::string piece : {"src=", "href=", "@import", "fetch(", "url("}) {
    EXPECT_EQ(page.find(piece), std::string::npos) << piece;
  }
  const auto moments = page.find("\"seconds\":[");
  ASSERT_NE(moments, std::string::npos);
}

TEST(ReportTest, TakesSeveralRunsAndResultFiles) {
  const ScratchFolder folder;
  const std::string lines = folder.path("r.jsonl");
  const std::string page = folder.path("r.html");
  ASSERT_EQ(run_gestalt({"bench", "tasks/examples/list", "--steps", "5000", "--out", lines}).status,
            0);
  ASSERT_EQ(run_gestalt({"report", lines, lines, "--out", page}).status, 0);
  EXPECT_NE(read_file(page).find("--suite names their data set"), std::string::npos);
  ASSERT_EQ(run_gestalt({"report", lines, "--suite", "tasks/examples/list", "--out", page}).status,
            0);
  EXPECT_EQ(read_file(page).find("--suite names their data set"), std::string::npos);
  EXPECT_EQ(count(read_file(page), "<article class=\"card\""), 6U);
  EXPECT_EQ(run_gestalt({"report", lines, "--suite", "no/such", "--out", page}).status, 2);
  EXPECT_EQ(run_gestalt({"report", lines, "--out", "/dev/full"}).status, 2);
  EXPECT_EQ(run_gestalt({"report", folder.path("none.db"), "--out", page}).status, 2);
}

TEST(MomentTest, IsTheEndOfTheStrategyThatFoundTheRightProgram) {
  const auto task = tasks::parse_task(
      R"({"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]], "output": [[4]]}]})",
      "t", "f");
  ASSERT_TRUE(task.has_value());
  TaskResult result;
  result.solved = true;
  result.seconds = 9;
  result.steps = 900;
  result.guesses = {nlohmann::ordered_json::parse("[[[5]]]"),
                    nlohmann::ordered_json::parse("[[[4]]]")};
  result.strategies = {"late", "early"};
  result.portfolio = {{"early", 1, 100}, {"middle", 2, 200}, {"late", 3, 300}};
  EXPECT_EQ(solved_at(result, &*task), (Moment{1, 100}));
  result.strategies = {"early", "late"};
  EXPECT_EQ(solved_at(result, &*task), (Moment{6, 600}));
  EXPECT_EQ(solved_at(result, nullptr), (Moment{9, 900}));
  result.solved = false;
  EXPECT_FALSE(solved_at(result, &*task));
}

/// The program of a browser; empty where there is none.
std::string browser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    for (const char* folder : {"/usr/bin/", "/usr/local/bin/"}) {
      const std::string program = std::string(folder) + name;
      if (std::filesystem::exists(program)) return program;
    }
  }
  return "";
}

TEST(ReportTest, RendersAndFiltersInABrowser) {
  const std::string program = browser();
  if (program.empty()) GTEST_SKIP() << "no Chromium is installed";
  const Reported reported;
  const auto dom = [&](const std::string& hash) {
    const std::string out = reported.folder.path("dom.html");
    const std::string command = fmt::format(
        "{} --headless --no-sandbox --disable-gpu --virtual-time-budget=5000 --dump-dom "
        "'file://{}{}' >{} 2>/dev/null",
        program, reported.page, hash, out);
    EXPECT_EQ(std::system(command.c_str()), 0);
    return read_file(out);
  };
  const std::string all = dom("");
  EXPECT_NE(all.find("data-ready=\"yes\""), std::string::npos);
  EXPECT_EQ(all.find("data-errors"), std::string::npos);
  EXPECT_NE(all.find("data-shown=\"4\""), std::string::npos);
  EXPECT_NE(all.find("4 of 4 tasks"), std::string::npos);
  EXPECT_NE(all.find("class=\"uplot"), std::string::npos) << "no curve was drawn";
  const std::string one = dom("#q=mirror-beside");
  EXPECT_NE(one.find("data-shown=\"1\""), std::string::npos);
  const std::string unsolved = dom("#status=unfit");
  EXPECT_NE(unsolved.find("data-shown=\"1\""), std::string::npos);
}

}  // namespace
}  // namespace gestalt::experiments
