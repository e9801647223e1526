// Parts of whole grids: boxes around content, halves, borders, removed and merged lines.
//
// What is cut out keeps its place, so that it can be put back; halves start at the origin, because
// they are compared with each other.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

GridResult cut_if(EvalContext& context, const Grid& grid, const std::optional<Box>& box) {
  if (!box) return undefined();
  return cut(context, grid, *box);
}

GridResult crop_content(EvalContext& context, const Grid& grid) {
  return cut_if(context, grid, content_box(grid));
}

GridResult crop_color(EvalContext& context, const Grid& grid, Color color) {
  return cut_if(context, grid, bounding_box(grid, [=](Cell cell) { return cell == color.cell; }));
}

GridResult crop_foreground(EvalContext& context, const Grid& grid) {
  const Cell back = background(count_cells(grid));
  if (back == kBlack) return crop_content(context, grid);
  return cut_if(context, grid, bounding_box(grid, [=](Cell cell) { return cell != back; }));
}

GridResult crop_from_corner_color(EvalContext& context, const Grid& grid) {
  const Cell outside = grid.at(0, 0);
  return cut_if(context, grid, bounding_box(grid, [=](Cell cell) { return cell != outside; }));
}

GridResult corner_cells(EvalContext& context, const Grid& grid) {
  if (grid.rows() < 2 || grid.columns() < 2) return undefined();
  GridBuilder out(context, 2, 2);
  for (const int r : {0, 1}) {
    for (const int c : {0, 1}) {
      out.at(r, c) = grid.at(r * (grid.rows() - 1), c * (grid.columns() - 1));
    }
  }
  return out.seal();
}

GridResult trim_border(EvalContext& context, const Grid& grid) {
  if (grid.rows() < 3 || grid.columns() < 3) return undefined();
  return cut(context, grid, {1, 1, grid.rows() - 2, grid.columns() - 2});
}

GridResult add_border(EvalContext& context, const Grid& grid, Color color) {
  if (!fits(grid.rows() + 2, grid.columns() + 2)) return too_large();
  GridBuilder out(context, grid.rows() + 2, grid.columns() + 2, grid.corner());
  out.fill(color.cell);
  for (int r = 0; r < grid.rows(); ++r) {
    copy_cells(out.row(r + 1) + 1, grid.row(r), grid.columns());
  }
  return out.seal();
}

GridResult remove_border(EvalContext& context, const Grid& result, Color color) {
  const int rows = result.rows();
  const int columns = result.columns();
  if (rows < 3 || columns < 3) return undefined();
  const auto bordered = [&](int r) {
    return result.at(r, 0) == color.cell && result.at(r, columns - 1) == color.cell;
  };
  const auto same = [&](Cell cell) { return cell == color.cell; };
  if (!std::all_of(result.row(0), result.row(1), same)) return undefined();
  if (!std::all_of(result.row(rows - 1), result.row(rows - 1) + columns, same)) return undefined();
  for (int r = 1; r + 1 < rows; ++r) {
    if (!bordered(r)) return undefined();
  }
  return cut(context, result, {1, 1, rows - 2, columns - 2}, result.corner());
}

enum class Side { kTop, kBottom, kLeft, kRight };

template <Side kSide>
GridResult half(EvalContext& context, const Grid& grid) {
  Box box{0, 0, grid.rows(), grid.columns()};
  if constexpr (kSide == Side::kTop || kSide == Side::kBottom) {
    if (grid.rows() < 2) return undefined();
    box.rows /= 2;
    if (kSide == Side::kBottom) box.row = grid.rows() - box.rows;
  } else {
    if (grid.columns() < 2) return undefined();
    box.columns /= 2;
    if (kSide == Side::kRight) box.column = grid.columns() - box.columns;
  }
  return cut(context, grid, box, {});
}

GridResult embed(EvalContext& context, const Grid& grid, const Grid& frame) {
  if (grid.same_frame(frame)) return grid;
  const Point shift = grid.corner() - frame.corner();
  const int top = std::max(0, shift.row);
  const int bottom = std::min(frame.rows(), shift.row + grid.rows());
  const int left = std::max(0, shift.column);
  const int right = std::min(frame.columns(), shift.column + grid.columns());
  if (top >= bottom || left >= right) return undefined();
  GridBuilder out(context, frame.rows(), frame.columns(), frame.corner());
  if (bottom - top < frame.rows() || right - left < frame.columns()) out.fill(kBlack);
  for (int r = top; r < bottom; ++r) {
    copy_cells(out.row(r) + left, grid.row(r - shift.row) + left - shift.column, right - left);
  }
  return out.seal();
}

/// The box around the cells for which `holds(cell)`.
template <class Holds>
SmtTerm cropped_where(Smt& smt, const SmtTerm& grid, Holds holds) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  const auto [cropped, any] = g.cropped(g.where([&](int r, int c) { return holds(g.at(r, c)); }));
  return cropped.term(any);
}

void add_crops(Registry& registry) {
  registry.add({
      .name = "crop_content",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&crop_content>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return cropped_where(smt, arg[0], [](Symbol cell) { return shown(cell); });
      },
      .cost = 4,
      .doc = "The bounding box of all cells that are not empty. Undefined for an empty grid.",
      .examples = {{"(crop_content {000/012/030})", "{12/30@1,1}"}},
  });
  registry.add({
      .name = "crop_color",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&crop_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return cropped_where(smt, arg[0], [&](Symbol cell) { return cell == symbol(smt, arg[1]); });
      },
      .cost = 8,
      .doc = "The bounding box of a color, with all that lies in it. Undefined without that color.",
      .examples = {{"(crop_color {100/231/030} green)", "{3/3@1,1}"},
                   {"(crop_color {300/231/030} green)", "{30/23/03}"}},
  });
  registry.add({
      .name = "crop_foreground",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&crop_foreground>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol back = background(color_counts(SymbolicGrid::read(smt, arg[0])));
        return cropped_where(smt, arg[0], [&](Symbol cell) {
          return select(back == int{kBlack}, shown(cell), cell != back);
        });
      },
      .cost = 8,
      .doc = "The bounding box of all cells that do not have the most common color (empty cells "
             "count as black). Undefined where there are none.",
      .examples = {{"(crop_foreground {555/501/555})", "{01@1,1}"}},
  });
  registry.add({
      .name = "crop_from_corner_color",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&crop_from_corner_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol outside = g.cell_at(g.top, g.left);
        return cropped_where(smt, arg[0], [&](Symbol cell) { return cell != outside; });
      },
      .cost = 10,
      .doc = "The bounding box of all cells unlike the top left cell. Undefined where there are "
             "none.",
      .examples = {{"(crop_from_corner_color {333/301/333})", "{01@1,1}"}},
  });
  registry.add({
      .name = "embed",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&embed>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const SymbolicGrid frame = SymbolicGrid::read(smt, arg[1]);
        const Symbol meet = (greatest(g.top, frame.top) < least(g.bottom, frame.bottom)) &
                            (greatest(g.left, frame.left) < least(g.right, frame.right));
        return frame
            .map([&](int r, int c) { return select(g.inside(r, c), g.at(r, c), int{kBlack}); })
            .term(meet);
      },
      .cost = 8,
      .doc = "The first grid in the second's frame: cropped to it, black where it does not reach. "
             "Undefined where they do not meet.",
      .examples = {{"(embed {12/34@1,1} {000/000})", "{000/012}"},
                   {"(embed {123/456/789} {00/00@1,1})", "{56/89@1,1}"}},
  });
}

void add_borders(Registry& registry) {
  registry.add({.name = "corner_cells",
                .type = fn({grid_type()}, grid_type()),
                .eval = lift<&corner_cells>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_size(smt, arg[0], Corner::kOrigin, [&](const Picture& p) {
                    if (p.rows < 2 || p.columns < 2) return no_picture(smt);
                    return gathered(p, 2, 2, [&](int r, int c) {
                      return Point{r * (p.rows - 1), c * (p.columns - 1)};
                    });
                  });
                },
                .cost = 10,
                .doc = "The four corner cells as a grid of 2 x 2, at the origin. Undefined for a "
                       "single row or column.",
                .examples = {{"(corner_cells {102/000/304})", "{12/34}"}}});
  registry.add({
      .name = "trim_border",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&trim_border>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        return g.framed(g.top + 1, g.left + 1, g.bottom - 1, g.right - 1)
            .term((g.height() >= 3) & (g.width() >= 3));
      },
      .cost = 8,
      .doc = "Without the outermost ring of cells. Undefined under 3 rows or columns.",
      .examples = {{"(trim_border {1111/1231/1111})", "{23@1,1}"}},
  });
  registry.add({
      .name = "add_border",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&add_border>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [&](const Picture& p) {
          return Sized{make_picture(p.rows + 2, p.columns + 2,
                                    [&](int r, int c) {
                                      return p.inside(r - 1, c - 1) ? p.at(r - 1, c - 1)
                                                                    : symbol(smt, arg[1]);
                                    }),
                       Symbol::boolean(smt, true),
                       {}};
        });
      },
      .cost = 8,
      .doc = "With a ring of a color around it; the corner stays.",
      .examples = {{"(add_border {1} red)", "{222/212/222}"}},
      .inverses = {{0, lift<&remove_border>}},
  });
}

void add_halves(Registry& registry) {
  const Type half_type = fn({grid_type()}, grid_type());
  registry.add({
      .name = "top_half",
      .type = half_type,
      .eval = lift<&half<Side::kTop>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kOrigin, [&](const Picture& p) {
          if (p.rows < 2) return no_picture(smt);
          return gathered(p, p.rows / 2, p.columns, [&](int r, int c) { return Point{r, c}; });
        });
      },
      .cost = 6,
      .doc =
          "The upper half, at the origin; without the middle row of an odd number. Undefined for "
          "one row.",
      .examples = {{"(top_half {12/34/56})", "{12}"}},
  });
  registry.add({
      .name = "bottom_half",
      .type = half_type,
      .eval = lift<&half<Side::kBottom>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kOrigin, [&](const Picture& p) {
          if (p.rows < 2) return no_picture(smt);
          return gathered(p, p.rows / 2, p.columns, [&](int r, int c) {
            return Point{p.rows - p.rows / 2 + r, c};
          });
        });
      },
      .cost = 6,
      .doc =
          "The lower half, at the origin; without the middle row of an odd number. Undefined for "
          "one row.",
      .examples = {{"(bottom_half {12/34/56})", "{56}"}},
  });
  registry.add({
      .name = "left_half",
      .type = half_type,
      .eval = lift<&half<Side::kLeft>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kOrigin, [&](const Picture& p) {
          if (p.columns < 2) return no_picture(smt);
          return gathered(p, p.rows, p.columns / 2, [&](int r, int c) { return Point{r, c}; });
        });
      },
      .cost = 6,
      .doc = "The left half, at the origin; without the middle column of an odd number. Undefined "
             "for one column.",
      .examples = {{"(left_half {12/34})", "{1/3}"}},
  });
  registry.add({
      .name = "right_half",
      .type = half_type,
      .eval = lift<&half<Side::kRight>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kOrigin, [&](const Picture& p) {
          if (p.columns < 2) return no_picture(smt);
          return gathered(p, p.rows, p.columns / 2, [&](int r, int c) {
            return Point{r, p.columns - p.columns / 2 + c};
          });
        });
      },
      .cost = 6,
      .doc = "The right half, at the origin; without the middle column of an odd number. Undefined "
             "for one column.",
      .examples = {{"(right_half {12/34})", "{2/4}"}},
  });
}

}  // namespace

void add_crop_primitives(Registry& registry) {
  registry.begin_family("crop");
  add_crops(registry);
  add_borders(registry);
  add_halves(registry);
}

}  // namespace gestalt::dsl
