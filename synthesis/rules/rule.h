// What searches for rules are given and what they yield.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "dsl/core/term_writer.h"
#include "synthesis/api/budget.h"
#include "synthesis/api/decisions.h"
#include "synthesis/rank/shared_traits.h"
#include "synthesis/rules/head_costs.h"
#include "synthesis/rules/layer_term.h"

namespace gestalt::synthesis {

/// What rules are searched for; all of it outlives the search. Values are built in `memory`, terms
/// in `pool`.
struct RuleProblem {
  const dsl::Domain& domain;
  const dsl::Examples& examples;
  std::span<const dsl::Constant> constants;
  dsl::TermPool& pool;
  dsl::ChunkPool& memory;
  const HeadCosts& heads;  ///< of the primitives in rules
  const std::atomic<bool>* interrupt = nullptr;
  const DecisionMaker* decisions = nullptr;  ///< shortens what rules decide; null: nothing does
  const SharedTraits* traits = nullptr;      ///< what predictions should have; null: not known

  /// The same for other examples, whose traits are not known.
  [[nodiscard]] RuleProblem with(const dsl::Examples& others) const {
    return {domain, others, constants, pool, memory, heads, interrupt, decisions};
  }
};

/// How far a search over rules looks. A deep one looks at more of everything and takes several
/// times as long: worth it where the usual one finds nothing that is credible.
enum class Depth : std::uint8_t { kUsual, kDeep };

struct RuleOptions {
  Budget budget;
  int threads = 1;
  std::size_t rules = 4;  ///< so many with different predictions
  Depth depth = Depth::kUsual;
};

/// A program that meets every train pair.
struct Rule {
  dsl::TermId program;
  int cost = 0;  ///< on the scale of record costs; lower is more credible
};

struct RuleResult {
  std::vector<Rule> rules;  ///< by cost; their predictions differ
  std::uint64_t steps = 0;  ///< terms evaluated on a row, and candidates fully checked
  StopReason stop = StopReason::kExhausted;
  /// Terms over the inputs that explain some of what changed and break nothing, best first; their
  /// rows are empty.
  std::vector<LayerTerm> partial = {};
};

/// Keeps programs that fit and predict something that no other one does. Those whose predictions
/// lack a trait of the train pairs do not count, as if there were room for them besides.
///
/// Threads: one caller.
class RuleCollector {
 public:
  explicit RuleCollector(const RuleProblem& problem);

  [[nodiscard]] std::size_t count() const { return plausible_; }
  /// INT_MAX while there is none.
  [[nodiscard]] int least_cost() const;
  /// Checks a body over the inputs.
  void offer(dsl::TermId body, int cost);
  /// The cheapest `wanted` of those that count, and as many of the others, by cost.
  [[nodiscard]] std::vector<Rule> take(std::size_t wanted);

 private:
  const RuleProblem& problem_;
  dsl::Arena arena_;
  struct Kept {
    Rule rule;
    bool counts = true;
  };
  std::vector<Kept> kept_;
  std::size_t plausible_ = 0;
  std::vector<std::vector<dsl::Value>> predictions_;
};

/// What a rule pays for a number that it names, beyond what a small one costs: the scale of record
/// costs has four units a nat.
[[nodiscard]] double cost_of_size(std::int64_t number);

/// The steps of each of several searches that share what is left, so that the threads' pace does
/// not matter.
[[nodiscard]] inline std::uint64_t share_of_steps(const Budget& budget, std::uint64_t steps,
                                                  std::size_t searches) {
  return searches == 0 ? 0 : (budget.steps - std::min(budget.steps, steps)) / searches;
}

/// Why a search of these steps ended that wanted so many rules and has `found` them; `cut_short`
/// where some part of it ended for want of steps.
[[nodiscard]] StopReason stop_reason(const Deadline& deadline, const Budget& budget,
                                     std::uint64_t steps, std::size_t found, std::size_t wanted,
                                     bool cut_short = false);

}  // namespace gestalt::synthesis
