// The seam between rule searches and what shortens their decisions: a table of cases in, a short
// decision list out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace gestalt::synthesis {

/// Cases that features tell apart, and what may be decided in each of them.
struct DecisionTable {
  std::vector<std::vector<std::uint8_t>> cases;  ///< by case: its part in each feature
  std::vector<std::vector<std::uint8_t>>
      right;                    ///< by case: the decisions that are right, not none
  std::vector<int> test_costs;  ///< by feature
  std::vector<int> decision_costs;
  std::vector<int> default_costs;  ///< of decisions that are taken where no rule decides
};

/// That a feature has a part, or has not.
struct DecisionTest {
  std::uint8_t feature = 0;
  std::uint8_t part = 0;
  bool negated = false;
  friend bool operator==(const DecisionTest&, const DecisionTest&) = default;
};

/// What is decided where all tests hold.
struct DecisionRule {
  std::vector<DecisionTest> tests;
  std::uint8_t decision = 0;
  friend bool operator==(const DecisionRule&, const DecisionRule&) = default;
};

/// The first rule whose tests hold decides; the last one has no tests (Rivest 1987).
using DecisionList = std::vector<DecisionRule>;

/// Charged for each rule but the last, besides its tests and its decision; a negated test costs one
/// more than the test.
constexpr int kDecisionRuleCost = 5;

[[nodiscard]] int cost_of(const DecisionTable& table, const DecisionList& list);
/// The decision of a list in a case.
[[nodiscard]] std::uint8_t decide(const DecisionList& list, const std::vector<std::uint8_t>& parts);

/// Threads: any.
class DecisionMaker {
 public:
  virtual ~DecisionMaker() = default;
  /// A list that is right in all cases; nothing where none is found that is worth it.
  /// Deterministic.
  [[nodiscard]] virtual std::optional<DecisionList> shorten(const DecisionTable& table) const = 0;
};

}  // namespace gestalt::synthesis
