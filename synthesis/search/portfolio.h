// The portfolio: strategies run stage by stage within one budget, those of one stage side by side.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "synthesis/rules/segmented_parts.h"
#include "synthesis/search/guesses.h"
#include "synthesis/search/strategy.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::synthesis {

/// What all strategies of a portfolio work on; all of it outlives them.
struct PortfolioProblem {
  const dsl::Domain& domain;
  const dsl::Examples& examples;
  std::span<const dsl::Constant> constants;
  const Costs& costs;
  dsl::ChunkPool& memory;
  const std::atomic<bool>* interrupt = nullptr;
  const DecisionMaker* decisions = nullptr;
  TaskScorer* scorer = nullptr;  ///< see EnumeratorOptions
};

/// Strategies decide at the beginning of a stage what they need to know of earlier ones, and have
/// their parts of the steps that are left then: the threads' pace does not matter.
///
/// Threads: one caller.
class Portfolio {
 public:
  /// The clock of the budget is the deadline's.
  Portfolio(const PortfolioProblem& problem, const SearchOptions& options,
            const Deadline& deadline);

  /// Runs strategies, given in the order of their stages, and `between` the stages. Called once.
  void run(std::span<const StrategyRecord* const> plan, const std::function<void()>& between);

  [[nodiscard]] const Guesses& guesses() const { return guesses_; }
  [[nodiscard]] const SearchReport& report() const { return report_; }

 private:
  /// What the strategies of a lane share.
  struct LaneState {
    dsl::TermPool pool;
    SharedRows known;  ///< of all strategies of earlier stages, with terms of this pool
    std::unique_ptr<StrategyContext> context;
  };
  /// A strategy in the stage that runs.
  struct Turn {
    const StrategyRecord* record = nullptr;
    std::unique_ptr<Strategy> strategy;
    double part = 1;
    std::uint64_t steps = 0;
    std::size_t wanted = 0;
    SearchReport report;
  };

  void run_stage(std::span<const StrategyRecord* const> stage, bool last);
  /// The strategies of a stage that have a reason to run.
  [[nodiscard]] std::vector<Turn> turns_of(std::span<const StrategyRecord* const> stage, bool last);
  void run_turn(Turn& turn);
  void finish_turn(Turn& turn);
  void share_rows(const Turn& turn);
  [[nodiscard]] LaneState& lane(Lane lane) { return lanes_[static_cast<std::size_t>(lane)]; }

  const SearchOptions& options_;
  const Deadline& deadline_;
  const dsl::ChunkPool& values_;
  HeadCosts heads_;
  SharedTraits traits_;
  Guesses guesses_;
  SearchReport report_;
  std::vector<StopReason> stops_;
  std::array<LaneState, kLanes> lanes_;
  std::optional<SegmentedParts> parts_;
  std::vector<std::unique_ptr<Strategy>> ran_;  ///< guesses point at what they found
};

}  // namespace gestalt::synthesis
