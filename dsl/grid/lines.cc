// Rows and columns of whole grids: taken, dropped, merged, removed, sorted, made uniform.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// The first n of `length` lines, or the last -n: {first, count}, count 0 where there are not
/// enough.
struct Slice {
  int first = 0;
  int count = 0;
};
Slice take_slice(std::int64_t n, int length) {
  if (n > length || n < -length) return {};
  const int count = static_cast<int>(std::abs(n));
  return {n < 0 ? length - count : 0, count};
}
Slice drop_slice(std::int64_t n, int length) {
  if (n >= length || n <= -length) return {};
  const int dropped = static_cast<int>(std::abs(n));
  return {n < 0 ? 0 : dropped, length - dropped};
}

GridResult cut_rows(EvalContext& context, const Grid& grid, Slice slice) {
  if (slice.count == 0) return undefined();
  return cut(context, grid, {slice.first, 0, slice.count, grid.columns()});
}
GridResult cut_columns(EvalContext& context, const Grid& grid, Slice slice) {
  if (slice.count == 0) return undefined();
  return cut(context, grid, {0, slice.first, grid.rows(), slice.count});
}

GridResult take_rows(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_rows(context, grid, take_slice(n, grid.rows()));
}
GridResult take_columns(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_columns(context, grid, take_slice(n, grid.columns()));
}
GridResult drop_rows(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_rows(context, grid, drop_slice(n, grid.rows()));
}
GridResult drop_columns(EvalContext& context, const Grid& grid, std::int64_t n) {
  return cut_columns(context, grid, drop_slice(n, grid.columns()));
}

/// Lines to keep.
struct Lines {
  std::array<std::uint8_t, kMaxSide> index;
  int count = 0;
  void keep(int line) {
    index[static_cast<std::size_t>(count++)] = static_cast<std::uint8_t>(line);
  }
};

GridResult keep_lines(EvalContext& context, const Grid& grid, const Lines& rows,
                      const Lines& columns) {
  if (rows.count == 0 || columns.count == 0) return undefined();
  if (rows.count == grid.rows() && columns.count == grid.columns()) return grid;
  GridBuilder out(context, rows.count, columns.count, grid.corner());
  Cell* to = out.cells();
  for (int r = 0; r < rows.count; ++r) {
    const Cell* from = grid.row(rows.index[static_cast<std::size_t>(r)]);
    if (columns.count == grid.columns()) {
      copy_cells(to, from, columns.count);
      to += columns.count;
    } else {
      for (int c = 0; c < columns.count; ++c)
        *to++ = from[columns.index[static_cast<std::size_t>(c)]];
    }
  }
  return out.seal();
}

Lines all_lines(int count) {
  Lines lines;
  for (int i = 0; i < count; ++i) lines.keep(i);
  return lines;
}

Lines distinct_rows(const Grid& grid) {
  Lines lines;
  for (int r = 0; r < grid.rows(); ++r) {
    if (r == 0 || !equal_cells(grid.row(r), grid.row(r - 1), grid.columns())) lines.keep(r);
  }
  return lines;
}

Lines distinct_columns(const Grid& grid) {
  Lines lines;
  lines.keep(0);
  for (int c = 1; c < grid.columns(); ++c) {
    int r = 0;
    while (r < grid.rows() && grid.at(r, c) == grid.at(r, c - 1)) ++r;
    if (r < grid.rows()) lines.keep(c);
  }
  return lines;
}

GridResult merge_rows(EvalContext& context, const Grid& grid) {
  return keep_lines(context, grid, distinct_rows(grid), all_lines(grid.columns()));
}
GridResult merge_columns(EvalContext& context, const Grid& grid) {
  return keep_lines(context, grid, all_lines(grid.rows()), distinct_columns(grid));
}
GridResult merge_lines(EvalContext& context, const Grid& grid) {
  return keep_lines(context, grid, distinct_rows(grid), distinct_columns(grid));
}

/// Without the rows and the columns whose cells are all `lost`.
template <class Lost>
GridResult remove_lines_where(EvalContext& context, const Grid& grid, Lost lost) {
  Lines rows;
  std::array<bool, kMaxSide> keep_column{};
  for (int r = 0; r < grid.rows(); ++r) {
    bool keep = false;
    for (int c = 0; c < grid.columns(); ++c) {
      if (lost(grid.at(r, c))) continue;
      keep = true;
      keep_column[static_cast<std::size_t>(c)] = true;
    }
    if (keep) rows.keep(r);
  }
  Lines columns;
  for (int c = 0; c < grid.columns(); ++c) {
    if (keep_column[static_cast<std::size_t>(c)]) columns.keep(c);
  }
  return keep_lines(context, grid, rows, columns);
}

GridResult remove_lines(EvalContext& context, const Grid& grid, Color color) {
  return remove_lines_where(context, grid, [=](Cell cell) { return cell == color.cell; });
}
GridResult remove_empty_lines(EvalContext& context, const Grid& grid) {
  return remove_lines_where(context, grid, [](Cell cell) { return is_empty(cell); });
}

/// Numbers of shown cells in each row (column), for a stable sort.
std::array<int, kMaxSide> counts_of_rows(const Grid& grid) {
  std::array<int, kMaxSide> counts;
  for (int r = 0; r < grid.rows(); ++r) {
    int count = 0;
    for (int c = 0; c < grid.columns(); ++c) count += is_empty(grid.at(r, c)) ? 0 : 1;
    counts[static_cast<std::size_t>(r)] = count;
  }
  return counts;
}
std::array<int, kMaxSide> counts_of_columns(const Grid& grid) {
  std::array<int, kMaxSide> counts{};
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      counts[static_cast<std::size_t>(c)] += is_empty(grid.at(r, c)) ? 0 : 1;
    }
  }
  return counts;
}

/// Line numbers by ascending count, equal ones in their order.
Lines by_count(const std::array<int, kMaxSide>& counts, int lines) {
  Lines order = all_lines(lines);
  for (int i = 1; i < lines; ++i) {  // insertion sort: few lines, no allocation
    const std::uint8_t line = order.index[static_cast<std::size_t>(i)];
    int at = i;
    while (at > 0 && counts[order.index[static_cast<std::size_t>(at - 1)]] > counts[line]) {
      order.index[static_cast<std::size_t>(at)] = order.index[static_cast<std::size_t>(at - 1)];
      --at;
    }
    order.index[static_cast<std::size_t>(at)] = line;
  }
  return order;
}

Grid sort_rows(EvalContext& context, const Grid& grid) {
  const Lines order = by_count(counts_of_rows(grid), grid.rows());
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    copy_cells(out.row(r), grid.row(order.index[static_cast<std::size_t>(r)]), grid.columns());
  }
  return out.seal();
}

Grid sort_columns(EvalContext& context, const Grid& grid) {
  const Lines order = by_count(counts_of_columns(grid), grid.columns());
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* from = grid.row(r);
    Cell* to = out.row(r);
    for (int c = 0; c < grid.columns(); ++c) to[c] = from[order.index[static_cast<std::size_t>(c)]];
  }
  return out.seal();
}

/// The most common of all cells, empty ones included; the smallest of equals.
Cell majority_cell(const ColorCounts& counts) {
  const auto most = std::max_element(counts.begin(), counts.end());
  return static_cast<Cell>(most - counts.begin());
}

Grid unify_rows(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell cell = majority_cell(count_cells(grid.row(r), grid.columns()));
    std::memset(out.row(r), cell, static_cast<std::size_t>(grid.columns()));
  }
  return out.seal();
}

Grid unify_columns(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  std::array<Cell, kMaxSide> column;
  for (int c = 0; c < grid.columns(); ++c) {
    for (int r = 0; r < grid.rows(); ++r) column[static_cast<std::size_t>(r)] = grid.at(r, c);
    out.at(0, c) = majority_cell(count_cells(column.data(), grid.rows()));
  }
  for (int r = 1; r < grid.rows(); ++r) {
    copy_cells(out.row(r), out.row(0), grid.columns());
  }
  return out.seal();
}

// ---- Meanings ----

/// Row (or column) i of a picture.
std::vector<Symbol> line_of(const Picture& p, bool rows, int i) {
  std::vector<Symbol> line;
  for (int k = 0; k < (rows ? p.columns : p.rows); ++k) {
    line.push_back(rows ? p.at(i, k) : p.at(k, i));
  }
  return line;
}
int number_of_lines(const Picture& p, bool rows) { return rows ? p.rows : p.columns; }
Symbol& cell_of(Picture& p, bool rows, int line, int k) {
  return p.cells[static_cast<std::size_t>(rows ? line * p.columns + k : k * p.columns + line)];
}

/// Which lines are kept.
using KeepLines = std::function<std::vector<Symbol>(const Picture&)>;

std::vector<Symbol> all_lines_smt(const Picture& p) {
  return std::vector<Symbol>(p.cells.size(), p.cells[0].truth(true));
}
template <bool kRows>
std::vector<Symbol> distinct_lines(const Picture& p) {
  std::vector<Symbol> keeps{p.cells[0].truth(true)};
  for (int i = 1; i < number_of_lines(p, kRows); ++i) {
    const std::vector<Symbol> here = line_of(p, kRows, i);
    const std::vector<Symbol> before = line_of(p, kRows, i - 1);
    std::vector<Symbol> differ;
    for (std::size_t k = 0; k < here.size(); ++k) differ.push_back(here[k] != before[k]);
    keeps.push_back(any_of(p.cells[0].smt(), differ));
  }
  return keeps;
}
template <class Holds>
std::vector<Symbol> lines_where(const Picture& p, bool rows, Holds holds) {
  std::vector<Symbol> keeps;
  for (int i = 0; i < number_of_lines(p, rows); ++i) {
    std::vector<Symbol> held;
    for (const Symbol cell : line_of(p, rows, i)) held.push_back(holds(cell));
    keeps.push_back(any_of(p.cells[0].smt(), held));
  }
  return keeps;
}

/// Line k is the line for which places[line] = k; black where there is none.
Picture reordered(const Picture& p, bool rows, std::span<const Symbol> places,
                  std::span<const Symbol> keeps) {
  Picture result = p;
  const int lines = number_of_lines(p, rows);
  for (int k = 0; k < lines; ++k) {
    for (int j = 0; j < number_of_lines(p, !rows); ++j) {
      Symbol cell = p.cells[0].number(kTransparent);
      for (int i = 0; i < lines; ++i) {
        const auto at = static_cast<std::size_t>(i);
        cell = select(keeps[at] & (places[at] == k), rows ? p.at(i, j) : p.at(j, i), cell);
      }
      cell_of(result, rows, k, j) = cell;
    }
  }
  return result;
}

/// The grid without other lines. Its frame must not depend on the input.
SmtTerm kept_lines(Smt& smt, const SmtTerm& grid, const KeepLines& rows, const KeepLines& columns) {
  const SymbolicGrid g = fixed_grid(SymbolicGrid::read(smt, grid));
  const Picture p{g.window.rows(), g.window.columns(), g.cells};
  Picture compacted = p;
  std::vector<Symbol> lengths;
  for (const bool along_rows : {true, false}) {
    std::vector<Symbol> keeps = (along_rows ? rows : columns)(p);
    keeps.resize(static_cast<std::size_t>(number_of_lines(p, along_rows)), keeps[0]);
    std::vector<Symbol> places;
    for (std::size_t i = 0; i < keeps.size(); ++i) {
      places.push_back(count_of(smt, std::span(keeps).first(i)));
    }
    compacted = reordered(compacted, along_rows, places, keeps);
    lengths.push_back(count_of(smt, keeps));
  }
  SymbolicGrid result = SymbolicGrid::of(smt, compacted, g.window.corner(), kTransparent);
  result.bottom = result.top + lengths[0];
  result.right = result.left + lengths[1];
  return result.term((lengths[0] > 0) & (lengths[1] > 0));
}

/// Lines by ascending number of shown cells; equal ones keep their order.
SmtTerm sorted_lines(Smt& smt, const SmtTerm& grid, bool rows) {
  return by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    std::vector<Symbol> counts;
    for (int i = 0; i < number_of_lines(p, rows); ++i) {
      std::vector<Symbol> shows;
      for (const Symbol cell : line_of(p, rows, i)) shows.push_back(shown(cell));
      counts.push_back(count_of(smt, shows));
    }
    std::vector<Symbol> places;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      std::vector<Symbol> before;
      for (std::size_t j = 0; j < counts.size(); ++j) {
        if (j == i) continue;
        before.push_back(j < i ? counts[j] <= counts[i] : counts[j] < counts[i]);
      }
      places.push_back(count_of(smt, before));
    }
    const std::vector<Symbol> keeps(counts.size(), Symbol::boolean(smt, true));
    return Sized{reordered(p, rows, places, keeps), Symbol::boolean(smt, true), {}};
  });
}

SmtTerm unified_lines(Smt& smt, const SmtTerm& grid, bool rows) {
  return by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    Picture result = p;
    for (int i = 0; i < number_of_lines(p, rows); ++i) {
      const Symbol color = majority(color_counts(smt, line_of(p, rows, i)));
      for (int k = 0; k < number_of_lines(p, !rows); ++k) cell_of(result, rows, i, k) = color;
    }
    return Sized{result, Symbol::boolean(smt, true), {}};
  });
}

void add_slices(Registry& registry) {
  const Type slice = fn({grid_type(), int_type()}, grid_type());
  registry.add({
      .name = "take_rows",
      .type = slice,
      .eval = lift<&take_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol n = symbol(smt, arg[1]);
        const Symbol size = select(n < 0, n.number(0) - n, n);
        return g
            .framed(select(n < 0, g.bottom - size, g.top), g.left,
                    select(n < 0, g.bottom, g.top + size), g.right)
            .term((n != 0) & (size <= g.height()));
      },
      .cost = 10,
      .doc = "The first n rows; the last -n for n < 0. Undefined for n = 0 or more than there are.",
      .examples = {{"(take_rows {12/34/56} 2)", "{12/34}"},
                   {"(take_rows {12/34/56} -1)", "{56@2,0}"}},
  });
  registry.add({
      .name = "take_columns",
      .type = slice,
      .eval = lift<&take_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol n = symbol(smt, arg[1]);
        const Symbol size = select(n < 0, n.number(0) - n, n);
        return g
            .framed(g.top, select(n < 0, g.right - size, g.left), g.bottom,
                    select(n < 0, g.right, g.left + size))
            .term((n != 0) & (size <= g.width()));
      },
      .cost = 10,
      .doc = "The first n columns; the last -n for n < 0. Undefined for n = 0 or more than there "
             "are.",
      .examples = {{"(take_columns {123/456} 2)", "{12/45}"},
                   {"(take_columns {123/456} -1)", "{3/6@0,2}"}},
  });
  registry.add({
      .name = "drop_rows",
      .type = slice,
      .eval = lift<&drop_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol n = symbol(smt, arg[1]);
        const Symbol size = select(n < 0, n.number(0) - n, n);
        return g
            .framed(select(n < 0, g.top, g.top + size), g.left,
                    select(n < 0, g.bottom - size, g.bottom), g.right)
            .term(size < g.height());
      },
      .cost = 10,
      .doc =
          "Without the first n rows; without the last -n for n < 0. Undefined where none is left.",
      .examples = {{"(drop_rows {12/34/56} 2)", "{56@2,0}"}, {"(drop_rows {12/34/56} -2)", "{12}"}},
  });
  registry.add({
      .name = "drop_columns",
      .type = slice,
      .eval = lift<&drop_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol n = symbol(smt, arg[1]);
        const Symbol size = select(n < 0, n.number(0) - n, n);
        return g
            .framed(g.top, select(n < 0, g.left, g.left + size), g.bottom,
                    select(n < 0, g.right - size, g.right))
            .term(size < g.width());
      },
      .cost = 10,
      .doc = "Without the first n columns; without the last -n for n < 0. Undefined where none is "
             "left.",
      .examples = {{"(drop_columns {123/456} 1)", "{23/56@0,1}"}},
  });
}

void add_line_removals(Registry& registry) {
  registry.add({
      .name = "merge_rows",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&merge_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return kept_lines(smt, arg[0], distinct_lines<true>, all_lines_smt);
      },
      .cost = 10,
      .doc = "Equal rows that follow each other become one.",
      .examples = {{"(merge_rows {11/11/22/11})", "{11/22/11}"}},
  });
  registry.add({
      .name = "merge_columns",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&merge_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return kept_lines(smt, arg[0], all_lines_smt, distinct_lines<false>);
      },
      .cost = 10,
      .doc = "Equal columns that follow each other become one.",
      .examples = {{"(merge_columns {1122/1133})", "{12/13}"}},
  });
  registry.add({
      .name = "merge_lines",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&merge_lines>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return kept_lines(smt, arg[0], distinct_lines<true>, distinct_lines<false>);
      },
      .cost = 6,
      .doc = "Equal rows that follow each other become one, and so do equal columns.",
      .examples = {{"(merge_lines {1122/1122/3333})", "{12/33}"}},
  });
  registry.add({
      .name = "remove_lines",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&remove_lines>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const Symbol color = symbol(smt, arg[1]);
        const auto keeps = [&](bool rows) {
          return [&, rows](const Picture& p) {
            return lines_where(p, rows, [&](Symbol cell) { return cell != color; });
          };
        };
        return kept_lines(smt, arg[0], keeps(true), keeps(false));
      },
      .cost = 8,
      .doc = "Without the rows and columns that have this one color only. Undefined where none is "
             "left.",
      .examples = {{"(remove_lines {151/555/252} gray)", "{11/22}"}},
  });
  registry.add({
      .name = "remove_empty_lines",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&remove_empty_lines>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const auto keeps = [&](bool rows) {
          return [rows](const Picture& p) {
            return lines_where(p, rows, [](Symbol cell) { return shown(cell); });
          };
        };
        return kept_lines(smt, arg[0], keeps(true), keeps(false));
      },
      .cost = 8,
      .doc = "Without the rows and columns that are empty. Undefined for an empty grid.",
      .examples = {{"(remove_empty_lines {102/000/304})", "{12/34}"}},
  });
}

void add_orders(Registry& registry) {
  const Type same_shape = fn({grid_type()}, grid_type());
  registry.add({
      .name = "sort_rows",
      .type = same_shape,
      .eval = lift<&sort_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return sorted_lines(smt, arg[0], true); },
      .cost = 12,
      .doc =
          "The rows by ascending number of cells that are not empty; equal ones keep their order.",
      .examples = {{"(sort_rows {12/00/03})", "{00/03/12}"}},
  });
  registry.add({
      .name = "sort_columns",
      .type = same_shape,
      .eval = lift<&sort_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return sorted_lines(smt, arg[0], false); },
      .cost = 12,
      .doc = "The columns by ascending number of cells that are not empty; equal ones keep their "
             "order.",
      .examples = {{"(sort_columns {102/103})", "{012/013}"}},
  });
  registry.add({
      .name = "unify_rows",
      .type = same_shape,
      .eval = lift<&unify_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return unified_lines(smt, arg[0], true); },
      .cost = 12,
      .doc =
          "Each row in its most common color (black and transparent too), the smallest of equals.",
      .examples = {{"(unify_rows {112/233})", "{111/333}"}},
  });
  registry.add({
      .name = "unify_columns",
      .type = same_shape,
      .eval = lift<&unify_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return unified_lines(smt, arg[0], false); },
      .cost = 12,
      .doc = "Each column in its most common color (black and transparent too), the smallest of "
             "equals.",
      .examples = {{"(unify_columns {12/12/32})", "{12/12/12}"}},
  });
}

}  // namespace

void add_line_primitives(Registry& registry) {
  registry.begin_family("lines");
  add_slices(registry);
  add_line_removals(registry);
  add_orders(registry);
}

}  // namespace gestalt::dsl
