// Planes: comparison and combination, and painting where a plane says.
#include "dsl/grid/plane.h"

#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// The plane whose cell i is `level(i)`.
template <class Shape, class F>
Plane fill_plane(EvalContext& context, const Shape& shape, F level) {
  PlaneBuilder out(context, shape);
  const int area = shape.area();
  for (int i = 0; i < area; ++i) out.levels()[i] = level(i);
  return out.seal();
}

Plane cells_are(EvalContext& context, const Plane& plane, std::int64_t number) {
  const int wanted = number < 0 ? -1 : static_cast<int>(std::min<std::int64_t>(number, 1 << 16));
  return fill_plane(context, plane, [&](int i) {
    return static_cast<Level>(from_level(plane.levels()[i]) == wanted ? 1 : 0);
  });
}

Plane cells_at_least(EvalContext& context, const Plane& plane, std::int64_t number) {
  return fill_plane(context, plane, [&](int i) {
    return static_cast<Level>(from_level(plane.levels()[i]) >= number ? 1 : 0);
  });
}

PlaneResult cells_modulo(EvalContext& context, const Plane& plane, std::int64_t modulus) {
  if (modulus < 2 || modulus > kMaxLevel) return undefined();
  return fill_plane(context, plane, [&](int i) {
    const Level level = plane.levels()[i];
    return level == kNothing ? kNothing : static_cast<Level>(level % modulus);
  });
}

Plane cells_of_color(EvalContext& context, const Grid& grid, Color color) {
  return fill_plane(context, grid, [&](int i) {
    return static_cast<Level>(grid.cells()[i] == color.cell ? 1 : 0);
  });
}

Plane shown_cells(EvalContext& context, const Grid& grid) {
  return fill_plane(context, grid,
                    [&](int i) { return static_cast<Level>(is_empty(grid.cells()[i]) ? 0 : 1); });
}

Plane color_levels(EvalContext& context, const Grid& grid) {
  return fill_plane(context, grid, [&](int i) {
    const Cell cell = grid.cells()[i];
    return cell == kTransparent ? kNothing : Level{cell};
  });
}

Plane levels_behind(EvalContext& context, const Grid& grid, const Plane& plane) {
  return make_plane(context, grid, [&](int r, int c) {
    const Point p = Point{r, c} + grid.corner();
    const bool inside =
        p.row >= 0 && p.row < plane.rows() && p.column >= 0 && p.column < plane.columns();
    return inside ? plane.levels()[p.row * plane.columns() + p.column] : kNothing;
  });
}

PlaneResult equal_cells_of(EvalContext& context, const Grid& a, const Grid& b) {
  if (!a.same_shape(b)) return undefined();
  return fill_plane(
      context, a, [&](int i) { return static_cast<Level>(a.cells()[i] == b.cells()[i] ? 1 : 0); });
}

PlaneResult both(EvalContext& context, const Plane& a, const Plane& b) {
  if (!a.fits(b)) return undefined();
  return fill_plane(context, a,
                    [&](int i) { return static_cast<Level>(a.holds(i) && b.holds(i) ? 1 : 0); });
}

PlaneResult either(EvalContext& context, const Plane& a, const Plane& b) {
  if (!a.fits(b)) return undefined();
  return fill_plane(context, a,
                    [&](int i) { return static_cast<Level>(a.holds(i) || b.holds(i) ? 1 : 0); });
}

/// Cell by cell, nothing where either has nothing.
template <class F>
PlaneResult combine(EvalContext& context, const Plane& a, const Plane& b, F f) {
  if (!a.fits(b)) return undefined();
  return fill_plane(context, a, [&](int i) {
    const Level x = a.levels()[i];
    const Level y = b.levels()[i];
    return x == kNothing || y == kNothing ? kNothing : to_level(f(x, y));
  });
}
PlaneResult add_planes(EvalContext& context, const Plane& a, const Plane& b) {
  return combine(context, a, b, [](int x, int y) { return x + y; });
}
PlaneResult plane_difference(EvalContext& context, const Plane& a, const Plane& b) {
  return combine(context, a, b, [](int x, int y) { return std::abs(x - y); });
}

GridResult paint_where(EvalContext& context, const Plane& mask, Color color, const Grid& grid) {
  if (!mask.fits(grid)) return undefined();
  GridBuilder out(context, grid);
  for (int i = 0; i < grid.area(); ++i) {
    if (mask.holds(i)) out.cells()[i] = color.cell;
  }
  return out.seal();
}

GridResult copy_where(EvalContext& context, const Plane& mask, const Grid& source,
                      const Grid& grid) {
  if (!mask.fits(grid) || !source.same_shape(grid)) return undefined();
  GridBuilder out(context, grid);
  for (int i = 0; i < grid.area(); ++i) {
    if (mask.holds(i)) out.cells()[i] = source.cells()[i];
  }
  return out.seal();
}

/// The grid with paint(r, c) where the mask holds.
template <class Paint>
SmtTerm painted_where(Smt& smt, const SmtTerm& mask, const SmtTerm& grid, Paint paint) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  const SymbolicGrid plane = SymbolicGrid::read(smt, mask, -1);
  const SymbolicGrid there = plane.moved_to(g.top, g.left);
  return g.map([&](int r, int c) { return select(there.at(r, c) > 0, paint(r, c), g.at(r, c)); })
      .term(same_shape(plane, g));
}

/// The plane with level f(level) at each cell.
template <class F>
SymbolicGrid mapped_levels(Smt& smt, const SmtTerm& plane, F f) {
  const SymbolicGrid p = SymbolicGrid::read(smt, plane, -1);
  return p.map([&](int r, int c) { return f(p.at(r, c)); }, -1);
}

/// Masks and tables cost more than what builds grids from grids: the rule search places them.
constexpr int kCost = 14;

void add_comparisons(Registry& registry) {
  registry.add({.name = "cells_are",
                .type = fn({plane_type(), int_type()}, plane_type()),
                .eval = lift<&cells_are>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const Symbol number = symbol(smt, arg[1]);
                  const Symbol wanted = select(number < 0, -1, number);
                  return mapped_levels(smt, arg[0],
                                       [&](Symbol level) { return as_number(level == wanted); })
                      .term();
                },
                .cost = kCost,
                .doc = "1 where a plane holds the number, 0 elsewhere. -1 stands for nothing.",
                .examples = {{"(cells_are |1,2/.,1| 1)", "|1,0/0,1|"},
                             {"(cells_are |1,2/.,1| -1)", "|0,0/1,0|"}}});
  registry.add({.name = "cells_at_least",
                .type = fn({plane_type(), int_type()}, plane_type()),
                .eval = lift<&cells_at_least>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return mapped_levels(
                             smt, arg[0],
                             [&](Symbol level) { return as_number(level >= symbol(smt, arg[1])); })
                      .term();
                },
                .cost = kCost,
                .doc = "1 where a plane holds the number or more, 0 elsewhere.",
                .examples = {{"(cells_at_least |1,2/.,3| 2)", "|0,1/0,1|"}}});
  registry.add({.name = "cells_modulo",
                .type = fn({plane_type(), int_type()}, plane_type()),
                .eval = lift<&cells_modulo>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const Symbol modulus = symbol(smt, arg[1]);
                  return mapped_levels(smt, arg[0],
                                       [&](Symbol level) {
                                         return select(level < 0, -1,
                                                       level % bounded(modulus, 2, kMaxLevel));
                                       })
                      .term(between(2, modulus, kMaxLevel));
                },
                .cost = kCost,
                .doc = "Each number's remainder; nothing stays. Undefined for a modulus below 2.",
                .examples = {{"(cells_modulo |1,2/.,5| 3)", "|1,2/.,2|"}}});
  registry.add({.name = "cells_of_color",
                .type = fn({grid_type(), color_type()}, plane_type()),
                .eval = lift<&cells_of_color>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return plane_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    return as_number(g.at(r, c) == symbol(smt, arg[1]));
                  });
                },
                .cost = kCost,
                .doc = "1 where a grid has the color, 0 elsewhere.",
                .examples = {{"(cells_of_color {12/.2} red)", "|0,1/0,1|"}}});
  registry.add({.name = "shown_cells",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&shown_cells>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) {
                    return as_number(shown(g.at(r, c)));
                  });
                },
                .cost = kCost,
                .doc = "1 where a grid is not empty, 0 elsewhere.",
                .examples = {{"(shown_cells {10/.2})", "|1,0/0,1|"}}});
  registry.add({.name = "color_levels",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&color_levels>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) {
                    return select(g.at(r, c) == int{kTransparent}, -1, g.at(r, c));
                  });
                },
                .cost = kCost,
                .doc = "The colors as numbers, nothing where a grid is transparent.",
                .examples = {{"(color_levels {12/.0})", "|1,2/.,0|"}}});
  registry.add({.name = "levels_behind",
                .type = fn({grid_type(), plane_type()}, plane_type()),
                .eval = lift<&levels_behind>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid plane = SymbolicGrid::read(smt, arg[1], -1);
                  return plane_meaning(smt, arg[0], [&](const SymbolicGrid&, int r, int c) {
                    return plane.at(r, c);
                  });
                },
                .cost = kCost,
                .doc = "The part of a plane that lies behind a grid, the plane's first cell being "
                       "at the origin; nothing beyond it.",
                .examples = {{"(levels_behind {00@1,1} |1,2,3/4,5,6|)", "|5,6|"},
                             {"(levels_behind {00@0,2} |1,2,3/4,5,6|)", "|3,.|"}}});
  registry.add({.name = "equal_cells",
                .type = fn({grid_type(), grid_type()}, plane_type()),
                .eval = lift<&equal_cells_of>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]).at_origin();
                  const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]).at_origin();
                  return a
                      .map([&](int r, int c) { return as_number(a.at(r, c) == b.at(r, c)); }, -1)
                      .term(same_shape(a, b));
                },
                .cost = kCost,
                .doc = "1 where two grids of one shape have the same cell, 0 elsewhere.",
                .examples = {{"(equal_cells {12/34} {14/34@5,5})", "|1,0/1,1|"}},
                .commutative = true});
}

void add_combinations(Registry& registry) {
  const Type pair = fn({plane_type(), plane_type()}, plane_type());
  registry.add({.name = "both",
                .type = pair,
                .eval = lift<&both>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return zip_meaning(
                      SymbolicGrid::read(smt, arg[0], -1), SymbolicGrid::read(smt, arg[1], -1),
                      [&](Symbol x, Symbol y) { return as_number((x > 0) & (y > 0)); });
                },
                .cost = kCost,
                .doc = "1 where both planes hold a number above 0, 0 elsewhere.",
                .examples = {{"(both |1,1,.| |2,0,1|)", "|1,0,0|"}},
                .commutative = true});
  registry.add({.name = "either",
                .type = pair,
                .eval = lift<&either>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return zip_meaning(
                      SymbolicGrid::read(smt, arg[0], -1), SymbolicGrid::read(smt, arg[1], -1),
                      [&](Symbol x, Symbol y) { return as_number((x > 0) | (y > 0)); });
                },
                .cost = kCost,
                .doc = "1 where one of two planes holds a number above 0, 0 elsewhere.",
                .examples = {{"(either |1,0,.| |2,0,1|)", "|1,0,1|"}},
                .commutative = true});
  registry.add({.name = "add_planes",
                .type = pair,
                .eval = lift<&add_planes>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return zip_meaning(SymbolicGrid::read(smt, arg[0], -1),
                                     SymbolicGrid::read(smt, arg[1], -1), [&](Symbol x, Symbol y) {
                                       return select((x < 0) | (y < 0), -1,
                                                     least(x + y, x.number(kMaxLevel)));
                                     });
                },
                .cost = kCost,
                .doc = "The sums, cell by cell, at most 254; nothing where either holds nothing.",
                .examples = {{"(add_planes |1,2| |3,.|)", "|4,.|"}},
                .commutative = true});
  registry.add(
      {.name = "plane_difference",
       .type = pair,
       .eval = lift<&plane_difference>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return zip_meaning(SymbolicGrid::read(smt, arg[0], -1),
                            SymbolicGrid::read(smt, arg[1], -1), [&](Symbol x, Symbol y) {
                              return select((x < 0) | (y < 0), -1, select(x < y, y - x, x - y));
                            });
       },
       .cost = kCost,
       .doc = "The absolute differences, cell by cell; nothing where either holds nothing.",
       .examples = {{"(plane_difference |1,5| |3,.|)", "|2,.|"}},
       .commutative = true});
}

void add_painting(Registry& registry) {
  registry.add({.name = "paint_where",
                .type = fn({plane_type(), color_type(), grid_type()}, grid_type()),
                .eval = lift<&paint_where>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return painted_where(smt, arg[0], arg[2],
                                       [&](int, int) { return symbol(smt, arg[1]); });
                },
                .cost = kCost,
                .doc = "The grid with a color where the plane of its shape holds a number above 0.",
                .examples = {{"(paint_where |1,0/.,2| red {11/11})", "{21/12}"}}});
  registry.add({.name = "copy_where",
                .type = fn({plane_type(), grid_type(), grid_type()}, grid_type()),
                .eval = lift<&copy_where>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid source = SymbolicGrid::read(smt, arg[1]);
                  const SymbolicGrid grid = SymbolicGrid::read(smt, arg[2]);
                  const SymbolicGrid there = source.moved_to(grid.top, grid.left);
                  return restricted(smt,
                                    painted_where(smt, arg[0], arg[2],
                                                  [&](int r, int c) { return there.at(r, c); }),
                                    same_shape(source, grid));
                },
                .cost = kCost,
                .doc = "The second grid with the cells of the first, of its shape, where the plane "
                       "holds a number above 0.",
                .examples = {{"(copy_where |1,0/0,1| {23/45} {11/11})", "{21/15}"}}});
}

}  // namespace

void add_plane_primitives(Registry& registry) {
  registry.begin_family("plane");
  add_comparisons(registry);
  add_combinations(registry);
  add_painting(registry);
}

}  // namespace gestalt::dsl
