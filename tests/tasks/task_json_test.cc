// Sound task files: what is read is what was written, and back.
#include "tasks/task_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tasks/domains.h"

namespace gestalt::tasks {
namespace {

using dsl::Value;

TEST(TaskJsonTest, PlainArcFileIsATaskOfTheFirstDomain) {
  const auto task = parse_task(
      R"({"test": [{"input": [[7]]}, {"input": [[8]], "output": [[0, 9]]}],
          "train": [{"output": [[3], [4]], "input": [[1, 2]]}]})",
      "t", "t.json");
  ASSERT_TRUE(task.has_value()) << to_string(task.error());
  const dsl::Domain& first = domains().front();
  EXPECT_EQ(task->id(), "t");
  EXPECT_EQ(task->domain(), first.name);
  EXPECT_EQ(task->type(), first.task_type);
  EXPECT_EQ(task->train_count(), 1U);
  EXPECT_EQ(task->test_count(), 2U);
  EXPECT_FALSE(task->has_all_outputs());
  const auto raster = [&](Value value) {
    return first.find_type(task->type().result().name())->raster->to_raster(value);
  };
  EXPECT_EQ(raster(task->inputs(0)[0]), (dsl::Raster{1, 2, {1, 2}}));
  EXPECT_EQ(raster(*task->output(0)), (dsl::Raster{2, 1, {3, 4}}));
  EXPECT_EQ(raster(task->inputs(1)[0]), (dsl::Raster{1, 1, {7}}));
  EXPECT_EQ(task->output(1), std::nullopt);
  EXPECT_EQ(raster(*task->output(2)), (dsl::Raster{1, 2, {0, 9}}));
}

TEST(TaskJsonTest, LargestRasterIsRead) {
  std::string row = "[9";
  for (int i = 1; i < 30; ++i) row += ",9";
  row += "]";
  std::string raster = "[" + row;
  for (int i = 1; i < 30; ++i) raster += "," + row;
  raster += "]";
  const std::string text = R"({"train": [{"input": )" + raster + R"(, "output": )" + raster +
                           R"(}], "test": [{"input": )" + raster + "}]}";
  EXPECT_TRUE(parse_task(text, "t", "t.json").has_value());
}

TEST(TaskJsonTest, PrintedTextIsStable) {
  const std::string text =
      "{\n"
      "  \"domain\": \"list\",\n"
      "  \"type\": \"int -> list bool -> list (list int)\",\n"
      "  \"train\": [\n"
      "    {\"inputs\": [-3, [true,false]], \"output\": [[1,2],[]]},\n"
      "    {\"inputs\": [2147483647, []], \"output\": []}\n"
      "  ],\n"
      "  \"test\": [\n"
      "    {\"inputs\": [-2147483648, [true]]}\n"
      "  ]\n"
      "}\n";
  const auto task = parse_task(text, "t", "t.json");
  ASSERT_TRUE(task.has_value()) << to_string(task.error());
  EXPECT_EQ(print_task(*task), text);
}

TEST(TaskJsonTest, UsualTypeAndFirstDomainAreLeftOut) {
  const std::string text =
      "{\n  \"train\": [\n    {\"input\": [[1]], \"output\": [[2,3]]}\n  ],\n"
      "  \"test\": [\n    {\"input\": [[4]]}\n  ]\n}\n";
  const auto task = parse_task(text, "t", "t.json");
  ASSERT_TRUE(task.has_value());
  EXPECT_EQ(print_task(*task), text);
}

TEST(TaskJsonTest, RandomTasksOfEveryDomainAndTypeRoundTrip) {
  dsl::Rng rng(5);
  for (const dsl::Domain& domain : domains()) {
    std::vector<dsl::Type> types{dsl::list_of(dsl::list_of(dsl::int_type()))};
    // Base types without a raster form; a sampled raster may be larger than a file allows.
    for (const dsl::BaseType& base : domain.types) {
      if (!base.raster) types.push_back(dsl::Type::constructor(base.name));
    }
    for (int round = 0; round < 100; ++round) {
      std::vector<dsl::Type> parameters;
      for (std::size_t k = 0; k < 1 + rng() % 3; ++k)
        parameters.push_back(types[rng() % types.size()]);
      Task task("t", domain.name, dsl::fn(parameters, types[rng() % types.size()]));
      dsl::Arena arena;
      const auto add = [&](bool is_train) {
        std::vector<Value> inputs;
        for (const auto& type : parameters) {
          inputs.push_back(dsl::sample_value(domain, type, rng, arena));
        }
        const Value output = dsl::sample_value(domain, task.type().result(), rng, arena);
        is_train ? task.add_train(inputs, output)
                 : task.add_test(inputs, rng() % 2 == 0 ? std::optional(output) : std::nullopt);
      };
      for (int i = 0; i < 3; ++i) add(true);
      for (int i = 0; i < 2; ++i) add(false);
      const auto again = parse_task(print_task(task), "t", "t.json");
      ASSERT_TRUE(again.has_value()) << to_string(again.error()) << "\n" << print_task(task);
      EXPECT_EQ(*again, task) << print_task(task);
    }
  }
}

}  // namespace
}  // namespace gestalt::tasks
