// Drawing: segments, rectangles, spirals, patterns. What is drawn covers empty cells only.
#include <array>

#include "dsl/grid/cells.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// Every color's bounding box, its empty cells filled; smaller colors first.
Grid span_colors(EvalContext& context, const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  GridBuilder out(context, grid);
  for (Cell color = 1; color < kColors; ++color) {
    if (counts[color] < 2) continue;
    const auto box = bounding_box(grid, [=](Cell cell) { return cell == color; });
    for (int r = box->row; r < box->row + box->rows; ++r) {
      Cell* to = out.row(r);
      for (int c = box->column; c < box->column + box->columns; ++c) {
        if (is_empty(to[c])) to[c] = color;
      }
    }
  }
  return out.seal();
}

GridResult segment(EvalContext& context, Point a, Point b, Color color) {
  const Point way = b - a;
  const int length = std::max(std::abs(way.row), std::abs(way.column)) + 1;
  const bool straight =
      way.row == 0 || way.column == 0 || std::abs(way.row) == std::abs(way.column);
  if (!straight) return undefined();
  const Point corner{std::min(a.row, b.row), std::min(a.column, b.column)};
  const int rows = std::abs(way.row) + 1;
  const int columns = std::abs(way.column) + 1;
  if (!fits(rows, columns, corner)) return too_large();
  GridBuilder out(context, rows, columns, corner);
  const bool falling = (way.row < 0) == (way.column < 0);
  if (rows > 1 && columns > 1) out.fill(kTransparent);
  for (int i = 0; i < length; ++i) {
    const int r = rows > 1 ? i : 0;
    const int c = columns > 1 ? (rows > 1 && !falling ? columns - 1 - i : i) : 0;
    out.at(r, c) = color.cell;
  }
  return out.seal();
}

/// The middle of the box around all that is not empty; of a blank grid its own.
Point middle_of_content(const Grid& grid) {
  const auto box = content_box(grid);
  if (!box) return middle_of(grid);
  return grid.corner() +
         Point{box->row + (box->rows - 1) / 2, box->column + (box->columns - 1) / 2};
}

/// From the middle of a along its row, then along the column of the middle of b; what either shows
/// is left out.
GridResult elbow(EvalContext& context, const Grid& a, const Grid& b, Color color) {
  const Point from = middle_of_content(a);
  const Point to = middle_of_content(b);
  const Point corner{std::min(from.row, to.row), std::min(from.column, to.column)};
  const int rows = std::abs(from.row - to.row) + 1;
  const int columns = std::abs(from.column - to.column) + 1;
  if (!fits(rows, columns, corner)) return too_large();
  GridBuilder out(context, rows, columns, corner);
  out.fill(kTransparent);
  const auto shows_at = [](const Grid& grid, Point p) {
    const Point own = p - grid.corner();
    return grid.inside(own.row, own.column) && !is_empty(grid.at(own.row, own.column));
  };
  bool any = false;
  const auto draw = [&](Point p) {
    if (shows_at(a, p) || shows_at(b, p)) return;
    out.at(p.row - corner.row, p.column - corner.column) = color.cell;
    any = true;
  };
  for (int c = corner.column; c < corner.column + columns; ++c) draw({from.row, c});
  for (int r = corner.row; r < corner.row + rows; ++r) draw({r, to.column});
  if (!any) return undefined();
  return out.seal();
}

GridResult rectangle(EvalContext& context, Point a, Point b, Color color) {
  const Point corner{std::min(a.row, b.row), std::min(a.column, b.column)};
  const int rows = std::abs(a.row - b.row) + 1;
  const int columns = std::abs(a.column - b.column) + 1;
  if (!fits(rows, columns, corner)) return too_large();
  GridBuilder out(context, rows, columns, corner);
  out.fill(color.cell);
  return out.seal();
}

GridResult blank(EvalContext& context, std::int64_t rows, std::int64_t columns, Color color) {
  if (rows < 1 || columns < 1) return undefined();
  if (rows > kMaxSide || columns > kMaxSide) return too_large();
  GridBuilder out(context, static_cast<int>(rows), static_cast<int>(columns));
  out.fill(color.cell);
  return out.seal();
}

/// A path from the top left cell to the right, turning right before it would meet itself.
Grid spiral(EvalContext& context, const Grid& grid, Color color) {
  std::array<bool, std::size_t{kMaxSide} * kMaxSide> drawn;
  std::fill_n(drawn.begin(), grid.area(), false);
  const auto is_drawn = [&](Point p) {
    return grid.inside(p.row, p.column) &&
           drawn[static_cast<std::size_t>(p.row * grid.columns() + p.column)];
  };
  GridBuilder out(context, grid);
  Point at{0, 0};
  Point step{0, 1};
  int turns = 0;
  for (;;) {
    drawn[static_cast<std::size_t>(at.row * grid.columns() + at.column)] = true;
    if (is_empty(grid.at(at.row, at.column))) out.at(at.row, at.column) = color.cell;
    for (turns = 0; turns < 2; ++turns, step = {step.column, -step.row}) {
      const Point next = at + step;
      if (grid.inside(next.row, next.column) && !is_drawn(next) && !is_drawn(next + step)) break;
    }
    if (turns == 2) break;
    at = at + step;
    // After a turn the way must be free on its other side too, or the spiral is closed.
    const Point beyond = at + Point{step.column, -step.row};
    if (turns == 1 && is_drawn(beyond)) break;
  }
  return out.seal();
}

/// The cells that are not empty in a color where `wanted(r, c)`.
template <class Wanted>
Grid recolor_where(EvalContext& context, const Grid& grid, Color color, Wanted wanted) {
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    Cell* to = out.row(r);
    for (int c = 0; c < grid.columns(); ++c) {
      if (wanted(r, c) && !is_empty(to[c])) to[c] = color.cell;
    }
  }
  return out.seal();
}
Grid paint_checker(EvalContext& context, const Grid& grid, Color color) {
  return recolor_where(context, grid, color, [](int r, int c) { return (r + c) % 2 == 1; });
}
Grid paint_odd_rows(EvalContext& context, const Grid& grid, Color color) {
  return recolor_where(context, grid, color, [](int r, int) { return r % 2 == 1; });
}
Grid paint_odd_columns(EvalContext& context, const Grid& grid, Color color) {
  return recolor_where(context, grid, color, [](int, int c) { return c % 2 == 1; });
}

/// The cells that are not empty in a color where wanted(row, column) in the frame.
template <class Wanted>
SmtTerm recolored_where(Smt& smt, Arguments arg, Wanted wanted) {
  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
    const Symbol here = wanted(g.number(r) - g.top, g.number(c) - g.left);
    return select(here & shown(g.at(r, c)), symbol(smt, arg[1]), g.at(r, c));
  });
}

void add_shapes(Registry& registry) {
  const Type spanned = fn({point_type(), point_type(), color_type()}, grid_type());
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  registry.add({.name = "span_colors",
                .type = fn({grid_type()}, grid_type()),
                .eval = lift<&span_colors>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  SymbolicGrid result = g;
                  for (int color = 1; color < kColors; ++color) {
                    const auto [box, any] =
                        g.cropped(g.where([&](int r, int c) { return g.at(r, c) == color; }));
                    result = result.map([&, &box = box, &any = any](int r, int c) {
                      return select(any & box.inside(r, c) & empty(result.at(r, c)), color,
                                    result.at(r, c));
                    });
                  }
                  return result.term();
                },
                .cost = 8,
                .doc = "The empty cells in the bounding box of each color take that color, the "
                       "smallest color first.",
                .examples = {{"(span_colors {100/001/002})", "{111/111/002}"}}});
  registry.add(
      {.name = "segment",
       .type = spanned,
       .eval = lift<&segment>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[0], [&](Point a) {
           return by_point(smt, arg[1], [&](Point b) {
             const Point way = b - a;
             const int rows = std::abs(way.row) + 1;
             const int columns = std::abs(way.column) + 1;
             if (rows > 1 && columns > 1 && rows != columns) return never(smt);
             const bool falling = (way.row < 0) == (way.column < 0);
             const Picture picture = make_picture(rows, columns, [&](int r, int c) {
               const bool drawn = rows == 1 || columns == 1 || c == (falling ? r : columns - 1 - r);
               return drawn ? symbol(smt, arg[2]) : Symbol::integer(smt, kTransparent);
             });
             return SymbolicGrid::of(smt, picture,
                                     {std::min(a.row, b.row), std::min(a.column, b.column)},
                                     kTransparent)
                 .term();
           });
         });
       },
       .cost = 10,
       .doc = "The line between two points. Undefined where they are not in one row, "
              "column or diagonal.",
       .examples = {{"(segment @1,1 @1,3 red)", "{222@1,1}"},
                    {"(segment @0,2 @2,0 red)", "{..2/.2./2..}"}}});
  registry.add(
      {.name = "rectangle",
       .type = spanned,
       .eval = lift<&rectangle>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[0], [&](Point a) {
           return by_point(smt, arg[1], [&](Point b) {
             const Picture picture =
                 make_picture(std::abs(a.row - b.row) + 1, std::abs(a.column - b.column) + 1,
                              [&](int, int) { return symbol(smt, arg[2]); });
             return SymbolicGrid::of(smt, picture,
                                     {std::min(a.row, b.row), std::min(a.column, b.column)},
                                     kTransparent)
                 .term();
           });
         });
       },
       .cost = 10,
       .doc = "The full rectangle that two points span.",
       .examples = {{"(rectangle @2,1 @1,2 red)", "{22/22@1,1}"}}});
  registry.add(
      {.name = "elbow",
       .type = fn({grid_type(), grid_type(), color_type()}, grid_type()),
       .eval = lift<&elbow>,
       .smt = unmodelled_grid(),
       .cost = 10,
       .doc = "A path with one bend from the middle of what the first grid shows along its row and "
              "then along the column of that of the second, without the cells that "
              "either shows. Undefined where nothing is left of it.",
       .examples = {{"(elbow {1} {2@2,2} red)", "{.22/..2/...}"}}});
  registry.add(
      {.name = "blank",
       .type = fn({int_type(), int_type(), color_type()}, grid_type()),
       .eval = lift<&blank>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_value(smt, arg[0], 1, kMaxSide, [&](int rows) {
           return by_value(smt, arg[1], 1, kMaxSide, [&](int columns) {
             return SymbolicGrid::of(
                        smt,
                        make_picture(rows, columns, [&](int, int) { return symbol(smt, arg[2]); }),
                        {}, kTransparent)
                 .term();
           });
         });
       },
       .cost = 10,
       .doc = "n rows of m cells of one color, at the origin.",
       .examples = {{"(blank 1 2 red)", "{22}"}}});
  registry.add({.name = "spiral",
                .type = colored,
                .eval = lift<&spiral>,
                .smt = unmodelled_grid(),
                .cost = 14,
                .doc = "A spiral of a color from the top left cell to the right and inward, with "
                       "gaps of one cell; drawn on empty cells.",
                .examples = {{"(spiral {00000/00000/00000/00000/00000} red)",
                              "{22222/00002/22202/20002/22222}"}}});
  registry.add({.name = "paint_checker",
                .type = colored,
                .eval = lift<&paint_checker>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return recolored_where(smt, arg,
                                         [](Symbol r, Symbol c) { return (r + c) % 2 == 1; });
                },
                .cost = 10,
                .doc = "Every second cell, as on a checkerboard, in a color; the top left one and "
                       "empty ones stay.",
                .examples = {{"(paint_checker {111/111} red)", "{121/212}"}}});
  registry.add({.name = "paint_odd_rows",
                .type = colored,
                .eval = lift<&paint_odd_rows>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return recolored_where(smt, arg, [](Symbol r, Symbol) { return r % 2 == 1; });
                },
                .cost = 12,
                .doc = "The cells that are not empty of every second row in a color, not of the "
                       "first one.",
                .examples = {{"(paint_odd_rows {11/10/11} red)", "{11/20/11}"}}});
  registry.add({.name = "paint_odd_columns",
                .type = colored,
                .eval = lift<&paint_odd_columns>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return recolored_where(smt, arg, [](Symbol, Symbol c) { return c % 2 == 1; });
                },
                .cost = 12,
                .doc = "The cells that are not empty of every second column in a color, not of the "
                       "first one.",
                .examples = {{"(paint_odd_columns {111/101} red)", "{121/101}"}}});
}

}  // namespace

void add_drawing_primitives(Registry& registry) {
  registry.begin_family("drawing");
  add_shapes(registry);
}

}  // namespace gestalt::dsl
