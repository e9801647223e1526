// What a guide expects of a task as a whole, beside the costs of programs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gestalt::synthesis {

/// How the sizes of a task's outputs follow from those of its inputs: the first of these that holds
/// of all pairs.
enum class SizeRelation : std::uint8_t {
  kSame,        ///< as the input
  kFixed,       ///< one size for all pairs
  kTransposed,  ///< rows and columns exchanged
  kMultiple,    ///< so many times the input, each way
  kFraction,    ///< one part of so many of the input, each way
  kSmaller,     ///< no side is longer than the input's
  kOther,
};
inline constexpr std::size_t kSizeRelations = 7;

struct PictureSize {
  int rows = 0;
  int columns = 0;
  friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Shape: one size a pair in both.
[[nodiscard]] SizeRelation size_relation(std::span<const PictureSize> inputs,
                                         std::span<const PictureSize> outputs);
/// In a word or two: "same".
[[nodiscard]] std::string_view to_string(SizeRelation relation);

/// Strategies by name, each with its share of all that find programs for tasks; not 0.
using StrategyShares = std::vector<std::pair<std::string, double>>;

/// How likely a strategy is among those that find a program for a task, and for tasks in general.
struct StrategyChance {
  std::string name;
  double here = 0;
  double usual = 0;
  friend bool operator==(const StrategyChance&, const StrategyChance&) = default;
};

/// A regular value. Probabilities; what a guide says nothing about is empty or 0.
struct Outlook {
  std::vector<StrategyChance> strategies;
  std::array<double, kSizeRelations> sizes{};
  double cost = 0;  ///< expected, of the cheapest program, by the records
  friend bool operator==(const Outlook&, const Outlook&) = default;
};

}  // namespace gestalt::synthesis
