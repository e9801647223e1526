// The submission file, as text and through the commands.
#include "experiments/store/submission.h"

#include <gtest/gtest.h>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

TaskResult with_guesses(const std::string& task, std::size_t tests,
                        const std::vector<std::string>& guesses) {
  TaskResult result;
  result.task = task;
  result.tests = tests;
  for (const std::string& guess : guesses) {
    result.guesses.push_back(Json::parse(guess));
    result.programs.emplace_back("p");
    result.strategies.emplace_back("s");
    result.costs.push_back(1);
  }
  return result;
}

TEST(SubmissionTest, TakesTheFirstTwoGuessesInTestOrder) {
  const std::vector<TaskResult> results{
      with_guesses("a", 2, {"[[[1]],[[2]]]", "[[[3]],[[4]]]", "[[[5]],[[6]]]"})};
  const auto submission = make_submission(results, {});
  ASSERT_TRUE(submission.has_value());
  EXPECT_EQ(Json::parse(print_submission(*submission)),
            Json::parse(R"({"a": [{"attempt_1": [[1]], "attempt_2": [[3]]},
                                  {"attempt_1": [[2]], "attempt_2": [[4]]}]})"));
}

TEST(SubmissionTest, FillsWhatIsMissing) {
  const std::vector<TaskResult> results{with_guesses("a", 1, {"[[[1]]]"}),
                                        with_guesses("b", 2, {})};
  const auto submission = make_submission(results, {{"a", 1}, {"b", 2}, {"c", 1}});
  ASSERT_TRUE(submission.has_value());
  const Json json = Json::parse(print_submission(*submission));
  const Json empty = Json::parse("[[0,0],[0,0]]");
  EXPECT_EQ(json["a"][0]["attempt_2"], empty);
  ASSERT_EQ(json["b"].size(), 2U);
  EXPECT_EQ(json["b"][1]["attempt_1"], empty);
  EXPECT_EQ(json["c"].size(), 1U);
}

TEST(SubmissionTest, SaysWhenTheNumberOfTestsIsNotKnown) {
  const std::vector<TaskResult> old{with_guesses("a", 0, {})};
  EXPECT_FALSE(make_submission(old, {}).has_value());
  EXPECT_TRUE(make_submission(old, {{"a", 3}}).has_value());
}

TEST(SubmissionTest, SurvivesItsText) {
  const std::vector<TaskResult> results{with_guesses("a", 1, {"[[[1,2]]]"})};
  const auto submission = make_submission(results, {});
  ASSERT_TRUE(submission.has_value());
  const auto again = parse_submission(print_submission(*submission), "f");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, *submission);
}

TEST(SubmissionTest, RefusesAnythingElse) {
  const auto error = [](const std::string& text) {
    const auto submission = parse_submission(text, "f.json");
    EXPECT_FALSE(submission.has_value()) << text;
    return submission ? "" : to_string(submission.error());
  };
  EXPECT_EQ(error("{"), "f.json: not JSON");
  EXPECT_EQ(error("[]"), "f.json: expected an object, one entry a task");
  EXPECT_EQ(error(R"({"a": 3})"), "f.json: a: expected an array, one object a test");
  EXPECT_EQ(error(R"({"a": [{"attempt_1": [[1]]}]})"),
            "f.json: a[0]: expected an object with attempt_1 and attempt_2");
  EXPECT_EQ(error(R"({"a": [{"attempt_1": [[1]], "attempt_2": 3}]})"),
            "f.json: a[0].attempt_2: expected an array");
}

TEST(ScoreTest, CountsEitherAttemptAndAveragesOverTasks) {
  const auto submission = parse_submission(
      R"({"a": [{"attempt_1": [[1]], "attempt_2": [[2]]}, {"attempt_1": [[0]], "attempt_2": [[0]]}],
          "b": [{"attempt_1": [[0]], "attempt_2": [[3]]}]})",
      "f");
  ASSERT_TRUE(submission.has_value());
  const Answers answers{{"a", {Json::parse("[[2]]"), Json::parse("[[9]]")}},
                        {"b", {Json::parse("[[3]]")}},
                        {"c", {Json::parse("[[4]]")}},
                        {"d", {Json()}}};
  const auto score = score_submission(*submission, answers);
  ASSERT_TRUE(score.has_value());
  EXPECT_EQ(score->tasks, 3U);
  EXPECT_EQ(score->missing, 1U);
  EXPECT_EQ(score->tasks_right, 1U);
  EXPECT_EQ(score->outputs, 4U);
  EXPECT_EQ(score->outputs_right, 2U);
  EXPECT_DOUBLE_EQ(score->mean(), 0.5);  // (1/2 + 1 + 0) / 3
  EXPECT_FALSE(score_submission(*submission, {{"a", {Json(), Json()}}}).has_value());
  EXPECT_FALSE(score_submission(*submission, {{"a", {Json()}}, {"b", {Json()}}}).has_value());
}

TEST(SubmitTest, WhatBenchSolvesScores) {
  const ScratchFolder folder;
  const std::string suite = "tasks/examples/grid";
  const std::string run = folder.path("r.jsonl");
  const std::string file = folder.path("submission.json");
  ASSERT_EQ(run_gestalt({"bench", suite, "--steps", "20000", "--out", run}).status, 0);
  ASSERT_EQ(run_gestalt({"submit", run, "--out", file}).status, 0);
  const Finished finished = run_gestalt({"score", file, suite, "--json"});
  ASSERT_EQ(finished.status, 0) << finished.err;
  const Json score = Json::parse(finished.out);
  std::size_t solved = 0;
  for (const std::string& line : lines_of(read_file(run))) {
    if (Json::parse(line)["solved"] == true) ++solved;
  }
  EXPECT_EQ(score["tasks"], 4);
  EXPECT_EQ(score["tasks_right"], solved);
  EXPECT_EQ(score["missing"], 0);
  const Finished csv = run_gestalt({"export", run});
  ASSERT_EQ(csv.status, 0) << csv.err;
  ASSERT_EQ(lines_of(csv.out).size(), 5U);
  EXPECT_TRUE(lines_of(csv.out)[1].starts_with("both-halves,0,0,steps,")) << csv.out;
  EXPECT_EQ(run_gestalt({"export", run, "--format", "jsonl"}).out, read_file(run));
  // Two of the files' tasks lie in no other set.
  const Finished other = run_gestalt({"score", file, "tasks/examples/list"});
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("the data set has no such task"), std::string::npos) << other.err;
  EXPECT_EQ(run_gestalt({"submit", folder.path("none.jsonl")}).status, 2);
  EXPECT_EQ(run_gestalt({"submit", run, "--out", "/dev/full"}).status, 2);
  EXPECT_EQ(run_gestalt({"submit", run, "--suite", "tasks/examples/list"}).status, 2);
}

}  // namespace
}  // namespace gestalt::experiments
