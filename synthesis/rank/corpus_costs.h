// Costs fitted to a corpus of programs: a smoothed bigram over (parent primitive, argument slot).
//
// Source: PCFGs fitted by smoothed counts, as in Menon et al. 2013 (A machine learning framework
// for programming by example) and Balog et al. 2017 (DeepCoder). Ours keeps the records' costs as
// the prior, per result type, so that what the corpus never used costs a little more than its
// record says and nothing is excluded.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/costs.h"
#include "synthesis/api/guide.h"
#include "synthesis/rank/credibility.h"

namespace gestalt::synthesis {

/// How often programs use each primitive in each slot, by the half that their task belongs to.
class UseCounts {
 public:
  struct Use {
    Slot slot;
    dsl::PrimitiveId head = 0;
    friend auto operator<=>(const Use&, const Use&) = default;
  };
  using Halves = std::array<int, 2>;  ///< uses in the even and in the odd half

  /// Counts a program's uses, lambdas over `inputs` inputs left off.
  void add(const dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs, Ranking half);
  void add(const Use& use, const Halves& halves);

  [[nodiscard]] const std::map<Use, Halves>& all() const { return uses_; }
  /// Uses that a fit on these tasks counts.
  [[nodiscard]] static int of(const Halves& halves, Ranking fitted_on);

 private:
  std::map<Use, Halves> uses_;
};

/// How much what was counted weighs against what is more general, in uses.
struct Smoothing {
  double prior = 300;   ///< the records' costs, against the uses of a primitive in any slot
  double unigram = 20;  ///< its uses in any slot, against those in one slot
};

/// cost = record cost - 4 ln(p(head | slot, result type) / prior(head | result type)).
[[nodiscard]] Costs fitted_costs(const dsl::Domain& domain, const UseCounts& counts,
                                 Ranking fitted_on, const Smoothing& smoothing = {});

/// Mean of -log2 p(head | slot, result type) over the uses in a half, under the costs' own
/// distribution in each slot.
[[nodiscard]] double bits_per_use(const dsl::Registry& registry, const Costs& costs,
                                  const UseCounts& counts, Ranking half);

/// The primitive a slot belongs to, or "root" or "body".
[[nodiscard]] std::string parent_name(const dsl::Registry& registry, Slot slot);

/// Costs fitted to the programs of tasks/corpus; the records' own for a domain that it has none of.
[[nodiscard]] std::unique_ptr<Guide> make_corpus_guide(Ranking fitted_on = Ranking::kAll);

}  // namespace gestalt::synthesis
