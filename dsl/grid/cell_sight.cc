// What each cell sees along a step: its neighbor, what is in sight, between what it lies, the edge.
#include <array>

#include "dsl/grid/arrivals.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/sight_distances.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

GridResult neighbors(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      out.at(r, c) = grid.get(r + step.row, c + step.column);
    }
  }
  return out.seal();
}

PlaneResult distances_in_sight(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  const SightDistances distances(grid, step);
  return make_plane(context, grid, [&](int r, int c) { return to_level(distances.at(r, c)); });
}

/// Among up, down, left, right; ties go to the earlier.
Grid nearest_in_sight(EvalContext& context, const Grid& grid) {
  const std::array<SightDistances, 4> distances{
      SightDistances(grid, kSteps[0]), SightDistances(grid, kSteps[1]),
      SightDistances(grid, kSteps[2]), SightDistances(grid, kSteps[3])};
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      int best = -1;
      Cell color = kBlack;
      for (std::size_t k = 0; k < distances.size(); ++k) {
        const int distance = distances[k].at(r, c);
        if (distance < 0 || (best >= 0 && distance >= best)) continue;
        best = distance;
        color = grid.at(r + distance * kSteps[k].row, c + distance * kSteps[k].column);
      }
      out.at(r, c) = color;
    }
  }
  return out.seal();
}

/// A grid of `color(arriving...)`, whatever the cells were.
template <class F, class... Planes>
Grid combine_sights(EvalContext& context, const Grid& grid, F color, const Planes&... planes) {
  return combine_lanes(
      context, grid, [=](Lanes, auto... arriving) { return color(arriving...); }, planes...);
}

/// What each cell sees in a direction is what arrives from there.
GridResult in_sight(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step)) return undefined();
  return combine_sights(context, grid, itself, Arrivals(grid, Point{} - step));
}

GridResult between_opposite(EvalContext& context, const Grid& grid, Point step) {
  // One of the two opposite steps stands for both.
  if (!is_step(step) || step.row < 0 || (step.row == 0 && step.column < 0)) return undefined();
  return combine_sights(context, grid, same_color, Arrivals(grid, step),
                        Arrivals(grid, Point{} - step));
}
Grid between_straight(EvalContext& context, const Grid& grid) {
  return combine_sights(context, grid, same_color_of_four, Arrivals(grid, {0, 1}),
                        Arrivals(grid, {0, -1}), Arrivals(grid, {1, 0}), Arrivals(grid, {-1, 0}));
}
Grid between_diagonals(EvalContext& context, const Grid& grid) {
  return combine_sights(context, grid, same_color_of_four, Arrivals(grid, {1, 1}),
                        Arrivals(grid, {-1, -1}), Arrivals(grid, {1, -1}), Arrivals(grid, {-1, 1}));
}
GridResult in_line(EvalContext& context, const Grid& grid, Point step) {
  if (!is_step(step) || step.row < 0 || (step.row == 0 && step.column < 0)) return undefined();
  return combine_sights(context, grid, first_of, Arrivals(grid, step),
                        Arrivals(grid, Point{} - step));
}
Grid in_cross(EvalContext& context, const Grid& grid) {
  return combine_sights(context, grid, first_of_four, Arrivals(grid, {0, 1}),
                        Arrivals(grid, {0, -1}), Arrivals(grid, {1, 0}), Arrivals(grid, {-1, 0}));
}
Grid in_diagonals(EvalContext& context, const Grid& grid) {
  return combine_sights(context, grid, first_of_four, Arrivals(grid, {1, 1}),
                        Arrivals(grid, {-1, -1}), Arrivals(grid, {1, -1}), Arrivals(grid, {-1, 1}));
}

GridResult edge_colors(EvalContext& context, const Grid& grid, Point step) {
  if (!is_straight_step(step)) return undefined();
  const int last_row = grid.rows() - 1;
  const int last_column = grid.columns() - 1;
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r <= last_row; ++r) {
    for (int c = 0; c <= last_column; ++c) {
      const int row = step.row == 0 ? r : step.row < 0 ? 0 : last_row;
      const int column = step.column == 0 ? c : step.column < 0 ? 0 : last_column;
      out.at(r, c) = grid.at(row, column);
    }
  }
  return out.seal();
}

constexpr int kCost = 14;

}  // namespace

void add_cell_sight_primitives(Registry& registry) {
  const Type directed = fn({grid_type(), point_type()}, grid_type());
  const Type plain = fn({grid_type()}, grid_type());
  registry.add({.name = "neighbors",
                .type = directed,
                .eval = lift<&neighbors>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_step(s))) return never(smt);
                    return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                      return g.at(r + s.row, c + s.column);
                    });
                  });
                },
                .cost = kCost,
                .doc = "Each cell's neighbor in a direction, transparent outside.",
                .examples = {{"(neighbors {12/34} @0,1)", "{2./4.}"}}});
  registry.add({.name = "in_sight",
                .type = directed,
                .eval = lift<&in_sight>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_step(s))) return never(smt);
                    return arriving_meaning(smt, arg[0], false, {Point{} - s},
                                            [](const auto& a) { return a[0]; });
                  });
                },
                .cost = kCost,
                .doc = "For each cell the color of the nearest cell in a direction that is not "
                       "empty, black where there is none.",
                .examples = {{"(in_sight {0102} @0,1)", "{1220}"}}});
  registry.add(
      {.name = "sight_distances",
       .type = fn({grid_type(), point_type()}, plane_type()),
       .eval = lift<&distances_in_sight>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[1], [&](Point s) {
           if (!(is_step(s))) return never(smt);
           const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
           const std::vector<Symbol> distances = sight_distances(g, s);
           std::size_t i = 0;
           return g.map_places([&](int, int) { return distances[i++]; }, -1).at_origin().term();
         });
       },
       .cost = kCost,
       .doc = "For each cell the number of steps to the nearest cell in a direction that "
              "is not empty, nothing where there is none.",
       .examples = {{"(sight_distances {0102} @0,1)", "|1,2,1,.|"}}});
  registry.add({.name = "nearest_in_sight",
                .type = plain,
                .eval = lift<&nearest_in_sight>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  std::vector<std::vector<Symbol>> distances;
                  std::vector<std::vector<Symbol>> colors;
                  for (std::size_t k = 0; k < 4; ++k) {
                    distances.push_back(sight_distances(g, kSteps[k]));
                    colors.push_back(arrivals(g, Point{} - kSteps[k]));
                  }
                  std::size_t i = 0;
                  return g
                      .map_places([&](int, int) {
                        Symbol best = g.number(-1);
                        Symbol color = g.number(kBlack);
                        for (std::size_t k = 0; k < 4; ++k) {
                          const Symbol distance = distances[k][i];
                          const Symbol better = (distance > 0) & ((best < 0) | (distance < best));
                          best = select(better, distance, best);
                          color = select(better, colors[k][i], color);
                        }
                        ++i;
                        return color;
                      })
                      .term();
                },
                .cost = kCost,
                .doc = "For each cell the color of the nearest other one that is not empty up, "
                       "down, left or right, the earlier of equals; black where there is none.",
                .examples = {{"(nearest_in_sight {10002})", "{21121}"}}});
  registry.add({.name = "between",
                .type = directed,
                .eval = lift<&between_opposite>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_step(s) && !(s.row < 0 || (s.row == 0 && s.column < 0))))
                      return never(smt);
                    return arriving_meaning(smt, arg[0], false, {s, Point{} - s},
                                            [](const auto& a) { return same_or_none(a[0], a[1]); });
                  });
                },
                .cost = kCost,
                .doc = "For each cell the color that is in sight both ways along a line, black "
                       "where it is not one. Defined for @0,1 @1,0 @1,1 @1,-1.",
                .examples = {{"(between {10102} @0,1)", "{01000}"}}});
  registry.add({.name = "between_straight",
                .type = plain,
                .eval = lift<&between_straight>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], false, {{0, 1}, {0, -1}, {1, 0}, {-1, 0}}, [](const auto& a) {
                        return first_nonzero(same_or_none(a[0], a[1]), same_or_none(a[2], a[3]));
                      });
                },
                .cost = kCost,
                .doc = "The same along rows, and where there is none along columns.",
                .examples = {{"(between_straight {102/000/100})", "{000/100/000}"}}});
  registry.add({.name = "between_diagonals",
                .type = plain,
                .eval = lift<&between_diagonals>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], false, {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}}, [](const auto& a) {
                        return first_nonzero(same_or_none(a[0], a[1]), same_or_none(a[2], a[3]));
                      });
                },
                .cost = kCost,
                .doc = "The same along diagonals, falling ones first.",
                .examples = {{"(between_diagonals {100/000/001})", "{000/010/000}"}}});
  registry.add({.name = "in_line",
                .type = directed,
                .eval = lift<&in_line>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_step(s) && !(s.row < 0 || (s.row == 0 && s.column < 0))))
                      return never(smt);
                    return arriving_meaning(
                        smt, arg[0], false, {s, Point{} - s},
                        [](const auto& a) { return first_nonzero(a[0], a[1]); });
                  });
                },
                .cost = kCost,
                .doc = "For each cell the color in sight against a direction, else that in it, "
                       "else black. Defined for @0,1 @1,0 @1,1 @1,-1.",
                .examples = {{"(in_line {01020} @0,1)", "{12112}"}}});
  registry.add({.name = "in_cross",
                .type = plain,
                .eval = lift<&in_cross>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], false, {{0, 1}, {0, -1}, {1, 0}, {-1, 0}}, [](const auto& a) {
                        return first_nonzero(first_nonzero(a[0], a[1]), first_nonzero(a[2], a[3]));
                      });
                },
                .cost = kCost,
                .doc = "For each cell the color in sight to the left, else to the right, above or "
                       "below, else black.",
                .examples = {{"(in_cross {010/000})", "{101/010}"}}});
  registry.add({.name = "in_diagonals",
                .type = plain,
                .eval = lift<&in_diagonals>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return arriving_meaning(
                      smt, arg[0], false, {{1, 1}, {-1, -1}, {1, -1}, {-1, 1}}, [](const auto& a) {
                        return first_nonzero(first_nonzero(a[0], a[1]), first_nonzero(a[2], a[3]));
                      });
                },
                .cost = kCost,
                .doc = "For each cell the color in sight along diagonals, the upper left first.",
                .examples = {{"(in_diagonals {010/000})", "{000/101}"}}});
  registry.add({.name = "edge_colors",
                .type = directed,
                .eval = lift<&edge_colors>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!(is_straight_step(s))) return never(smt);
                    return by_size(smt, arg[0], Corner::kKeep, [&](const Picture& p) {
                      return gathered(p, p.rows, p.columns, [&](int r, int c) {
                        return Point{s.row == 0  ? r
                                     : s.row < 0 ? 0
                                                 : p.rows - 1,
                                     s.column == 0  ? c
                                     : s.column < 0 ? 0
                                                    : p.columns - 1};
                      });
                    });
                  });
                },
                .cost = kCost,
                .doc = "Each cell becomes the cell at the edge in a straight direction.",
                .examples = {{"(edge_colors {12/34} @0,-1)", "{11/33}"}}});
}

}  // namespace gestalt::dsl
