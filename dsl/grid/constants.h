// Which literals are worth trying on a task's examples, and what they are to it.
#pragma once

#include "dsl/core/domain.h"

namespace gestalt::dsl {

[[nodiscard]] std::vector<Role> grid_roles();

/// Colors that occur, small integers, sizes and ratios of the outputs, the eight unit steps.
[[nodiscard]] std::vector<std::pair<RoleId, Value>> grid_literals(const Examples& examples,
                                                                  Arena& arena);

}  // namespace gestalt::dsl
