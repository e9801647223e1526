#include "dsl/core/term_writer.h"

#include <vector>

#include "dsl/core/check.h"

namespace gestalt::dsl {

PrimitiveId TermWriter::find(std::string_view name) const {
  const auto primitive = domain_.registry.find(name);
  GESTALT_CHECK(primitive.has_value());
  return *primitive;
}

TermId TermWriter::call(std::string_view name, std::initializer_list<TermId> arguments) const {
  return pool_.apply(pool_.primitive(find(name)), std::vector(arguments));
}

int TermWriter::cost_of(std::string_view name) const { return domain_.registry[find(name)].cost; }

bool TermWriter::is(TermId term, std::string_view name) const {
  return pool_[term].kind == TermKind::kPrimitive &&
         domain_.registry[pool_[term].payload].name == name;
}

}  // namespace gestalt::dsl
