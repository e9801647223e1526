// The base types of the grid domain: how grids, colors and points are written, read and sampled.
#pragma once

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// `grid`: rows split by '/', digits and '.' for transparent, and the corner unless it is 0,0:
/// `{120/0.3}`, `{120/0.3@2,-1}`.
[[nodiscard]] BaseType grid_base_type();
/// `color`: black blue red green yellow gray magenta orange azure maroon, for 0 to 9.
[[nodiscard]] BaseType color_base_type();
/// `plane`: rows split by '/', numbers by ',', '.' for nothing: `|1,.,2/0,0,12|`.
[[nodiscard]] BaseType plane_base_type();
/// `point`: a row and a column, `@1,-2`.
[[nodiscard]] BaseType point_base_type();

}  // namespace gestalt::dsl
