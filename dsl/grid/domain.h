// The grid domain: ARC-style tasks, `grid -> grid`. Read next: grid.h, primitives.h.
#pragma once

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// Grids, colors, points, integers and booleans with all primitives of this folder.
[[nodiscard]] Domain grid_domain();

}  // namespace gestalt::dsl
