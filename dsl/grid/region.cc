#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_region_primitives(Registry& registry) { registry.begin_family("region"); }

}  // namespace gestalt::dsl
