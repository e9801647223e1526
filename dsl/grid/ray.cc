// Rays and connections: what shown cells send over the empty ones.
//
// Directions are points that are one of the eight steps to a neighbor (@1,0 is down); other points
// are outside of the domain.
#include <algorithm>

#include "dsl/grid/arrivals.h"
#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

// ---- Rays ----

GridResult rays(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  return paint_empty(context, grid, itself, Arrivals(grid, step));
}

GridResult lines(EvalContext& context, const Grid& grid, Point step) {
  // One of the two opposite steps stands for both.
  if (!is_step(step) || step.row < 0 || (step.row == 0 && step.column < 0)) return undefined();
  return paint_empty(context, grid, first_of, Arrivals(grid, step), Arrivals(grid, Point{} - step));
}

Grid cross_lines(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, first_of_four, Arrivals(grid, {-1, 0}), Arrivals(grid, {1, 0}),
                     Arrivals(grid, {0, -1}), Arrivals(grid, {0, 1}));
}
Grid diagonal_lines(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, first_of_four, Arrivals(grid, {-1, -1}),
                     Arrivals(grid, {-1, 1}), Arrivals(grid, {1, -1}), Arrivals(grid, {1, 1}));
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

Grid connect_rows(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, same_color, Arrivals(grid, {0, 1}), Arrivals(grid, {0, -1}));
}
Grid connect_columns(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, same_color, Arrivals(grid, {1, 0}), Arrivals(grid, {-1, 0}));
}
Grid connect_straight(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, same_color_of_four, Arrivals(grid, {1, 0}),
                     Arrivals(grid, {-1, 0}), Arrivals(grid, {0, 1}), Arrivals(grid, {0, -1}));
}
Grid connect_diagonals(EvalContext& context, const Grid& grid) {
  return paint_empty(context, grid, same_color_of_four, Arrivals(grid, {1, -1}),
                     Arrivals(grid, {-1, 1}), Arrivals(grid, {1, 1}), Arrivals(grid, {-1, -1}));
}
Grid connect_with(EvalContext& context, const Grid& grid, Color color) {
  const Lanes paint = Lanes{} + color.cell;
  const auto connected = [=](Lanes a, Lanes b, Lanes c, Lanes d) {
    return same_color_of_four(a, b, c, d) != 0 ? paint : Lanes{};
  };
  return paint_empty(context, grid, connected, Arrivals(grid, {0, 1}), Arrivals(grid, {0, -1}),
                     Arrivals(grid, {1, 0}), Arrivals(grid, {-1, 0}));
}
/// The empty cells between shown ones along a step.
Grid fill_between(EvalContext& context, const Grid& grid, Color color, Point step) {
  const Lanes paint = Lanes{} + color.cell;
  const auto between = [=](Lanes a, Lanes b) { return (a != 0) & (b != 0) ? paint : Lanes{}; };
  return paint_empty(context, grid, between, Arrivals(grid, step), Arrivals(grid, Point{} - step));
}
Grid fill_between_rows(EvalContext& context, const Grid& grid, Color color) {
  return fill_between(context, grid, color, {0, 1});
}
Grid fill_between_columns(EvalContext& context, const Grid& grid, Color color) {
  return fill_between(context, grid, color, {1, 0});
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

/// A cell of the canvas takes the color of the last seed, in reading order, whose ray comes
/// through.
SmtTerm cast_smt(Smt& smt, Arguments arg, bool must_hit) {
  return by_point(smt, arg[2], [&](Point step) {
    if (!is_step(step)) return never(smt);
    const SymbolicGrid canvas = SymbolicGrid::read(smt, arg[0]);
    const SymbolicGrid seeds = SymbolicGrid::read(smt, arg[1]);
    const Frame both = united(canvas.window, seeds.window);
    const int reach = std::max(both.rows(), both.columns());
    const bool nearest_last = step.row > 0 || (step.row == 0 && step.column > 0);
    const std::vector<Symbol> distances = sight_distances(canvas, step);
    std::size_t i = 0;
    return canvas
        .map_places([&](int r, int c) {
          Symbol clear = must_hit ? distances[i] > 0 : canvas.truth(true);
          ++i;
          std::vector<std::pair<Symbol, Symbol>> rays;  // whether it comes, its color
          for (int k = 1; k <= reach; ++k) {
            const Point on{r - (k - 1) * step.row, c - (k - 1) * step.column};
            clear = clear & canvas.inside(on.row, on.column) & empty(canvas.at(on.row, on.column));
            const Symbol color = seeds.at(on.row - step.row, on.column - step.column);
            if (!clear.is_false()) rays.emplace_back(clear & shown(color), color);
          }
          if (nearest_last) std::reverse(rays.begin(), rays.end());
          Symbol result = canvas.at(r, c);
          for (const auto& [comes, color] : rays) result = select(comes, color, result);
          return result;
        })
        .term();
  });
}

void add_casting(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  const Type directed = fn({grid_type(), point_type()}, grid_type());
  const Type onto = fn({grid_type(), grid_type(), point_type()}, grid_type());
  registry.add({.name = "rays",
                .type = directed,
                .eval = lift<&rays>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_step(s))) return never(smt);
                    return arriving_meaning(smt, arg[0], true, {s},
                                            [&](const auto& a) { return a[0]; });
                  });
                },
                .cost = 6,
                .doc = "A ray of its own color from every cell that is not empty, in a direction, "
                       "to the next such cell or the edge.",
                .examples = {{"(rays {0100/0002} @0,1)", "{0111/0002}"},
                             {"(rays {100/000/000} @1,1)", "{100/010/001}"}}});
  registry.add(
      {.name = "lines",
       .type = directed,
       .eval = lift<&lines>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[1], [&](Point s) {
           if (!(is_step(s) && !(s.row < 0 || (s.row == 0 && s.column < 0)))) return never(smt);
           return arriving_meaning(smt, arg[0], true, {s, Point{} - s},
                                   [&](const auto& a) { return first_nonzero(a[0], a[1]); });
         });
       },
       .cost = 6,
       .doc = "Rays from every cell that is not empty in a direction and its opposite; the "
              "former win. Defined for @0,1 @1,0 @1,1 @1,-1.",
       .examples = {{"(lines {0100/0002} @0,1)", "{1111/2222}"}}});
  registry.add({.name = "cross_lines",
                .type = plain,
                .eval = lift<&cross_lines>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], true, {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}, [&](const auto& a) {
                        return first_nonzero(first_nonzero(a[0], a[1]), first_nonzero(a[2], a[3]));
                      });
                },
                .cost = 8,
                .doc = "Rays from every cell that is not empty up, down, left and right; the "
                       "earlier of these win.",
                .examples = {{"(cross_lines {000/010/000})", "{010/111/010}"}}});
  registry.add({.name = "diagonal_lines",
                .type = plain,
                .eval = lift<&diagonal_lines>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], true, {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}}, [&](const auto& a) {
                        return first_nonzero(first_nonzero(a[0], a[1]), first_nonzero(a[2], a[3]));
                      });
                },
                .cost = 6,
                .doc = "Rays from every cell that is not empty in the four diagonal directions.",
                .examples = {{"(diagonal_lines {000/010/000})", "{101/010/101}"}}});
  registry.add({.name = "cast_rays",
                .type = onto,
                .eval = lift<&cast<false>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return cast_smt(smt, arg, false); },
                .cost = 8,
                .doc = "The first grid with rays from the cells of the second one in a direction, "
                       "each to the first cell of the first grid in its way or the edge.",
                .examples = {{"(cast_rays {10003} {1} @0,1)", "{11113}"},
                             {"(cast_rays {100/000} {1} @1,0)", "{100/100}"}}});
  registry.add({.name = "cast_rays_hitting",
                .type = onto,
                .eval = lift<&cast<true>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return cast_smt(smt, arg, true); },
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
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(smt, arg[0], true, {{0, 1}, {0, -1}},
                                          [&](const auto& a) { return same_or_none(a[0], a[1]); });
                },
                .cost = 6,
                .doc = "The empty cells " + between + "in a row take that color.",
                .examples = {{"(connect_rows {10010/10002})", "{11110/10002}"}}});
  registry.add({.name = "connect_columns",
                .type = plain,
                .eval = lift<&connect_columns>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(smt, arg[0], true, {{1, 0}, {-1, 0}},
                                          [&](const auto& a) { return same_or_none(a[0], a[1]); });
                },
                .cost = 6,
                .doc = "The empty cells " + between + "in a column take that color.",
                .examples = {{"(connect_columns {12/00/13})", "{12/10/13}"}}});
  registry.add(
      {.name = "connect_straight",
       .type = plain,
       .eval = lift<&connect_straight>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return arriving_meaning(
             smt, arg[0], true, {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}, [&](const auto& a) {
               return first_nonzero(same_or_none(a[0], a[1]), same_or_none(a[2], a[3]));
             });
       },
       .cost = 6,
       .doc = "The empty cells " + between + "in a row or column take that color; columns win.",
       .examples = {{"(connect_straight {101/000/200})", "{111/000/200}"}}});
  registry.add({.name = "connect_diagonals",
                .type = plain,
                .eval = lift<&connect_diagonals>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], true, {{1, -1}, {-1, 1}, {1, 1}, {-1, -1}}, [&](const auto& a) {
                        return first_nonzero(same_or_none(a[0], a[1]), same_or_none(a[2], a[3]));
                      });
                },
                .cost = 8,
                .doc = "The empty cells " + between +
                       "in a diagonal take that color; those that rise to the right win.",
                .examples = {{"(connect_diagonals {100/000/001})", "{100/010/001}"}}});
  registry.add({.name = "connect_with",
                .type = colored,
                .eval = lift<&connect_with>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], true, {{0, 1}, {0, -1}, {1, 0}, {-1, 0}}, [&](const auto& a) {
                        const Symbol paints =
                            (same_or_none(a[0], a[1]) != 0) | (same_or_none(a[2], a[3]) != 0);
                        return select(paints, symbol(smt, arg[1]), kBlack);
                      });
                },
                .cost = 8,
                .doc = "The empty cells " + between + "in a row or column take another color.",
                .examples = {{"(connect_with {101/000/200} red)", "{121/000/200}"}}});
  registry.add({.name = "fill_between_rows",
                .type = colored,
                .eval = lift<&fill_between_rows>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(smt, arg[0], true, {{0, 1}, {0, -1}}, [&](const auto& a) {
                    const Symbol paints = (a[0] != 0) & (a[1] != 0);
                    return select(paints, symbol(smt, arg[1]), kBlack);
                  });
                },
                .cost = 8,
                .doc = "The empty cells between cells of a row in a color.",
                .examples = {{"(fill_between_rows {10200/00300} red)", "{12200/00300}"}}});
  registry.add({.name = "fill_between_columns",
                .type = colored,
                .eval = lift<&fill_between_columns>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(smt, arg[0], true, {{1, 0}, {-1, 0}}, [&](const auto& a) {
                    const Symbol paints = (a[0] != 0) & (a[1] != 0);
                    return select(paints, symbol(smt, arg[1]), kBlack);
                  });
                },
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
}

}  // namespace

void add_ray_primitives(Registry& registry) {
  registry.begin_family("ray");
  add_casting(registry);
  add_connections(registry);
}

}  // namespace gestalt::dsl
