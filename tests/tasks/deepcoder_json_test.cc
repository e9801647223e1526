#include "tasks/deepcoder_json.h"

#include <gtest/gtest.h>

#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

TEST(DeepCoderTest, ReadsALineOfTheirs) {
  const auto task = parse_deepcoder_task(
      R"({"index": 7, "inputs": ["x0 = 1 | x1 = [ 0 2 -4 ]", "x0 = 0 | x1 = [ ]"],)"
      R"( "outputs": ["[ 2 ]", "[ ]"], "program": "x0 = INPUT | x1 = INPUT | x2 = Drop x0 x1"})",
      "length", "f:1");
  ASSERT_TRUE(task.has_value()) << to_string(task.error());
  EXPECT_EQ(task->id(), "length-0007");
  EXPECT_EQ(dsl::to_string(task->type()), "int -> list int -> list int");
  const auto expected = parse_task(
      R"({"domain": "list", "type": "int -> list int -> list int",
          "train": [{"inputs": [1, [0, 2, -4]], "output": [2]}, {"inputs": [0, []], "output": []}],
          "test": [{"inputs": [1, [0, 2, -4]], "output": [2]}, {"inputs": [0, []], "output": []}]})",
      "length-0007", "f");
  ASSERT_TRUE(expected.has_value()) << to_string(expected.error());
  EXPECT_EQ(*task, *expected);
}

TEST(DeepCoderTest, RefusesAnythingElse) {
  for (const std::string line :
       {"", "[]", R"({"index": 1})", R"({"index": 1, "inputs": [], "outputs": []})",
        R"({"index": 1, "inputs": ["x0 = [ 1"], "outputs": ["1"]})",
        R"({"index": 1, "inputs": ["x1 = 1"], "outputs": ["1"]})",
        R"({"index": 1, "inputs": ["x0 = 1"], "outputs": [1]})",
        R"({"index": 1, "inputs": ["x0 = a"], "outputs": ["1"]})",
        R"({"index": 1, "inputs": ["x0 = 1", "x0 = [ ]"], "outputs": ["1", "1"]})",
        R"({"index": 1, "inputs": ["x0 = 99999999999"], "outputs": ["1"]})"}) {
    const auto task = parse_deepcoder_task(line, "n", "f:3");
    ASSERT_FALSE(task.has_value()) << line;
    EXPECT_TRUE(task.error().where.starts_with("f:3")) << task.error().where;
  }
}

}  // namespace
}  // namespace gestalt::tasks
