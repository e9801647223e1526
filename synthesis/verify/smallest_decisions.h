// The smallest decision list for a table of cases, solved: instead of a table that is memorized.
#pragma once

#include <memory>

#include "synthesis/api/decisions.h"
#include "synthesis/verify/z3_session.h"

namespace gestalt::synthesis {

/// Finds the list of least cost among those with at most `rules` rules besides the default, within
/// the limits of each check: tests, decisions and their order are unknowns, and the solver is asked
/// for ever cheaper lists until there is none.
[[nodiscard]] std::unique_ptr<DecisionMaker> make_smallest_decisions(const Z3Limits& limits,
                                                                     std::size_t rules = 3);

}  // namespace gestalt::synthesis
