#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

void add_selection_primitives(Registry& registry) { registry.begin_family("selection"); }

}  // namespace gestalt::dsl
