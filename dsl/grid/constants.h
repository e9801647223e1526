// Which literals are worth trying on a task's examples.
#pragma once

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// Colors that occur (those of every output are cheapest), small integers, sizes and ratios of the
/// outputs, the eight unit steps.
[[nodiscard]] std::vector<Constant> grid_constants(const Examples& examples, Arena& arena);

}  // namespace gestalt::dsl
