// The ARC Prize's submission file: two attempts at each test output of each task, and the official
// score.
//
//   {"TASK": [{"attempt_1": GRID, "attempt_2": GRID}, ...one a test input], ...}
//
// Source: the ARC Prize competition's pages and its sample_submission.json: every task must be
// there, and both attempts, whose place [[0, 0], [0, 0]] takes where there is no prediction.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

/// The attempts at one test output.
struct Attempts {
  nlohmann::ordered_json first;
  nlohmann::ordered_json second;
  friend bool operator==(const Attempts&, const Attempts&) = default;
};

/// By task, in the order of its test inputs.
using Submission = std::map<std::string, std::vector<Attempts>>;

/// The first two guesses of each result. Errors: a result without guesses that does not say how
/// many test inputs its task has, which `tests` then must (it may be empty).
[[nodiscard]] Result<Submission> make_submission(std::span<const TaskResult> results,
                                                 const std::map<std::string, std::size_t>& tests);

[[nodiscard]] std::string print_submission(const Submission& submission);

/// Strict. Errors: the first thing that is wrong, with its place in the file.
[[nodiscard]] Result<Submission> parse_submission(std::string_view text, std::string_view source);

/// The right test outputs of a task, in order; null where one is not known.
using Answers = std::map<std::string, std::vector<nlohmann::ordered_json>>;

struct Score {
  std::size_t tasks = 0;          ///< with a known test output
  std::size_t missing = 0;        ///< of them, those that the submission lacks
  std::size_t tasks_right = 0;    ///< all known test outputs right
  std::size_t outputs = 0;        ///< known test outputs
  std::size_t outputs_right = 0;  ///< right with either attempt
  double sum = 0;                 ///< over the tasks: the share of right test outputs

  /// The official metric, from 0 to 1.
  [[nodiscard]] double mean() const { return tasks == 0 ? 0 : sum / static_cast<double>(tasks); }
};

/// Errors: a task that the data does not have, or with another number of test outputs.
[[nodiscard]] Result<Score> score_submission(const Submission& submission, const Answers& answers);

}  // namespace gestalt::experiments
