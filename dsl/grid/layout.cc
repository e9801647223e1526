// Layouts: what a list of objects says, in order, as a grid: their colors in a line, their sizes as
// bars.
#include <algorithm>

#include "dsl/grid/cells.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// The most common color but black of an object that is not blank.
std::optional<Cell> main_color(const Grid& object) {
  const Cell color = most_common(count_cells(object));
  return color == kBlack ? std::nullopt : std::optional(color);
}

template <bool kInRow>
GridResult colors_in_line(EvalContext& context, List objects) {
  const auto number = static_cast<int>(objects.size());
  if (number == 0) return undefined();
  if (number > kMaxSide) return too_large();
  GridBuilder out(context, kInRow ? 1 : number, kInRow ? number : 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto color = main_color(Grid(objects[i]));
    if (!color) return undefined();
    out.cells()[i] = *color;
  }
  return out.seal();
}

template <bool kRows>
GridResult bars(EvalContext& context, List objects) {
  const auto number = static_cast<int>(objects.size());
  if (number == 0) return undefined();
  int longest = 0;
  for (const Value object : objects) longest = std::max(longest, count_filled(Grid(object)));
  if (longest == 0) return undefined();
  if (number > kMaxSide || longest > kMaxSide) return too_large();
  GridBuilder out(context, kRows ? number : longest, kRows ? longest : number);
  out.fill(kBlack);
  for (int i = 0; i < number; ++i) {
    const Grid object(objects[static_cast<std::size_t>(i)]);
    const auto color = main_color(object);
    if (!color) return undefined();
    for (int k = 0; k < count_filled(object); ++k) {
      (kRows ? out.at(i, k) : out.at(k, i)) = *color;
    }
  }
  return out.seal();
}

template <bool kInRow>
SmtTerm colors_in_line_smt(Smt& smt, Arguments arg) {
  const SmtTerm objects = compact(smt, arg[0]);
  const auto number = static_cast<int>(objects.items.size());
  if (number == 0) return never(smt);
  Symbol defined = is_present(smt, objects, 0);
  std::vector<Symbol> colors;
  for (std::size_t i = 0; i < objects.items.size(); ++i) {
    const Symbol present = is_present(smt, objects, i);
    const Symbol color = most_common(color_counts(SymbolicGrid::read(smt, objects.items[i])));
    defined = defined & implies(present, color != kBlack);
    colors.push_back(select(present, color, kTransparent));
  }
  const Picture picture{kInRow ? 1 : number, kInRow ? number : 1, colors};
  SymbolicGrid line = SymbolicGrid::of(smt, picture, {}, kTransparent);
  (kInRow ? line.right : line.bottom) = length_of(smt, objects);
  return line.term(defined);
}

}  // namespace

void add_layout_primitives(Registry& registry) {
  registry.begin_family("layout");
  const auto add = [&](const char* name, RowFunction eval, SmtDeclaration meaning, const char* doc,
                       const char* program, const char* value) {
    registry.add({.name = name,
                  .type = arrow(list_of(grid_type()), grid_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = 10,
                  .doc = doc,
                  .examples = {{program, value}}});
  };
  add("colors_in_row", lift<&colors_in_line<true>>, colors_in_line_smt<true>,
      "The main colors of objects as a row, one cell each. Undefined where one is blank.",
      "(colors_in_row [{33/30} {01}])", "{31}");
  add("colors_in_column", lift<&colors_in_line<false>>, colors_in_line_smt<false>,
      "The main colors of objects as a column, one cell each. Undefined where one is blank.",
      "(colors_in_column [{33/30} {01}])", "{3/1}");
  add("bars_as_rows", lift<&bars<true>>, unmodelled_grid(),
      "For each object a row with as many cells of its main color as the object has cells that are "
      "not empty; black to the right. Undefined where one is blank.",
      "(bars_as_rows [{33/30} {01}])", "{333/100}");
  add("bars_as_columns", lift<&bars<false>>, unmodelled_grid(),
      "For each object a column with as many cells of its main color as the object has cells that "
      "are not empty; black below. Undefined where one is blank.",
      "(bars_as_columns [{33/30} {01}])", "{31/30/30}");
}

}  // namespace gestalt::dsl
