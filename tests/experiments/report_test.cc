// gestalt report: one file, which a browser can read.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

#include "experiments/report/moment.h"
#include "experiments/store/result_file.h"
#include "experiments/store/task_result.h"
#include "tasks/catalog.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"
#include "tasks/value_json.h"
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
  const std::string by_arm = dom("#status=solved&arm=0");
  EXPECT_NE(by_arm.find("data-shown=\"3\""), std::string::npos);
}

TEST(ReportTest, ShowsTraceCertificateStopAndNearestMiss) {
  const ScratchFolder folder;
  const std::string lines = folder.path("r.jsonl");
  const std::string suite = "tasks/examples/grid";
  ASSERT_EQ(run_gestalt({"bench", suite, "--steps", "20000", "--out", lines}).status, 0);
  auto results = ResultFile::read(lines);
  ASSERT_TRUE(results.has_value());
  auto certified = ResultFile::create(lines);
  ASSERT_TRUE(certified.has_value());
  for (TaskResult& result : *results) {
    if (!result.guesses.empty()) {
      result.certificates = nlohmann::ordered_json::parse(
          R"([{"laws": [{"property": "size", "statement": "rows < 2 rows", "verdict": "proved",
               "proved_bound": 4, "tested": 0}], "others": []}])");
    }
    ASSERT_TRUE(certified->append(result).has_value());
  }
  const std::string page = folder.path("r.html");
  const Finished finished = run_gestalt({"report", lines, "--suite", suite, "--out", page});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const std::string text = read_file(page);
  EXPECT_EQ(count(text, "<summary>trace on train 1</summary>"), 3U);
  EXPECT_NE(text.find("<figcaption>(flip_rows"), std::string::npos);
  EXPECT_EQ(count(text, "size: rows &lt; 2 rows: proved up to 4"), 3U);
  EXPECT_EQ(count(text, "stopped by "), 4U);
  EXPECT_EQ(count(text, "nearest miss, fits") + count(text, "no program fits any pair"), 1U);
}

TEST(ReportTest, PutsInAndOutOfDistributionSideBySideByArm) {
  const ScratchFolder folder;
  const std::string file =
      folder.write("e.toml",
                   "[[arm]]\nname = \"few\"\nsteps = 100\n[[arm]]\nname = \"more\"\nsteps = 2000\n"
                   "[[shift]]\nname = \"length\"\nin = \"ood/list-length/train:count=2\"\n"
                   "out = \"ood/list-length/test:count=3\"\n");
  const std::string out = folder.path("results");
  ASSERT_EQ(run_gestalt({"experiment", "run", file, "--out", out}).status, 0);
  const std::string page = folder.path("r.html");
  const Finished finished = run_gestalt({"report", out + "/runs.db#all", "--out", page});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const std::string text = read_file(page);
  const auto gaps = text.find("<table id=\"gaps\">");
  ASSERT_NE(gaps, text.npos);
  EXPECT_EQ(
      count(text.substr(gaps, text.find("</table>", gaps) - gaps), "<td>ood/list-length</td>"), 2U);
  EXPECT_EQ(count(text, "<article class=\"card\""), 5U);  // the arms share the cards
  EXPECT_NE(text.find("<option value=\"1\">more</option>"), std::string::npos);
  EXPECT_EQ(run_gestalt({"report", folder.path("none.db#all"), "--out", page}).status, 2);
}

/// As a long run leaves them: two guesses a task, the first of them right, with a program of
/// several steps.
std::vector<TaskResult> results_of_all(const tasks::DataSet& set) {
  std::vector<TaskResult> results;
  for (const std::string& id : set.ids) {
    const auto task = tasks::load_task(set, id);
    EXPECT_TRUE(task.has_value());
    const auto domain = tasks::find_domain(task->domain());
    auto right = nlohmann::ordered_json::array();
    for (std::size_t t = 0; t < task->test_count(); ++t) {
      right.emplace_back(tasks::value_to_json(**domain, task->type().result(),
                                              *task->output(task->train_count() + t)));
    }
    TaskResult result;
    result.task = id;
    result.seconds = 1;
    result.steps = 1000;
    result.stop = "found";
    result.guesses = {right, right};
    result.programs = {
        "(lambda (x) (flip_rows (flip_columns (transpose (flip_rows (flip_columns x))))))",
        "(lambda (x) (flip_rows x))"};
    result.strategies = {"cells", "enumerate"};
    result.costs = {30, 40};
    result.train_fit = true;
    result.solved = true;
    result.tests = task->test_count();
    results.push_back(std::move(result));
  }
  return results;
}

TEST(ReportTest, FourHundredTasksTakeLessThanTenSecondsAndFifteenMegabytes) {
  const auto set = tasks::Catalog::find().open("arc-agi-1/training");
  if (!set) GTEST_SKIP() << to_string(set.error());
  ASSERT_EQ(set->ids.size(), 400U);
  const ScratchFolder folder;
  const std::string lines = folder.path("r.jsonl");
  {
    auto file = ResultFile::create(lines);
    ASSERT_TRUE(file.has_value());
    for (const TaskResult& result : results_of_all(*set)) {
      ASSERT_TRUE(file->append(result).has_value());
    }
  }
  const std::string page = folder.path("r.html");
  rusage before{};
  ::getrusage(RUSAGE_CHILDREN, &before);
  const Finished finished =
      run_gestalt({"report", lines, "--suite", "arc-agi-1/training", "--out", page});
  rusage after{};
  ::getrusage(RUSAGE_CHILDREN, &after);
  ASSERT_EQ(finished.status, 0) << finished.err;
  // Of the processor: other work on the machine does not count.
  const auto seconds = [](const rusage& usage) {
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  };
  const double taken = seconds(after) - seconds(before);
  const auto bytes = std::filesystem::file_size(page);
  RecordProperty("seconds", std::to_string(taken));
  RecordProperty("bytes", std::to_string(bytes));
  std::cout << "400 tasks: " << taken << " s of the processor, " << bytes << " bytes\n";
  EXPECT_LT(taken, 10);
  EXPECT_LT(bytes, 15'000'000U);
  EXPECT_EQ(count(read_file(page), "<article class=\"card\""), 400U);
}

}  // namespace
}  // namespace gestalt::experiments
