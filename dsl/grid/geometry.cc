// Rigid motions, shifts and positions of whole grids.
//
// A motion keeps the corner: an object is turned where it stands.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

Grid flip_rows(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    copy_cells(out.row(r), grid.row(grid.rows() - 1 - r), grid.columns());
  }
  return out.seal();
}

Grid flip_columns(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    std::reverse_copy(grid.row(r), grid.row(r) + grid.columns(), out.row(r));
  }
  return out.seal();
}

Grid rotate_half(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  std::reverse_copy(grid.cells(), grid.cells() + grid.area(), out.cells());
  return out.seal();
}

/// Exchanges rows and columns; out(r, c) = in(c, r), each of the two read backward where said.
template <bool kBackwardRows, bool kBackwardColumns>
Grid exchange_axes(EvalContext& context, const Grid& grid) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  GridBuilder out(context, columns, rows, grid.corner());
  Cell* to = out.cells();
  for (int c = 0; c < columns; ++c) {
    const Cell* from = grid.cells() + (kBackwardColumns ? columns - 1 - c : c);
    for (int r = 0; r < rows; ++r) *to++ = from[(kBackwardRows ? rows - 1 - r : r) * columns];
  }
  return out.seal();
}

Grid transpose(EvalContext& context, const Grid& grid) {
  return exchange_axes<false, false>(context, grid);
}
Grid anti_transpose(EvalContext& context, const Grid& grid) {
  return exchange_axes<true, true>(context, grid);
}
Grid rotate_clockwise(EvalContext& context, const Grid& grid) {
  return exchange_axes<true, false>(context, grid);
}
Grid rotate_counterclockwise(EvalContext& context, const Grid& grid) {
  return exchange_axes<false, true>(context, grid);
}

Grid lay_wide(EvalContext& context, const Grid& grid) {
  return grid.rows() > grid.columns() ? transpose(context, grid) : grid;
}

GridResult place_at(EvalContext& context, const Grid& grid, Point corner) {
  return cut(context, grid, {0, 0, grid.rows(), grid.columns()}, corner);
}

GridResult to_origin(EvalContext& context, const Grid& grid) { return place_at(context, grid, {}); }

GridResult translate(EvalContext& context, const Grid& grid, Point step) {
  return place_at(context, grid, grid.corner() + step);
}

GridResult translate_back(EvalContext& context, const Grid& result, Point step) {
  return place_at(context, result, result.corner() - step);
}

GridResult shift(EvalContext& context, const Grid& grid, Point step) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  if (std::abs(step.row) >= rows || std::abs(step.column) >= columns) return undefined();
  if (step == Point{}) return grid;
  GridBuilder out(context, rows, columns, grid.corner());
  const int lost = std::abs(step.column);
  const int kept = columns - lost;
  for (int r = 0; r < rows; ++r) {
    Cell* to = out.row(r);
    const int source = r - step.row;
    if (source < 0 || source >= rows) {
      std::memset(to, kBlack, static_cast<std::size_t>(columns));
    } else if (step.column >= 0) {
      std::memset(to, kBlack, static_cast<std::size_t>(lost));
      copy_cells(to + lost, grid.row(source), kept);
    } else {
      copy_cells(to, grid.row(source) + lost, kept);
      std::memset(to + kept, kBlack, static_cast<std::size_t>(lost));
    }
  }
  return out.seal();
}

int floor_modulo(int a, int b) {
  const int rest = a % b;
  return rest < 0 ? rest + b : rest;
}

Grid shift_around(EvalContext& context, const Grid& grid, Point step) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  const int down = floor_modulo(step.row, rows);
  const int right = floor_modulo(step.column, columns);
  if (down == 0 && right == 0) return grid;
  GridBuilder out(context, rows, columns, grid.corner());
  const int rest = columns - right;
  for (int r = 0; r < rows; ++r) {
    const Cell* from = grid.row(r);
    Cell* to = out.row(r + down < rows ? r + down : r + down - rows);
    copy_cells(to + right, from, rest);
    copy_cells(to, from + rest, right);
  }
  return out.seal();
}

Grid shift_around_back(EvalContext& context, const Grid& result, Point step) {
  return shift_around(context, result, Point{} - step);
}

void add_motions(Registry& registry) {
  const Type motion = fn({grid_type()}, grid_type());
  registry.add({
      .name = "flip_rows",
      .type = motion,
      .eval = lift<&flip_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.rows, p.columns, [&](int r, int c) {
            return Point{p.rows - 1 - r, c};
          });
        });
      },
      .cost = 4,
      .doc = "The rows in reverse order: top becomes bottom.",
      .examples = {{"(flip_rows {12/34})", "{34/12}"}},
      .inverses = {{0, lift<&flip_rows>}},
  });
  registry.add({
      .name = "flip_columns",
      .type = motion,
      .eval = lift<&flip_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.rows, p.columns, [&](int r, int c) {
            return Point{r, p.columns - 1 - c};
          });
        });
      },
      .cost = 4,
      .doc = "The columns in reverse order: left becomes right.",
      .examples = {{"(flip_columns {12/34})", "{21/43}"}},
      .inverses = {{0, lift<&flip_columns>}},
  });
  registry.add({
      .name = "rotate_half",
      .type = motion,
      .eval = lift<&rotate_half>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.rows, p.columns, [&](int r, int c) {
            return Point{p.rows - 1 - r, p.columns - 1 - c};
          });
        });
      },
      .cost = 4,
      .doc = "Turned by 180 degrees.",
      .examples = {{"(rotate_half {123/456})", "{654/321}"}},
      .inverses = {{0, lift<&rotate_half>}},
  });
  registry.add({
      .name = "transpose",
      .type = motion,
      .eval = lift<&transpose>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.columns, p.rows, [&](int r, int c) { return Point{c, r}; });
        });
      },
      .cost = 4,
      .doc = "Mirrored at the diagonal from the top left: rows become columns.",
      .examples = {{"(transpose {123/456})", "{14/25/36}"}},
      .inverses = {{0, lift<&transpose>}},
  });
  registry.add({
      .name = "anti_transpose",
      .type = motion,
      .eval = lift<&anti_transpose>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.columns, p.rows, [&](int r, int c) {
            return Point{p.rows - 1 - c, p.columns - 1 - r};
          });
        });
      },
      .cost = 6,
      .doc = "Mirrored at the diagonal from the top right.",
      .examples = {{"(anti_transpose {123/456})", "{63/52/41}"}},
      .inverses = {{0, lift<&anti_transpose>}},
  });
  registry.add({
      .name = "rotate_clockwise",
      .type = motion,
      .eval = lift<&rotate_clockwise>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.columns, p.rows, [&](int r, int c) {
            return Point{p.rows - 1 - c, r};
          });
        });
      },
      .cost = 4,
      .doc = "Turned by 90 degrees clockwise.",
      .examples = {{"(rotate_clockwise {123/456})", "{41/52/63}"}},
      .inverses = {{0, lift<&rotate_counterclockwise>}},
  });
  registry.add({
      .name = "rotate_counterclockwise",
      .type = motion,
      .eval = lift<&rotate_counterclockwise>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          return gathered(p, p.columns, p.rows, [&](int r, int c) {
            return Point{c, p.columns - 1 - r};
          });
        });
      },
      .cost = 4,
      .doc = "Turned by 90 degrees counterclockwise.",
      .examples = {{"(rotate_counterclockwise {123/456})", "{36/25/14}"}},
      .inverses = {{0, lift<&rotate_clockwise>}},
  });
  registry.add({
      .name = "lay_wide",
      .type = motion,
      .eval = lift<&lay_wide>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [](const Picture& p) {
          const bool turns = p.rows > p.columns;
          return gathered(p, turns ? p.columns : p.rows, turns ? p.rows : p.columns,
                          [&](int r, int c) {
                            return turns ? Point{c, r} : Point{r, c};
                          });
        });
      },
      .cost = 14,
      .doc = "Transposed where it is higher than wide.",
      .examples = {{"(lay_wide {1/2})", "{12}"}, {"(lay_wide {12})", "{12}"}},
  });
}

void add_shifts(Registry& registry) {
  registry.add({
      .name = "shift",
      .type = fn({grid_type(), point_type()}, grid_type()),
      .eval = lift<&shift>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_point(smt, arg[1], [&](Point s) {
          const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
          const SymbolicGrid moved = g.map([&](int r, int c) {
            return select(g.inside(r - s.row, c - s.column), g.at(r - s.row, c - s.column),
                          int{kBlack});
          });
          return moved.term((g.height() > std::abs(s.row)) & (g.width() > std::abs(s.column)));
        });
      },
      .cost = 8,
      .doc = "The content moved by a step inside its frame; what leaves is lost, what is uncovered "
             "is black. Undefined where nothing is left.",
      .examples = {{"(shift {12/34} @1,0)", "{00/12}"}, {"(shift {12/34} @0,-1)", "{20/40}"}},
  });
  registry.add({
      .name = "shift_around",
      .type = fn({grid_type(), point_type()}, grid_type()),
      .eval = lift<&shift_around>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_point(smt, arg[1], [&](Point s) {
          return by_size(smt, arg[0], Corner::kKeep, [&](const Picture& p) {
            return gathered(p, p.rows, p.columns, [&](int r, int c) {
              return Point{floor_modulo(r - s.row, p.rows), floor_modulo(c - s.column, p.columns)};
            });
          });
        });
      },
      .cost = 8,
      .doc =
          "The content moved by a step inside its frame; what leaves comes in on the other side.",
      .examples = {{"(shift_around {123/456} @1,1)", "{645/312}"}},
      .inverses = {{0, lift<&shift_around_back>}},
  });
}

void add_positions(Registry& registry) {
  registry.add({
      .name = "to_origin",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&to_origin>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return SymbolicGrid::read(smt, arg[0]).at_origin().term();
      },
      .cost = 6,
      .doc = "The same cells with their corner at @0,0.",
      .examples = {{"(to_origin {12@3,4})", "{12}"}},
  });
  registry.add({
      .name = "place_at",
      .type = fn({grid_type(), point_type()}, grid_type()),
      .eval = lift<&place_at>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Coordinates to = unpack(symbol(smt, arg[1]));
        return SymbolicGrid::read(smt, arg[0]).moved_to(to.row, to.column).term();
      },
      .cost = 10,
      .doc = "The same cells with their corner at the point. Undefined beyond 200.",
      .examples = {{"(place_at {12@3,4} @1,1)", "{12@1,1}"}},
  });
  registry.add({
      .name = "translate",
      .type = fn({grid_type(), point_type()}, grid_type()),
      .eval = lift<&translate>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Coordinates step = unpack(symbol(smt, arg[1]));
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        return g.moved_to(g.top + step.row, g.left + step.column).term();
      },
      .cost = 8,
      .doc = "The same cells with their corner moved by a step. Undefined beyond 200.",
      .examples = {{"(translate {12@3,4} @-1,1)", "{12@2,5}"}},
      .inverses = {{0, lift<&translate_back>}},
  });
}

}  // namespace

void add_geometry_primitives(Registry& registry) {
  registry.begin_family("geometry");
  add_motions(registry);
  add_shifts(registry);
  add_positions(registry);
}

}  // namespace gestalt::dsl
