// Asks a question for every size of inputs up to a bound.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "synthesis/api/verifier.h"
#include "synthesis/verify/question.h"
#include "synthesis/verify/z3_session.h"

namespace gestalt::synthesis {

/// Inputs with sides (lists: lengths) above this are not asked about.
constexpr int kMaxBound = 12;

struct ProverOptions {
  int bound = 6;  ///< 1 to kMaxBound
  Z3Limits limits;
  std::size_t max_scalars = 1'500'000;  ///< in one question of one size
  int tests = 200;                      ///< inputs generated where nothing is proved
  std::uint64_t seed = 1;
  Z3Strategy strategy = Z3Strategy::kBitBlast;
};

/// What came of a question.
struct Answer {
  std::string property;
  std::string statement;
  Verdict verdict = Unknown{};
  std::vector<dsl::Type> input_types;
  dsl::OwnedValues counterexample;  ///< of Refuted: one value an input; it has been replayed
  int tested = 0;                   ///< inputs on which the property held, where it is not proved
  bool irreproducible = false;      ///< the solver's counterexample was none: a wrong meaning
};

/// Proved: the property holds for every input up to the bound (and within the input class of the
/// encoding). Refuted: the counterexample has the smallest size, and among those the fewest
/// elements that are not neutral (not black); the evaluator confirms it. Unknown: a limit, or a
/// primitive without meaning; then the property has been tested.
///
/// Threads: any number at once with questions of their own. Never throws.
[[nodiscard]] Answer prove(const dsl::Domain& domain, const Question& question,
                           const ProverOptions& options);

}  // namespace gestalt::synthesis
