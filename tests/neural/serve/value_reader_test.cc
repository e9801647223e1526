#include "neural/serve/value_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "neural/features/property_table.h"
#include "tasks/domains.h"
#include "tasks/task.h"

namespace gestalt::neural {
namespace {

TEST(ValueReaderTest, AValueIsReadAsAnInputOfTheTask) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  dsl::Arena arena;
  const auto grid = [&](const std::string& token) {
    return *domain.find_type("grid")->parse(arena, token);
  };
  tasks::Task task("made", "grid", domain.task_type);
  for (const auto& [in, out] : {std::pair{"{120/003}", "{021/300}"}, {"{55}", "{55}"}}) {
    const dsl::Value input = grid(in);
    task.add_train({&input, 1}, grid(out));
  }
  const dsl::Examples examples = task.examples();
  const ValueReader reader(domain);
  ASSERT_TRUE(reader.reads(examples));
  std::vector<float> numbers(reader.width());
  reader.read(reader.read_outputs(examples), examples.inputs.front().data(), numbers);
  const std::vector<float> all = PropertyTable(domain).compute(examples, arena);
  ASSERT_LT(numbers.size(), all.size());
  EXPECT_TRUE(std::ranges::equal(numbers, std::span(all).first(numbers.size())));
}

TEST(ValueReaderTest, ListsHaveNoPicture) {
  const dsl::Domain& domain = **tasks::find_domain("list");
  const ValueReader reader(domain);
  EXPECT_EQ(reader.width(), 0U);
  EXPECT_EQ(reader.shape().properties, 0);
}

TEST(ValueReaderTest, OnePurposeForOneTableWhateverThePrimitives) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  const NetPurpose purpose = ValueReader(domain).purpose();
  EXPECT_EQ(purpose.predicts, Predicts::kValues);
  EXPECT_TRUE(purpose.registry.empty());
  EXPECT_NE(purpose.properties, ValueReader(**tasks::find_domain("list")).purpose().properties);
}

}  // namespace
}  // namespace gestalt::neural
