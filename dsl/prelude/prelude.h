// The primitives that every domain shares: integers, logic and polymorphic lists.
//
// Read next: arithmetic.cc, sequence.cc, higher_order.cc; dsl/core/meaning.h for how their SMT
// meanings are written.
#pragma once

#include "dsl/core/registry.h"

namespace gestalt::dsl {

/// Integers, booleans, comparisons, polymorphic equality and conditional.
void add_arithmetic_primitives(Registry& registry);
/// Polymorphic lists, and functions over them.
void add_sequence_primitives(Registry& registry);
/// The second part of those: map, filter, fold and friends. Called by add_sequence_primitives.
void add_higher_order_primitives(Registry& registry);

}  // namespace gestalt::dsl
