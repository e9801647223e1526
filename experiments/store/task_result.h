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

/// What one strategy of the portfolio took, in the order in which they ran.
struct StrategyShare {
  std::string strategy;
  double seconds = 0;
  std::uint64_t steps = 0;

  friend bool operator==(const StrategyShare&, const StrategyShare&) = default;
};

/// A program that fits some train pairs only.
struct NearestMiss {
  std::string program;
  std::uint64_t pairs = 0;  ///< that it fits

  friend bool operator==(const NearestMiss&, const NearestMiss&) = default;
};

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
  // What files of older versions lack.
  std::uint64_t tests = 0;  ///< test inputs; 0: not known
  std::vector<StrategyShare> portfolio = {};
  std::optional<NearestMiss> nearest = {};  ///< the best program where none fits
  /// What is proved of each guess, as `gestalt solve --json` has it; null where it was not asked.
  nlohmann::ordered_json certificates = nullptr;

  friend bool operator==(const TaskResult&, const TaskResult&) = default;
};

/// The object with exactly these fields, in this order; "nearest" is null where there is none.
[[nodiscard]] nlohmann::ordered_json to_json(const TaskResult& result);

/// Reads one line: parse_task_result(to_json(r).dump()) == r. Strict: no other field, and every
/// field but those that older versions did not write.
[[nodiscard]] Result<TaskResult> parse_task_result(std::string_view line);

}  // namespace gestalt::experiments
