// Sections: halves, sides, corners and the middle of an object, where they were.
//
// Directions as in movement.cc: a diagonal one names a quarter or a corner.
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

/// A stretch of `length` cells out of `side` ones at the end that a step names; all for no step.
struct Stretch {
  int begin = 0;
  int length = 0;
};
Stretch at_end(int side, int length, int step) {
  if (step == 0) return {0, side};
  return {step < 0 ? 0 : side - length, length};
}

GridResult cut_end(EvalContext& context, const Grid& grid, int rows, int columns, Point step) {
  if (!is_step(step)) return undefined();
  const Stretch vertical = at_end(grid.rows(), rows, step.row);
  const Stretch horizontal = at_end(grid.columns(), columns, step.column);
  if (vertical.length == 0 || horizontal.length == 0) return undefined();
  return cut(context, grid, {vertical.begin, horizontal.begin, vertical.length, horizontal.length});
}

GridResult half(EvalContext& context, const Grid& grid, Point step) {
  return cut_end(context, grid, grid.rows() / 2, grid.columns() / 2, step);
}
GridResult side_of(EvalContext& context, const Grid& grid, Point step) {
  return cut_end(context, grid, 1, 1, step);
}
GridResult middle_cells(EvalContext& context, const Grid& grid) {
  const int row = (grid.rows() - 1) / 2;
  const int column = (grid.columns() - 1) / 2;
  return cut(context, grid, {row, column, grid.rows() - 2 * row, grid.columns() - 2 * column});
}
GridResult keep_corners(EvalContext& context, const Grid& grid) {
  const int bottom = grid.rows() - 1;
  const int right = grid.columns() - 1;
  if (bottom == 0 || right == 0) return undefined();
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  out.fill(kTransparent);
  for (const Point p : {Point{0, 0}, Point{0, right}, Point{bottom, 0}, Point{bottom, right}}) {
    out.at(p.row, p.column) = grid.at(p.row, p.column);
  }
  return out.seal();
}

/// The mirror image beside it; the half turn for a diagonal direction.
GridResult mirror_beside(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  const Point corner = grid.corner() + Point{step.row * grid.rows(), step.column * grid.columns()};
  if (!fits(grid.rows(), grid.columns(), corner)) return too_large();
  GridBuilder out(context, grid.rows(), grid.columns(), corner);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      out.at(r, c) = grid.at(step.row != 0 ? grid.rows() - 1 - r : r,
                             step.column != 0 ? grid.columns() - 1 - c : c);
    }
  }
  return out.seal();
}

}  // namespace

void add_section_primitives(Registry& registry) {
  registry.begin_family("section");
  const Type plain = fn({grid_type()}, grid_type());
  const Type directed = fn({grid_type(), point_type()}, grid_type());
  registry.add(
      {.name = "half",
       .type = directed,
       .eval = lift<&half>,
       .smt = unmodelled_grid(),
       .cost = 10,
       .doc = "The half that lies in a straight direction, or the quarter in a diagonal "
              "one, where it was; middle lines belong to no half.",
       .examples = {{"(half {12/34/56} @1,0)", "{56@2,0}"}, {"(half {12/34} @-1,1)", "{2@0,1}"}}});
  registry.add(
      {.name = "side",
       .type = directed,
       .eval = lift<&side_of>,
       .smt = unmodelled_grid(),
       .cost = 10,
       .doc = "The outermost row or column in a straight direction, or the corner cell in "
              "a diagonal one, where it was.",
       .examples = {{"(side {12/34} @0,1)", "{2/4@0,1}"}, {"(side {12/34} @1,1)", "{4@1,1}"}}});
  registry.add({.name = "middle_cells",
                .type = plain,
                .eval = lift<&middle_cells>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The middle cell, or the two or four middle cells of even sides, where they "
                       "were.",
                .examples = {{"(middle_cells {123/456/789})", "{5@1,1}"}}});
  registry.add({.name = "keep_corners",
                .type = plain,
                .eval = lift<&keep_corners>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The four corner cells; the others become transparent. Undefined for one "
                       "row or column.",
                .examples = {{"(keep_corners {123/456/789})", "{1.3/.../7.9}"}}});
  registry.add({.name = "mirror_beside",
                .type = directed,
                .eval = lift<&mirror_beside>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The mirror image at the side that lies in a straight direction, beside "
                       "where it was; turned by 180 degrees at the corner in a diagonal one.",
                .examples = {{"(mirror_beside {12/30} @0,1)", "{21/03@0,2}"},
                             {"(mirror_beside {12/30} @1,1)", "{03/21@2,2}"}}});
}

}  // namespace gestalt::dsl
