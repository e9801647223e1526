// Random programs of a grammar: typed top-down sampling with a given number of primitives.
//
// Source: sampling from a (bigram) grammar as in DreamCoder (Ellis et al. 2021); deviates in that
// the number of primitives is given, so that large programs are as frequent as one wants.
// Limits: as the enumerator's: kMaxArity arguments, no lambdas inside lambdas.
// Read next: task_sampler.h.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "synthesis/api/costs.h"
#include "synthesis/search/grammar.h"

namespace gestalt::synthesis {

/// Threads: any number.
class ProgramSampler {
 public:
  /// `inputs` and `output` are the types of the task, `constants` those of literals. The domain
  /// outlives the sampler.
  ProgramSampler(const dsl::Domain& domain, std::vector<dsl::Type> inputs, dsl::Type output,
                 std::span<const dsl::Type> constants);

  /// What a draw uses; all of it outlives the draw.
  struct Draw {
    dsl::Rng& rng;
    dsl::TermPool& pool;
    const Costs& costs;  ///< a primitive is drawn in proportion to exp(-cost / kUnitsPerNat)
    std::span<const dsl::Constant> constants;
    dsl::Arena& arena;  ///< for literals that are no constants
  };

  /// A program over the inputs with so many primitives, or as few more as its types need; nothing
  /// where a function came out that ignores its parameters.
  [[nodiscard]] std::optional<dsl::TermId> sample(const Draw& draw, int size) const;

  /// The program with one of its sub-terms drawn anew, of so many primitives; nothing where no
  /// sub-term has a type that the grammar knows without the others.
  [[nodiscard]] std::optional<dsl::TermId> mutate(const Draw& draw, dsl::TermId program,
                                                  int size) const;

 private:
  /// A production with the fewest primitives that a term with it needs.
  struct Option {
    const Production* production = nullptr;
    int least = 0;
    bool first_order = true;
  };
  struct State;
  /// An argument of a program; without a type where the grammar does not know it.
  struct Place {
    Slot slot;
    std::optional<TypeIndex> type;
  };

  void find_least_sizes();
  [[nodiscard]] int least_of(const State& state, TypeIndex type) const;
  [[nodiscard]] int least_of(const State& state, const Option& option) const;
  [[nodiscard]] std::optional<dsl::TermId> build(State& state, Slot slot, TypeIndex type,
                                                 int size) const;
  [[nodiscard]] std::optional<dsl::TermId> leaf(State& state, TypeIndex type) const;
  [[nodiscard]] std::optional<dsl::TermId> function(State& state, TypeIndex type, int size) const;
  [[nodiscard]] const Option* choose(State& state, Slot slot, TypeIndex type, int size) const;
  [[nodiscard]] std::array<int, kMaxArity> split(State& state, const Production& production,
                                                 int size) const;
  [[nodiscard]] std::vector<Place> places_in(const dsl::TermPool& pool, dsl::TermId body) const;
  /// Below lambdas that bind the inputs.
  [[nodiscard]] dsl::TermId closed(dsl::TermPool& pool, dsl::TermId body) const;

  const dsl::Domain* domain_;
  std::vector<dsl::Type> inputs_;
  dsl::Type output_;
  Grammar grammar_;
  std::vector<bool> has_literals_;              ///< by type
  std::vector<int> least_;                      ///< by type: fewest primitives of a term; kNever
  std::vector<std::vector<Option>> by_result_;  ///< by type
  std::array<double, 256> weight_of_cost_;
};

}  // namespace gestalt::synthesis
