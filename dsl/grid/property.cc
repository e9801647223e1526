// Properties: numbers, points and truths about one grid, and numbers about two.
//
// Counting and choosing colors is in color.cc, truths about two grids in relation.cc.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/pictures.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/property_record.h"
#include "dsl/grid/symbolic_grid.h"
#include "dsl/grid/symbolic_parts.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;

// ---- Sizes and counts ----

Int height(const Grid& grid) { return grid.rows(); }
Int width(const Grid& grid) { return grid.columns(); }
Int area(const Grid& grid) { return grid.area(); }
Int count_cells_shown(const Grid& grid) { return count_filled(grid); }

template <Connectivity kConnectivity, Parts kParts>
Int count_parts(const Grid& grid) {
  return Components(grid, kConnectivity, kParts).count();
}

Result<Int, Fault> count_holes(const Grid& grid) {
  const Components regions(grid, Connectivity::kFour, Parts::kEmpty);
  if (!regions.complete()) return too_large();
  return std::count_if(regions.begin(), regions.end(),
                       [&](const auto& region) { return !regions.at_edge(region); });
}

// ---- Places ----

Point corner(const Grid& grid) { return grid.corner(); }
Point last_cell(const Grid& grid) {
  return grid.corner() + Point{grid.rows() - 1, grid.columns() - 1};
}
Result<Point, Fault> find_color(const Grid& grid, Color color) {
  const auto* at =
      static_cast<const Cell*>(std::memchr(grid.cells(), color.cell, grid.span().size()));
  if (at == nullptr) return undefined();
  const auto place = static_cast<int>(at - grid.cells());
  return grid.corner() + Point{place / grid.columns(), place % grid.columns()};
}
Result<Color, Fault> color_at(const Grid& grid, Point place) {
  const Point p = place - grid.corner();
  const Cell cell = grid.get(p.row, p.column);
  if (cell == kTransparent) return undefined();
  return Color{cell};
}

Point offset_to(const Grid& from, const Grid& to) { return to.corner() - from.corner(); }

/// -1, 0 or 1: where [b, b_end) lies from [a, a_end); 0 where they meet.
int side(int a, int a_end, int b, int b_end) {
  if (b >= a_end) return 1;
  return b_end <= a ? -1 : 0;
}
Result<Point, Fault> direction_to(const Grid& from, const Grid& to) {
  const Frame a = frame_of(from);
  const Frame b = frame_of(to);
  const Point step{side(a.top, a.bottom, b.top, b.bottom), side(a.left, a.right, b.left, b.right)};
  if (step == Point{}) return undefined();
  return step;
}

/// -1, 0 or 1.
int sign(Int number) { return number > 0 ? 1 : number < 0 ? -1 : 0; }

/// The step from the middle of the frame toward where most of the cells are that count(cell).
template <class Counts>
Result<Point, Fault> step_toward_cells(const Grid& grid, Counts counts) {
  Int down = 0;
  Int right = 0;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (!counts(grid.at(r, c))) continue;
      down += 2 * r - (grid.rows() - 1);
      right += 2 * c - (grid.columns() - 1);
    }
  }
  const Point step{sign(down), sign(right)};
  if (step == Point{}) return undefined();
  return step;
}
Result<Point, Fault> leaning(const Grid& grid) {
  return step_toward_cells(grid, [](Cell cell) { return !is_empty(cell); });
}
Result<Point, Fault> pointing(const Grid& grid) {
  const Cell rare = least_common(count_cells(grid));
  return step_toward_cells(grid, [=](Cell cell) { return cell == rare; });
}

// ---- Truths about one grid ----

bool is_square(const Grid& grid) { return grid.rows() == grid.columns(); }
bool is_tall(const Grid& grid) { return grid.rows() > grid.columns(); }
bool is_wide(const Grid& grid) { return grid.rows() < grid.columns(); }
bool is_full(const Grid& grid) {
  const auto cells = grid.span();
  return std::none_of(cells.begin(), cells.end(), is_empty);
}
bool is_blank(const Grid& grid) {
  const auto cells = grid.span();
  return std::all_of(cells.begin(), cells.end(), is_empty);
}
bool has_holes(const Grid& grid) {
  const auto holes = count_holes(grid);
  return !holes || *holes > 0;  // more than 256 empty regions: some of them are enclosed
}
bool has_color(const Grid& grid, Color color) {
  return std::memchr(grid.cells(), color.cell, grid.span().size()) != nullptr;
}

bool mirrors_left_right(const Grid& grid) {
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* row = grid.row(r);
    for (int c = 0, d = grid.columns() - 1; c < d; ++c, --d) {
      if (!alike(row[c], row[d])) return false;
    }
  }
  return true;
}
bool mirrors_up_down(const Grid& grid) {
  for (int r = 0, s = grid.rows() - 1; r < s; ++r, --s) {
    if (!std::equal(grid.row(r), grid.row(r) + grid.columns(), grid.row(s), alike)) return false;
  }
  return true;
}
bool mirrors_diagonal(const Grid& grid) {
  if (!is_square(grid)) return false;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < r; ++c) {
      if (!alike(grid.at(r, c), grid.at(c, r))) return false;
    }
  }
  return true;
}
bool is_symmetric(const Grid& grid) { return mirrors_left_right(grid) || mirrors_up_down(grid); }

// ---- Two grids ----

Int distance(const Grid& a, const Grid& b) {
  const Frame x = frame_of(a);
  const Frame y = frame_of(b);
  const int rows = std::max({0, y.top - x.bottom, x.top - y.bottom});
  const int columns = std::max({0, y.left - x.right, x.left - y.right});
  return std::max(rows, columns);
}

// ---- Meanings ----

enum class Mirror : std::uint8_t { kLeftRight, kUpDown, kDiagonal };

Symbol mirrors(Smt& smt, const SmtTerm& grid, Mirror mirror) {
  const SmtTerm image = by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    const bool turns = mirror == Mirror::kDiagonal;
    return gathered(p, turns ? p.columns : p.rows, turns ? p.rows : p.columns, [&](int r, int c) {
      if (turns) return Point{c, r};
      return mirror == Mirror::kUpDown ? Point{p.rows - 1 - r, c} : Point{r, p.columns - 1 - c};
    });
  });
  return all_alike(SymbolicGrid::read(smt, grid), SymbolicGrid::read(smt, image), alike_cells);
}

void add_numbers(Registry& registry) {
  const std::array<Property, 8> properties{{
      {"height",
       lift<&height>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.height());
       },
       8,
       "Number of rows.",
       {"(height {12/34/56})", "3"}},
      {"width",
       lift<&width>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.width());
       },
       8,
       "Number of columns.",
       {"(width {12/34/56})", "2"}},
      {"area",
       lift<&area>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.height() * g.width());
       },
       12,
       "Rows times columns.",
       {"(area {12/34/56})", "6"}},
      {"count_cells",
       lift<&count_cells_shown>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(count_of(smt, g.where([&](int r, int c) { return shown(g.at(r, c)); })));
       },
       8,
       "Number of cells that are not empty.",
       {"(count_cells {10/.2})", "2"}},
      {"count_components",
       lift<&count_parts<Connectivity::kFour, Parts::kOneColor>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(SymbolicParts(g, Connectivity::kFour, Parts::kOneColor).count());
       },
       10,
       "Number of 4-connected parts of one color.",
       {"(count_components {12/01})", "3"}},
      {"count_clusters",
       lift<&count_parts<Connectivity::kEight, Parts::kAnyColor>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(SymbolicParts(g, Connectivity::kEight, Parts::kAnyColor).count());
       },
       10,
       "Number of 8-connected parts of any colors.",
       {"(count_clusters {1001/0200})", "2"}},
      {"count_holes",
       lift<&count_holes>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         const SymbolicParts regions(g, Connectivity::kFour, Parts::kEmpty);
         std::vector<Symbol> holes;
         for (std::size_t i = 0; i < regions.size(); ++i)
           holes.push_back(regions.starts(i) & !regions.at_edge(i));
         return total(count_of(smt, holes));
       },
       12,
       "Number of empty regions that do not reach the edge. Undefined for more than 256 regions.",
       {"(count_holes {111/101/111})", "1"}},
      {"count_empty_regions",
       lift<&count_parts<Connectivity::kFour, Parts::kEmpty>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(SymbolicParts(g, Connectivity::kFour, Parts::kEmpty).count());
       },
       14,
       "Number of 4-connected parts of empty cells.",
       {"(count_empty_regions {010/110})", "2"}},
  }};
  add_properties(registry, properties, fn({grid_type()}, int_type()));
  const std::array<Property, 1> relations{{
      {"distance",
       lift<&distance>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         const auto gap = [](Symbol first, Symbol first_end, Symbol second, Symbol second_end) {
           return greatest(first.number(0), greatest(second - first_end, first - second_end));
         };
         return total(greatest(gap(a.top, a.bottom, b.top, b.bottom),
                               gap(a.left, a.right, b.left, b.right)));
       },
       12,
       "The gap between two frames: rows or columns between them, whichever is more.",
       {"(distance {1} {2@0,3})", "2"},
       true},
  }};
  add_properties(registry, relations, fn({grid_type(), grid_type()}, int_type()));
}

void add_places(Registry& registry) {
  const std::array<Property, 3> places{{
      {"corner",
       lift<&corner>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return pack(g.top, g.left);
       },
       12,
       "Where the top left cell lies.",
       {"(corner {12@3,4})", "@3,4"}},
      {"last_cell",
       lift<&last_cell>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return pack(g.bottom - 1, g.right - 1);
       },
       14,
       "Where the bottom right cell lies.",
       {"(last_cell {12@3,4})", "@3,5"}},
      {"center",
       lift<&middle_of>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return pack(g.top + (g.height() - 1) / 2, g.left + (g.width() - 1) / 2);
       },
       14,
       "Where the middle cell lies; of an even number the one up or left.",
       {"(center {123/456/789})", "@1,1"}},
  }};
  add_properties(registry, places, fn({grid_type()}, point_type()));
  const std::array<Property, 2> steps{{
      {"leaning",
       lift<&leaning>,
       unmodelled_grid(),
       12,
       "The step from the middle of the frame toward where most of the cells are that are not "
       "empty. Undefined where they are balanced.",
       {"(leaning {10/11})", "@1,-1"}},
      {"pointing",
       lift<&pointing>,
       unmodelled_grid(),
       12,
       "The step from the middle of the frame toward the cells of the least common color but "
       "black. Undefined where they are balanced.",
       {"(pointing {111/112})", "@1,1"}},
  }};
  add_properties(registry, steps, fn({grid_type()}, point_type()));
  const std::array<Property, 1> offsets{{{"offset_to",
                                          lift<&offset_to>,
                                          [](Smt& smt, Arguments arg) -> SmtTerm {
                                            const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
                                            const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
                                            return pack(b.top - a.top, b.left - a.left);
                                          },
                                          14,
                                          "The displacement from the first grid's corner to the "
                                          "second one's.",
                                          {"(offset_to {1@1,1} {2@0,3})", "@-1,2"}}}};
  add_properties(registry, offsets, fn({grid_type(), grid_type()}, point_type()));
  const std::array<Property, 1> directions{
      {{"direction_to",
        lift<&direction_to>,
        [](Smt& smt, Arguments arg) -> SmtTerm {
          const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
          const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
          const auto side = [](Symbol first, Symbol first_end, Symbol second, Symbol second_end) {
            return select(second >= first_end, 1, select(second_end <= first, -1, first.number(0)));
          };
          const Symbol row = side(a.top, a.bottom, b.top, b.bottom);
          const Symbol column = side(a.left, a.right, b.left, b.right);
          return restricted(smt, pack(row, column), (row != 0) | (column != 0));
        },
        12,
        "The step toward the second grid: straight where it "
        "faces the first, else diagonal. Undefined where their "
        "frames overlap.",
        {"(direction_to {1} {2@0,3})", "@0,1"}}}};
  add_properties(registry, directions, fn({grid_type(), grid_type()}, point_type()));
  const std::array<Property, 1> finds{
      {{"find_color",
        lift<&find_color>,
        [](Smt& smt, Arguments arg) -> SmtTerm {
          const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
          Symbol row = g.number(0);
          Symbol column = g.number(0);
          Symbol found = g.truth(false);
          g.for_each([&](int r, int c) {
            const Symbol here = (g.at(r, c) == symbol(smt, arg[1])) & !found;
            row = select(here, r, row);
            column = select(here, c, column);
            found = found | here;
          });
          return restricted(smt, pack(row, column), found);
        },
        14,
        "Where the first cell of a color lies, row by row. Undefined "
        "without that color.",
        {"(find_color {00/21} blue)", "@1,1"}}}};
  add_properties(registry, finds, fn({grid_type(), color_type()}, point_type()));
  const std::array<Property, 1> colors{
      {{"color_at",
        lift<&color_at>,
        [](Smt& smt, Arguments arg) -> SmtTerm {
          const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
          const Coordinates at = unpack(symbol(smt, arg[1]));
          const Symbol cell = g.cell_at(at.row, at.column);
          return defined_if(cell != kTransparent, bounded(cell, 0, kColors - 1));
        },
        10,
        "The color of the cell at a point. Undefined outside of the "
        "grid and for a transparent cell.",
        {"(color_at {00/21} @1,0)", "red"}}}};
  add_properties(registry, colors, fn({grid_type(), point_type()}, color_type()));
}

void add_truths(Registry& registry) {
  const std::array<Property, 10> properties{{
      {"is_square",
       lift<&is_square>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.height() == g.width());
       },
       12,
       "Whether there are as many rows as columns.",
       {"(is_square {12/34})", "true"}},
      {"is_tall",
       lift<&is_tall>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.height() > g.width());
       },
       12,
       "Whether there are more rows than columns.",
       {"(is_tall {12/34})", "false"}},
      {"is_wide",
       lift<&is_wide>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(g.height() < g.width());
       },
       12,
       "Whether there are more columns than rows.",
       {"(is_wide {12})", "true"}},
      {"is_full",
       lift<&is_full>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(!any_of(smt, g.where([&](int r, int c) { return empty(g.at(r, c)); })));
       },
       12,
       "Whether no cell is empty.",
       {"(is_full {12/30})", "false"}},
      {"is_blank",
       lift<&is_blank>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         return total(!any_of(smt, g.where([&](int r, int c) { return shown(g.at(r, c)); })));
       },
       14,
       "Whether all cells are empty.",
       {"(is_blank {0.})", "true"}},
      {"has_holes",
       lift<&has_holes>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         const std::vector<Symbol> open = g.where([&](int r, int c) { return empty(g.at(r, c)); });
         std::vector<Symbol> enclosed = reached_from_edge(g, false, open);
         for (std::size_t i = 0; i < open.size(); ++i) enclosed[i] = open[i] & !enclosed[i];
         return total(any_of(smt, enclosed));
       },
       12,
       "Whether some empty region does not reach the edge.",
       {"(has_holes {111/101/111})", "true"}},
      {"is_symmetric",
       lift<&is_symmetric>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return total(mirrors(smt, arg[0], Mirror::kLeftRight) |
                      mirrors(smt, arg[0], Mirror::kUpDown));
       },
       12,
       "Whether the grid is its own mirror image, left to right or top to bottom.",
       {"(is_symmetric {121/343})", "true"}},
      {"mirrors_left_right",
       lift<&mirrors_left_right>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return total(mirrors(smt, arg[0], Mirror::kLeftRight));
       },
       14,
       "Whether the grid is its own mirror image, left to right.",
       {"(mirrors_left_right {12/12})", "false"}},
      {"mirrors_up_down",
       lift<&mirrors_up_down>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return total(mirrors(smt, arg[0], Mirror::kUpDown));
       },
       14,
       "Whether the grid is its own mirror image, top to bottom.",
       {"(mirrors_up_down {12/12})", "true"}},
      {"mirrors_diagonal",
       lift<&mirrors_diagonal>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return total(mirrors(smt, arg[0], Mirror::kDiagonal));
       },
       16,
       "Whether the grid is its own mirror image at the diagonal from the top left.",
       {"(mirrors_diagonal {12/23})", "true"}},
  }};
  add_properties(registry, properties, fn({grid_type()}, bool_type()));
  const std::array<Property, 1> colored{{{"has_color",
                                          lift<&has_color>,
                                          [](Smt& smt, Arguments arg) -> SmtTerm {
                                            const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                                            return total(any_of(smt, g.where([&](int r, int c) {
                                              return g.at(r, c) == symbol(smt, arg[1]);
                                            })));
                                          },
                                          12,
                                          "Whether some cell has the color.",
                                          {"(has_color {12/34} green)", "true"}}}};
  add_properties(registry, colored, fn({grid_type(), color_type()}, bool_type()));
}

}  // namespace

void add_property_primitives(Registry& registry) {
  registry.begin_family("property");
  add_numbers(registry);
  add_places(registry);
  add_truths(registry);
}

}  // namespace gestalt::dsl
