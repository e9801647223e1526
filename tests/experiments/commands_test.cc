// What the commands print for programs, and their exit statuses 0 and 1.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

const std::string kMirror = "tasks/examples/grid/mirror-beside.json";
const std::string kDeltas = "tasks/examples/list/deltas.json";
const std::string kAboveFirst = "tasks/examples/list/above-first.json";

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

/// Takes the keys off that hold times.
Json without_times(Json json) {
  for (auto& item : json) {
    if (item.is_structured()) item = without_times(item);
  }
  if (json.is_object()) {
    json.erase("seconds");
    json.erase("merge_seconds");
    json.erase("portfolio_seconds");
  }
  return json;
}

TEST(SolveTest, PrintsOneObjectATask) {
  const Finished finished =
      run_gestalt({"solve", kMirror, kAboveFirst, "--steps", "150000", "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json all = Json::parse(finished.out);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(keys_of(all[0]), (std::vector<std::string>{"id",
                                                       "domain",
                                                       "train_fit",
                                                       "solved",
                                                       "guesses",
                                                       "programs",
                                                       "costs",
                                                       "strategies",
                                                       "stop",
                                                       "steps",
                                                       "distinct",
                                                       "goals",
                                                       "judged",
                                                       "seconds",
                                                       "merge_seconds",
                                                       "near_misses",
                                                       "outlook",
                                                       "portfolio",
                                                       "portfolio_seconds",
                                                       "levels",
                                                       "primitives",
                                                       "certificates"}));
  for (const Json& task : all) {
    EXPECT_EQ(task["train_fit"], true);
    EXPECT_EQ(task["solved"], true) << task["id"];
    EXPECT_EQ(task["guesses"].size(), task["programs"].size());
    EXPECT_EQ(task["guesses"].size(), task["costs"].size());
    EXPECT_LE(task["steps"].get<int>(), 150000);
    int steps = 0;
    for (const Json& strategy : task["portfolio"]) steps += strategy["steps"].get<int>();
    EXPECT_EQ(task["steps"], steps);
  }
  EXPECT_EQ(all[0]["domain"], "grid");
  EXPECT_EQ(all[1]["domain"], "list");
}

TEST(SolveTest, TheProfileCountsEveryStep) {
  const Finished finished = run_gestalt(
      {"solve", kMirror, kMirror, "--strategies", "enumerate", "--steps", "1000", "--profile"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const auto table = finished.out.find("strategy ");
  ASSERT_NE(table, std::string::npos) << finished.out;
  std::istringstream rows(finished.out.substr(finished.out.find("enumerate", table)));
  std::string name;
  int tasks = 0;
  std::string steps;
  rows >> name >> tasks >> steps;
  EXPECT_EQ(tasks, 2);
  const Finished single =
      run_gestalt({"solve", kMirror, "--strategies", "enumerate", "--steps", "1000", "--json"});
  const int own = Json::parse(single.out)[0]["steps"];
  std::erase(steps, ',');
  EXPECT_EQ(std::stoi(steps), 2 * own);
}

TEST(SolveTest, FailsWhereNoProgramFits) {
  const Finished finished = run_gestalt({"solve", kMirror, "--steps", "10", "--json"});
  EXPECT_EQ(finished.status, 1) << finished.err;
  const Json task = Json::parse(finished.out)[0];
  EXPECT_EQ(task["train_fit"], false);
  EXPECT_EQ(task["stop"], "steps");
  EXPECT_EQ(task["guesses"], Json::array());
}

TEST(SolveTest, GivesTheSameOnAnyNumberOfThreads) {
  for (const std::string& task : {kMirror, kDeltas}) {
    std::vector<std::string> texts;
    for (const std::string threads : {"1", "2", "4"}) {
      const Finished finished = run_gestalt({"solve", task, "--steps", "20000", "--guesses", "9",
                                             "--certificate", "0", "--json", "--threads", threads});
      texts.push_back(without_times(Json::parse(finished.out)).dump());
    }
    EXPECT_EQ(texts[0], texts[1]) << task;
    EXPECT_EQ(texts[0], texts[2]) << task;
  }
}

TEST(SolveTest, KeepsToItsTime) {
  const Finished finished = run_gestalt(
      {"solve", kMirror, "--seconds", "0.3", "--guesses", "100", "--certificate", "0", "--json"});
  const Json task = Json::parse(finished.out)[0];
  EXPECT_EQ(task["stop"], "seconds");
  EXPECT_LT(task["seconds"].get<double>(), 1.0);  // a loaded machine's slack
}

TEST(SolveTest, SolvesTheGridExamples) {
  const Finished finished =
      run_gestalt({"bench", "tasks/examples/grid", "--steps", "200000", "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json summary = Json::parse(finished.out);
  EXPECT_EQ(summary["solved"], summary["tasks"]);
}

TEST(RunTest, TellsOutputsFitAndFault) {
  const std::string program = "(lambda (x) (zip_with subtract (tail x) x))";
  Finished finished = run_gestalt({"run", program, kDeltas, "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out,
            R"({"outputs":[[-7,29,-1],[-50,25,-75,-25]],"train_fit":true,"fault":null})"
            "\n");
  finished = run_gestalt({"run", "(lambda (x) x)", kDeltas, "--json"});
  EXPECT_EQ(finished.status, 1);
  EXPECT_EQ(Json::parse(finished.out)["train_fit"], false);
}

TEST(RunTest, NamesTheExampleThatFaults) {
  const ScratchFolder folder;
  const std::string task = folder.write("one.json", R"({"domain": "list", "type": "list int -> int",
    "train": [{"input": [4], "output": 4}], "test": [{"input": []}, {"input": [2, 3]}]})");
  const Finished finished = run_gestalt({"run", "(lambda (x) (first x))", task, "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out, R"({"outputs":[null,2],"train_fit":true,"fault":"test[0]: domain"})"
                          "\n");
}

TEST(RunTest, ReadsAProgramFromAFile) {
  const ScratchFolder folder;
  const std::string file =
      folder.write("p.txt", "; differences\n(lambda (x)\n  (zip_with subtract (tail x) x))\n");
  EXPECT_EQ(run_gestalt({"run", fmt::format("@{}", file), kDeltas}).status, 0);
}

TEST(TraceTest, TellsEveryStepAndTheFault) {
  const Finished finished = run_gestalt(
      {"trace", "(lambda (x) (tail (tail x)))", kDeltas, "--example", "train:2", "--json"});
  EXPECT_EQ(finished.status, 1);
  const Json json = Json::parse(finished.out);
  EXPECT_EQ(json["fault"], "domain");
  ASSERT_EQ(json["steps"].size(), 3U);
  EXPECT_EQ(json["steps"][1]["term"], "(tail x)");
  EXPECT_EQ(json["steps"][1]["type"], "list int");
  EXPECT_EQ(json["steps"][1]["value"], Json::array());
  EXPECT_TRUE(json["steps"][2]["value"].is_null());
}

TEST(TraceTest, AcceptsAProgramWithoutALambda) {
  const Finished finished = run_gestalt({"trace", "reverse", kDeltas, "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  const Json json = Json::parse(finished.out);
  ASSERT_EQ(json["steps"].size(), 2U);
  EXPECT_EQ(json["steps"][1]["term"], "(reverse x)");
  EXPECT_EQ(json["steps"][1]["value"], Json({9, 5, 3}));
}

TEST(TraceTest, ShowsLiterals) {
  const Finished finished =
      run_gestalt({"trace", "(lambda (x) (reverse [7 8 9]))", kDeltas, "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  const Json json = Json::parse(finished.out);
  ASSERT_EQ(json["steps"].size(), 3U);
  EXPECT_EQ(json["steps"][1]["value"], Json({7, 8, 9}));
  EXPECT_EQ(json["steps"][2]["value"], Json({9, 8, 7}));
}

TEST(DslTest, CheckHoldsAndListNamesEverything) {
  const Finished check = run_gestalt({"dsl", "check", "--json"});
  EXPECT_EQ(check.status, 0) << check.out;
  const Json domains = Json::parse(check.out)["domains"];
  std::size_t primitives = 0;
  for (const Json& domain : domains) primitives += domain["primitives"].get<std::size_t>();
  const Json list = Json::parse(run_gestalt({"dsl", "list", "--json"}).out);
  EXPECT_EQ(list.size(), primitives);
  EXPECT_GT(primitives, 100U);
}

TEST(TasksTest, ListsIdsAndWritesSvg) {
  const Finished ids = run_gestalt({"tasks", "list", "tasks/examples/grid", "--json"});
  EXPECT_EQ(ids.status, 0) << ids.err;
  EXPECT_EQ(Json::parse(ids.out).size(), 4U);
  const ScratchFolder folder;
  EXPECT_EQ(run_gestalt({"tasks", "show", kMirror, "--svg", folder.path("a.svg")}).status, 0);
  EXPECT_TRUE(read_file(folder.path("a.svg")).starts_with("<svg"));
}

TEST(InfoTest, NamesEveryDomain) {
  const Json json = Json::parse(run_gestalt({"info", "--json"}).out);
  EXPECT_EQ(json["domains"].size(), 2U);
  EXPECT_FALSE(json["neural"].empty());
}

TEST(DefineTest, AddsPrimitivesWithoutRebuilding) {
  const Finished finished =
      run_gestalt({"--define", "tasks/examples/definitions/grid.txt", "run", "folded_twice",
                   "tasks/examples/grid/mirror-beside.json", "--json"});
  EXPECT_EQ(finished.status, 1) << finished.err;  // it runs, but is no solution
  EXPECT_NE(finished.out.find("\"fault\":"), std::string::npos) << finished.out;
}

TEST(HelpTest, EveryCommandHasOne) {
  for (const std::string command :
       {"solve", "bench", "run", "trace", "dsl", "tasks", "demo", "info"}) {
    const Finished finished = run_gestalt({command, "--help"});
    EXPECT_EQ(finished.status, 0);
    EXPECT_NE(finished.out.find(fmt::format("Usage: gestalt {}", command)), std::string::npos)
        << finished.out;
  }
}

TEST(TasksSampleTest, SameSeedWritesTheSameFilesOnAnyNumberOfThreads) {
  const ScratchFolder folder;
  for (const std::string threads : {"1", "3"}) {
    const Finished finished =
        run_gestalt({"tasks", "sample", "--count", "20", "--seed", "4", "--threads", threads,
                     "--split", "program", "--out", folder.path(threads)});
    ASSERT_EQ(finished.status, 0) << finished.err;
  }
  for (const std::string file : {"programs.txt", "program-00000.json", "program-00019.json"}) {
    const std::string text = read_file(folder.path("1/" + file));
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text, read_file(folder.path("3/" + file)));
  }
  EXPECT_FALSE(std::filesystem::exists(folder.path("1/program-00020.json")));
}

}  // namespace
}  // namespace gestalt::experiments
