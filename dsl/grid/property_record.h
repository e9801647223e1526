// What the records of properties, relations and selectors share.
#pragma once

#include <span>

#include "dsl/core/registry.h"
#include "dsl/grid/cells.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

/// A primitive that says something about grids, or chooses one.
struct Property {
  const char* name;
  RowFunction eval;
  SmtDeclaration smt;
  int cost;
  const char* doc;
  Example example;
  bool commutative = false;
};

inline void add_properties(Registry& registry, std::span<const Property> properties,
                           const Type& type) {
  for (const Property& property : properties) {
    registry.add({.name = property.name,
                  .type = type,
                  .eval = property.eval,
                  .smt = property.smt,
                  .cost = property.cost,
                  .doc = property.doc,
                  .examples = {property.example},
                  .commutative = property.commutative});
  }
}

/// Black and transparent are alike: both are empty.
[[nodiscard]] inline bool alike(Cell a, Cell b) { return a == b || (is_empty(a) && is_empty(b)); }
[[nodiscard]] inline Symbol alike_cells(Symbol a, Symbol b) {
  return (a == b) | (empty(a) & empty(b));
}

}  // namespace gestalt::dsl
