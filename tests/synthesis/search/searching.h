// Runs searches in tests.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::synthesis {

/// A task of one input whose values are texts in the domain's syntax; a pair without output is a
/// test.
class TaskBuilder {
 public:
  TaskBuilder(const dsl::Domain& domain, std::string_view type)
      : domain_(domain), task_("test", domain.name, *dsl::parse_type(type)) {}

  TaskBuilder& train(dsl::Value input, dsl::Value output) {
    task_.add_train({&input, 1}, output);
    return *this;
  }
  TaskBuilder& test(dsl::Value input) {
    task_.add_test({&input, 1});
    return *this;
  }
  [[nodiscard]] dsl::Value ints(std::vector<std::int64_t> integers) {
    std::vector<dsl::Value> values;
    for (const std::int64_t integer : integers) values.push_back(dsl::Value::immediate(integer));
    return make_list(arena_, values);
  }
  [[nodiscard]] dsl::Arena& arena() { return arena_; }
  [[nodiscard]] const tasks::Task& task() const { return task_; }

  [[nodiscard]] SynthesisResult search(const SearchOptions& options,
                                       const std::atomic<bool>* interrupt = nullptr) const {
    const auto guide = make_record_guide();
    const auto verifier = make_executing_verifier();
    dsl::ChunkPool memory;
    auto result = synthesize(domain_, task_, options, {*guide, *verifier, memory, interrupt});
    EXPECT_TRUE(result.has_value());
    return result ? std::move(*result) : SynthesisResult{};
  }

 private:
  const dsl::Domain& domain_;
  dsl::Arena arena_;
  tasks::Task task_;
};

[[nodiscard]] inline SearchOptions with_steps(std::uint64_t steps, std::size_t guesses = 1) {
  SearchOptions options;
  options.budget.steps = steps;
  options.guesses = guesses;
  return options;
}

}  // namespace gestalt::synthesis
