// What holds for a cell in some image of the grid: a function of directions, closed under a group
// of symmetries. With `fixpoint` this is growth under a symmetry group (prototypes/README.md,
// "strokes").
#include <algorithm>

#include "dsl/grid/motions.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

using Outcome = Result<Value, Fault>;

/// The rows and columns of an image.
template <Motion kMotion>
Point image_size(int rows, int columns) {
  return exchanges_axes(kMotion) ? Point{columns, rows} : Point{rows, columns};
}

/// The image of a grid, at the origin.
template <Motion kMotion>
Grid image_of(EvalContext& context, const Grid& grid) {
  const Point size = image_size<kMotion>(grid.rows(), grid.columns());
  GridBuilder out(context, size.row, size.column);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Point at = kMotion({r, c}, grid.rows(), grid.columns());
      out.at(at.row, at.column) = grid.at(r, c);
    }
  }
  return out.seal();
}

/// Raises the levels to those that the function gives the cells' images.
template <Motion kMotion>
Result<void, Fault> raise(EvalContext& context, Function function, const Grid& grid,
                          PlaneBuilder& levels) {
  const Grid image = image_of<kMotion>(context, grid);
  const Outcome called = function(context, image.value());
  if (!called) return tl::unexpected(called.error());
  const Plane plane(*called);
  if (!plane.fits(image)) return tl::unexpected(Fault::kDomain);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Point at = kMotion({r, c}, grid.rows(), grid.columns());
      const int level = from_level(plane.at(at.row, at.column));
      levels.at(r, c) = to_level(std::max(level, from_level(levels.at(r, c))));
    }
  }
  return {};
}

template <Motion... kMotions>
PlaneResult greatest_level(EvalContext& context, Function function, const Grid& grid) {
  if (!context.spend(static_cast<std::uint64_t>(grid.area()))) return tl::unexpected(Fault::kFuel);
  PlaneBuilder levels(context, grid);
  levels.fill(kNothing);
  Result<void, Fault> raised;
  (void)((raised = raise<kMotions>(context, function, grid, levels)).has_value() && ...);
  if (!raised) return tl::unexpected(raised.error());
  return levels.seal();
}

// ---- Meanings ----

template <Motion kMotion>
Picture picture_of_image(const Picture& p) {
  const Point size = image_size<kMotion>(p.rows, p.columns);
  Picture image{size.row, size.column, p.cells};
  for (int r = 0; r < p.rows; ++r) {
    for (int c = 0; c < p.columns; ++c) {
      const Point at = kMotion({r, c}, p.rows, p.columns);
      image.cells[static_cast<std::size_t>(at.row * size.column + at.column)] = p.at(r, c);
    }
  }
  return image;
}

template <Motion... kMotions>
SmtTerm greatest_level_smt(Smt& smt, Arguments arg) {
  const std::array<SymbolicGrid, 1> grids{SymbolicGrid::read(smt, arg[1])};
  const auto of_size = [&](const std::vector<Picture>& pictures) {
    const Picture& p = pictures[0];
    Picture levels = make_picture(p.rows, p.columns, [&](int, int) { return grids[0].number(-1); });
    Symbol defined = Symbol::boolean(smt, true);
    const auto raise_by = [&](const Picture& image, Motion motion) {
      const SmtTerm term = SymbolicGrid::of(smt, image, {}, kTransparent).term();
      const SmtTerm called = smt.call(arg[0], {&term, 1});
      const SymbolicGrid plane = SymbolicGrid::read(smt, called, -1);
      defined = defined & Symbol{smt, called.defined} & (plane.height() == image.rows) &
                (plane.width() == image.columns);
      for (int r = 0; r < p.rows; ++r) {
        for (int c = 0; c < p.columns; ++c) {
          const Point at = motion({r, c}, p.rows, p.columns);
          Symbol& level = levels.cells[static_cast<std::size_t>(r * p.columns + c)];
          level = greatest(level, plane.at(at.row, at.column));
        }
      }
    };
    (raise_by(picture_of_image<kMotions>(p), kMotions), ...);
    return Sized{std::move(levels), defined, {}};
  };
  return by_sizes(grids, Corner::kOrigin, of_size, -1);
}

}  // namespace

void add_orbit_primitives(Registry& registry) {
  registry.begin_family("orbit");
  const Type type = fn({fn({grid_type()}, plane_type()), grid_type()}, plane_type());
  constexpr int kCost = 14;
  registry.add(
      {.name = "in_either_side",
       .type = type,
       .eval = lift<&greatest_level<unmoved, flipped_columns>>,
       .smt = greatest_level_smt<unmoved, flipped_columns>,
       .cost = kCost,
       .doc = "The greatest level that the function gives each cell's image in the grid and in its "
              "mirror image between left and right.",
       .examples = {{"(in_either_side (lambda (x) (shown_cells (neighbors x @0,1))) {0100})",
                     "|1,0,1,0|"}}});
  registry.add(
      {.name = "in_either_height",
       .type = type,
       .eval = lift<&greatest_level<unmoved, flipped_rows>>,
       .smt = greatest_level_smt<unmoved, flipped_rows>,
       .cost = kCost,
       .doc = "The same with the mirror image between top and bottom.",
       .examples = {{"(in_either_height (lambda (x) (shown_cells (neighbors x @1,0))) {0/1/0/0})",
                     "|1/0/1/0|"}}});
  registry.add(
      {.name = "in_any_rotation",
       .type = type,
       .eval = lift<&greatest_level<unmoved, turned_right, turned_half, turned_left>>,
       .smt = greatest_level_smt<unmoved, turned_right, turned_half, turned_left>,
       .cost = kCost,
       .doc = "The greatest level that the function gives each cell's image in the grid and its "
              "quarter turns.",
       .examples = {{"(in_any_rotation (lambda (x) (shown_cells (neighbors x @0,1))) {000/010})",
                     "|0,1,0/1,0,1|"}}});
  registry.add(
      {.name = "in_any_symmetry",
       .type = type,
       .eval = lift<&greatest_level<unmoved, turned_right, turned_half, turned_left, flipped_rows,
                                    flipped_columns, transposed, anti_transposed>>,
       .smt = greatest_level_smt<unmoved, turned_right, turned_half, turned_left, flipped_rows,
                                 flipped_columns, transposed, anti_transposed>,
       .cost = kCost,
       .doc = "The greatest level that the function gives each cell's image in the grid, its "
              "quarter turns and their mirror images.",
       .examples = {{"(in_any_symmetry (lambda (x) (shown_cells (neighbors x @1,1))) {000/010})",
                     "|1,0,1/0,0,0|"}}});
}

}  // namespace gestalt::dsl
