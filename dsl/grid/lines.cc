// Rows and columns of whole grids: taken, dropped, merged, removed, sorted, made uniform.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"

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

void add_slices(Registry& registry) {
  const Type slice = fn({grid_type(), int_type()}, grid_type());
  registry.add({
      .name = "take_rows",
      .type = slice,
      .eval = lift<&take_rows>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "The first n rows; the last -n for n < 0. Undefined for n = 0 or more than there are.",
      .examples = {{"(take_rows {12/34/56} 2)", "{12/34}"},
                   {"(take_rows {12/34/56} -1)", "{56@2,0}"}},
  });
  registry.add({
      .name = "take_columns",
      .type = slice,
      .eval = lift<&take_columns>,
      .smt = unmodelled_grid(),
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
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc =
          "Without the first n rows; without the last -n for n < 0. Undefined where none is left.",
      .examples = {{"(drop_rows {12/34/56} 2)", "{56@2,0}"}, {"(drop_rows {12/34/56} -2)", "{12}"}},
  });
  registry.add({
      .name = "drop_columns",
      .type = slice,
      .eval = lift<&drop_columns>,
      .smt = unmodelled_grid(),
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
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Equal rows that follow each other become one.",
      .examples = {{"(merge_rows {11/11/22/11})", "{11/22/11}"}},
  });
  registry.add({
      .name = "merge_columns",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&merge_columns>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Equal columns that follow each other become one.",
      .examples = {{"(merge_columns {1122/1133})", "{12/13}"}},
  });
  registry.add({
      .name = "merge_lines",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&merge_lines>,
      .smt = unmodelled_grid(),
      .cost = 6,
      .doc = "Equal rows that follow each other become one, and so do equal columns.",
      .examples = {{"(merge_lines {1122/1122/3333})", "{12/33}"}},
  });
  registry.add({
      .name = "remove_lines",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&remove_lines>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc = "Without the rows and columns that have this one color only. Undefined where none is "
             "left.",
      .examples = {{"(remove_lines {151/555/252} gray)", "{11/22}"}},
  });
  registry.add({
      .name = "remove_empty_lines",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&remove_empty_lines>,
      .smt = unmodelled_grid(),
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
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc =
          "The rows by ascending number of cells that are not empty; equal ones keep their order.",
      .examples = {{"(sort_rows {12/00/03})", "{00/03/12}"}},
  });
  registry.add({
      .name = "sort_columns",
      .type = same_shape,
      .eval = lift<&sort_columns>,
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc = "The columns by ascending number of cells that are not empty; equal ones keep their "
             "order.",
      .examples = {{"(sort_columns {102/103})", "{012/013}"}},
  });
  registry.add({
      .name = "unify_rows",
      .type = same_shape,
      .eval = lift<&unify_rows>,
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc =
          "Each row in its most common color (black and transparent too), the smallest of equals.",
      .examples = {{"(unify_rows {112/233})", "{111/333}"}},
  });
  registry.add({
      .name = "unify_columns",
      .type = same_shape,
      .eval = lift<&unify_columns>,
      .smt = unmodelled_grid(),
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
