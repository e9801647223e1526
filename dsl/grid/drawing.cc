#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_drawing_primitives(Registry& registry) { registry.begin_family("drawing"); }

}  // namespace gestalt::dsl
