// Regions: filling what is enclosed, borders and interiors, outlines, growth, cleaning.
//
// The results have the frame of the grid (only `halo` has a larger one). "Neighbors" are the four
// at the sides unless a name or doc says otherwise.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/padded.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"
#include "dsl/grid/symbolic_parts.h"

namespace gestalt::dsl {

namespace {

/// Paints the empty components that are (or are not) at the edge.
template <bool kAtEdge>
GridResult fill_empty_parts(EvalContext& context, const Grid& grid, Color color) {
  const Components regions(grid, Connectivity::kFour, Parts::kEmpty);
  if (!regions.complete()) return too_large();
  const auto wanted = [&](const auto& region) { return regions.at_edge(region) == kAtEdge; };
  if (std::none_of(regions.begin(), regions.end(), wanted)) return grid;
  GridBuilder out(context, grid);
  for (const auto& region : regions) {
    if (!wanted(region)) continue;
    regions.for_each_run(region, [&](const Components::Run& run) {
      std::fill(out.row(run.row) + run.begin, out.row(run.row) + run.end, color.cell);
    });
  }
  return out.seal();
}

/// The most common color beside the cells of an enclosed region.
Cell color_around(const Components& regions, const Components::Component& region,
                  const Padded& cells) {
  ColorCounts counts{};
  regions.for_each_run(region, [&](const Components::Run& run) {
    const Cell* row = cells.row(run.row);
    const Cell* above = row - cells.stride();
    const Cell* below = row + cells.stride();
    ++counts[row[run.begin - 1]];
    ++counts[row[run.end]];
    for (int c = run.begin; c < run.end; ++c) {
      ++counts[above[c]];
      ++counts[below[c]];
    }
  });
  return most_common(counts);
}

GridResult fill_enclosed_around(EvalContext& context, const Grid& grid) {
  const Components regions(grid, Connectivity::kFour, Parts::kEmpty);
  if (!regions.complete()) return too_large();
  const auto wanted = [&](const auto& region) { return !regions.at_edge(region); };
  if (std::none_of(regions.begin(), regions.end(), wanted)) return grid;
  const Padded cells(grid);
  GridBuilder out(context, grid);
  for (const auto& region : regions) {
    if (!wanted(region)) continue;
    const Cell color = color_around(regions, region, cells);
    regions.for_each_run(region, [&](const Components::Run& run) {
      std::fill(out.row(run.row) + run.begin, out.row(run.row) + run.end, color);
    });
  }
  return out.seal();
}

GridResult fill_boxes(EvalContext& context, const Grid& grid, Color color) {
  const Components clusters(grid, Connectivity::kEight, Parts::kAnyColor);
  if (!clusters.complete()) return too_large();
  GridBuilder out(context, grid);
  for (const auto& cluster : clusters) {
    if (cluster.cells == cluster.rows() * cluster.columns()) continue;
    for (int r = cluster.top; r < cluster.bottom; ++r) {
      for (int c = cluster.left; c < cluster.right; ++c) {
        if (is_empty(grid.at(r, c))) out.at(r, c) = color.cell;
      }
    }
  }
  return out.seal();
}

GridResult flood_fill(EvalContext& context, const Grid& grid, Point from, Color color) {
  const Point start = from - grid.corner();
  if (!grid.inside(start.row, start.column)) return undefined();
  const Cell old = grid.at(start.row, start.column);
  if (old == color.cell) return grid;
  GridBuilder out(context, grid);
  std::array<std::uint16_t, kMaxSide * kMaxSide> open;
  std::size_t size = 0;
  const int columns = grid.columns();
  const auto reach = [&](int r, int c) {
    if (!grid.inside(r, c) || out.at(r, c) != old) return;
    out.at(r, c) = color.cell;
    open[size++] = static_cast<std::uint16_t>(r * columns + c);
  };
  reach(start.row, start.column);
  while (size > 0) {
    const int cell = open[--size];
    const int r = cell / columns;
    const int c = cell % columns;
    reach(r - 1, c);
    reach(r + 1, c);
    reach(r, c - 1);
    reach(r, c + 1);
  }
  return out.seal();
}

GridResult solid(EvalContext& context, const Grid& grid) {
  const Cell color = most_common(count_cells(grid));
  if (color == kBlack) return undefined();
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  out.fill(color);
  return out.seal();
}

// ---- Cells by their neighbors ----

/// The cells that are (or are not) beside an empty cell or the edge; the others become black.
template <bool kBorder>
Grid border_or_interior(EvalContext& context, const Grid& grid) {
  const Padded padded(grid);
  const Cell* cells = padded.cells();
  const Cell* raw = padded.raw();
  const int down = padded.stride();
  return padded.map(context, grid.corner(), [=](int i) {
    const Cell* at = cells + i;
    const Cell least = std::min(std::min(at[-1], at[1]), std::min(at[-down], at[down]));
    const bool keep = ((least == 0) == kBorder) | (raw[i] == kTransparent);
    return keep ? raw[i] : kBlack;
  });
}

template <Connectivity kConnectivity>
[[nodiscard]] Cell any_neighbor(const Cell* at, int down) {
  Cell any = static_cast<Cell>(at[-1] | at[1] | at[-down] | at[down]);
  if constexpr (kConnectivity == Connectivity::kEight) {
    any = static_cast<Cell>(any | at[-down - 1] | at[-down + 1] | at[down - 1] | at[down + 1]);
  }
  return any;
}

template <Connectivity kConnectivity>
Grid outline(EvalContext& context, const Grid& grid, Color color) {
  const Padded padded(grid);
  const Cell* cells = padded.cells();
  const Cell* raw = padded.raw();
  const int down = padded.stride();
  return padded.map(context, grid.corner(), [=](int i) {
    const Cell own = raw[i];  // loaded in any case, or the loop cannot become vector code
    const bool beside = (cells[i] == 0) & (any_neighbor<kConnectivity>(cells + i, down) != 0);
    return beside ? color.cell : own;
  });
}

GridResult halo(EvalContext& context, const Grid& grid, Color color) {
  const Point corner = grid.corner() - Point{1, 1};
  if (!fits(grid.rows() + 2, grid.columns() + 2, corner)) return too_large();
  GridBuilder wide(context, grid.rows() + 2, grid.columns() + 2, corner);
  wide.fill(kTransparent);
  paint(wide, corner, grid);
  return outline<Connectivity::kEight>(context, wide.seal(), color);
}

/// An empty cell takes the color of its first neighbor that has one: above, left, right, below,
/// then the diagonals in reading order.
template <Connectivity kConnectivity>
Grid grow(EvalContext& context, const Grid& grid) {
  const Padded padded(grid);
  const Cell* cells = padded.cells();
  const Cell* raw = padded.raw();
  const int down = padded.stride();
  return padded.map(context, grid.corner(), [=](int i) {
    const Cell* at = cells + i;
    const auto either = [](Cell a, Cell b) {  // a, or b where a is 0; without a branch
      return static_cast<Cell>(a | (b & static_cast<Cell>(-static_cast<int>(a == 0))));
    };
    const Cell own = raw[i];
    Cell color = either(either(at[-down], at[-1]), either(at[1], at[down]));
    if constexpr (kConnectivity == Connectivity::kEight) {
      const Cell above = either(at[-down - 1], at[-down + 1]);
      const Cell below = either(at[down - 1], at[down + 1]);
      color = either(color, either(above, below));
    }
    return (cells[i] != 0) | (color == 0) ? own : color;
  });
}

/// A cell none of whose eight neighbors is like it becomes what most of them are (the smaller value
/// of equals).
GridResult replace_isolated(EvalContext& context, const Grid& grid) {
  if (grid.area() == 1) return grid;
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Cell cell = grid.at(r, c);
      ColorCounts counts{};
      for (int i = std::max(0, r - 1); i < std::min(grid.rows(), r + 2); ++i) {
        for (int j = std::max(0, c - 1); j < std::min(grid.columns(), c + 2); ++j) {
          ++counts[grid.at(i, j)];
        }
      }
      if (counts[cell] > 1) continue;
      counts[cell] = 0;
      const auto best = std::max_element(counts.begin(), counts.end());
      out.at(r, c) = static_cast<Cell>(best - counts.begin());
    }
  }
  return out.seal();
}

// ---- The frame's own cells ----

Grid paint_edge(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid);
  std::fill(out.row(0), out.row(0) + grid.columns(), color.cell);
  for (int r = 1; r + 1 < grid.rows(); ++r) {
    out.at(r, 0) = color.cell;
    out.at(r, grid.columns() - 1) = color.cell;
  }
  std::fill(out.row(grid.rows() - 1), out.row(grid.rows() - 1) + grid.columns(), color.cell);
  return out.seal();
}

Grid paint_corners(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid);
  for (const int r : {0, grid.rows() - 1}) {
    out.at(r, 0) = color.cell;
    out.at(r, grid.columns() - 1) = color.cell;
  }
  return out.seal();
}

/// Cells by their distance to the nearest side of the frame: ring 0 is the edge. Odd rings are
/// painted.
Grid paint_odd_rings(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    const int row_ring = std::min(r, grid.rows() - 1 - r);
    for (int c = 0; c < grid.columns(); ++c) {
      const int ring = std::min(row_ring, std::min(c, grid.columns() - 1 - c));
      if (ring % 2 == 1) out.at(r, c) = color.cell;
    }
  }
  return out.seal();
}

// ---- Meanings ----

/// Whether f(cell) for a neighbor: one of four, or of eight.
Symbol beside(Smt& smt, const SymbolicGrid& grid, int r, int c, bool diagonally,
              Symbol (*f)(Symbol)) {
  std::vector<Symbol> holds;
  for (int y = r - 1; y <= r + 1; ++y) {
    for (int x = c - 1; x <= c + 1; ++x) {
      const bool neighbor = (y != r || x != c) && (diagonally || y == r || x == c);
      if (neighbor) holds.push_back(f(grid.at(y, x)));
    }
  }
  return any_of(smt, holds);
}

Symbol grown(const SymbolicGrid& grid, int r, int c, std::size_t neighbors) {
  constexpr std::array<Point, 8> kOrder{Point{-1, 0},  Point{0, -1}, Point{0, 1},  Point{1, 0},
                                        Point{-1, -1}, Point{-1, 1}, Point{1, -1}, Point{1, 1}};
  Symbol color = grid.at(r, c);
  for (std::size_t k = 0; k < neighbors; ++k) {
    const Symbol neighbor = grid.at(r + kOrder[k].row, c + kOrder[k].column);
    color = select(empty(color) & shown(neighbor), neighbor, color);
  }
  return color;
}

/// See fill_empty_parts.
template <bool kAtEdge>
SmtTerm fill_empty_parts_smt(Smt& smt, Arguments arg) {
  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
  const std::vector<Symbol> open = g.where([&](int r, int c) { return empty(g.at(r, c)); });
  const std::vector<Symbol> reached = reached_from_edge(g, false, open);
  std::size_t i = 0;
  return g
      .map_places([&](int r, int c) {
        const Symbol fills = open[i] & (kAtEdge ? reached[i] : !reached[i]);
        ++i;
        return select(fills, symbol(smt, arg[1]), g.at(r, c));
      })
      .term();
}

void add_fills(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  registry.add({.name = "fill_enclosed",
                .type = colored,
                .eval = lift<&fill_empty_parts<false>>,
                .smt = fill_empty_parts_smt<false>,
                .cost = 4,
                .doc = "Empty cells from which no path over empty cells leads to the edge, in a "
                       "color.",
                .examples = {{"(fill_enclosed {1110/1010/1110} red)", "{1110/1210/1110}"}}});
  registry.add({.name = "fill_outside",
                .type = colored,
                .eval = lift<&fill_empty_parts<true>>,
                .smt = fill_empty_parts_smt<true>,
                .cost = 6,
                .doc = "Empty cells from which a path over empty cells leads to the edge, in a "
                       "color.",
                .examples = {{"(fill_outside {1110/1010/1110} red)", "{1112/1012/1112}"}}});
  registry.add(
      {.name = "fill_enclosed_around",
       .type = plain,
       .eval = lift<&fill_enclosed_around>,
       .smt = unmodelled_grid(),
       .cost = 6,
       .doc = "Each enclosed empty region in the most common color around it.",
       .examples = {{"(fill_enclosed_around {11133/10130/11133})", "{11133/11130/11133}"}}});
  registry.add(
      {.name = "fill_boxes",
       .type = colored,
       .eval = lift<&fill_boxes>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         const SymbolicParts clusters(g, Connectivity::kEight, Parts::kAnyColor);
         std::vector<Symbol> boxed(g.cells.size(), g.truth(false));
         for (std::size_t k = 0; k < clusters.size(); ++k) {
           if (clusters.starts(k).is_false()) continue;
           const SymbolicGrid box = clusters.object(k);
           std::size_t i = 0;
           g.for_each([&](int r, int c) {
             boxed[i] = boxed[i] | (clusters.starts(k) & box.inside(r, c));
             ++i;
           });
         }
         std::size_t i = 0;
         return g
             .map_places([&](int r, int c) {
               return select(empty(g.at(r, c)) & boxed[i++], symbol(smt, arg[1]), g.at(r, c));
             })
             .term();
       },
       .cost = 6,
       .doc = "The empty cells in the bounding box of each 8-connected part of any colors, "
              "in a color.",
       .examples = {{"(fill_boxes {1000/1100/0002} red)", "{1200/1100/0002}"},
                    {"(fill_boxes {1000/1110} red)", "{1220/1110}"}}});
  registry.add({.name = "flood_fill",
                .type = fn({grid_type(), point_type(), color_type()}, grid_type()),
                .eval = lift<&flood_fill>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  const Coordinates at = unpack(symbol(smt, arg[1]));
                  const Symbol old = g.cell_at(at.row, at.column);
                  const std::vector<Symbol> passes =
                      g.where([&](int r, int c) { return g.at(r, c) == old; });
                  const std::vector<Symbol> seeds =
                      g.where([&](int r, int c) { return (at.row == r) & (at.column == c); });
                  const std::vector<Symbol> reached =
                      flooded(g, false, passes, seeds, g.window.rows() * g.window.columns());
                  std::size_t i = 0;
                  return g
                      .map_places([&](int r, int c) {
                        return select(reached[i++], symbol(smt, arg[2]), g.at(r, c));
                      })
                      .term(any_of(smt, seeds));
                },
                .cost = 12,
                .doc =
                    "The connected cells of one color around a point in another color. Undefined "
                    "for a point outside of the grid.",
                .examples = {{"(flood_fill {112/221} @0,1 green)", "{332/221}"}}});
  registry.add({.name = "solid",
                .type = plain,
                .eval = lift<&solid>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  const Symbol color = most_common(color_counts(g));
                  return g.map([&](int, int) { return color; }).term(color != kBlack);
                },
                .cost = 6,
                .doc = "The whole frame in the most common color but black. Undefined for an empty "
                       "grid.",
                .examples = {{"(solid {110/002})", "{111/111}"}}});
}

void add_neighborhoods(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  registry.add({.name = "border",
                .type = plain,
                .eval = lift<&border_or_interior<true>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    return select(beside(smt, g, r, c, false, empty) | (g.at(r, c) == kTransparent),
                                  g.at(r, c), kBlack);
                  });
                },
                .cost = 6,
                .doc = "Only the cells beside an empty cell or at the edge; the others black.",
                .examples = {{"(border {111/121/111})", "{111/101/111}"}}});
  registry.add(
      {.name = "interior",
       .type = plain,
       .eval = lift<&border_or_interior<false>>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
           return select(beside(smt, g, r, c, false, empty) & (g.at(r, c) != kTransparent), kBlack,
                         g.at(r, c));
         });
       },
       .cost = 6,
       .doc = "Only the cells all of whose four neighbors are not empty; the others black.",
       .examples = {{"(interior {111/121/111})", "{000/020/000}"}}});
  registry.add({.name = "outline_4",
                .type = colored,
                .eval = lift<&outline<Connectivity::kFour>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    return select(empty(g.at(r, c)) & beside(smt, g, r, c, false, shown),
                                  symbol(smt, arg[1]), g.at(r, c));
                  });
                },
                .cost = 8,
                .doc = "The empty cells beside other cells in a color.",
                .examples = {{"(outline_4 {000/010/000} red)", "{020/212/020}"}}});
  registry.add({.name = "outline_8",
                .type = colored,
                .eval = lift<&outline<Connectivity::kEight>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    return select(empty(g.at(r, c)) & beside(smt, g, r, c, true, shown),
                                  symbol(smt, arg[1]), g.at(r, c));
                  });
                },
                .cost = 6,
                .doc = "The empty cells beside other cells or diagonal to them in a color.",
                .examples = {{"(outline_8 {000/010/000} red)", "{222/212/222}"}}});
  registry.add({.name = "halo",
                .type = colored,
                .eval = lift<&halo>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  SymbolicGrid wide = g;
                  wide.window = {g.window.top - 1, g.window.left - 1, g.window.bottom + 1,
                                 g.window.right + 1};
                  wide.top = g.top - 1;
                  wide.left = g.left - 1;
                  wide.bottom = g.bottom + 1;
                  wide.right = g.right + 1;
                  wide.cells.clear();
                  wide.for_each([&](int r, int c) {
                    wide.cells.push_back(select(shown(g.at(r, c)), g.at(r, c), kTransparent));
                  });
                  return wide
                      .map([&](int r, int c) {
                        return select(empty(wide.at(r, c)) & beside(smt, wide, r, c, true, shown),
                                      symbol(smt, arg[1]), wide.at(r, c));
                      })
                      .term();
                },
                .cost = 8,
                .doc = "The grid in a frame one cell larger on each side, with the empty cells "
                       "around its cells in a color.",
                .examples = {{"(halo {1@1,1} red)", "{222/212/222}"}}});
  registry.add({.name = "grow_4",
                .type = plain,
                .eval = lift<&grow<Connectivity::kFour>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) {
                    return grown(g, r, c, 4);
                  });
                },
                .cost = 8,
                .doc = "Empty cells take the color of a neighbor: the first of above, left, right, "
                       "below.",
                .examples = {{"(grow_4 {000/010/000})", "{010/111/010}"}}});
  registry.add({.name = "grow_8",
                .type = plain,
                .eval = lift<&grow<Connectivity::kEight>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) {
                    return grown(g, r, c, 8);
                  });
                },
                .cost = 8,
                .doc = "Empty cells take the color of a neighbor: the first of above, left, right, "
                       "below, then the diagonals row by row.",
                .examples = {{"(grow_8 {000/010/000})", "{111/111/111}"}}});
}

void add_cleaning(Registry& registry) {
  const Type plain = fn({grid_type()}, grid_type());
  registry.add({.name = "replace_isolated",
                .type = plain,
                .eval = lift<&replace_isolated>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  const Symbol single = (g.height() == 1) & (g.width() == 1);
                  return g
                      .map([&](int r, int c) {
                        std::vector<Symbol> counts;
                        Symbol isolated = g.truth(true);
                        for (int value = 0; value <= kTransparent; ++value) {
                          std::vector<Symbol> alike;
                          for (int y = r - 1; y <= r + 1; ++y) {
                            for (int x = c - 1; x <= c + 1; ++x)
                              alike.push_back(g.inside(y, x) & (g.at(y, x) == value));
                          }
                          const Symbol count = count_of(smt, alike);
                          const Symbol own = g.at(r, c) == value;
                          isolated = isolated & implies(own, count <= 1);
                          counts.push_back(select(own, 0, count));
                        }
                        return select(isolated & !single, majority(counts), g.at(r, c));
                      })
                      .term();
                },
                .cost = 12,
                .doc = "A cell unlike all its eight neighbors becomes what most of them are, the "
                       "smallest of equals.",
                .examples = {{"(replace_isolated {222/212/222})", "{222/222/222}"}}});
}

void add_frame_paints(Registry& registry) {
  const Type colored = fn({grid_type(), color_type()}, grid_type());
  registry.add({.name = "paint_edge",
                .type = colored,
                .eval = lift<&paint_edge>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    const Symbol edge =
                        (g.top == r) | (g.left == c) | (g.bottom == r + 1) | (g.right == c + 1);
                    return select(edge, symbol(smt, arg[1]), g.at(r, c));
                  });
                },
                .cost = 6,
                .doc = "The outermost rows and columns in a color.",
                .examples = {{"(paint_edge {111/111/111} red)", "{222/212/222}"}}});
  registry.add({.name = "paint_corners",
                .type = colored,
                .eval = lift<&paint_corners>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
                    const Symbol corner =
                        ((g.top == r) | (g.bottom == r + 1)) & ((g.left == c) | (g.right == c + 1));
                    return select(corner, symbol(smt, arg[1]), g.at(r, c));
                  });
                },
                .cost = 10,
                .doc = "The four corner cells in a color.",
                .examples = {{"(paint_corners {111/111/111} red)", "{212/111/212}"}}});
  registry.add(
      {.name = "paint_odd_rings",
       .type = colored,
       .eval = lift<&paint_odd_rings>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
           const Symbol ring = least(least(g.number(r) - g.top, g.number(c) - g.left),
                                     least(g.bottom - (r + 1), g.right - (c + 1)));
           return select(ring % 2 == 1, symbol(smt, arg[1]), g.at(r, c));
         });
       },
       .cost = 12,
       .doc = "Every second ring of cells in a color, the outermost not.",
       .examples = {{"(paint_odd_rings {1111/1111/1111/1111} red)", "{1111/1221/1221/1111}"}}});
}

}  // namespace

void add_region_primitives(Registry& registry) {
  registry.begin_family("region");
  add_fills(registry);
  add_neighborhoods(registry);
  add_cleaning(registry);
  add_frame_paints(registry);
}

}  // namespace gestalt::dsl
