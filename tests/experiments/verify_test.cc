// gestalt verify: verdicts, exit statuses and the JSON that others read.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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

}  // namespace
}  // namespace gestalt::experiments
