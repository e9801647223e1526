// Attributes of cells as numbers: place, neighbors, sights, row and column, enclosure, color
// counts.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/padded.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/sight_distances.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

// ---- Place ----

Plane row_indices(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [](int r, int) { return to_level(r); });
}
Plane column_indices(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [](int, int c) { return to_level(c); });
}
Plane rows_below(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [&](int r, int) { return to_level(grid.rows() - 1 - r); });
}
Plane columns_right(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [&](int, int c) { return to_level(grid.columns() - 1 - c); });
}
Plane falling_diagonals(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [&](int r, int c) { return to_level(grid.rows() - 1 - r + c); });
}
Plane rising_diagonals(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [](int r, int c) { return to_level(r + c); });
}
Plane diagonal_distances(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [](int r, int c) { return to_level(std::abs(r - c)); });
}
Plane reading_order(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [&](int r, int c) { return to_level(r * grid.columns() + c); });
}
Plane edge_distances(EvalContext& context, const Grid& grid) {
  return make_plane(context, grid, [&](int r, int c) {
    return to_level(std::min({r, c, grid.rows() - 1 - r, grid.columns() - 1 - c}));
  });
}

// ---- Neighbors ----

/// Number of neighbors (among kSteps [kFirst, kLast)) for which `counts(neighbor, cell)`.
template <std::size_t kFirst, std::size_t kLast, class F>
Plane count_around(EvalContext& context, const Grid& grid, F counts) {
  return make_plane(context, grid, [&](int r, int c) {
    int count = 0;
    for (std::size_t k = kFirst; k < kLast; ++k) {
      const int row = r + kSteps[k].row;
      const int column = c + kSteps[k].column;
      count += grid.inside(row, column) && counts(grid.at(row, column), grid.at(r, c)) ? 1 : 0;
    }
    return static_cast<Level>(count);
  });
}

template <std::size_t kFirst, std::size_t kLast>
Plane count_neighbors(EvalContext& context, const Grid& grid) {
  return count_around<kFirst, kLast>(context, grid,
                                     [](Cell neighbor, Cell) { return !is_empty(neighbor); });
}
template <std::size_t kFirst, std::size_t kLast>
Plane count_like(EvalContext& context, const Grid& grid) {
  return count_around<kFirst, kLast>(context, grid,
                                     [](Cell neighbor, Cell cell) { return neighbor == cell; });
}
template <std::size_t kFirst, std::size_t kLast>
Plane count_of_color(EvalContext& context, const Grid& grid, Color color) {
  return count_around<kFirst, kLast>(context, grid,
                                     [=](Cell neighbor, Cell) { return neighbor == color.cell; });
}

// ---- Sights ----

/// How many of four directions show something.
template <std::size_t kFirst>
Plane count_sights(EvalContext& context, const Grid& grid) {
  const std::array<SightDistances, 4> distances{
      SightDistances(grid, kSteps[kFirst]), SightDistances(grid, kSteps[kFirst + 1]),
      SightDistances(grid, kSteps[kFirst + 2]), SightDistances(grid, kSteps[kFirst + 3])};
  return make_plane(context, grid, [&](int r, int c) {
    return to_level(std::count_if(distances.begin(), distances.end(),
                                  [&](const auto& d) { return d.at(r, c) > 0; }));
  });
}

// ---- Rows and columns ----

template <class F>
Plane row_counts_where(EvalContext& context, const Grid& grid, F counts) {
  PlaneBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    const auto count = std::count_if(grid.row(r), grid.row(r) + grid.columns(), counts);
    for (int c = 0; c < grid.columns(); ++c) out.at(r, c) = to_level(count);
  }
  return out.seal();
}
template <class F>
Plane column_counts_where(EvalContext& context, const Grid& grid, F counts) {
  std::array<int, kMaxSide> count{};
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      count[static_cast<std::size_t>(c)] += counts(grid.at(r, c)) ? 1 : 0;
    }
  }
  return make_plane(context, grid,
                    [&](int, int c) { return to_level(count[static_cast<std::size_t>(c)]); });
}
bool is_shown(Cell cell) { return !is_empty(cell); }
Plane row_counts(EvalContext& context, const Grid& grid) {
  return row_counts_where(context, grid, is_shown);
}
Plane column_counts(EvalContext& context, const Grid& grid) {
  return column_counts_where(context, grid, is_shown);
}
Plane row_counts_of(EvalContext& context, const Grid& grid, Color color) {
  return row_counts_where(context, grid, [=](Cell cell) { return cell == color.cell; });
}
Plane column_counts_of(EvalContext& context, const Grid& grid, Color color) {
  return column_counts_where(context, grid, [=](Cell cell) { return cell == color.cell; });
}

// ---- Enclosure ----

/// 1 where a cell that `passes` is not connected to the edge through such cells.
template <class F>
PlaneResult enclosed_where(EvalContext& context, const Grid& grid, Connectivity connectivity,
                           F passes) {
  GridBuilder passable(context, grid.rows(), grid.columns());
  for (int i = 0; i < grid.area(); ++i) passable.cells()[i] = passes(grid.cells()[i]) ? 1 : 0;
  const Grid region = passable.seal();
  const Components parts(region, connectivity, Parts::kOneColor);
  if (!parts.complete()) return too_large();
  PlaneBuilder out(context, grid);
  out.fill(0);
  for (const auto& part : parts) {
    if (parts.at_edge(part)) continue;
    parts.for_each_run(part, [&](const Components::Run& run) {
      for (int c = run.begin; c < run.end; ++c) out.at(run.row, c) = 1;
    });
  }
  return out.seal();
}
PlaneResult enclosed_cells(EvalContext& context, const Grid& grid) {
  return enclosed_where(context, grid, Connectivity::kFour, is_empty);
}
PlaneResult tightly_enclosed_cells(EvalContext& context, const Grid& grid) {
  return enclosed_where(context, grid, Connectivity::kEight, is_empty);
}
PlaneResult enclosed_by(EvalContext& context, const Grid& grid, Color color) {
  return enclosed_where(context, grid, Connectivity::kFour,
                        [=](Cell cell) { return cell != color.cell; });
}

// ---- Colors ----

Plane color_counts(EvalContext& context, const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  return make_plane(context, grid, [&](int r, int c) { return to_level(counts[grid.at(r, c)]); });
}

/// 0 for the most common color; equal counts share a rank.
Plane color_ranks(EvalContext& context, const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  std::array<Level, kColors + 1> rank{};
  for (std::size_t color = 0; color < counts.size(); ++color) {
    ColorCounts larger = counts;
    std::sort(larger.begin(), larger.end());
    const auto end = std::unique(larger.begin(), larger.end());
    rank[color] = to_level(
        std::count_if(larger.begin(), end, [&](int count) { return count > counts[color]; }));
  }
  return make_plane(context, grid, [&](int r, int c) { return rank[grid.at(r, c)]; });
}

// ---- Meanings ----

Symbol absolute(Symbol number) { return select(number < 0, number.number(0) - number, number); }

/// Item `index` of a table.
Symbol entry(std::span<const Symbol> table, Symbol index) {
  Symbol result = table[0];
  for (std::size_t i = 1; i < table.size(); ++i) {
    result = select(index == i, table[i], result);
  }
  return result;
}

template <std::size_t kFirst, std::size_t kLast, class F>
SmtTerm count_around_smt(Smt& smt, const SmtTerm& grid, F counts) {
  return plane_meaning(smt, grid, [&](const SymbolicGrid& g, int r, int c) {
    std::vector<Symbol> counted;
    for (std::size_t k = kFirst; k < kLast; ++k) {
      const int row = r + kSteps[k].row;
      const int column = c + kSteps[k].column;
      counted.push_back(g.inside(row, column) & counts(g.at(row, column), g.at(r, c)));
    }
    return count_of(smt, counted);
  });
}
template <std::size_t kFirst, std::size_t kLast>
SmtTerm count_neighbors_smt(Smt& smt, Arguments arg) {
  return count_around_smt<kFirst, kLast>(smt, arg[0],
                                         [](Symbol neighbor, Symbol) { return shown(neighbor); });
}
template <std::size_t kFirst, std::size_t kLast>
SmtTerm count_like_smt(Smt& smt, Arguments arg) {
  return count_around_smt<kFirst, kLast>(
      smt, arg[0], [](Symbol neighbor, Symbol cell) { return neighbor == cell; });
}
template <std::size_t kFirst, std::size_t kLast>
SmtTerm count_of_color_smt(Smt& smt, Arguments arg) {
  const Symbol color = symbol(smt, arg[1]);
  return count_around_smt<kFirst, kLast>(
      smt, arg[0], [&](Symbol neighbor, Symbol) { return neighbor == color; });
}
template <std::size_t kFirst>
SmtTerm count_sights_smt(Smt& smt, Arguments arg) {
  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
  std::vector<std::vector<Symbol>> distances;
  for (std::size_t k = kFirst; k < kFirst + 4; ++k) {
    distances.push_back(sight_distances(g, kSteps[k]));
  }
  std::size_t i = 0;
  return g
      .map_places(
          [&](int, int) {
            std::vector<Symbol> seen;
            for (const auto& way : distances) seen.push_back(way[i] > 0);
            ++i;
            return count_of(smt, seen);
          },
          -1)
      .at_origin()
      .term();
}

/// For each cell how many of its row (or column) hold.
template <bool kRows, class Holds>
SmtTerm line_counts(Smt& smt, const SmtTerm& grid, Holds holds) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  const auto count = [&](int first_row, int rows, int first_column, int columns) {
    std::vector<Symbol> held;
    for (int r = first_row; r < first_row + rows; ++r) {
      for (int c = first_column; c < first_column + columns; ++c) {
        held.push_back(g.inside(r, c) & holds(g.at(r, c)));
      }
    }
    return count_of(smt, held);
  };
  const Frame& w = g.window;
  std::vector<Symbol> counts;
  for (int i = 0; i < (kRows ? w.rows() : w.columns()); ++i) {
    counts.push_back(kRows ? count(w.top + i, 1, w.left, w.columns())
                           : count(w.top, w.rows(), w.left + i, 1));
  }
  return plane_meaning(smt, grid, [&](const SymbolicGrid&, int r, int c) {
    return counts[static_cast<std::size_t>(kRows ? r - w.top : c - w.left)];
  });
}
template <bool kRows>
SmtTerm row_counts_smt(Smt& smt, Arguments arg) {
  return line_counts<kRows>(smt, arg[0], [](Symbol cell) { return shown(cell); });
}
template <bool kRows>
SmtTerm row_counts_of_smt(Smt& smt, Arguments arg) {
  const Symbol color = symbol(smt, arg[1]);
  return line_counts<kRows>(smt, arg[0], [&](Symbol cell) { return cell == color; });
}

template <class Passes>
SmtTerm enclosed_smt(Smt& smt, const SmtTerm& grid, bool diagonally, Passes passes) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  const std::vector<Symbol> open = g.where([&](int r, int c) { return passes(g.at(r, c)); });
  const std::vector<Symbol> reached = reached_from_edge(g, diagonally, open);
  std::size_t i = 0;
  return g
      .map_places(
          [&](int, int) {
            const Symbol enclosed = open[i] & !reached[i];
            ++i;
            return as_number(enclosed);
          },
          -1)
      .at_origin()
      .term();
}

// ---- Records ----

constexpr int kCost = 14;

void add_places(Registry& registry) {
  const Type plain = fn({grid_type()}, plane_type());
  const auto add = [&](const char* name, RowFunction eval, SmtMeaning meaning, const char* doc,
                       const char* result) {
    registry.add({.name = name,
                  .type = plain,
                  .eval = eval,
                  .smt = meaning,
                  .cost = kCost,
                  .doc = doc,
                  .examples = {{std::string("(") + name + " {100/020/003})", result}}});
  };
  add(
      "row_indices", lift<&row_indices>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int) -> Symbol {
          return g.number(r) - g.top;
        });
      },
      "Each cell's row, from 0 at the top.", "|0,0,0/1,1,1/2,2,2|");
  add(
      "column_indices", lift<&column_indices>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int, int c) -> Symbol {
          return g.number(c) - g.left;
        });
      },
      "Each cell's column, from 0 on the left.", "|0,1,2/0,1,2/0,1,2|");
  add(
      "rows_below", lift<&rows_below>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int) -> Symbol {
          return g.bottom - (r + 1);
        });
      },
      "How many rows lie below each cell.", "|2,2,2/1,1,1/0,0,0|");
  add(
      "columns_right", lift<&columns_right>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int, int c) -> Symbol {
          return g.right - (c + 1);
        });
      },
      "How many columns lie to the right of each cell.", "|2,1,0/2,1,0/2,1,0|");
  add(
      "falling_diagonals", lift<&falling_diagonals>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) -> Symbol {
          return g.bottom - (r + 1) + (g.number(c) - g.left);
        });
      },
      "The number of each cell's falling diagonal, from 0 at the lower left.",
      "|2,3,4/1,2,3/0,1,2|");
  add(
      "rising_diagonals", lift<&rising_diagonals>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) -> Symbol {
          return (g.number(r) - g.top) + (g.number(c) - g.left);
        });
      },
      "The number of each cell's rising diagonal, from 0 at the upper left.",
      "|0,1,2/1,2,3/2,3,4|");
  add(
      "edge_distances", lift<&edge_distances>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) -> Symbol {
          return least(least(g.number(r) - g.top, g.number(c) - g.left),
                       least(g.bottom - (r + 1), g.right - (c + 1)));
        });
      },
      "How many steps each cell is from the nearest edge; 0 at the edge.", "|0,0,0/0,1,0/0,0,0|");
  add(
      "diagonal_distances", lift<&diagonal_distances>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) -> Symbol {
          return absolute((g.number(r) - g.top) - (g.number(c) - g.left));
        });
      },
      "How many steps along a row each cell is from the diagonal that starts at the top left.",
      "|0,1,2/1,0,1/2,1,0|");
  add(
      "reading_order", lift<&reading_order>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) -> Symbol {
          return (g.number(r) - g.top) * g.width() + (g.number(c) - g.left);
        });
      },
      "The number of each cell, row by row, from 0 at the top left.", "|0,1,2/3,4,5/6,7,8|");
  add("count_neighbors_4", lift<&count_neighbors<0, 4>>, count_neighbors_smt<0, 4>,
      "How many of the four straight neighbors are not empty.", "|0,2,0/2,0,2/0,2,0|");
  add("count_neighbors_diagonal", lift<&count_neighbors<4, 8>>, count_neighbors_smt<4, 8>,
      "How many of the four diagonal neighbors are not empty.", "|1,0,1/0,2,0/1,0,1|");
  add("count_neighbors_8", lift<&count_neighbors<0, 8>>, count_neighbors_smt<0, 8>,
      "How many of the eight neighbors are not empty.", "|1,2,1/2,2,2/1,2,1|");
  add("count_like_neighbors_4", lift<&count_like<0, 4>>, count_like_smt<0, 4>,
      "How many of the four straight neighbors have the cell's own color.", "|0,1,2/1,0,1/2,1,0|");
  add("count_like_neighbors_8", lift<&count_like<0, 8>>, count_like_smt<0, 8>,
      "How many of the eight neighbors have the cell's own color.", "|0,3,2/3,0,3/2,3,0|");
  add("count_sights_straight", lift<&count_sights<0>>, count_sights_smt<0>,
      "In how many of the four straight directions something is in sight.", "|0,2,2/2,0,2/2,2,0|");
  add("count_sights_diagonal", lift<&count_sights<4>>, count_sights_smt<4>,
      "In how many of the four diagonal directions something is in sight.", "|1,0,1/0,2,0/1,0,1|");
  add("row_counts", lift<&row_counts>, row_counts_smt<true>,
      "How many cells of each cell's row are not empty.", "|1,1,1/1,1,1/1,1,1|");
  add("column_counts", lift<&column_counts>, row_counts_smt<false>,
      "How many cells of each cell's column are not empty.", "|1,1,1/1,1,1/1,1,1|");
  add(
      "color_counts", lift<&color_counts>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        return plane_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
          return entry(counts, g.at(r, c));
        });
      },
      "How many cells have each cell's color.", "|1,6,6/6,1,6/6,6,1|");
  add(
      "color_ranks", lift<&color_ranks>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        std::vector<Symbol> ranks;
        for (std::size_t color = 0; color < counts.size(); ++color) {
          std::vector<Symbol> larger;
          for (std::size_t d = 0; d < counts.size(); ++d) {
            Symbol counted = counts[d] > counts[color];
            for (std::size_t e = 0; e < d; ++e) counted = counted & (counts[e] != counts[d]);
            larger.push_back(counted);
          }
          ranks.push_back(count_of(smt, larger));
        }
        return plane_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
          return entry(ranks, g.at(r, c));
        });
      },
      "The rank of each cell's color by number of cells, 0 for the most common; equal numbers "
      "share a rank.",
      "|1,0,0/0,1,0/0,0,1|");
  registry.add({.name = "enclosed_cells",
                .type = plain,
                .eval = lift<&enclosed_cells>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return enclosed_smt(smt, arg[0], false, [](Symbol cell) { return empty(cell); });
                },
                .cost = kCost,
                .doc = "1 at empty cells from which no path of straight steps over empty cells "
                       "leads to the edge, 0 elsewhere.",
                .examples = {{"(enclosed_cells {010/101/010})", "|0,0,0/0,1,0/0,0,0|"}}});
  registry.add({.name = "tightly_enclosed_cells",
                .type = plain,
                .eval = lift<&tightly_enclosed_cells>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return enclosed_smt(smt, arg[0], true, [](Symbol cell) { return empty(cell); });
                },
                .cost = kCost,
                .doc = "The same where paths may also step diagonally.",
                .examples = {{"(tightly_enclosed_cells {010/101/010})", "|0,0,0/0,0,0/0,0,0|"},
                             {"(tightly_enclosed_cells {111/101/111})", "|0,0,0/0,1,0/0,0,0|"}}});
}

void add_colored(Registry& registry) {
  const auto add = [&](const char* name, RowFunction eval, SmtMeaning meaning, const char* doc,
                       const char* result) {
    registry.add({.name = name,
                  .type = fn({grid_type(), color_type()}, plane_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = kCost,
                  .doc = doc,
                  .examples = {{std::string("(") + name + " {020/203/020} red)", result}}});
  };
  add("count_neighbors_4_of", lift<&count_of_color<0, 4>>, count_of_color_smt<0, 4>,
      "How many of the four straight neighbors have a color.", "|2,0,1/0,3,0/2,0,1|");
  add("count_neighbors_diagonal_of", lift<&count_of_color<4, 8>>, count_of_color_smt<4, 8>,
      "How many of the four diagonal neighbors have a color.", "|0,1,0/2,0,2/0,1,0|");
  add("count_neighbors_8_of", lift<&count_of_color<0, 8>>, count_of_color_smt<0, 8>,
      "How many of the eight neighbors have a color.", "|2,1,1/2,3,2/2,1,1|");
  add("row_counts_of", lift<&row_counts_of>, row_counts_of_smt<true>,
      "How many cells of each cell's row have a color.", "|1,1,1/1,1,1/1,1,1|");
  add("column_counts_of", lift<&column_counts_of>, row_counts_of_smt<false>,
      "How many cells of each cell's column have a color.", "|1,2,0/1,2,0/1,2,0|");
  add(
      "enclosed_by", lift<&enclosed_by>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return enclosed_smt(smt, arg[0], false,
                            [&](Symbol cell) { return cell != symbol(smt, arg[1]); });
      },
      "1 at cells of other colors from which no path of straight steps leads to the edge without "
      "crossing the color, 0 elsewhere.",
      "|0,0,0/0,0,0/0,0,0|");
}

}  // namespace

void add_cell_attribute_primitives(Registry& registry) {
  registry.begin_family("cell");
  add_places(registry);
  add_colored(registry);
}

}  // namespace gestalt::dsl
