// Costs of programs: integers from a bigram over (parent primitive, argument slot).
//
// cost(program) = sum over its nodes of the cost of the node's head in the slot it stands in, plus
// that of the root. One unit is about a quarter of a nat under a fitted guide; hand-set costs use
// the same scale (8 is usual, 4 very common).
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

/// Units of cost a nat: exp(-cost / kUnitsPerNat) is in proportion to how likely a head is.
inline constexpr double kUnitsPerNat = 4;

/// Where a term stands: as an argument of a primitive, at the root, or as the body of a lambda.
struct Slot {
  static constexpr std::uint32_t kRoot = 0xFFFF'FFFF;
  static constexpr std::uint32_t kBody = 0xFFFF'FFFE;
  std::uint32_t parent = kRoot;  ///< a PrimitiveId, kRoot or kBody
  std::uint32_t argument = 0;
  friend auto operator<=>(const Slot&, const Slot&) = default;
};

/// What each head costs in each slot. A regular value.
class Costs {
 public:
  static constexpr int kMinimum = 1;    ///< nothing is free, so levels are finite
  static constexpr int kMaximum = 200;  ///< nothing is excluded
  static constexpr std::uint32_t kSlots = 4;
  static constexpr int kVariable = 4;  ///< by the records
  static constexpr int kLambda = 2;
  static constexpr int kUnknownLiteral = 16;

  Costs() = default;
  /// The own costs of the records and roles in every slot.
  explicit Costs(const dsl::Domain& domain);

  /// Cost of a primitive in a slot.
  [[nodiscard]] int of(Slot slot, dsl::PrimitiveId head) const { return begin(slot)[head]; }
  /// Clamped to [kMinimum, kMaximum].
  void set(Slot slot, dsl::PrimitiveId head, int cost) {
    at(slot, head) = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  }
  /// The same in every slot.
  void set_everywhere(dsl::PrimitiveId head, int cost);

  /// Of a variable, an input or a lambda's, in a slot.
  [[nodiscard]] int variable(Slot slot) const { return begin(slot)[heads_]; }
  /// Clamped to [kMinimum, kMaximum].
  void set_variable(Slot slot, int cost) {
    at(slot, heads_) = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  }
  /// Of a literal in a slot, by its role.
  [[nodiscard]] int literal(Slot slot, dsl::RoleId role) const {
    return begin(slot)[heads_ + 1 + role];
  }
  /// Clamped to [kMinimum, kMaximum].
  void set_literal(Slot slot, dsl::RoleId role, int cost) {
    at(slot, heads_ + 1 + role) = static_cast<std::uint8_t>(std::clamp(cost, kMinimum, kMaximum));
  }

  [[nodiscard]] std::size_t heads() const { return heads_; }
  /// Parents and arguments with a row of their own: 2 + heads() * kSlots.
  [[nodiscard]] std::size_t rows() const { return 2 + heads_ * kSlots; }

  /// Slots with equal rows can share work.
  [[nodiscard]] bool same_row(Slot a, Slot b) const {
    return std::equal(begin(a), begin(a) + width(), begin(b));
  }
  [[nodiscard]] dsl::Digest row_digest(Slot slot) const {
    return dsl::digest_bytes(begin(slot), width());
  }

  friend bool operator==(const Costs&, const Costs&) = default;

  /// The number of a slot: the root's is 0, a body's 1.
  [[nodiscard]] static std::size_t row(Slot slot) {
    if (slot.parent == Slot::kRoot) return 0;
    if (slot.parent == Slot::kBody) return 1;
    return 2 + std::size_t{slot.parent} * kSlots + slot.argument;
  }
  /// The slot of a number.
  [[nodiscard]] static Slot slot(std::size_t row) {
    if (row < 2) return {row == 0 ? Slot::kRoot : Slot::kBody, 0};
    const auto index = static_cast<std::uint32_t>(row - 2);
    return {index / kSlots, index % kSlots};
  }

 private:
  /// Of a row: the primitives, a variable, the roles of literals.
  [[nodiscard]] std::size_t width() const { return heads_ + 1 + roles_; }
  [[nodiscard]] const std::uint8_t* begin(Slot slot) const {
    return cells_.data() + row(slot) * width();
  }
  [[nodiscard]] std::uint8_t& at(Slot slot, std::size_t column) {
    return cells_[row(slot) * width() + column];
  }

  std::size_t heads_ = 0;
  std::size_t roles_ = 0;
  std::vector<std::uint8_t> cells_;
};

/// The usual cost for every primitive in every slot.
[[nodiscard]] Costs uniform_costs(const dsl::Domain& domain);

/// What a literal is among those that a task offers; null where it is none of them.
[[nodiscard]] const dsl::Constant* find_constant(std::span<const dsl::Constant> constants,
                                                 const dsl::Literal& literal);

/// Cost of a program: lambdas that bind the task's inputs are free, literals that are none of
/// `constants` cost kUnknownLiteral.
[[nodiscard]] int program_cost(const Costs& costs, const dsl::TermPool& pool, dsl::TermId program,
                               std::uint32_t inputs, std::span<const dsl::Constant> constants);

}  // namespace gestalt::synthesis
