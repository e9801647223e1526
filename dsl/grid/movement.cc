#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_movement_primitives(Registry& registry) { registry.begin_family("movement"); }

}  // namespace gestalt::dsl
