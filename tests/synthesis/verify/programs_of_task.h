// Programs for a small task of grids, as the verifier's seam takes them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "synthesis/api/verifier.h"
#include "tasks/task_json.h"
#include "tests/synthesis/verify/verifying.h"

namespace gestalt::synthesis {

class ProgramsOfTask {
 public:
  /// One train pair and one test input as JSON grids; programs as text.
  ProgramsOfTask(const std::string& input, const std::string& output,
                 const std::vector<std::string>& programs, const std::string& test = "[[1]]")
      : domain_(domain_named("grid")) {
    const std::string json = R"({"train": [{"input": )" + input + R"(, "output": )" + output +
                             R"(}], "test": [{"input": )" + test + "}]}";
    auto task = tasks::parse_task(json, "grid", "grid");
    EXPECT_TRUE(task.has_value());
    task_ = *std::move(task);
    examples_ = task_.examples();
    for (const std::string& program : programs) {
      const auto term = dsl::parse_program(program, domain_.task_type, domain_, pool_);
      EXPECT_TRUE(term.has_value()) << program;
      terms_.push_back(*term);
    }
  }

  [[nodiscard]] ProgramOfTask operator[](std::size_t k) const {
    return {domain_, examples_, pool_, terms_[k]};
  }
  [[nodiscard]] std::vector<ProgramOfTask> all() const {
    std::vector<ProgramOfTask> programs;
    for (std::size_t k = 0; k < terms_.size(); ++k) programs.push_back((*this)[k]);
    return programs;
  }

 private:
  const dsl::Domain& domain_;
  tasks::Task task_;
  dsl::Examples examples_;
  dsl::TermPool pool_;
  std::vector<dsl::TermId> terms_;
};

}  // namespace gestalt::synthesis
