// Completion and repair of whole grids by symmetry.
//
// `symmetrize_*` use the grid's own middle: empty cells take the first cell that is not empty among
// their images. `repair_*` know which cells are unknown (they have a given color), search for the
// axis and demand that no two known cells contradict each other: the axis with the most agreeing
// pairs wins, and at least half of the known cells must have an agreeing image
// (prototypes/README.md, "whole").
#include "dsl/grid/cells.h"
#include "dsl/grid/motions.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

// ---- about the grid's own middle ----

template <bool kSquare, Motion... kMotions>
GridResult symmetrize(EvalContext& context, const Grid& grid) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  if (kSquare && rows != columns) return undefined();
  GridBuilder out(context, grid);
  bool changed = false;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      Cell& cell = out.at(r, c);
      if (!is_empty(cell)) continue;
      const auto take = [&](Point from) {
        const Cell other = grid.at(from.row, from.column);
        if (is_empty(cell) && !is_empty(other)) cell = other;
      };
      (take(kMotions({r, c}, rows, columns)), ...);
      changed |= !is_empty(cell);
    }
  }
  if (!changed) return grid;
  return out.seal();
}

template <bool kSquare, Motion... kMotions>
SmtTerm symmetrize_smt(Smt& smt, Arguments arg) {
  return by_size(smt, arg[0], Corner::kKeep, [&](const Picture& p) {
    if (kSquare && p.rows != p.columns) return no_picture(smt);
    return Sized{make_picture(p.rows, p.columns,
                              [&](int r, int c) {
                                Symbol cell = p.at(r, c);
                                const auto take = [&](Point from) {
                                  const Symbol other = p.at(from.row, from.column);
                                  cell = select(empty(cell) & shown(other), other, cell);
                                };
                                (take(kMotions({r, c}, p.rows, p.columns)), ...);
                                return cell;
                              }),
                 Symbol::boolean(smt, true),
                 {}};
  });
}

// ---- about an axis that the content shows ----

enum class Axis { kVertical, kHorizontal, kDiagonal, kAntiDiagonal };

/// The image at an axis with a parameter: the sum (or the difference) of the exchanged coordinates.
template <Axis kAxis>
Point reflect(Point p, int parameter) {
  switch (kAxis) {
    case Axis::kVertical:
      return {p.row, parameter - p.column};
    case Axis::kHorizontal:
      return {parameter - p.row, p.column};
    case Axis::kDiagonal:
      return {p.column + parameter, p.row - parameter};
    case Axis::kAntiDiagonal:
      return {parameter - p.column, parameter - p.row};
  }
  return p;
}

/// The columns [first, end) of row r whose images lie in the grid.
struct Columns {
  int first;
  int end;
};
template <Axis kAxis>
Columns columns_with_image(int r, int rows, int columns, int parameter) {
  switch (kAxis) {
    case Axis::kVertical:
      return {std::max(0, parameter - columns + 1), std::min(columns, parameter + 1)};
    case Axis::kHorizontal:
      if (r > parameter || parameter - r >= rows) return {0, 0};
      return {0, columns};
    case Axis::kDiagonal:
      if (r < parameter || r - parameter >= columns) return {0, 0};
      return {std::max(0, -parameter), std::min(columns, rows - parameter)};
    case Axis::kAntiDiagonal:
      if (r > parameter || parameter - r >= columns) return {0, 0};
      return {std::max(0, parameter - rows + 1), std::min(columns, parameter + 1)};
  }
  return {0, 0};
}

/// Of those, the columns whose images lie on the other side of the axis: each pair once.
template <Axis kAxis>
Columns columns_on_one_side(int r, int rows, int columns, int parameter) {
  Columns range = columns_with_image<kAxis>(r, rows, columns, parameter);
  switch (kAxis) {
    case Axis::kVertical:
      range.end = std::min(range.end, (parameter + 1) / 2);
      break;
    case Axis::kHorizontal:
      if (r >= parameter - r) range.end = 0;
      break;
    case Axis::kDiagonal:
      range.first = std::max(range.first, r - parameter + 1);
      break;
    case Axis::kAntiDiagonal:
      range.end = std::min(range.end, parameter - r);
      break;
  }
  return range;
}

/// How many known cells have an equal image other than themselves; -1 where one has a different
/// one.
template <Axis kAxis>
int agreement(const Cell* cells, int rows, int columns, Cell unknown, int parameter) {
  int agreeing = 0;
  for (int r = 0; r < rows; ++r) {
    const Columns range = columns_on_one_side<kAxis>(r, rows, columns, parameter);
    if (range.first >= range.end) continue;
    const Cell* here = cells + r * columns;
    const Point image = reflect<kAxis>({r, range.first}, parameter);
    const Cell* there = cells + image.row * columns + image.column;
    const int step = kAxis == Axis::kVertical     ? -1
                     : kAxis == Axis::kHorizontal ? 1
                     : kAxis == Axis::kDiagonal   ? columns
                                                  : -columns;
    unsigned conflict = 0;  // no branch inside: the compiler makes vectors of it
    int equal = 0;
    for (int c = range.first; c < range.end; ++c) {
      const Cell a = here[c];
      const Cell b = there[(c - range.first) * step];
      const bool known = a != unknown && b != unknown;
      conflict |= static_cast<unsigned>(known && a != b);
      equal += static_cast<int>(known && a == b);
    }
    if (conflict != 0) return -1;
    agreeing += 2 * equal;
  }
  return agreeing;
}

/// Parameters to try, [first, last]: axes that leave at least half of the grid doubled.
struct Range {
  int first;
  int last;
};
template <Axis kAxis>
Range candidates(int rows, int columns) {
  switch (kAxis) {
    case Axis::kVertical:
      return {columns / 2, columns - 1 + (columns - 1) / 2};
    case Axis::kHorizontal:
      return {rows / 2, rows - 1 + (rows - 1) / 2};
    case Axis::kDiagonal:
      return {-rows / 4, rows / 4};
    case Axis::kAntiDiagonal:
      return {rows - 1 - rows / 4, rows - 1 + rows / 4};
  }
  return {0, -1};
}

/// The parameter with the most agreeing pairs, the smallest of equals.
template <Axis kAxis>
std::optional<int> find_axis(const Cell* cells, int rows, int columns, Cell unknown, int known) {
  std::optional<int> best;
  int most = std::max(1, (known + 1) / 2) - 1;
  const Range range = candidates<kAxis>(rows, columns);
  for (int parameter = range.first; parameter <= range.last; ++parameter) {
    const int agreeing = agreement<kAxis>(cells, rows, columns, unknown, parameter);
    if (agreeing <= most) continue;
    most = agreeing;
    best = parameter;
  }
  return best;
}

/// Unknown cells take their known images; returns how many did.
template <Axis kAxis>
int fill_unknown(Cell* cells, int rows, int columns, Cell unknown, int parameter) {
  int filled = 0;
  for (int r = 0; r < rows; ++r) {
    const Columns range = columns_with_image<kAxis>(r, rows, columns, parameter);
    for (int c = range.first; c < range.end; ++c) {
      Cell& cell = cells[r * columns + c];
      if (cell != unknown) continue;
      const Point image = reflect<kAxis>({r, c}, parameter);
      cell = cells[image.row * columns + image.column];
      filled += cell == unknown ? 0 : 1;
    }
  }
  return filled;
}

int count_known(const Grid& grid, Cell unknown) {
  return grid.area() -
         static_cast<int>(std::count(grid.cells(), grid.cells() + grid.area(), unknown));
}

template <Axis kAxis>
GridResult repair_at_axis(EvalContext& context, const Grid& grid, Color unknown) {
  constexpr bool kExchanges = kAxis == Axis::kDiagonal || kAxis == Axis::kAntiDiagonal;
  if (kExchanges && grid.rows() != grid.columns()) return undefined();
  const int known = count_known(grid, unknown.cell);
  if (known == 0 || known == grid.area()) return undefined();
  const auto axis =
      find_axis<kAxis>(grid.cells(), grid.rows(), grid.columns(), unknown.cell, known);
  if (!axis) return undefined();
  GridBuilder out(context, grid);
  if (fill_unknown<kAxis>(out.cells(), out.rows(), out.columns(), unknown.cell, *axis) == 0) {
    return grid;
  }
  return out.seal();
}

/// Fills by one more axis if the content shows it; false where there is no such axis.
template <Axis kAxis>
bool fill_by(GridBuilder& out, Cell unknown, int known) {
  const auto axis = find_axis<kAxis>(out.cells(), out.rows(), out.columns(), unknown, known);
  if (!axis) return false;
  fill_unknown<kAxis>(out.cells(), out.rows(), out.columns(), unknown, *axis);
  return true;
}

/// All axes that the content shows, one after the other.
GridResult repair_by_mirrors(EvalContext& context, const Grid& grid, Color unknown) {
  const Cell cell = unknown.cell;
  const int known = count_known(grid, cell);
  if (known == 0 || known == grid.area()) return undefined();
  GridBuilder out(context, grid);
  bool any = fill_by<Axis::kVertical>(out, cell, known);
  any |= fill_by<Axis::kHorizontal>(out, cell, known);
  if (grid.rows() == grid.columns()) {
    any |= fill_by<Axis::kDiagonal>(out, cell, known);
    any |= fill_by<Axis::kAntiDiagonal>(out, cell, known);
  }
  if (!any) return undefined();
  return out.seal();
}

/// A square box to turn in: that of the known cells if it is square, else the whole grid.
std::optional<Box> square_of_known(const Grid& grid, Cell unknown) {
  const auto box = bounding_box(grid, [=](Cell cell) { return cell != unknown; });
  if (!box) return std::nullopt;
  if (box->rows == box->columns) return box;
  if (grid.rows() == grid.columns()) return Box{0, 0, grid.rows(), grid.columns()};
  return std::nullopt;
}

/// Each cell and its three images by quarter turns must agree where known; unknown ones are filled.
GridResult repair_by_rotation(EvalContext& context, const Grid& grid, Color unknown) {
  const auto box = square_of_known(grid, unknown.cell);
  if (!box || box->rows < 2) return undefined();
  GridBuilder out(context, grid);
  const int last = box->rows - 1;
  for (int r = 0; r <= last; ++r) {
    for (int c = 0; c <= last; ++c) {
      const std::array<Cell*, 4> orbit{&out.at(box->row + r, box->column + c),
                                       &out.at(box->row + c, box->column + last - r),
                                       &out.at(box->row + last - r, box->column + last - c),
                                       &out.at(box->row + last - c, box->column + r)};
      Cell shown = unknown.cell;
      for (const Cell* cell : orbit) {
        if (*cell == unknown.cell) continue;
        if (shown != unknown.cell && shown != *cell) return undefined();
        shown = *cell;
      }
      for (Cell* cell : orbit) *cell = shown;
    }
  }
  return out.seal();
}

/// What a repair puts where the unknown color was: the box of that color, repaired.
template <GridResult (*kRepair)(EvalContext&, const Grid&, Color)>
GridResult patch(EvalContext& context, const Grid& grid, Color unknown) {
  const auto box = bounding_box(grid, [=](Cell cell) { return cell == unknown.cell; });
  if (!box) return undefined();
  const GridResult repaired = kRepair(context, grid, unknown);
  if (!repaired) return repaired;
  return cut(context, *repaired, *box);
}

void add_symmetrizations(Registry& registry) {
  const Type completion = fn({grid_type()}, grid_type());
  registry.add({
      .name = "symmetrize_left_right",
      .type = completion,
      .eval = lift<&symmetrize<false, flipped_columns>>,
      .smt = symmetrize_smt<false, flipped_columns>,
      .cost = 6,
      .doc = "Empty cells filled by their mirror images between left and right.",
      .examples = {{"(symmetrize_left_right {120/003})", "{121/303}"}},
  });
  registry.add({
      .name = "symmetrize_up_down",
      .type = completion,
      .eval = lift<&symmetrize<false, flipped_rows>>,
      .smt = symmetrize_smt<false, flipped_rows>,
      .cost = 6,
      .doc = "Empty cells filled by their mirror images between top and bottom.",
      .examples = {{"(symmetrize_up_down {12/00/03})", "{12/00/13}"}},
  });
  registry.add({
      .name = "symmetrize_mirrors",
      .type = completion,
      .eval = lift<&symmetrize<false, flipped_columns, flipped_rows, turned_half>>,
      .smt = symmetrize_smt<false, flipped_columns, flipped_rows, turned_half>,
      .cost = 6,
      .doc = "Empty cells filled by their images under both mirrors and the half turn.",
      .examples = {{"(symmetrize_mirrors {100/020/000})", "{101/020/101}"}},
  });
  registry.add({
      .name = "symmetrize_diagonal",
      .type = completion,
      .eval = lift<&symmetrize<true, transposed>>,
      .smt = symmetrize_smt<true, transposed>,
      .cost = 8,
      .doc = "Empty cells filled by their images at the diagonal from the top left. Undefined "
             "unless square.",
      .examples = {{"(symmetrize_diagonal {120/000/300})", "{123/200/300}"}},
  });
  registry.add({
      .name = "symmetrize_rotations",
      .type = completion,
      .eval = lift<&symmetrize<true, turned_left, turned_half, turned_right>>,
      .smt = symmetrize_smt<true, turned_left, turned_half, turned_right>,
      .cost = 8,
      .doc = "Empty cells filled by their images under quarter turns. Undefined unless square.",
      .examples = {{"(symmetrize_rotations {120/000/000})", "{121/202/121}"}},
  });
  registry.add({
      .name = "symmetrize_all",
      .type = completion,
      .eval = lift<&symmetrize<true, flipped_columns, flipped_rows, turned_half, transposed,
                               anti_transposed, turned_left, turned_right>>,
      .smt = symmetrize_smt<true, flipped_columns, flipped_rows, turned_half, transposed,
                            anti_transposed, turned_left, turned_right>,
      .cost = 8,
      .doc = "Empty cells filled by their images under all eight symmetries of the square. "
             "Undefined unless square.",
      .examples = {{"(symmetrize_all {120/000/000})", "{121/202/121}"}},
  });
}

void add_repairs(Registry& registry) {
  const Type repair = fn({grid_type(), color_type()}, grid_type());
  registry.add({
      .name = "repair_left_right",
      .type = repair,
      .eval = lift<&repair_at_axis<Axis::kVertical>>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Cells of a color filled by their mirror images at the vertical axis that most cells "
             "agree with. Undefined where known cells contradict it or fewer than half of them "
             "have an equal image.",
      .examples = {{"(repair_left_right {12821/34888} azure)", "{12821/34843}"}},
  });
  registry.add({
      .name = "repair_up_down",
      .type = repair,
      .eval = lift<&repair_at_axis<Axis::kHorizontal>>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Cells of a color filled by their mirror images at the horizontal axis that most "
             "cells agree with. Undefined where known cells contradict it or fewer than half of "
             "them have an equal image.",
      .examples = {{"(repair_up_down {12/34/88/12} azure)", "{12/34/34/12}"}},
  });
  registry.add({
      .name = "repair_diagonal",
      .type = repair,
      .eval = lift<&repair_at_axis<Axis::kDiagonal>>,
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc = "Cells of a color filled by their mirror images at the diagonal, from the top left, "
             "that most cells agree with. Undefined where known cells contradict it or fewer than "
             "half of them have an equal image. Undefined unless square.",
      .examples = {{"(repair_diagonal {128/245/356} azure)", "{123/245/356}"}},
  });
  registry.add({
      .name = "repair_by_mirrors",
      .type = repair,
      .eval = lift<&repair_by_mirrors>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Cells of a color filled by their images at all axes that the content shows, "
             "vertical, horizontal and diagonal in turn. Undefined where it shows none.",
      .examples = {{"(repair_by_mirrors {1221/2332/2388/1288} azure)", "{1221/2332/2332/1221}"}},
  });
  registry.add({
      .name = "repair_by_rotation",
      .type = repair,
      .eval = lift<&repair_by_rotation>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Cells of a color filled by their images under quarter turns of the box of all others "
             "if it is square, else of the grid. Undefined where known cells differ.",
      .examples = {{"(repair_by_rotation {128/258/121} azure)", "{121/252/121}"}},
  });
  registry.add({
      .name = "patch_by_mirrors",
      .type = repair,
      .eval = lift<&patch<repair_by_mirrors>>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "The box around a color as repair_by_mirrors fills it.",
      .examples = {{"(patch_by_mirrors {1221/2332/2388/1288} azure)", "{32/21@2,2}"}},
  });
}

}  // namespace

void add_symmetry_primitives(Registry& registry) {
  registry.begin_family("symmetry");
  add_symmetrizations(registry);
  add_repairs(registry);
}

}  // namespace gestalt::dsl
