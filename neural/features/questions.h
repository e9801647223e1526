// What a network is asked about a task as a whole, beside the choices of its program: each question
// is one more slot, its answers are heads of their own.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/api/outlook.h"

namespace gestalt::neural {

/// What is known of a task to learn from.
struct TaskFacts {
  std::optional<synthesis::SizeRelation> sizes = {};
  int cost = 0;                                  ///< of its cheapest known program, by the records
  std::span<const std::string> strategies = {};  ///< that find a program, by name
};

/// Nothing where inputs or outputs are no pictures. Shape: one value a pair in both.
[[nodiscard]] std::optional<synthesis::SizeRelation> size_relation_of(
    const dsl::Domain& domain, std::span<const dsl::Value> inputs,
    std::span<const dsl::Value> outputs);

/// The questions, in order. A regular value.
class Questions {
 public:
  enum Question : std::size_t { kSizes, kCost, kStrategy };
  static constexpr std::size_t kCount = 3;
  [[nodiscard]] static std::string_view name(std::size_t question);

  /// `strategies` are those that may be answered; without any nothing is asked.
  explicit Questions(synthesis::StrategyShares strategies);

  [[nodiscard]] const synthesis::StrategyShares& strategies() const { return strategies_; }
  /// How many answers a question has; 0: it is not asked.
  [[nodiscard]] std::size_t answers(std::size_t question) const { return answers_[question]; }

  /// Log odds of an answer before anything is learned.
  [[nodiscard]] double prior(std::size_t question, std::size_t answer) const;
  /// The answers that are right; none where it is not known.
  [[nodiscard]] std::vector<std::size_t> right(std::size_t question, const TaskFacts& facts) const;

  /// What the probabilities of all answers say, question by question.
  [[nodiscard]] synthesis::Outlook outlook(std::span<const double> probabilities) const;

 private:
  synthesis::StrategyShares strategies_;
  std::array<std::size_t, kCount> answers_{};
};

}  // namespace gestalt::neural
