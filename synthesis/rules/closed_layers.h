// What holds around a place whatever way it faces: layers of directions, closed under a group of
// symmetries.
//
// Growth under a symmetry group (prototypes/README.md, "strokes") is a cell rule over one of them,
// run to a fixpoint: red goes on where red is on one side and a wall on the next one, in any image.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/core/context.h"
#include "synthesis/api/budget.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// Selectors that say of each place of the canvas, which is variable 1 and has the train outputs as
/// its row, whether it has two elements beside it in two directions at once, in some image of the
/// canvas: `closure (image -> both test test) canvas` for each of CellForm::closures. No two of
/// them say the same; each holds where some output differs from its input. Adds the terms evaluated
/// to `steps` and stops at `limit` or the deadline.
///
/// Deterministic; one thread.
[[nodiscard]] std::vector<LayerTerm> closed_layers(const RuleProblem& problem,
                                                   const LayerTerm& canvas,
                                                   dsl::EvalContext& context, std::uint64_t limit,
                                                   const Deadline& deadline, std::uint64_t& steps);

}  // namespace gestalt::synthesis
