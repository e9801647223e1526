// Goals: rows that would solve the task, looked up by digest.
//
// The first goal is the row of train outputs. Inverses of primitives derive more: if un-flipping
// the outputs gives a row R, then whatever builds R solves the task under one flip. A goal
// remembers the application that completes it, so a match is a whole program. Rows are compared on
// the train examples only, and as the domain presents outputs (a grid without its position).
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/search/bank.h"

namespace gestalt::synthesis {

using GoalId = std::uint32_t;

/// A wanted row. Completion: production(arguments..., with the matched term in `slot`) has the row
/// of goal `parent`; the first goal is its own parent and needs none.
struct Goal {
  TypeIndex type = 0;
  std::vector<dsl::Value> row;  ///< train examples
  GoalId parent = 0;
  std::uint16_t production = 0;
  std::uint8_t slot = 0;
  std::array<EntryId, kMaxArity> arguments{};
  int depth = 0;
  int cost = 0;  ///< of the completion
};

/// How a row compares with the goals.
struct Match {
  std::optional<GoalId> goal;  ///< the row is this goal's
  std::size_t pairs_fit = 0;   ///< train pairs on which it agrees with the first goal
  dsl::Digest digest;          ///< of what was compared: the row on the train examples
};

/// Threads: matching from any number (each with its own context); adding one at a time.
class Goals {
 public:
  Goals(const dsl::Domain& domain, TypeIndex output, std::span<const dsl::Value> outputs);

  [[nodiscard]] const std::vector<Goal>& all() const { return goals_; }
  [[nodiscard]] const Goal& operator[](GoalId id) const { return goals_[id]; }
  [[nodiscard]] std::size_t train_count() const { return train_; }

  /// Adds a goal unless its row is known. The row's values must outlive this.
  bool add(Goal goal);

  /// Whether any goal has this type.
  [[nodiscard]] bool wants(TypeIndex type) const { return type < wanted_.size() && wanted_[type]; }
  /// Compares a row with all goals; `from` skips goals before it.
  [[nodiscard]] Match match(dsl::EvalContext& context, TypeIndex type, const dsl::Value* row,
                            GoalId from = 0) const;

 private:
  [[nodiscard]] bool presented(TypeIndex type) const {
    return type == output_ && domain_.present != nullptr;
  }
  [[nodiscard]] static std::size_t bit(std::uint64_t hash) {
    return (hash * 0x9E3779B97F4A7C15ULL) >> 48;
  }

  const dsl::Domain& domain_;
  TypeIndex output_;
  std::size_t train_;
  std::vector<Goal> goals_;
  std::unordered_map<dsl::Digest, GoalId, dsl::DigestHash> by_digest_;
  std::vector<bool> wanted_;
  std::bitset<65536> keys_;  ///< present_key of each goal's first value
};

}  // namespace gestalt::synthesis
