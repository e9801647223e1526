// Periods of whole grids: continuation and repair of repeated patterns.
//
// A period is a pair: the smallest number of rows, and of columns, by which the grid can be shifted
// so that all cells known in both agree (prototypes/README.md, "whole"). Where there is none along
// one axis, the whole length stands for it.
#include <algorithm>
#include <optional>
#include <vector>

#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

constexpr Cell kNothing = 255;  ///< no cell has this value: everything is known

/// Part of a grid.
struct View {
  const Cell* cells;  ///< of its top left corner
  int stride;
  int rows;
  int columns;
  [[nodiscard]] Cell at(int r, int c) const { return cells[r * stride + c]; }
};

View view_of(const Grid& grid, const Box& box) {
  return {grid.row(box.row) + box.column, grid.columns(), box.rows, box.columns};
}
View view_of(const Grid& grid) {
  return {grid.cells(), grid.columns(), grid.rows(), grid.columns()};
}

bool shift_agrees(const View& view, Cell unknown, int down, int right) {
  for (int r = down; r < view.rows; ++r) {
    const Cell* here = view.cells + r * view.stride + right;
    const Cell* there = view.cells + (r - down) * view.stride;
    unsigned conflict = 0;  // no branch inside: the compiler makes vectors of it
    for (int c = 0; c < view.columns - right; ++c) {
      const bool known = here[c] != unknown && there[c] != unknown;
      conflict |= static_cast<unsigned>(known && here[c] != there[c]);
    }
    if (conflict != 0) return false;
  }
  return true;
}

struct Period {
  int rows;
  int columns;
};

Period find_period(const View& view, Cell unknown) {
  Period period{1, 1};
  while (period.rows < view.rows && !shift_agrees(view, unknown, period.rows, 0)) ++period.rows;
  while (period.columns < view.columns && !shift_agrees(view, unknown, 0, period.columns)) {
    ++period.columns;
  }
  return period;
}

/// One period; cells never seen are `unknown`.
struct Tile {
  Period period;
  std::array<Cell, std::size_t{kMaxSide} * kMaxSide> cells;
  /// Row and column may be negative.
  [[nodiscard]] Cell at(int r, int c) const {
    const int i = ((r % period.rows) + period.rows) % period.rows;
    const int k = ((c % period.columns) + period.columns) % period.columns;
    return cells[static_cast<std::size_t>(i * period.columns + k)];
  }
};

/// Gathers the tile; false where cells contradict each other or too few are known: a tile must be
/// seen twice.
bool gather_tile(const View& view, Cell unknown, Tile& tile) {
  tile.period = find_period(view, unknown);
  const int size = tile.period.rows * tile.period.columns;
  if (2 * size > view.rows * view.columns) return false;
  std::memset(tile.cells.data(), unknown, static_cast<std::size_t>(size));
  int known = 0;
  for (int r = 0; r < view.rows; ++r) {
    Cell* row = tile.cells.data() + r % tile.period.rows * tile.period.columns;
    for (int c = 0, k = 0; c < view.columns; ++c, k = k + 1 == tile.period.columns ? 0 : k + 1) {
      const Cell cell = view.at(r, c);
      if (cell == unknown) continue;
      ++known;
      if (row[k] != unknown && row[k] != cell) return false;
      row[k] = cell;
    }
  }
  return 2 * size <= known;
}

GridResult repair_by_period(EvalContext& context, const Grid& grid, Color unknown) {
  if (std::memchr(grid.cells(), unknown.cell, static_cast<std::size_t>(grid.area())) == nullptr) {
    return undefined();
  }
  Tile tile;
  if (!gather_tile(view_of(grid), unknown.cell, tile)) return undefined();
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (grid.at(r, c) == unknown.cell) out.at(r, c) = tile.at(r, c);
    }
  }
  return out.seal();
}

GridResult patch_by_period(EvalContext& context, const Grid& grid, Color unknown) {
  const auto box = bounding_box(grid, [=](Cell cell) { return cell == unknown.cell; });
  if (!box) return undefined();
  const GridResult repaired = repair_by_period(context, grid, unknown);
  if (!repaired) return repaired;
  return cut(context, *repaired, *box);
}

/// The canvas rows x columns with the pattern of `box` of the grid, which starts at (row, column).
GridResult spread(EvalContext& context, const Grid& grid, const Box& box, int rows, int columns) {
  Tile tile;
  if (!gather_tile(view_of(grid, box), kNothing, tile)) return undefined();
  GridBuilder out(context, rows, columns, grid.corner());
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) out.at(r, c) = tile.at(r - box.row, c - box.column);
  }
  return out.seal();
}

GridResult continue_pattern(EvalContext& context, const Grid& grid) {
  const auto box = content_box(grid);
  if (!box || (box->rows == grid.rows() && box->columns == grid.columns())) return undefined();
  return spread(context, grid, *box, grid.rows(), grid.columns());
}

GridResult extend_pattern(EvalContext& context, const Grid& grid, std::int64_t rows,
                          std::int64_t columns) {
  if (rows < 1 || columns < 1) return undefined();
  if (rows > kMaxSide || columns > kMaxSide) return too_large();
  return spread(context, grid, {0, 0, grid.rows(), grid.columns()}, static_cast<int>(rows),
                static_cast<int>(columns));
}

GridResult smallest_tile(EvalContext& context, const Grid& grid) {
  const Period period = find_period(view_of(grid), kNothing);
  return cut(context, grid, {0, 0, period.rows, period.columns});
}

// ---- Along lines ----

/// The shortest pattern with which the cells of a line that are not empty repeat, each of its
/// places being known; empty for none, or where fewer than two are known.
std::vector<Cell> pattern_of(const std::vector<Cell>& line) {
  const auto known = std::count_if(line.begin(), line.end(), [](Cell c) { return !is_empty(c); });
  if (known < 2) return {};
  for (std::size_t period = 1; period <= line.size() / 2; ++period) {
    std::vector<Cell> pattern(period, kBlack);
    bool agrees = true;
    for (std::size_t i = 0; i < line.size() && agrees; ++i) {
      if (is_empty(line[i])) continue;
      Cell& cell = pattern[i % period];
      agrees = cell == kBlack || cell == line[i];
      cell = line[i];
    }
    if (agrees && std::find(pattern.begin(), pattern.end(), kBlack) == pattern.end()) {
      return pattern;
    }
  }
  return {};
}

/// The line with its empty cells filled by its pattern, as it is where it has none.
std::vector<Cell> continued(std::vector<Cell> line) {
  const std::vector<Cell> pattern = pattern_of(line);
  if (pattern.empty()) return line;
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = pattern[i % pattern.size()];
  return line;
}

GridResult continue_rows(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    const auto line = continued({grid.row(r), grid.row(r) + grid.columns()});
    std::copy(line.begin(), line.end(), out.row(r));
  }
  return out.seal();
}

GridResult continue_columns(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (int c = 0; c < grid.columns(); ++c) {
    std::vector<Cell> line;
    for (int r = 0; r < grid.rows(); ++r) line.push_back(grid.at(r, c));
    line = continued(std::move(line));
    for (int r = 0; r < grid.rows(); ++r) out.at(r, c) = line[static_cast<std::size_t>(r)];
  }
  return out.seal();
}

/// A line of one cell for each diagonal: what all its known cells are; empty where they differ.
template <bool kRising>
std::optional<std::vector<Cell>> diagonals_of(const Grid& grid) {
  std::vector<Cell> line(static_cast<std::size_t>(grid.rows() + grid.columns() - 1), kBlack);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (is_empty(grid.at(r, c))) continue;
      Cell& cell = line[static_cast<std::size_t>(kRising ? r + c : r - c + grid.columns() - 1)];
      if (!is_empty(cell) && cell != grid.at(r, c)) return std::nullopt;
      cell = grid.at(r, c);
    }
  }
  return line;
}

GridResult continue_diagonals(EvalContext& context, const Grid& grid) {
  const auto pattern_along = [](const std::optional<std::vector<Cell>>& diagonals) {
    return diagonals ? pattern_of(*diagonals) : std::vector<Cell>();
  };
  const std::vector<Cell> rising = pattern_along(diagonals_of<true>(grid));
  const std::vector<Cell> falling = pattern_along(diagonals_of<false>(grid));
  if (rising.empty() && falling.empty()) return undefined();
  const bool is_rising = falling.empty() || (!rising.empty() && rising.size() <= falling.size());
  const std::vector<Cell>& pattern = is_rising ? rising : falling;
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const int diagonal = is_rising ? r + c : r - c + grid.columns() - 1;
      out.at(r, c) = pattern[static_cast<std::size_t>(diagonal) % pattern.size()];
    }
  }
  return out.seal();
}

void add_line_patterns(Registry& registry) {
  const auto add = [&](const char* name, RowFunction eval, const char* doc,
                       std::vector<Example> examples) {
    registry.add({.name = name,
                  .type = fn({grid_type()}, grid_type()),
                  .eval = eval,
                  .smt = unmodelled_grid(),
                  .cost = 10,
                  .doc = doc,
                  .examples = std::move(examples)});
  };
  add("continue_rows", lift<&continue_rows>,
      "Each row with the smallest period of its two or more cells that are not empty continued "
      "over the empty ones; as it is where it has none.",
      {{"(continue_rows {01200000/30000000})", "{21212121/30000000}"}});
  add("continue_columns", lift<&continue_columns>, "The same for columns.",
      {{"(continue_columns {10/20/00/00/04})", "{10/20/10/20/14}"}});
  add("continue_diagonals", lift<&continue_diagonals>,
      "The smallest period of the colors of all rising, or else falling, diagonals continued over "
      "all of them. Undefined where there is none or a diagonal has two colors.",
      {{"(continue_diagonals {1200/2000/0000})", "{1212/2121/1212}"}});
}

void add_patterns(Registry& registry) {
  registry.add({
      .name = "repair_by_period",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&repair_by_period>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc = "Cells of a color filled from the repeated pattern that all others show. Undefined "
             "where the pattern is not seen twice or nothing is to be filled.",
      .examples = {{"(repair_by_period {1212/3488/1212/3434} azure)", "{1212/3434/1212/3434}"}},
  });
  registry.add({
      .name = "patch_by_period",
      .type = fn({grid_type(), color_type()}, grid_type()),
      .eval = lift<&patch_by_period>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "The box around a color as repair_by_period fills it.",
      .examples = {{"(patch_by_period {1212/3488/1212/3434} azure)", "{34@1,2}"}},
  });
  registry.add({
      .name = "continue_pattern",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&continue_pattern>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc = "The repeated pattern of the content continued over the whole grid. Undefined where "
             "it is not seen twice or leaves no empty margin.",
      .examples = {{"(continue_pattern {121200/343400/000000})", "{121212/343434/121212}"}},
  });
  registry.add({
      .name = "extend_pattern",
      .type = fn({grid_type(), int_type(), int_type()}, grid_type()),
      .eval = lift<&extend_pattern>,
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc = "The repeated pattern of the grid continued to n rows and m columns. Undefined where "
             "it is not seen twice.",
      .examples = {{"(extend_pattern {1212} 2 5)", "{12121/12121}"}},
  });
  registry.add({
      .name = "smallest_tile",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&smallest_tile>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc = "The smallest grid in the top left whose repetition gives the whole grid (the last "
             "copies may be cut).",
      .examples = {{"(smallest_tile {12121/34343})", "{12/34}"}},
  });
}

}  // namespace

void add_period_primitives(Registry& registry) {
  registry.begin_family("period");
  add_patterns(registry);
  add_line_patterns(registry);
}

}  // namespace gestalt::dsl
