// Drawing: rays and lines from cells, connections between cells, segments, rectangles, patterns.
//
// What is drawn covers empty cells only. Directions are points that are one of the eight steps to a
// neighbor (@1,0 is down); other points are outside of the domain.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

// ---- Rays ----

/// Along rows: see shoot.
void shoot_sideways(const Grid& grid, bool forward, GridBuilder& out) {
  const int columns = grid.columns();
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* from = grid.row(r);
    Cell* to = out.row(r);
    Cell carried = 0;
    for (int j = 0; j < columns; ++j) {
      const int c = forward ? j : columns - 1 - j;
      carried = is_empty(from[c]) ? carried : from[c];
      to[c] = is_empty(to[c]) && carried != 0 ? carried : to[c];
    }
  }
}

/// Every cell that is empty takes in `out` (where still empty) the color of the nearest non-empty
/// cell of the grid against the step: the cell there shoots a ray that ends at the next one.
void shoot(const Grid& grid, Point step, GridBuilder& out) {
  if (step.row == 0) return shoot_sideways(grid, step.column > 0, out);
  const int rows = grid.rows();
  const int columns = grid.columns();
  // What rays carry in the row before and in this one, with an empty cell at both ends.
  std::array<Cell, kMaxSide + 2> buffers[2];
  std::memset(buffers[0].data(), 0, static_cast<std::size_t>(columns) + 2);
  std::memset(buffers[1].data(), 0, static_cast<std::size_t>(columns) + 2);
  for (int i = 0; i < rows; ++i) {
    const int r = step.row > 0 ? i : rows - 1 - i;
    const Cell* from = grid.row(r);
    Cell* to = out.row(r);
    const Cell* arriving = buffers[i % 2].data() + 1 - step.column;
    Cell* carried = buffers[1 - i % 2].data() + 1;
    for (int c = 0; c < columns; ++c) {
      carried[c] = is_empty(from[c]) ? arriving[c] : from[c];
      to[c] = is_empty(to[c]) && arriving[c] != 0 ? arriving[c] : to[c];
    }
  }
}

GridResult rays(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  GridBuilder out(context, grid);
  shoot(grid, step, out);
  return out.seal();
}

GridResult lines(EvalContext& context, const Grid& grid, Point step) {
  // One of the two opposite steps stands for both.
  if (!is_step(step) || step.row < 0 || (step.row == 0 && step.column < 0)) return undefined();
  GridBuilder out(context, grid);
  shoot(grid, step, out);
  shoot(grid, Point{} - step, out);
  return out.seal();
}

Grid cross_lines(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (const Point step : {Point{-1, 0}, Point{1, 0}, Point{0, -1}, Point{0, 1}}) {
    shoot(grid, step, out);
  }
  return out.seal();
}
Grid diagonal_lines(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (const Point step : {Point{-1, -1}, Point{-1, 1}, Point{1, -1}, Point{1, 1}}) {
    shoot(grid, step, out);
  }
  return out.seal();
}

/// Rays from the non-empty cells of `seeds` over the empty cells of a canvas; with kMustHit only
/// those that end at a cell of the canvas.
template <bool kMustHit>
GridResult cast(EvalContext& context, const Grid& canvas, const Grid& seeds, Point step) {
  if (!is_step(step)) return undefined();
  const Point offset = seeds.corner() - canvas.corner();
  GridBuilder out(context, canvas);
  for (int r = 0; r < seeds.rows(); ++r) {
    for (int c = 0; c < seeds.columns(); ++c) {
      const Cell color = seeds.at(r, c);
      if (is_empty(color)) continue;
      const Point first = Point{r, c} + offset + step;
      Point end = first;
      while (canvas.inside(end.row, end.column) && is_empty(canvas.at(end.row, end.column))) {
        end = end + step;
      }
      if (kMustHit && !canvas.inside(end.row, end.column)) continue;
      for (Point p = first; p != end; p = p + step) out.at(p.row, p.column) = color;
    }
  }
  return out.seal();
}

/// Diagonal rays that bounce off the sides and end at top or bottom.
GridResult bouncing_rays(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step) || step.row == 0 || step.column == 0 || grid.columns() < 2) {
    return undefined();
  }
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Cell color = grid.at(r, c);
      if (is_empty(color)) continue;
      int column = c;
      int side = step.column;
      for (int row = r + step.row; row >= 0 && row < grid.rows(); row += step.row) {
        if (column + side < 0 || column + side >= grid.columns()) side = -side;
        column += side;
        if (is_empty(out.at(row, column))) out.at(row, column) = color;
      }
    }
  }
  return out.seal();
}

// ---- Connections ----

/// Fills the empty cells between neighboring cells of a line of the grid: `paint(a, b)` says in
/// which color, black for none. Cell i of the line is at offset first + i * stride.
template <class Paint>
void connect_line(const Grid& grid, GridBuilder& out, int first, int stride, int length,
                  Paint paint) {
  const Cell* from = grid.cells() + first;
  Cell* to = out.cells() + first;
  int last = -1;
  for (int i = 0; i < length; ++i) {
    const Cell cell = from[i * stride];
    if (is_empty(cell)) continue;
    if (last >= 0 && i - last > 1) {
      const Cell color = paint(from[last * stride], cell);
      for (int k = last + 1; color != kBlack && k < i; ++k) to[k * stride] = color;
    }
    last = i;
  }
}

template <class Paint>
void connect_in_rows(const Grid& grid, GridBuilder& out, Paint paint) {
  for (int r = 0; r < grid.rows(); ++r) {
    connect_line(grid, out, r * grid.columns(), 1, grid.columns(), paint);
  }
}
template <class Paint>
void connect_in_columns(const Grid& grid, GridBuilder& out, Paint paint) {
  for (int c = 0; c < grid.columns(); ++c) {
    connect_line(grid, out, c, grid.columns(), grid.rows(), paint);
  }
}
template <class Paint>
void connect_in_diagonals(const Grid& grid, GridBuilder& out, Paint paint) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  for (int d = 1 - rows; d < columns; ++d) {  // column - row
    const int top = std::max(0, -d);
    const int length = std::min(rows, columns - d) - top;
    connect_line(grid, out, top * columns + top + d, columns + 1, length, paint);
  }
  for (int s = 0; s < rows + columns - 1; ++s) {  // column + row
    const int top = std::max(0, s - columns + 1);
    const int length = std::min(rows - 1, s) - top + 1;
    connect_line(grid, out, top * columns + s - top, columns - 1, length, paint);
  }
}

Cell same_color(Cell a, Cell b) { return a == b ? a : kBlack; }

Grid connect_rows(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  connect_in_rows(grid, out, same_color);
  return out.seal();
}
Grid connect_columns(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  connect_in_columns(grid, out, same_color);
  return out.seal();
}
Grid connect_straight(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  connect_in_rows(grid, out, same_color);
  connect_in_columns(grid, out, same_color);
  return out.seal();
}
Grid connect_diagonals(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  connect_in_diagonals(grid, out, same_color);
  return out.seal();
}
Grid connect_with(EvalContext& context, const Grid& grid, Color color) {
  const auto paint = [=](Cell a, Cell b) { return a == b ? color.cell : kBlack; };
  GridBuilder out(context, grid);
  connect_in_rows(grid, out, paint);
  connect_in_columns(grid, out, paint);
  return out.seal();
}
Grid fill_between_rows(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid);
  connect_in_rows(grid, out, [=](Cell, Cell) { return color.cell; });
  return out.seal();
}
Grid fill_between_columns(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid);
  connect_in_columns(grid, out, [=](Cell, Cell) { return color.cell; });
  return out.seal();
}

/// The step along a component that is a straight line of at least two cells; @0,0 for others.
Point direction_of(const Components& parts, const Components::Component& part) {
  if (part.cells < 2) return {};
  if (part.rows() == 1) return {0, 1};
  if (part.columns() == 1) return {1, 0};
  if (part.cells != part.rows() || part.rows() != part.columns()) return {};
  // One cell a row and as many columns as rows: 8-connected, so it is a diagonal.
  return {1, parts.first_run(part).begin == part.left ? 1 : -1};
}

GridResult extend_lines(EvalContext& context, const Grid& grid) {
  const Components parts(grid, Connectivity::kEight, Parts::kOneColor);
  if (!parts.complete()) return too_large();
  GridBuilder out(context, grid);
  const auto draw = [&](Point from, Point step, Cell color) {
    for (Point p = from + step; grid.inside(p.row, p.column) && is_empty(grid.at(p.row, p.column));
         p = p + step) {
      out.at(p.row, p.column) = color;
    }
  };
  for (const auto& part : parts) {
    const Point step = direction_of(parts, part);
    if (step == Point{}) continue;
    const Components::Run& first = parts.first_run(part);
    const int along = part.cells - 1;
    const Point start{first.row, first.begin};
    draw(start, Point{} - step, first.cell);
    draw(start + Point{step.row * along, step.column * along}, step, first.cell);
  }
  return out.seal();
}

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

// ---- Shapes ----

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

GridResult rectangle(EvalContext& context, Point a, Point b, Color color) {
  const Point corner{std::min(a.row, b.row), std::min(a.column, b.column)};
  const int rows = std::abs(a.row - b.row) + 1;
  const int columns = std::abs(a.column - b.column) + 1;
  if (!fits(rows, columns, corner)) return too_large();
  GridBuilder out(context, rows, columns, corner);
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

void add_rays(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  const Type directed = fn({grid_type(), point_type()}, grid_type());
  const Type onto = fn({grid_type(), grid_type(), point_type()}, grid_type());
  registry.add({.name = "rays",
                .type = directed,
                .eval = lift<&rays>,
                .smt = unmodelled_grid(),
                .cost = 6,
                .doc = "A ray of its own color from every cell that is not empty, in a direction, "
                       "to the next such cell or the edge.",
                .examples = {{"(rays {0100/0002} @0,1)", "{0111/0002}"},
                             {"(rays {100/000/000} @1,1)", "{100/010/001}"}}});
  registry.add({.name = "lines",
                .type = directed,
                .eval = lift<&lines>,
                .smt = unmodelled_grid(),
                .cost = 6,
                .doc =
                    "Rays from every cell that is not empty in a direction and its opposite; the "
                    "former win. Defined for @0,1 @1,0 @1,1 @1,-1.",
                .examples = {{"(lines {0100/0002} @0,1)", "{1111/2222}"}}});
  registry.add({.name = "cross_lines",
                .type = plain,
                .eval = lift<&cross_lines>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "Rays from every cell that is not empty up, down, left and right; the "
                       "earlier of these win.",
                .examples = {{"(cross_lines {000/010/000})", "{010/111/010}"}}});
  registry.add({.name = "diagonal_lines",
                .type = plain,
                .eval = lift<&diagonal_lines>,
                .smt = unmodelled_grid(),
                .cost = 6,
                .doc = "Rays from every cell that is not empty in the four diagonal directions.",
                .examples = {{"(diagonal_lines {000/010/000})", "{101/010/101}"}}});
  registry.add({.name = "cast_rays",
                .type = onto,
                .eval = lift<&cast<false>>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The first grid with rays from the cells of the second one in a direction, "
                       "each to the first cell of the first grid in its way or the edge.",
                .examples = {{"(cast_rays {10003} {1} @0,1)", "{11113}"},
                             {"(cast_rays {100/000} {1} @1,0)", "{100/100}"}}});
  registry.add({.name = "cast_rays_hitting",
                .type = onto,
                .eval = lift<&cast<true>>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The same as cast_rays, but only the rays that end at a cell, not those "
                       "that reach the edge.",
                .examples = {{"(cast_rays_hitting {10003/20000} {1/2} @0,1)", "{11113/20000}"}}});
  registry.add({.name = "bouncing_rays",
                .type = directed,
                .eval = lift<&bouncing_rays>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "A ray from every cell that is not empty in a diagonal direction, which "
                       "bounces off the sides and passes behind other cells. Undefined for other "
                       "directions or one column.",
                .examples = {{"(bouncing_rays {00/00/10} @-1,1)", "{10/01/10}"}}});
}

void add_connections(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  const std::string between = "between neighboring cells of one color ";
  registry.add({.name = "connect_rows",
                .type = plain,
                .eval = lift<&connect_rows>,
                .smt = unmodelled_grid(),
                .cost = 6,
                .doc = "The empty cells " + between + "in a row take that color.",
                .examples = {{"(connect_rows {10010/10002})", "{11110/10002}"}}});
  registry.add({.name = "connect_columns",
                .type = plain,
                .eval = lift<&connect_columns>,
                .smt = unmodelled_grid(),
                .cost = 6,
                .doc = "The empty cells " + between + "in a column take that color.",
                .examples = {{"(connect_columns {12/00/13})", "{12/10/13}"}}});
  registry.add(
      {.name = "connect_straight",
       .type = plain,
       .eval = lift<&connect_straight>,
       .smt = unmodelled_grid(),
       .cost = 6,
       .doc = "The empty cells " + between + "in a row or column take that color; columns win.",
       .examples = {{"(connect_straight {101/000/200})", "{111/000/200}"}}});
  registry.add({.name = "connect_diagonals",
                .type = plain,
                .eval = lift<&connect_diagonals>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The empty cells " + between +
                       "in a diagonal take that color; those that rise to the right win.",
                .examples = {{"(connect_diagonals {100/000/001})", "{100/010/001}"}}});
  registry.add({.name = "connect_with",
                .type = colored,
                .eval = lift<&connect_with>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The empty cells " + between + "in a row or column take another color.",
                .examples = {{"(connect_with {101/000/200} red)", "{121/000/200}"}}});
  registry.add({.name = "fill_between_rows",
                .type = colored,
                .eval = lift<&fill_between_rows>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The empty cells between cells of a row in a color.",
                .examples = {{"(fill_between_rows {10200/00300} red)", "{12200/00300}"}}});
  registry.add({.name = "fill_between_columns",
                .type = colored,
                .eval = lift<&fill_between_columns>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The empty cells between cells of a column in a color.",
                .examples = {{"(fill_between_columns {10/00/30} red)", "{10/20/30}"}}});
  registry.add({.name = "extend_lines",
                .type = plain,
                .eval = lift<&extend_lines>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "Each 8-connected part of one color that is a straight or diagonal line of "
                       "two cells or more, drawn on to the next cell or the edge on both ends.",
                .examples = {{"(extend_lines {01100/00000})", "{11111/00000}"},
                             {"(extend_lines {1000/0100/0000})", "{1000/0100/0010}"}}});
  registry.add({.name = "span_colors",
                .type = plain,
                .eval = lift<&span_colors>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The empty cells in the bounding box of each color take that color, the "
                       "smallest color first.",
                .examples = {{"(span_colors {100/001/002})", "{111/111/002}"}}});
}

void add_shapes(Registry& registry) {
  const Type spanned = fn({point_type(), point_type(), color_type()}, grid_type());
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  registry.add({.name = "segment",
                .type = spanned,
                .eval = lift<&segment>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The line between two points. Undefined where they are not in one row, "
                       "column or diagonal.",
                .examples = {{"(segment @1,1 @1,3 red)", "{222@1,1}"},
                             {"(segment @0,2 @2,0 red)", "{..2/.2./2..}"}}});
  registry.add({.name = "rectangle",
                .type = spanned,
                .eval = lift<&rectangle>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The full rectangle that two points span.",
                .examples = {{"(rectangle @2,1 @1,2 red)", "{22/22@1,1}"}}});
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
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "Every second cell, as on a checkerboard, in a color; the top left one and "
                       "empty ones stay.",
                .examples = {{"(paint_checker {111/111} red)", "{121/212}"}}});
  registry.add({.name = "paint_odd_rows",
                .type = colored,
                .eval = lift<&paint_odd_rows>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The cells that are not empty of every second row in a color, not of the "
                       "first one.",
                .examples = {{"(paint_odd_rows {11/10/11} red)", "{11/20/11}"}}});
  registry.add({.name = "paint_odd_columns",
                .type = colored,
                .eval = lift<&paint_odd_columns>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The cells that are not empty of every second column in a color, not of the "
                       "first one.",
                .examples = {{"(paint_odd_columns {111/101} red)", "{121/101}"}}});
}

}  // namespace

void add_drawing_primitives(Registry& registry) {
  registry.begin_family("drawing");
  add_rays(registry);
  add_connections(registry);
  add_shapes(registry);
}

}  // namespace gestalt::dsl
