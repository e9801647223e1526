#include "tasks/task.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

using dsl::Value;

constexpr const char* kText = R"({"domain": "list", "type": "int -> list int -> int",
    "train": [{"inputs": [1, [2]], "output": 3}, {"inputs": [4, []], "output": 5}],
    "test": [{"inputs": [6, [7, 8]], "output": 9}, {"inputs": [10, []]}]})";

Task sample() { return parse_task(kText, "t", "").value(); }

TEST(TaskTest, CopiesOwnTheirValues) {
  auto original = std::make_unique<Task>(sample());
  const Task copy = *original;
  Task moved = std::move(*original);
  original.reset();
  EXPECT_EQ(copy, sample());
  EXPECT_EQ(moved, sample());
  EXPECT_EQ(dsl::List(copy.inputs(2)[1])[1], Value::immediate(8));
}

TEST(TaskTest, TasksDifferByIdValuesAndKnownOutputs) {
  const Task task = sample();
  EXPECT_FALSE(task == parse_task(kText, "u", "").value());
  Task more = task;
  const std::vector<Value> inputs(task.inputs(0).begin(), task.inputs(0).end());
  more.add_test(inputs);
  EXPECT_FALSE(more == task);
  Task with_output = task;
  with_output.add_test(inputs, Value::immediate(3));
  EXPECT_FALSE(with_output == more);
}

TEST(TaskTest, ExamplesAreRowsOverTrainThenTest) {
  const Task task = sample();
  const dsl::Examples rows = task.examples();
  EXPECT_EQ(rows.input_types, task.type().parameters());
  EXPECT_EQ(rows.output_type, dsl::int_type());
  EXPECT_EQ(rows.train_count, 2U);
  ASSERT_EQ(rows.inputs.size(), 2U);
  ASSERT_EQ(rows.inputs[0].size(), 4U);
  ASSERT_EQ(rows.inputs[1].size(), 4U);
  const int firsts[] = {1, 4, 6, 10};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(rows.inputs[0][i], Value::immediate(firsts[i]));
  EXPECT_EQ(dsl::List(rows.inputs[1][2]).size(), 2U);
  EXPECT_EQ(rows.outputs, (std::vector<Value>{Value::immediate(3), Value::immediate(5)}));
}

TEST(TaskTest, SaysWhetherAllTestOutputsAreKnown) {
  Task task("t", "list", dsl::arrow(dsl::int_type(), dsl::int_type()));
  const std::vector<Value> input{Value::immediate(1)};
  task.add_train(input, Value::immediate(2));
  task.add_test(input, Value::immediate(3));
  EXPECT_TRUE(task.has_all_outputs());
  task.add_test(input);
  EXPECT_FALSE(task.has_all_outputs());
  // A train example that comes later still stands before the test examples.
  task.add_train(input, Value::immediate(4));
  EXPECT_EQ(task.output(1), Value::immediate(4));
  EXPECT_EQ(task.output(2), Value::immediate(3));
}

}  // namespace
}  // namespace gestalt::tasks
