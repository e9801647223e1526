#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_object_primitives(Registry& registry) { registry.begin_family("object"); }

}  // namespace gestalt::dsl
