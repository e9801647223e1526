// A task with everything that a search for rules borrows, for tests.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/syntax.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/rule.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::synthesis {

class RuleSearchTest : public testing::Test {
 protected:
  /// Makes this the task; `domain` is the one that its text names, or grid.
  void read(std::string_view json, std::string_view domain = "grid") {
    domain_ = *tasks::find_domain(domain);
    const auto task = tasks::parse_task(json, "test", "grid");
    ASSERT_TRUE(task.has_value()) << to_string(task.error());
    task_ = *task;
    examples_ = task_.examples();
    constants_ = domain_->constants(examples_, literals_);
    heads_.emplace(domain_->registry);
  }
  [[nodiscard]] RuleProblem problem() {
    return {*domain_, examples_, constants_, pool_, memory_, *heads_};
  }
  /// What the best of some rules predicts for the first test input. The rule must fit.
  template <class Rules>
  [[nodiscard]] std::string prediction_of(const Rules& rules) {
    if (rules.empty()) return "no rule";
    const auto outputs = predict(*domain_, examples_, pool_, rules[0].program, arena_);
    EXPECT_TRUE(outputs && fits_train_pairs(examples_, *outputs));
    if (!outputs) return "fault";
    return print_value(*domain_, examples_.output_type, (*outputs)[examples_.train_count]);
  }
  /// The programs of some rules, a line each.
  template <class Rules>
  [[nodiscard]] std::string print(const Rules& rules) const {
    std::string all;
    for (const auto& rule : rules) all += print_term(pool_, rule.program, *domain_) + "\n";
    return all;
  }

  const dsl::Domain* domain_ = nullptr;
  dsl::ChunkPool memory_;
  dsl::TermPool pool_;
  dsl::Arena literals_;
  dsl::Arena arena_;
  tasks::Task task_;
  dsl::Examples examples_;
  std::vector<dsl::Constant> constants_;
  std::optional<HeadCosts> heads_;
};

/// What a search has found.
class RuleResultTest : public RuleSearchTest {
 protected:
  [[nodiscard]] std::string prediction() { return prediction_of(result_.rules); }
  [[nodiscard]] std::string program() const { return print(result_.rules); }

  RuleResult result_;
};

}  // namespace gestalt::synthesis
