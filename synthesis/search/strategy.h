// A strategy of the portfolio: one way to look for programs that fit a task.
//
// Strategies see the same task and share memory and one budget (portfolio.h); each says what it
// took.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/budget.h"
#include "synthesis/api/costs.h"
#include "synthesis/api/decisions.h"
#include "synthesis/api/report.h"
#include "synthesis/api/scorer.h"
#include "synthesis/rank/credibility.h"
#include "synthesis/rank/shared_traits.h"
#include "synthesis/rules/head_costs.h"

namespace gestalt::synthesis {

class SegmentedParts;

/// The names of the enumeration by the order of its costs: the records', a guide's, the corpus's.
inline constexpr std::string_view kEnumerate = "enumerate";
inline constexpr std::string_view kGuided = "guided";
inline constexpr std::string_view kRestart = "restart";

/// A program that fits every train pair.
struct Finding {
  dsl::TermId program;
  int cost = 0;                     ///< on the scale of record costs, or of the guide's
  std::vector<dsl::Value> outputs;  ///< presented, train then test; live as long as the strategy
};

/// A term over the task's inputs that a strategy has computed, for others to build on.
struct KnownRow {
  dsl::TermId term;
  const dsl::Value* row = nullptr;  ///< train then test; lives as long as the strategy
  int cost = 0;                     ///< on the scale of record costs
};

/// What a strategy has computed that others may build on.
struct SharedRows {
  std::vector<KnownRow> nearest;  ///< those that agree best with the train outputs, place by place
  std::vector<KnownRow> layers;   ///< those that, painted over an input, bring it nearer to them
  std::vector<KnownRow> partly_right;  ///< those that are right on some train pairs
  std::map<dsl::Type, std::vector<KnownRow>> attributes;  ///< of types with immediate values
  [[nodiscard]] bool empty() const {
    return nearest.empty() && layers.empty() && partly_right.empty() && attributes.empty();
  }
  /// Adds what another strategy has computed; of attributes of one type the first stay.
  void add(SharedRows other);
  /// The same with the terms of another pool; without attributes, of which there are many.
  [[nodiscard]] SharedRows imported(const dsl::TermPool& from, dsl::TermPool& to) const;
};

/// What strategies work on; all of it outlives them.
struct StrategyContext {
  const dsl::Domain& domain;
  const dsl::Examples& examples;
  std::span<const dsl::Constant> constants;
  const Costs& costs;
  dsl::TermPool& pool;
  dsl::ChunkPool& memory;
  const HeadCosts& heads;  ///< see RuleProblem
  const std::atomic<bool>* interrupt = nullptr;
  int threads = 1;
  SegmentedParts* parts = nullptr;           ///< of the inputs; null where the domain has none
  const DecisionMaker* decisions = nullptr;  ///< see RuleProblem
  const SharedTraits* traits = nullptr;      ///< see RuleProblem
  Ranking ranking = Ranking::kAll;           ///< on which tasks what is fitted was fitted
  TaskScorer* scorer = nullptr;              ///< see EnumeratorOptions
};

/// Threads: one caller. Deterministic for a budget of steps, whatever the number of threads.
class Strategy {
 public:
  virtual ~Strategy() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Looks for programs until the budget ends or `wanted` with different predictions are found;
  /// `known` are rows of strategies that ran before. Returns what it took. Called once.
  [[nodiscard]] virtual SearchReport run(const Budget& budget, std::size_t wanted,
                                         const SharedRows& known) = 0;
  /// Cheapest first; their predictions differ.
  [[nodiscard]] virtual const std::vector<Finding>& findings() const = 0;
  /// After run(). Looks at the rows computed first only, where time is short.
  [[nodiscard]] virtual SharedRows share_rows(const Deadline&) { return {}; }
};

/// Strategies of one lane share a pool of terms, and run one after the other; lanes run side by
/// side.
enum class Lane : std::uint8_t {
  kPlaces,  ///< rules over places
  kParts,   ///< rules over parts of the inputs, which are made once
  kTerms,
};
constexpr std::size_t kLanes = 3;

/// A strategy of the portfolio and its place in the plan.
struct StrategyRecord {
  std::string_view name;
  int stage = 0;  ///< begins when the one before has ended
  Lane lane = Lane::kTerms;
  std::unique_ptr<Strategy> (*make)(const StrategyContext& context) = nullptr;
  /// Always; while no guess of earlier stages is settled; or where those shared rows and found too
  /// few guesses that are credible.
  enum class When : std::uint8_t { kAlways, kUnsettled, kNeeded };

  /// Of what is left of the budget: of the time when its turn comes, of the steps when its stage
  /// begins, less what goes to those before it.
  double part = 1;
  When when = When::kAlways;
  /// Steps at most where a guess of earlier stages is settled: what else there is to find is cheap.
  std::uint64_t steps_if_settled = Budget{}.steps;
};

/// All of them, in the order in which they run: cheap and precise ones first.
[[nodiscard]] std::span<const StrategyRecord> strategies();

}  // namespace gestalt::synthesis
