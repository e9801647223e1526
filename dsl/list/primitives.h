// The families of list primitives beyond dsl/prelude, in the order in which they are registered.
#pragma once

#include "dsl/core/registry.h"

namespace gestalt::dsl {

/// First-order: what moves, adds, drops or groups elements, and two folds of integers.
void add_rearrangement_primitives(Registry& registry);
/// With function arguments: scans, prefixes, positions, sequences.
void add_functional_primitives(Registry& registry);
/// Masks and selectors of places.
void add_place_primitives(Registry& registry);

}  // namespace gestalt::dsl
