// Iterated cell rules: growth. Every element of the output is decided by layers of the input and by
// what lies around its place in the output itself; applied to the input again and again, the rule
// comes to rest at the output.
//
// prototypes/README.md, "cells" (iterated form) and "strokes" (growth).
#pragma once

#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// Rules `fixpoint (canvas -> cell rule over input and canvas) input` that come to rest at the
/// train outputs, and somewhere from every test input. None where no input has the outputs' frames,
/// or the domain's CellForm does not say what lies around a place.
///
/// Deterministic; one thread.
[[nodiscard]] RuleResult find_iterated_rules(const RuleProblem& problem,
                                             const RuleOptions& options);

}  // namespace gestalt::synthesis
