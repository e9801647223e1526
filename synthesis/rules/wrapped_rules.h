// Rules inside something that is undone: for outputs that are mirrored, scaled, tiled or bordered,
// and inside the wrappers of the domain.
//
// prototypes/README.md, "whole": wrappers `undo . rule . do`, and *post*.
#pragma once

#include "synthesis/rules/rule.h"
#include "synthesis/rules/stability.h"

namespace gestalt::synthesis {

/// Runs a search on each problem that undone outputs (undone_outputs.h) or a dsl::Wrapper make of
/// this one, and writes what it finds over the inputs. Deterministic if the search is; one thread.
[[nodiscard]] RuleResult find_wrapped_rules(const RuleProblem& problem, const RuleOptions& options,
                                            const RuleSearch& find);

}  // namespace gestalt::synthesis
