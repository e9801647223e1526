#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_property_primitives(Registry& registry) { registry.begin_family("property"); }

}  // namespace gestalt::dsl
