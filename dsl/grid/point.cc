#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_point_primitives(Registry& registry) { registry.begin_family("point"); }

}  // namespace gestalt::dsl
