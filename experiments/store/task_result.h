// What a benchmark run says about one task, and its form as a line of JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::experiments {

struct TaskResult {
  std::string task;  ///< its id
  double seconds = 0;
  std::uint64_t steps = 0;
  std::uint64_t distinct = 0;
  std::string stop;                             ///< "found", "seconds", ...
  std::vector<nlohmann::ordered_json> guesses;  ///< each an array: one value a test input
  std::vector<std::string> programs;            ///< one a guess, as are the strategies
  std::vector<std::string> strategies;
  std::vector<int> costs;
  bool train_fit = false;      ///< a program fits every train pair
  std::optional<bool> solved;  ///< nothing where no test output is known

  friend bool operator==(const TaskResult&, const TaskResult&) = default;
};

/// The object with exactly these fields, in this order.
[[nodiscard]] nlohmann::ordered_json to_json(const TaskResult& result);

/// Reads one line: parse_task_result(to_json(r).dump()) == r. Strict: every field, no other.
[[nodiscard]] Result<TaskResult> parse_task_result(std::string_view line);

}  // namespace gestalt::experiments
