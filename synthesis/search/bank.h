// A bank: every distinct row built so far, as the term that built it, ordered by cost.
//
// The inner cost of an entry is the cost of all edges below its head (leaves have 0), so that under
// a bigram one entry serves in every slot: its cost there is the head's cost in the slot plus its
// inner cost. Levels go by the least total cost, head included, so that nothing dear is built
// early: a production's terms at a level have the level less its head as inner cost. Entries of one
// level and one production stand together, so what may fill a slot at a given cost is a handful of
// ranges.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "dsl/core/value.h"
#include "synthesis/api/costs.h"
#include "synthesis/search/grammar.h"

namespace gestalt::synthesis {

using EntryId = std::uint32_t;

/// One distinct row and how it was built.
struct Entry {
  static constexpr std::uint16_t kLeaf = 0xFFFF;

  const dsl::Value* row = nullptr;             ///< one value an example; null where it is not kept
  std::array<EntryId, kMaxArity> arguments{};  ///< a leaf: its index in the leaves
  std::uint16_t production = kLeaf;
};

/// Entries [begin, end).
struct Range {
  EntryId begin = 0;
  EntryId end = 0;
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// A sequence that grows without moving its elements.
class EntryStore {
 public:
  [[nodiscard]] const Entry& operator[](EntryId id) const {
    return segments_[id >> kBits][id & kMask];
  }
  [[nodiscard]] Entry& operator[](EntryId id) { return segments_[id >> kBits][id & kMask]; }
  [[nodiscard]] EntryId size() const { return size_; }
  void resize(EntryId size) {
    while (segments_.size() << kBits < size) {
      segments_.push_back(std::make_unique_for_overwrite<Entry[]>(kMask + 1));
    }
    size_ = size;
  }
  [[nodiscard]] std::size_t bytes() const { return segments_.size() * (kMask + 1) * sizeof(Entry); }

 private:
  static constexpr int kBits = 14;
  static constexpr EntryId kMask = (EntryId{1} << kBits) - 1;
  std::vector<std::unique_ptr<Entry[]>> segments_;
  EntryId size_ = 0;
};

/// What a leaf is.
struct Leaf {
  enum class Kind : std::uint8_t { kInput, kParameter, kConstant, kKnown };
  Kind kind = Kind::kInput;
  std::uint32_t index = 0;  ///< which input, parameter, constant or known row
  TypeIndex type = 0;
  int cost = 0;          ///< by the records
  dsl::RoleId role = 0;  ///< of a constant

  /// What it costs in a slot.
  [[nodiscard]] int cost_in(const Costs& costs, Slot slot) const {
    switch (kind) {
      case Kind::kInput:
      case Kind::kParameter:
        return std::max(cost + costs.variable(slot) - Costs::kVariable, Costs::kMinimum);
      case Kind::kConstant:
        return costs.literal(slot, role);
      case Kind::kKnown:
        break;
    }
    return cost;
  }
};

/// Threads: const access from any number; growing one at a time.
class Bank {
 public:
  /// `productions` are those of the grammar that this bank applies, by their index there.
  explicit Bank(std::vector<Production> productions);

  /// Adds the leaves, cheapest first within a type by the records; rows[i] belongs to leaves[i] and
  /// outlives the bank.
  void set_leaves(std::vector<Leaf> leaves, std::span<const dsl::Value* const> rows);

  /// Declares the next level complete: entries from `first` on, grouped by production.
  void close_level(EntryId first);
  /// Makes entries from `first` on, which cost as arguments what those of `level` do, dearer by so
  /// much each: entries of a production are put in the order of their delays, stably, so that
  /// numbers of these entries change.
  void delay(int level, EntryId first, std::span<const int> delays);

  [[nodiscard]] const std::vector<Production>& productions() const { return productions_; }
  [[nodiscard]] const std::vector<Leaf>& leaves() const { return leaves_; }
  [[nodiscard]] EntryStore& entries() { return entries_; }
  [[nodiscard]] const EntryStore& entries() const { return entries_; }
  /// Number of closed levels; the terms of the next cost this much in the slot where they are
  /// cheapest.
  [[nodiscard]] int levels() const { return levels_; }

  [[nodiscard]] TypeIndex type_of(const Entry& entry) const {
    return entry.production == Entry::kLeaf ? leaves_[entry.arguments[0]].type
                                            : productions_[entry.production].result;
  }
  /// Entries of a type that cost exactly `cost` in the slot, in canonical order.
  void find(const Costs& costs, Slot slot, TypeIndex type, int cost,
            std::vector<Range>& ranges) const;
  /// All entries of a type, in canonical order.
  [[nodiscard]] std::vector<Range> all(TypeIndex type) const;

 private:
  static void append(std::vector<Range>& ranges, Range range);
  /// Entries of a production by inner cost, with delays.
  [[nodiscard]] std::vector<Range>& ranges_at(std::uint16_t production, int inner);

  std::vector<Production> productions_;
  std::vector<std::vector<std::uint16_t>> by_type_;  ///< productions by result
  std::vector<Leaf> leaves_;
  EntryStore entries_;
  int levels_ = 0;
  std::vector<std::vector<std::vector<Range>>> ranges_;  ///< by production and inner cost
};

}  // namespace gestalt::synthesis
