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
  std::uint64_t resources = 0;          ///< Z3's units for all checks of a question; 0: no limit
  std::size_t max_scalars = 1'500'000;  ///< in one question of one size
  int tests = 200;                      ///< inputs generated where nothing is proved
  std::uint64_t seed = 1;
  Z3Strategy strategy = Z3Strategy::kBitBlast;
};

/// Proved: the property holds for every input up to the bound (and within the input class of the
/// encoding). Refuted: the counterexample has the smallest size, and among those the fewest
/// elements that are not neutral (not black); the evaluator confirms it. Unknown: a limit, or a
/// primitive without meaning; then the property has been tested.
///
/// Threads: any number at once with questions of their own. Never throws.
[[nodiscard]] Answer prove(const dsl::Domain& domain, const Question& question,
                           const ProverOptions& options);

/// Runs the property on options.tests generated inputs only: refuted, or not known.
[[nodiscard]] Answer test(const dsl::Domain& domain, const Question& question,
                          const ProverOptions& options);

/// Makes an answer a refutation by inputs of its types.
void refute(Answer& answer, const dsl::Domain& domain, std::span<const dsl::Value> inputs);

/// The question as the solver gets it: one SMT-LIB script an instance, which can be run alone. A
/// script of an instance that the answer has proved says that it is unsatisfiable. Instances that
/// cannot be put on terms, and those after the one that ended the answer, are left out.
struct SmtScript {
  std::string name;  ///< of the instance
  std::string text;
};
[[nodiscard]] std::vector<SmtScript> smt_scripts(const dsl::Domain& domain,
                                                 const Question& question,
                                                 const ProverOptions& options,
                                                 const Answer& answer);

}  // namespace gestalt::synthesis
