// Fills the holes of a sketch so that it meets the train pairs: by the solver, or by trying.
//
// Source: counterexample-guided inductive synthesis (Solar-Lezama, 2008). The counterexamples are
// train pairs: the solver meets those it has been shown, the evaluator says which comes next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "synthesis/verify/prover.h"
#include "synthesis/verify/sketch.h"

namespace gestalt::synthesis {

struct Filling {
  std::string program;
  std::vector<std::int64_t> values;  ///< of the sketch's scalars
  int cost = 0;                      ///< of its literals, on the scale of record costs
};

/// What came of filling.
struct Filled {
  std::optional<Filling> best;    ///< meets every train pair, by evaluation
  std::string reason = {};        ///< why there is none, or why `best` may not be the cheapest
  bool minimal = false;           ///< no cheaper one meets them
  std::optional<bool> unique;     ///< whether it is the only one; nothing where that is not known
  std::uint64_t evaluations = 0;  ///< of the program on a train pair
  int checks = 0;                 ///< questions to the solver
};

/// Solves for the cheapest filling. Never throws.
[[nodiscard]] Filled fill_by_solving(const Sketch& sketch, const dsl::Examples& examples,
                                     const ProverOptions& options);

/// Tries all fillings, cheapest first, at most so many; unique stays unknown.
[[nodiscard]] Filled fill_by_trying(const Sketch& sketch, const dsl::Examples& examples,
                                    std::uint64_t most);

}  // namespace gestalt::synthesis
