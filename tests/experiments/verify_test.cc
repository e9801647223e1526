// gestalt verify: verdicts, exit statuses and the JSON that others read.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "experiments/store/result_file.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::json;

const std::string kTask = "tasks/examples/grid/mirror-beside.json";

Json questions_of(const Finished& finished) {
  const Json json = Json::parse(finished.out, nullptr, false);
  EXPECT_TRUE(json.is_object()) << finished.out << finished.err;
  return json.value("questions", Json::array());
}

TEST(VerifyTest, AProvedPropertyEndsWithStatusZero) {
  const Finished finished = run_gestalt(
      {"verify", "(lambda (x) (flip_rows x))", "--property", "total", "--bound", "3", "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  const Json questions = questions_of(finished);
  ASSERT_EQ(questions.size(), 1U);
  EXPECT_EQ(questions[0]["property"], "total");
  EXPECT_EQ(questions[0]["verdict"], "proved");
  EXPECT_TRUE(questions[0]["reason"].is_null());
  EXPECT_TRUE(questions[0]["counterexample"].is_null());
  EXPECT_EQ(questions[0]["bound"], 3);
  EXPECT_TRUE(questions[0]["seconds"].is_number());
}

TEST(VerifyTest, ARefutedPropertyEndsWithStatusOneAndItsCounterexample) {
  const Finished finished =
      run_gestalt({"verify", "(lambda (x) (crop_content x))", "--property", "total", "--property",
                   "idempotence", "--bound", "2", "--json"});
  EXPECT_EQ(finished.status, 1) << finished.err;
  const Json questions = questions_of(finished);
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_EQ(questions[0]["verdict"], "refuted");
  EXPECT_EQ(questions[0]["counterexample"], Json::parse("[[0]]"));
  EXPECT_EQ(questions[1]["verdict"], "proved");
}

TEST(VerifyTest, AnUnknownPropertyEndsWithStatusZeroAndAReason) {
  const Finished finished =
      run_gestalt({"verify", "(lambda (x) (fixpoint (lambda (y) (grow_4 y)) x))", "--property",
                   "total", "--bound", "2", "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  const Json questions = questions_of(finished);
  ASSERT_EQ(questions.size(), 1U);
  EXPECT_EQ(questions[0]["verdict"], "unknown");
  EXPECT_NE(questions[0]["reason"].get<std::string>().find("fixpoint"), std::string::npos);
}

TEST(VerifyTest, TwoProgramsAreToldApartByAGridThatIsDrawn) {
  const Finished finished = run_gestalt({"verify", "(lambda (x) (flip_rows x))", "--equals",
                                         "(lambda (x) (rotate_half x))", "--bound", "3"});
  EXPECT_EQ(finished.status, 1) << finished.err;
  EXPECT_NE(finished.out.find("equals             refuted"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find("the other's"), std::string::npos) << finished.out;
}

TEST(VerifyTest, ATaskAddsItsTrainPairs) {
  const Finished finished = run_gestalt(
      {"verify", "(lambda (x) (mirror_right x))", kTask, "--property", "train", "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(questions_of(finished)[0]["verdict"], "proved");
}

TEST(VerifyTest, ListProgramsAreVerifiedToo) {
  const Finished finished = run_gestalt({"verify", "(lambda (x) (reverse x))", "--domain", "list",
                                         "--property", "size", "--bound", "4", "--json"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(questions_of(finished)[0]["verdict"], "proved");
  EXPECT_EQ(questions_of(finished)[0]["statement"], "length = length");
}

TEST(VerifyTest, AnAmbiguityReportGroupsWhatFitsAndTellsGroupsApart) {
  const ScratchFolder folder;
  // One pair that mirrors, turns and transposes all explain.
  const std::string task = folder.write(
      "one.json",
      R"({"train": [{"input": [[1,2],[3,1]], "output": [[1,3],[2,1]]}], "test": [{"input": [[1,2,3],[4,5,6]]}]})");
  const Finished finished = run_gestalt({"verify", task, "--ambiguity", "--steps", "20000",
                                         "--strategies", "enumerate", "--bound", "3", "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json report = Json::parse(finished.out);
  EXPECT_EQ(report["bound"], 3);
  const std::size_t groups = report["groups"].size();
  ASSERT_GE(groups, 2U) << finished.out;
  EXPECT_EQ(report["differences"].size(), groups * (groups - 1) / 2);
  for (const Json& difference : report["differences"]) {
    ASSERT_EQ(difference["verdict"], "refuted") << difference;
    EXPECT_TRUE(difference["counterexample"].is_array());
    EXPECT_NE(difference["outputs"][0], difference["outputs"][1]);
  }
  const Finished drawn = run_gestalt({"verify", task, "--ambiguity", "--steps", "20000",
                                      "--strategies", "enumerate", "--bound", "3"});
  EXPECT_NE(drawn.out.find("groups 1 and 2 differ here"), std::string::npos) << drawn.out;
}

TEST(VerifyTest, AnAmbiguityReportFailsWhereNothingFits) {
  const Finished finished = run_gestalt({"verify", kTask, "--ambiguity", "--steps", "10"});
  EXPECT_EQ(finished.status, 1) << finished.err;
}

TEST(VerifyTest, ASketchIsFilled) {
  const std::string sketch = "(lambda (x) (hconcat x (?color-map (flip_columns x))))";
  const Finished finished = run_gestalt({"verify", sketch, kTask, "--fill", "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json json = Json::parse(finished.out);
  EXPECT_EQ(json["filled"], "(lambda (x) (hconcat x ((lambda (y) y) (flip_columns x))))");
  EXPECT_EQ(json["minimal"], true);
  EXPECT_EQ(json["predictions"].size(), 1U);
}

TEST(VerifyTest, ASketchThatNothingFillsEndsWithStatusOne) {
  const Finished finished =
      run_gestalt({"verify", "(lambda (x) (recolor x ?color))", kTask, "--fill"});
  EXPECT_EQ(finished.status, 1) << finished.err;
  EXPECT_NE(finished.out.find("nothing fits"), std::string::npos) << finished.out;
}

TEST(VerifyTest, ALogHasAScriptForEachSize) {
  const ScratchFolder folder;
  const Finished finished =
      run_gestalt({"verify", "(lambda (x) (outline_8 x red))", "--property", "transposition",
                   "--bound", "2", "--log", folder.path("log")});
  EXPECT_EQ(finished.status, 0) << finished.err;
  const std::string script = read_file(folder.path("log/0001-transposition/004-2x2.smt2"));
  EXPECT_NE(script.find("(check-sat)"), std::string::npos) << script;
  EXPECT_NE(script.find("; (lambda (x) (outline_8 x red))"), std::string::npos) << script;
}

TEST(VerifyTest, ASearchPrintsTheCertificateOfItsGuesses) {
  const Finished finished = run_gestalt(
      {"solve", kTask, "--steps", "150000", "--guesses", "1", "--certificate", "2", "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json certificates = Json::parse(finished.out)[0]["certificates"];
  ASSERT_EQ(certificates.size(), 1U);
  ASSERT_FALSE(certificates[0]["laws"].empty());
  for (const Json& law : certificates[0]["laws"]) {
    if (law["property"] == "total") {
      EXPECT_EQ(law["verdict"], "proved") << law;
      EXPECT_EQ(law["proved_bound"], 2);
      EXPECT_EQ(law["on_train"], true);
    }
  }
  const Finished none =
      run_gestalt({"solve", kTask, "--steps", "150000", "--guesses", "1", "--certificate", "0"});
  EXPECT_EQ(none.out.find("certificate"), std::string::npos) << none.out;
}

TEST(VerifyTest, ABenchmarkKeepsCertificatesWhereTheyAreWanted) {
  const ScratchFolder folder;
  const std::string lines = folder.path("r.jsonl");
  std::vector<std::string> command{"bench", "tasks/examples/grid", "--steps", "20000", "--out",
                                   lines,   "--guesses",           "1"};
  ASSERT_EQ(run_gestalt(command).status, 0);
  EXPECT_EQ(read_file(lines).find("certificates"), std::string::npos);
  command.insert(command.end(), {"--certificate", "2"});
  ASSERT_EQ(run_gestalt(command).status, 0);
  const auto results = ResultFile::read(lines);
  ASSERT_TRUE(results.has_value());
  ASSERT_FALSE(results->empty());
  for (const TaskResult& result : *results) {
    EXPECT_EQ(result.certificates.size(), result.guesses.size()) << result.task;
  }
  const std::string page = folder.path("r.html");
  ASSERT_EQ(run_gestalt({"report", lines, "--suite", "tasks/examples/grid", "--out", page}).status,
            0);
  EXPECT_NE(read_file(page).find("total: "), std::string::npos);
}

}  // namespace
}  // namespace gestalt::experiments
