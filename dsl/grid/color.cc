// Colors of whole grids: keep, erase, replace, count.
//
// Cells that an operator empties become black; those that were empty stay as they were.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

bool contains(const Grid& grid, Color color) {
  return std::memchr(grid.cells(), color.cell, static_cast<std::size_t>(grid.area())) != nullptr;
}

GridResult keep_color(EvalContext& context, const Grid& grid, Color color) {
  if (!contains(grid, color)) return undefined();
  const Cell kept = color.cell;
  if (kept == kBlack) return undefined();
  return map_cells(context, grid,
                   [=](Cell cell) { return cell == kept || cell == kTransparent ? cell : kBlack; });
}

GridResult erase_color(EvalContext& context, const Grid& grid, Color color) {
  if (!contains(grid, color)) return grid;
  const Cell erased = color.cell;
  return map_cells(context, grid, [=](Cell cell) { return cell == erased ? kBlack : cell; });
}

Grid recolor(EvalContext& context, const Grid& grid, Color color) {
  const Cell to = color.cell;
  return map_cells(context, grid, [=](Cell cell) { return is_empty(cell) ? cell : to; });
}

GridResult replace_color(EvalContext& context, const Grid& grid, Color from, Color to) {
  if (from == to) return undefined();
  if (!contains(grid, from)) return grid;
  const Cell old = from.cell;
  const Cell fresh = to.cell;
  return map_cells(context, grid, [=](Cell cell) { return cell == old ? fresh : cell; });
}

/// The grid with no other cells of the new color: one of the grids that the replacement maps here.
GridResult unreplace_color(EvalContext& context, const Grid& result, Color from, Color to) {
  if (from == to || contains(result, from)) return undefined();
  return replace_color(context, result, to, from);
}

GridResult swap_colors(EvalContext& context, const Grid& grid, Color first, Color second) {
  if (first == second) return undefined();
  const Cell a = first.cell;
  const Cell b = second.cell;
  return map_cells(context, grid,
                   [=](Cell cell) { return cell == a ? b : (cell == b ? a : cell); });
}

GridResult exchange_two_colors(EvalContext& context, const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  Cell found[2] = {0, 0};
  int number = 0;
  for (Cell c = 0; c < kColors; ++c) {
    if (counts[c] == 0) continue;
    if (number == 2) return undefined();
    found[number++] = c;
  }
  if (number != 2) return undefined();
  return swap_colors(context, grid, {found[0]}, {found[1]});
}

GridResult fill_empty(EvalContext& context, const Grid& grid, Color color) {
  const Cell fill = color.cell;
  if (fill == kBlack) return undefined();
  return map_cells(context, grid, [=](Cell cell) { return is_empty(cell) ? fill : cell; });
}

GridResult empty_color(EvalContext& context, const Grid& result, Color color) {
  if (contains(result, {kBlack}) || contains(result, {kTransparent})) return undefined();
  return erase_color(context, result, color);
}

Grid paint_all(EvalContext& context, const Grid& grid, Color color) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  out.fill(color.cell);
  return out.seal();
}

GridResult invert(EvalContext& context, const Grid& grid) {
  const Cell color = most_common(count_cells(grid));
  if (color == kBlack) return undefined();
  return map_cells(context, grid, [=](Cell cell) { return is_empty(cell) ? color : kBlack; });
}

GridResult clear_background(EvalContext& context, const Grid& grid) {
  const Cell back = background(count_cells(grid));
  if (back == kBlack) return grid;
  return erase_color(context, grid, {back});
}

Grid opaque(EvalContext& context, const Grid& grid) {
  if (!contains(grid, {kTransparent})) return grid;
  return map_cells(context, grid, [](Cell cell) { return cell == kTransparent ? kBlack : cell; });
}

GridResult black_to_transparent(EvalContext& context, const Grid& grid) {
  if (!contains(grid, {kBlack})) return grid;
  return map_cells(context, grid, [](Cell cell) { return cell == kBlack ? kTransparent : cell; });
}

Result<Color, Fault> most_common_color(const Grid& grid) {
  const Cell color = most_common(count_cells(grid));
  if (color == kBlack) return undefined();
  return Color{color};
}

Result<Color, Fault> least_common_color(const Grid& grid) {
  const Cell color = least_common(count_cells(grid));
  if (color == kBlack) return undefined();
  return Color{color};
}

/// The second color by count: least of an input with two, the markers of one with more.
Result<Color, Fault> second_color(const Grid& grid) {
  ColorCounts counts = count_cells(grid);
  counts[most_common(counts)] = 0;
  const Cell color = most_common(counts);
  if (color == kBlack) return undefined();
  return Color{color};
}

Color background_color(const Grid& grid) { return {background(count_cells(grid))}; }

Result<Color, Fault> only_color(const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  const Cell color = most_common(counts);
  const int others = grid.area() - counts[kBlack] - counts[kTransparent] - counts[color];
  if (color == kBlack || others > 0) return undefined();
  return Color{color};
}

std::int64_t count_colors(const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  return std::count_if(counts.begin() + 1, counts.begin() + kColors,
                       [](int count) { return count > 0; });
}

std::int64_t count_color(const Grid& grid, Color color) { return count_cells(grid)[color.cell]; }

Result<List, Fault> colors_by_count(EvalContext& context, const Grid& grid) {
  std::array<Cell, kColors> ranked;
  const int number = rank_colors(grid, ranked);
  if (number == 0) return undefined();
  ListBuilder list(context.arena(), static_cast<std::size_t>(number));
  for (int i = 0; i < number; ++i) {
    list[static_cast<std::size_t>(i)] = Codec<Color>::encode({ranked[static_cast<std::size_t>(i)]});
  }
  return List(list.seal());
}

GridResult palette_column(EvalContext& context, const Grid& grid) {
  std::array<Cell, kColors> ranked;
  const int number = rank_colors(grid, ranked);
  if (number == 0) return undefined();
  GridBuilder out(context, number, 1);
  std::copy_n(ranked.begin(), number, out.cells());
  return out.seal();
}

Symbol occurs(Smt& smt, const SmtTerm& grid, Symbol color) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  return any_of(smt, g.where([&](int r, int c) { return g.at(r, c) == color; }));
}
/// Of the colors 1 to 9.
std::vector<Symbol> occurring(std::span<const Symbol> counts) {
  std::vector<Symbol> occur;
  for (std::size_t c = 1; c < kColors; ++c) occur.push_back(counts[c] > 0);
  return occur;
}
/// As rank_colors, undefined where there is none.
SmtTerm ranked_colors(Smt& smt, const SmtTerm& grid) {
  const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, grid));
  SmtTerm colors = empty_list(smt);
  std::vector<Symbol> keys;
  for (int c = 1; c < kColors; ++c) {
    const Symbol count = counts[static_cast<std::size_t>(c)];
    if ((count > 0).is_false()) continue;
    add_item(colors, count > 0, total(Symbol::integer(smt, c)));
    keys.push_back(count * -1);
  }
  return restricted(smt, sorted(smt, colors, keys), any_of(smt, presence(smt, colors)));
}

void add_choices(Registry& registry) {
  registry.add({
      .name = "keep_color",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&keep_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = symbol(smt, arg[1]);
        return restricted(smt,
                          map_meaning(smt, arg[0],
                                      [&](Symbol cell) {
                                        return select((cell == color) | (cell == int{kTransparent}),
                                                      cell, int{kBlack});
                                      }),
                          occurs(smt, arg[0], color) & (color != int{kBlack}));
      },
      .cost = 6,
      .doc = "The cells of one color; all others become black. Undefined where there is none, and "
             "for black.",
      .examples = {{"(keep_color {12/21} red)", "{02/20}"}},
  });
  registry.add({
      .name = "erase_color",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&erase_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = symbol(smt, arg[1]);
        return map_meaning(smt, arg[0],
                           [&](Symbol cell) { return select(cell == color, int{kBlack}, cell); });
      },
      .cost = 6,
      .doc = "The cells of one color become black.",
      .examples = {{"(erase_color {12/21} red)", "{10/01}"}},
  });
  registry.add({
      .name = "clear_background",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&clear_background>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol back = background(color_counts(SymbolicGrid::read(smt, arg[0])));
        return map_meaning(smt, arg[0],
                           [&](Symbol cell) { return select(cell == back, int{kBlack}, cell); });
      },
      .cost = 8,
      .doc = "The cells of the most common color become black.",
      .examples = {{"(clear_background {77/73})", "{00/03}"}},
  });
  registry.add({
      .name = "opaque",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&opaque>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return map_meaning(smt, arg[0], [](Symbol cell) {
          return select(cell == int{kTransparent}, int{kBlack}, cell);
        });
      },
      .cost = 10,
      .doc = "Transparent cells become black.",
      .examples = {{"(opaque {1.})", "{10}"}},
  });
  registry.add({
      .name = "black_to_transparent",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&black_to_transparent>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return map_meaning(smt, arg[0], [](Symbol cell) {
          return select(cell == int{kBlack}, int{kTransparent}, cell);
        });
      },
      .cost = 12,
      .doc = "Black cells become transparent.",
      .examples = {{"(black_to_transparent {10})", "{1.}"}},
  });
}

void add_maps(Registry& registry) {
  registry.add({
      .name = "recolor",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&recolor>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return map_meaning(smt, arg[0], [&](Symbol cell) {
          return select(empty(cell), cell, symbol(smt, arg[1]));
        });
      },
      .cost = 6,
      .doc = "All cells that are not empty get one color.",
      .examples = {{"(recolor {12/30} gray)", "{55/50}"}},
  });
  registry.add({
      .name = "replace_color",
      .type = fn({grid_type(), color_type(), color_type()}, grid_type()),
      .eval = lift<&replace_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol from = symbol(smt, arg[1]);
        const Symbol to = symbol(smt, arg[2]);
        return restricted(
            smt,
            map_meaning(smt, arg[0], [&](Symbol cell) { return select(cell == from, to, cell); }),
            from != to);
      },
      .cost = 6,
      .doc = "The cells of the first color get the second. Undefined for twice the same.",
      .examples = {{"(replace_color {12/21} red blue)", "{11/11}"}},
      .inverses = {{0, lift<&unreplace_color>}},
  });
  registry.add({
      .name = "swap_colors",
      .type = fn({grid_type(), color_type(), color_type()}, grid_type()),
      .eval = lift<&swap_colors>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol a = symbol(smt, arg[1]);
        const Symbol b = symbol(smt, arg[2]);
        return restricted(smt,
                          map_meaning(smt, arg[0],
                                      [&](Symbol cell) {
                                        return select(cell == a, b, select(cell == b, a, cell));
                                      }),
                          a != b);
      },
      .cost = 10,
      .doc = "Two colors exchanged. Undefined for twice the same.",
      .examples = {{"(swap_colors {123} red blue)", "{213}"}},
      .inverses = {{0, lift<&swap_colors>}},
  });
  registry.add({
      .name = "exchange_two_colors",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&exchange_two_colors>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        std::vector<Symbol> occur;
        Symbol first = Symbol::integer(smt, 0);
        Symbol last = first;
        for (int c = 0; c < kColors; ++c) {
          occur.push_back(counts[static_cast<std::size_t>(c)] > 0);
          last = select(occur.back(), c, last);
        }
        for (int c = kColors; c-- > 0;)
          first = select(occur[static_cast<std::size_t>(c)], c, first);
        return restricted(smt,
                          map_meaning(smt, arg[0],
                                      [&](Symbol cell) {
                                        return select(cell == first, last,
                                                      select(cell == last, first, cell));
                                      }),
                          count_of(smt, occur) == 2);
      },
      .cost = 8,
      .doc = "The two colors of a grid exchanged, black being one as any other. Undefined where "
             "there are not two.",
      .examples = {{"(exchange_two_colors {330})", "{003}"}},
      .inverses = {{0, lift<&exchange_two_colors>}},
  });
  registry.add({
      .name = "fill_empty",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&fill_empty>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = symbol(smt, arg[1]);
        return restricted(
            smt,
            map_meaning(smt, arg[0], [&](Symbol cell) { return select(empty(cell), color, cell); }),
            color != int{kBlack});
      },
      .cost = 6,
      .doc = "Empty cells get a color. Undefined for black.",
      .examples = {{"(fill_empty {10/.2} gray)", "{15/52}"}},
      .inverses = {{0, lift<&empty_color>}},
  });
  registry.add({
      .name = "paint_all",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&paint_all>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return map_meaning(smt, arg[0], [&](Symbol) { return symbol(smt, arg[1]); });
      },
      .cost = 8,
      .doc = "A grid of the same frame in one color.",
      .examples = {{"(paint_all {12/34@1,1} red)", "{22/22@1,1}"}},
  });
  registry.add({
      .name = "invert",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&invert>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = most_common(color_counts(SymbolicGrid::read(smt, arg[0])));
        return restricted(
            smt,
            map_meaning(smt, arg[0],
                        [&](Symbol cell) { return select(empty(cell), color, int{kBlack}); }),
            color != int{kBlack});
      },
      .cost = 6,
      .doc = "Empty cells get the most common color, all others become black. Undefined for an "
             "empty grid.",
      .examples = {{"(invert {330/020})", "{003/303}"}},
  });
}

void add_readings(Registry& registry) {
  const Type reading = fn({grid_type()}, color_type());
  registry.add({
      .name = "most_common_color",
      .type = reading,
      .eval = lift<&most_common_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = most_common(color_counts(SymbolicGrid::read(smt, arg[0])));
        return defined_if(color != int{kBlack}, color);
      },
      .cost = 4,
      .doc =
          "The most common color but black, the smallest of equals. Undefined for an empty grid.",
      .examples = {{"(most_common_color {0003/3200})", "green"}},
  });
  registry.add({
      .name = "least_common_color",
      .type = reading,
      .eval = lift<&least_common_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        Symbol best = Symbol::integer(smt, int{kBlack});
        Symbol fewest = Symbol::integer(smt, 0);
        for (int c = 1; c < kColors; ++c) {
          const Symbol count = counts[static_cast<std::size_t>(c)];
          const Symbol better = (count > 0) & ((best == int{kBlack}) | (count < fewest));
          best = select(better, c, best);
          fewest = select(better, count, fewest);
        }
        return defined_if(best != int{kBlack}, best);
      },
      .cost = 4,
      .doc = "The least common of the colors that occur, but black; the smallest of equals. "
             "Undefined for an empty grid.",
      .examples = {{"(least_common_color {0003/3200})", "red"}},
  });
  registry.add({
      .name = "second_color",
      .type = reading,
      .eval = lift<&second_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        const Symbol first = most_common(counts);
        for (int c = 1; c < kColors; ++c) {
          Symbol& count = counts[static_cast<std::size_t>(c)];
          count = select(first == c, 0, count);
        }
        const Symbol color = most_common(counts);
        return defined_if(color != int{kBlack}, color);
      },
      .cost = 10,
      .doc = "The second most common color but black. Undefined under two colors.",
      .examples = {{"(second_color {333/221})", "red"}},
  });
  registry.add({
      .name = "background_color",
      .type = reading,
      .eval = lift<&background_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return total(background(color_counts(SymbolicGrid::read(smt, arg[0]))));
      },
      .cost = 6,
      .doc = "The most common color; empty cells count as black, which wins ties.",
      .examples = {{"(background_color {777/210})", "orange"},
                   {"(background_color {7.0})", "black"}},
  });
  registry.add({
      .name = "only_color",
      .type = reading,
      .eval = lift<&only_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<Symbol> counts = color_counts(SymbolicGrid::read(smt, arg[0]));
        return defined_if(count_of(smt, occurring(counts)) == 1, most_common(counts));
      },
      .cost = 8,
      .doc =
          "The color of all cells that are not empty. Undefined where they have several or there "
          "are none.",
      .examples = {{"(only_color {0404})", "yellow"}},
  });
  registry.add({
      .name = "count_colors",
      .type = fn({grid_type()}, int_type()),
      .eval = lift<&count_colors>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return total(count_of(smt, occurring(color_counts(SymbolicGrid::read(smt, arg[0])))));
      },
      .cost = 6,
      .doc = "How many colors but black occur.",
      .examples = {{"(count_colors {0112/3333})", "3"}},
  });
  registry.add({
      .name = "count_color",
      .type = fn({grid_type(), color_type()}, int_type()),
      .eval = lift<&count_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        return total(count_of(
            smt, g.where([&](int r, int c) { return g.at(r, c) == symbol(smt, arg[1]); })));
      },
      .cost = 8,
      .doc = "How many cells have the color.",
      .examples = {{"(count_color {0112/3333} green)", "4"}},
  });
  registry.add({
      .name = "colors_by_count",
      .type = fn({grid_type()}, list_of(color_type())),
      .eval = lift<&colors_by_count>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return ranked_colors(smt, arg[0]); },
      .cost = 10,
      .doc = "The colors but black, most common first, the smaller of equals first. Undefined for "
             "an empty grid.",
      .examples = {{"(colors_by_count {0332/3311})", "[green blue red]"}},
  });
  registry.add({
      .name = "palette_column",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&palette_column>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SmtTerm ranked = ranked_colors(smt, arg[0]);
        const auto rows = static_cast<int>(ranked.items.size());
        if (rows == 0) return never(smt);
        const Picture column = make_picture(rows, 1, [&](int r, int) {
          const auto i = static_cast<std::size_t>(r);
          return select(is_present(smt, ranked, i), symbol(smt, ranked.items[i]),
                        int{kTransparent});
        });
        SymbolicGrid grid = SymbolicGrid::of(smt, column, {}, kTransparent);
        grid.bottom = length_of(smt, ranked);
        return grid.term({smt, ranked.defined});
      },
      .cost = 10,
      .doc = "The colors but black as a column, most common on top. Undefined for an empty grid.",
      .examples = {{"(palette_column {0332/3311})", "{3/1/2}"}},
  });
}

}  // namespace

void add_color_primitives(Registry& registry) {
  registry.begin_family("color");
  add_choices(registry);
  add_maps(registry);
  add_readings(registry);
}

}  // namespace gestalt::dsl
