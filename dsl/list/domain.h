// The list domain: integers and lists, `list int -> list int`. It proves that the core, the search
// and the tools know nothing about any other domain. Read next: list.cc.
#pragma once

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// Integers, booleans and lists with the primitives of this folder and of dsl/prelude.
[[nodiscard]] Domain list_domain();

}  // namespace gestalt::dsl
