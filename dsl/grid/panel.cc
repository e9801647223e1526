// Panels: the parts of a grid between separating lines, or equal parts.
//
// Separating lines are those of lattice.h. Panels lie at the origin, because they are compared with
// each other, but for panels_in_place; lists of panels go row by row.
#include <algorithm>
#include <vector>

#include "dsl/grid/cells.h"
#include "dsl/grid/lattice.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

template <bool kInPlace = false>
Result<List, Fault> cut_panels(EvalContext& context, const Grid& grid, const Lattice& lattice) {
  const auto number = static_cast<std::size_t>(lattice.panels());
  if (number < 2) return undefined();
  if (number > kMaxObjects) return too_large();
  ListBuilder list(context.arena(), number);
  std::size_t at = 0;
  for (int i = 0; i < lattice.rows.count; ++i) {
    for (int k = 0; k < lattice.columns.count; ++k) {
      const Box box = panel_box(lattice, i, k);
      const GridResult panel = kInPlace ? cut(context, grid, box) : cut(context, grid, box, {});
      if (!panel) return tl::unexpected(panel.error());
      list[at++] = panel->value();
    }
  }
  return List(list.seal());
}

Result<List, Fault> split_panels(EvalContext& context, const Grid& grid) {
  return cut_panels(context, grid, find_lattice(grid));
}

Result<List, Fault> panels_in_place(EvalContext& context, const Grid& grid) {
  return cut_panels<true>(context, grid, find_lattice(grid));
}

Result<List, Fault> split_at_color(EvalContext& context, const Grid& grid, Color color) {
  return cut_panels(context, grid, lattice_at(grid, line_colors(grid), color.cell));
}

Result<Color, Fault> separator_color(const Grid& grid) {
  const LineColors lines = line_colors(grid);
  const Cell color = separator_of(grid, lines);
  if (color == kBlack || lattice_at(grid, lines, color).panels() < 2) return undefined();
  return Color{color};
}

void fill_panel(GridBuilder& out, const Box& box, Cell cell) {
  for (int r = 0; r < box.rows; ++r) {
    std::memset(out.row(box.row + r) + box.column, cell, static_cast<std::size_t>(box.columns));
  }
}

/// The grid with each panel filled by cell(i, k).
template <class CellOf>
Grid fill_lattice(EvalContext& context, const Grid& grid, const Lattice& lattice, CellOf cell_of) {
  GridBuilder out(context, grid);
  for (int i = 0; i < lattice.rows.count; ++i) {
    for (int k = 0; k < lattice.columns.count; ++k) {
      fill_panel(out, panel_box(lattice, i, k), cell_of(i, k));
    }
  }
  return out.seal();
}

GridResult keep_separators(EvalContext& context, const Grid& grid) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0) return undefined();
  return fill_lattice(context, grid, lattice, [](int, int) { return kBlack; });
}

/// The most common color of a panel but black; black where it is empty.
Cell panel_color(const Grid& grid, const Box& box) {
  ColorCounts counts{};
  for (int r = 0; r < box.rows; ++r) {
    const Cell* row = grid.row(box.row + r) + box.column;
    for (int c = 0; c < box.columns; ++c) ++counts[row[c]];
  }
  return most_common(counts);
}

GridResult summarize_panels(EvalContext& context, const Grid& grid) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0) return undefined();
  GridBuilder out(context, lattice.rows.count, lattice.columns.count);
  for (int i = 0; i < out.rows(); ++i) {
    for (int k = 0; k < out.columns(); ++k) {
      out.at(i, k) = panel_color(grid, panel_box(lattice, i, k));
    }
  }
  return out.seal();
}

/// Every panel shows `cell_of` the cells at its place in all panels.
template <class CellOf>
GridResult unite_panels(EvalContext& context, const Grid& grid, CellOf cell_of) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0) return undefined();
  std::vector<Box> panels;
  for (int i = 0; i < lattice.rows.count; ++i) {
    for (int k = 0; k < lattice.columns.count; ++k) panels.push_back(panel_box(lattice, i, k));
  }
  const Box& first = panels.front();
  if (std::any_of(panels.begin(), panels.end(), [&](const Box& panel) {
        return panel.rows != first.rows || panel.columns != first.columns;
      })) {
    return undefined();
  }
  GridBuilder out(context, grid);
  std::vector<Cell> cells;
  for (int r = 0; r < first.rows; ++r) {
    for (int c = 0; c < first.columns; ++c) {
      cells.clear();
      for (const Box& panel : panels) cells.push_back(grid.at(panel.row + r, panel.column + c));
      const Cell cell = cell_of(cells);
      for (const Box& panel : panels) out.at(panel.row + r, panel.column + c) = cell;
    }
  }
  return out.seal();
}

GridResult overlay_panels(EvalContext& context, const Grid& grid) {
  return unite_panels(context, grid, [](const std::vector<Cell>& cells) {
    const auto shown =
        std::find_if(cells.begin(), cells.end(), [](Cell c) { return !is_empty(c); });
    return shown == cells.end() ? kBlack : *shown;
  });
}

GridResult average_panels(EvalContext& context, const Grid& grid) {
  return unite_panels(context, grid, [](const std::vector<Cell>& cells) {
    return *std::max_element(cells.begin(), cells.end(), [&](Cell a, Cell b) {
      return std::count(cells.begin(), cells.end(), a) < std::count(cells.begin(), cells.end(), b);
    });
  });
}

GridResult fill_panels(EvalContext& context, const Grid& grid, const Grid& colors) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0) return undefined();
  if (lattice.rows.count != colors.rows() || lattice.columns.count != colors.columns()) {
    return undefined();
  }
  return fill_lattice(context, grid, lattice, [&](int i, int k) { return colors.at(i, k); });
}

/// The colors that fill the panels of the lattice; they must fill them.
GridResult panel_fillings(EvalContext& context, const Grid& result, const Grid& grid) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0 || !result.same_frame(grid)) return undefined();
  GridBuilder out(context, lattice.rows.count, lattice.columns.count);
  for (int i = 0; i < out.rows(); ++i) {
    for (int k = 0; k < out.columns(); ++k) {
      out.at(i, k) = result.at(lattice.rows[i].first, lattice.columns[k].first);
    }
  }
  const Grid colors = out.seal();
  const GridResult again = fill_panels(context, grid, colors);
  return again && again->value() == result.value() ? GridResult(colors) : undefined();
}

GridResult join_panels(EvalContext& context, const Grid& grid, List panels) {
  const Lattice lattice = find_lattice(grid);
  if (lattice.panels() == 0 || panels.size() != static_cast<std::size_t>(lattice.panels())) {
    return undefined();
  }
  GridBuilder out(context, grid);
  for (int i = 0; i < lattice.rows.count; ++i) {
    for (int k = 0; k < lattice.columns.count; ++k) {
      const Grid panel(panels[static_cast<std::size_t>(i * lattice.columns.count + k)]);
      const Box box = panel_box(lattice, i, k);
      if (panel.rows() != box.rows || panel.columns() != box.columns) return undefined();
      for (int r = 0; r < box.rows; ++r) {
        copy_cells(out.row(box.row + r) + box.column, panel.row(r), box.columns);
      }
    }
  }
  return out.seal();
}

Result<List, Fault> unjoin_panels(EvalContext& context, const Grid& result, const Grid& grid) {
  if (!result.same_frame(grid)) return undefined();
  const Lattice lattice = find_lattice(grid);
  const auto panels = cut_panels(context, result, lattice);
  if (!panels) return panels;
  const GridResult again = join_panels(context, grid, *panels);
  if (!again || !(again->value() == result.value())) return undefined();
  return panels;
}

/// n equal spans; where that leaves no remainder, with single lines between them.
Spans equal_spans(int length, std::int64_t n) {
  Spans spans;
  if (n < 1 || n > length) return spans;
  const int number = static_cast<int>(n);
  const int gap = length % number == 0 ? 0 : 1;
  const int inner = length - gap * (number - 1);
  if (inner % number != 0 || inner < number) return spans;
  const int size = inner / number;
  for (int i = 0; i < number; ++i) {
    spans.span[static_cast<std::size_t>(i)] = {static_cast<std::uint8_t>(i * (size + gap)),
                                               static_cast<std::uint8_t>(size)};
  }
  spans.count = number;
  return spans;
}

Result<List, Fault> cut_tiles(EvalContext& context, const Grid& grid, std::int64_t n,
                              std::int64_t m) {
  return cut_panels(context, grid, {equal_spans(grid.rows(), n), equal_spans(grid.columns(), m)});
}
Result<List, Fault> cut_rows_apart(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_tiles(context, grid, n, 1);
}
Result<List, Fault> cut_columns_apart(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_tiles(context, grid, 1, n);
}
Result<List, Fault> cut_squares(EvalContext& context, const Grid& grid) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  if (rows > columns && rows % columns == 0) return cut_tiles(context, grid, rows / columns, 1);
  if (columns > rows && columns % rows == 0) return cut_tiles(context, grid, 1, columns / rows);
  return undefined();
}

GridResult arrange(EvalContext& context, List grids, std::int64_t in_a_row) {
  if (grids.empty() || in_a_row < 1) return undefined();
  const auto number = static_cast<std::int64_t>(grids.size());
  if (number % in_a_row != 0) return undefined();
  const Grid first(grids[0]);
  if (number > kMaxSide * kMaxSide) return too_large();
  const int wide = static_cast<int>(in_a_row);
  const int high = static_cast<int>(number / in_a_row);
  if (wide > kMaxSide || high > kMaxSide) return too_large();
  if (!fits(high * first.rows(), wide * first.columns())) return too_large();
  GridBuilder out(context, high * first.rows(), wide * first.columns());
  for (int i = 0; i < high * wide; ++i) {
    const Grid grid(grids[static_cast<std::size_t>(i)]);
    if (!grid.same_shape(first)) return undefined();
    for (int r = 0; r < first.rows(); ++r) {
      copy_cells(out.row(i / wide * first.rows() + r) + i % wide * first.columns(), grid.row(r),
                 first.columns());
    }
  }
  return out.seal();
}

// ---- Meanings ----

/// The lattice of a grid whose frame does not depend on the input: which lines separate is
/// symbolic.
class SymbolicLattice {
 public:
  /// Of the color that separates most; its panels are at least two.
  explicit SymbolicLattice(const SymbolicGrid& grid)
      : grid_(fixed_grid(grid)), color_(grid_.number(kBlack)), defined_(grid_.truth(true)) {
    find_lines();
    Symbol most = grid_.number(0);
    for (int color = 1; color < kColors; ++color) {
      std::vector<Symbol> lines = separating(row_colors_, grid_.number(color));
      const std::vector<Symbol> columns = separating(column_colors_, grid_.number(color));
      lines.insert(lines.end(), columns.begin(), columns.end());
      const Symbol count = count_of(smt(), lines);
      color_ = select(count > most, color, color_);
      most = greatest(most, count);
    }
    find_spans();
    defined_ = defined_ & (color_ != kBlack);
  }
  SymbolicLattice(const SymbolicGrid& grid, Symbol color)
      : grid_(fixed_grid(grid)), color_(color), defined_(grid_.truth(true)) {
    find_lines();
    find_spans();
  }

  [[nodiscard]] const SymbolicGrid& grid() const { return grid_; }
  [[nodiscard]] Symbol color() const { return color_; }
  [[nodiscard]] Symbol defined() const { return defined_; }
  [[nodiscard]] Symbol row_count() const { return count_of(smt(), row_starts_); }
  [[nodiscard]] Symbol column_count() const { return count_of(smt(), column_starts_); }
  /// Whether a place lies in a panel, and in which.
  [[nodiscard]] Symbol inside(int r, int c) const {
    return !(row_lines_[row(r)] | column_lines_[column(c)]);
  }
  [[nodiscard]] Symbol row_of(int r) const {
    return count_of(smt(), std::span(row_starts_).first(row(r) + 1)) - 1;
  }
  [[nodiscard]] Symbol column_of(int c) const {
    return count_of(smt(), std::span(column_starts_).first(column(c) + 1)) - 1;
  }

  [[nodiscard]] SmtTerm panels(bool in_place) const {
    SmtTerm list = empty_list(smt());
    for (std::size_t i = 0; i < row_starts_.size(); ++i) {
      for (std::size_t k = 0; k < column_starts_.size(); ++k) {
        const Symbol present = row_starts_[i] & column_starts_[k];
        if (present.is_false()) continue;
        const SymbolicGrid panel = grid_.framed(
            grid_.number(grid_.window.top + static_cast<int>(i)),
            grid_.number(grid_.window.left + static_cast<int>(k)),
            end_of(row_lines_, i, grid_.window.top), end_of(column_lines_, k, grid_.window.left));
        add_item(list, present, (in_place ? panel : panel.at_origin()).term());
      }
    }
    return restricted(smt(), std::move(list), defined_);
  }

  /// Each panel as one cell: its most common color.
  [[nodiscard]] SmtTerm summary() const {
    const auto most = [](std::size_t lines) { return static_cast<int>((lines + 1) / 2); };
    const int rows = most(row_starts_.size());
    const int columns = most(column_starts_.size());
    const Symbol height = row_count();
    const Symbol width = column_count();
    const Picture picture = make_picture(rows, columns, [&](int i, int k) {
      std::vector<Symbol> cells;  // transparent where they belong to other panels
      grid_.for_each([&](int r, int c) {
        const Symbol own = inside(r, c) & (row_of(r) == i) & (column_of(c) == k);
        cells.push_back(select(own, grid_.at(r, c), kTransparent));
      });
      const Symbol exists = (height > i) & (width > k);
      return select(exists, most_common(color_counts(smt(), cells)), kTransparent);
    });
    SymbolicGrid result = SymbolicGrid::of(smt(), picture, {}, kTransparent);
    result.bottom = height;
    result.right = width;
    return result.term(defined_);
  }

 private:
  /// Of a row or column: its color where it has only one.
  struct Line {
    Symbol uniform;
    Symbol color;
  };

  [[nodiscard]] Smt& smt() const { return *grid_.smt; }
  [[nodiscard]] std::size_t row(int r) const {
    return static_cast<std::size_t>(r - grid_.window.top);
  }
  [[nodiscard]] std::size_t column(int c) const {
    return static_cast<std::size_t>(c - grid_.window.left);
  }

  void find_lines() {
    const Frame& w = grid_.window;
    for (int r = w.top; r < w.bottom; ++r) {
      Symbol uniform = grid_.truth(true);
      for (int c = w.left; c < w.right; ++c) {
        uniform = uniform & (grid_.at(r, c) == grid_.at(r, w.left));
      }
      row_colors_.push_back({uniform, grid_.at(r, w.left)});
    }
    for (int c = w.left; c < w.right; ++c) {
      Symbol uniform = grid_.truth(true);
      for (int r = w.top; r < w.bottom; ++r) {
        uniform = uniform & (grid_.at(r, c) == grid_.at(w.top, c));
      }
      column_colors_.push_back({uniform, grid_.at(w.top, c)});
    }
  }
  static std::vector<Symbol> separating(const std::vector<Line>& lines, Symbol color) {
    std::vector<Symbol> result;
    for (const Line& line : lines) result.push_back(line.uniform & (line.color == color));
    return result;
  }
  static std::vector<Symbol> starts(const std::vector<Symbol>& lines) {
    std::vector<Symbol> result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      result.push_back(i == 0 ? !lines[0] : lines[i - 1] & !lines[i]);
    }
    return result;
  }
  void find_spans() {
    row_lines_ = separating(row_colors_, color_);
    column_lines_ = separating(column_colors_, color_);
    row_starts_ = starts(row_lines_);
    column_starts_ = starts(column_lines_);
    defined_ = row_count() * column_count() >= 2;
  }
  /// Where the span that starts at line i ends, as a place.
  [[nodiscard]] Symbol end_of(const std::vector<Symbol>& lines, std::size_t i, int origin) const {
    Symbol end = grid_.number(origin + static_cast<int>(lines.size()));
    for (std::size_t k = lines.size(); k-- > i;) {
      end = select(lines[k], origin + static_cast<int>(k), end);
    }
    return end;
  }

  SymbolicGrid grid_;
  Symbol color_;
  Symbol defined_;
  std::vector<Line> row_colors_;
  std::vector<Line> column_colors_;
  std::vector<Symbol> row_lines_;
  std::vector<Symbol> column_lines_;
  std::vector<Symbol> row_starts_;
  std::vector<Symbol> column_starts_;
};

/// n x m equal parts, at the origin.
SmtTerm cut_apart(Smt& smt, const SmtTerm& grid, int n, int m) {
  const SymbolicGrid g = fixed_grid(SymbolicGrid::read(smt, grid));
  const Spans rows = equal_spans(g.window.rows(), n);
  const Spans columns = equal_spans(g.window.columns(), m);
  if (rows.count * columns.count < 2) return never(smt);
  SmtTerm list = empty_list(smt);
  for (int i = 0; i < rows.count; ++i) {
    for (int k = 0; k < columns.count; ++k) {
      const int top = g.window.top + rows[i].first;
      const int left = g.window.left + columns[k].first;
      const SymbolicGrid part =
          g.framed(g.number(top), g.number(left), g.number(top + rows[i].size),
                   g.number(left + columns[k].size));
      add_item(list, Symbol::boolean(smt, true), part.at_origin().term());
    }
  }
  return list;
}

void add_lattices(Registry& registry) {
  registry.add({
      .name = "split_panels",
      .type = fn({grid_type()}, list_of(grid_type())),
      .eval = lift<&split_panels>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        return lattice.panels(false);
      },
      .cost = 6,
      .doc = "The panels between separating lines of the color, but black, that has most of them; "
             "row by row. Undefined under two panels.",
      .examples = {{"(split_panels {152/555/354})", "[{1} {2} {3} {4}]"},
                   {"(split_panels {12/33/45})", "[{12} {45}]"}},
  });
  registry.add({
      .name = "panels_in_place",
      .type = fn({grid_type()}, list_of(grid_type())),
      .eval = lift<&panels_in_place>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        return lattice.panels(true);
      },
      .cost = 8,
      .doc = "The panels of split_panels, each where it was.",
      .examples = {{"(panels_in_place {12/33/45})", "[{12} {45@2,0}]"}},
  });
  registry.add({
      .name = "split_at_color",
      .type = fn({grid_type(), color_type()}, list_of(grid_type())),
      .eval = lift<&split_at_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]), symbol(smt, arg[1]));
        return lattice.panels(false);
      },
      .cost = 8,
      .doc =
          "The panels between separating lines of a color, row by row. Undefined under two panels.",
      .examples = {{"(split_at_color {102/100} black)", "[{1/1} {2/0}]"}},
  });
  registry.add({
      .name = "separator_color",
      .type = fn({grid_type()}, color_type()),
      .eval = lift<&separator_color>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        return defined_if(lattice.defined(), lattice.color());
      },
      .cost = 8,
      .doc = "The color of the lines that split_panels splits at.",
      .examples = {{"(separator_color {152/555/354})", "gray"}},
  });
  registry.add({
      .name = "keep_separators",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&keep_separators>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        const SymbolicGrid& g = lattice.grid();
        return g.map([&](int r, int c) { return select(lattice.inside(r, c), kBlack, g.at(r, c)); })
            .term(lattice.defined());
      },
      .cost = 10,
      .doc = "The separating lines of split_panels on black.",
      .examples = {{"(keep_separators {152/555/354})", "{050/555/050}"}},
  });
  registry.add({
      .name = "summarize_panels",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&summarize_panels>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        return lattice.summary();
      },
      .cost = 8,
      .doc = "Each panel of split_panels as one cell: its most common color but black, black where "
             "it is empty.",
      .examples = {{"(summarize_panels {1250/1150/5555/0053})", "{10/03}"}},
  });
  registry.add({
      .name = "overlay_panels",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&overlay_panels>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Every panel of split_panels shows what any of them shows at the place, the first one "
             "that is not empty. Undefined where they are not of one shape.",
      .examples = {{"(overlay_panels {10502/00503})", "{12512/03503}"},
                   {"(overlay_panels {10502/55555/00530})", "{12512/55555/12512}"}},
  });
  registry.add({
      .name = "average_panels",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&average_panels>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc =
          "Every panel of split_panels shows what most of them show at the place, black too; the "
          "first of equals. Undefined where they are not of one shape.",
      .examples = {{"(average_panels {10510512/00500500})", "{10510510/00500500}"}},
  });
  registry.add({
      .name = "fill_panels",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&fill_panels>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicLattice lattice(SymbolicGrid::read(smt, arg[0]));
        const SymbolicGrid& g = lattice.grid();
        const SymbolicGrid colors = SymbolicGrid::read(smt, arg[1]).at_origin();
        const Symbol fits =
            (colors.height() == lattice.row_count()) & (colors.width() == lattice.column_count());
        return g
            .map([&](int r, int c) {
              return select(lattice.inside(r, c),
                            colors.cell_at(lattice.row_of(r), lattice.column_of(c)), g.at(r, c));
            })
            .term(lattice.defined() & fits);
      },
      .cost = 10,
      .doc = "The first grid with each panel of split_panels filled by the second's cell at its "
             "place. Undefined where their numbers differ.",
      .examples = {{"(fill_panels {0050/0050/5555/0050} {12/34})", "{1152/1152/5555/3354}"}},
      .inverses = {{1, lift<&panel_fillings>}},
  });
  registry.add({
      .name = "join_panels",
      .type = fn({grid_type(), list_of(grid_type())}, grid_type()),
      .eval = lift<&join_panels>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc = "The grid with its panels of split_panels replaced by those of the list. Undefined "
             "where numbers or sizes differ.",
      .examples = {{"(join_panels {152/555/354} [{6} {7} {8} {9}])", "{657/555/859}"}},
      .inverses = {{1, lift<&unjoin_panels>}},
  });
}

void add_equal_parts(Registry& registry) {
  registry.add({
      .name = "cut_rows_apart",
      .type = fn({grid_type(), int_type()}, list_of(grid_type())),
      .eval = lift<&cut_rows_apart>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide,
                        [&](int n) { return cut_apart(smt, arg[0], n, 1); });
      },
      .cost = 8,
      .doc = "n equal parts from top to bottom; with single rows between them left out where only "
             "that works. Undefined under two parts or where they are not equal.",
      .examples = {{"(cut_rows_apart {1/2/3/4} 2)", "[{1/2} {3/4}]"},
                   {"(cut_rows_apart {1/2/5/3/4} 2)", "[{1/2} {3/4}]"}},
  });
  registry.add({
      .name = "cut_columns_apart",
      .type = fn({grid_type(), int_type()}, list_of(grid_type())),
      .eval = lift<&cut_columns_apart>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide,
                        [&](int n) { return cut_apart(smt, arg[0], 1, n); });
      },
      .cost = 8,
      .doc = "n equal parts from left to right; with single columns between them left out where "
             "only that works. Undefined under two parts or where they are not equal.",
      .examples = {{"(cut_columns_apart {1234} 2)", "[{12} {34}]"}},
  });
  registry.add({
      .name = "cut_tiles",
      .type = fn({grid_type(), int_type(), int_type()}, list_of(grid_type())),
      .eval = lift<&cut_tiles>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 1, kMaxSide, [&](int n) {
          return by_value(smt, arg[2], 1, kMaxSide,
                          [&](int m) { return cut_apart(smt, arg[0], n, m); });
        });
      },
      .cost = 8,
      .doc = "n rows of m equal parts, row by row; with single lines between them left out where "
             "only that works. Undefined under two parts or where they are not equal.",
      .examples = {{"(cut_tiles {12/34} 2 2)", "[{1} {2} {3} {4}]"}},
  });
  registry.add({
      .name = "cut_squares",
      .type = fn({grid_type()}, list_of(grid_type())),
      .eval = lift<&cut_squares>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = fixed_grid(SymbolicGrid::read(smt, arg[0]));
        const int rows = g.window.rows();
        const int columns = g.window.columns();
        if (rows > columns && rows % columns == 0) return cut_apart(smt, arg[0], rows / columns, 1);
        if (columns > rows && columns % rows == 0) return cut_apart(smt, arg[0], 1, columns / rows);
        return never(smt);
      },
      .cost = 8,
      .doc =
          "A long grid in squares. Undefined where the longer side is no multiple of the shorter.",
      .examples = {{"(cut_squares {1234/5678})", "[{12/56} {34/78}]"}},
  });
  registry.add({
      .name = "arrange",
      .type = fn({list_of(grid_type()), int_type()}, grid_type()),
      .eval = lift<&arrange>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Grids of one shape as tiles, n in a row, at the origin. Undefined for different "
             "shapes or an incomplete last row.",
      .examples = {{"(arrange [{1} {2} {3} {4}] 2)", "{12/34}"}},
  });
}

}  // namespace

void add_panel_primitives(Registry& registry) {
  registry.begin_family("panels");
  add_lattices(registry);
  add_equal_parts(registry);
}

}  // namespace gestalt::dsl
