// Noise in whole grids: small parts removed, neighborhoods made uniform.
#include "dsl/grid/cells.h"
#include "dsl/grid/components.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

GridResult remove_small(EvalContext& context, const Grid& grid, std::int64_t limit) {
  if (limit < 1) return undefined();
  const Components components(grid, Connectivity::kFour, Parts::kOneColor);
  if (!components.complete()) return too_large();
  GridBuilder out(context, grid);
  bool removed = false;
  for (const auto& component : components) {
    if (component.cells > limit) continue;
    removed = true;
    components.for_each_run(component, [&](const Components::Run& run) {
      std::memset(out.row(run.row) + run.begin, kBlack,
                  static_cast<std::size_t>(run.end - run.begin));
    });
  }
  if (!removed) return grid;
  return out.seal();
}

/// The 3 x 3 cells around one, as far as they lie in the grid; the ends are included.
struct Neighborhood {
  int top;
  int bottom;
  int left;
  int right;
};
Neighborhood around(const Grid& grid, int r, int c) {
  return {std::max(0, r - 1), std::min(grid.rows() - 1, r + 1), std::max(0, c - 1),
          std::min(grid.columns() - 1, c + 1)};
}

Grid smooth(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Neighborhood near = around(grid, r, c);
      std::uint64_t counts = 0;  // four bits for each cell value
      for (int i = near.top; i <= near.bottom; ++i) {
        const Cell* row = grid.row(i);
        for (int k = near.left; k <= near.right; ++k) counts += std::uint64_t{1} << (4 * row[k]);
      }
      const int cells = (near.bottom - near.top + 1) * (near.right - near.left + 1);
      for (int color = 0; counts != 0; ++color, counts >>= 4) {
        if (2 * static_cast<int>(counts & 15) > cells) out.at(r, c) = static_cast<Cell>(color);
      }
    }
  }
  return out.seal();
}

Grid remove_isolated(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (is_empty(grid.at(r, c))) continue;
      const Neighborhood near = around(grid, r, c);
      int filled = 0;
      for (int i = near.top; i <= near.bottom; ++i) {
        const Cell* row = grid.row(i);
        for (int k = near.left; k <= near.right; ++k) filled += is_empty(row[k]) ? 0 : 1;
      }
      if (filled == 1) out.at(r, c) = kBlack;
    }
  }
  return out.seal();
}

GridResult keep_blocks(EvalContext& context, const Grid& grid) {
  if (grid.rows() < 2 || grid.columns() < 2) return undefined();
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  out.fill(kBlack);
  for (int r = 0; r + 1 < grid.rows(); ++r) {
    const Cell* upper = grid.row(r);
    const Cell* lower = grid.row(r + 1);
    for (int c = 0; c + 1 < grid.columns(); ++c) {
      const Cell cell = upper[c];
      if (is_empty(cell) || upper[c + 1] != cell || lower[c] != cell || lower[c + 1] != cell) {
        continue;
      }
      out.at(r, c) = out.at(r, c + 1) = out.at(r + 1, c) = out.at(r + 1, c + 1) = cell;
    }
  }
  return out.seal();
}

void add_removals(Registry& registry) {
  registry.add({
      .name = "remove_small",
      .type = fn({grid_type(), int_type()}, grid_type()),
      .eval = lift<&remove_small>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Without the 4-connected parts of one color that have at most k cells; they become "
             "black. Undefined for k < 1.",
      .examples = {{"(remove_small {1102/0000/0300} 1)", "{1100/0000/0000}"}},
  });
  registry.add({
      .name = "remove_isolated",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&remove_isolated>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Without the cells all of whose eight neighbors are empty; they become black.",
      .examples = {{"(remove_isolated {1102/0000/3000})", "{1100/0000/0000}"}},
  });
  registry.add({
      .name = "keep_blocks",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&keep_blocks>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "The cells that belong to a block of 2 x 2 of one color; the others become black. "
             "Undefined under two rows or columns.",
      .examples = {{"(keep_blocks {1120/1100/0003})", "{1100/1100/0000}"}},
  });
  registry.add({
      .name = "smooth",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&smooth>,
      .smt = unmodelled_grid(),
      .cost = 12,
      .doc = "Each cell in the color that more than half of its neighborhood of 3 x 3 has, if any; "
             "cells beyond the border do not count.",
      .examples = {{"(smooth {111/121/111})", "{111/111/111}"}},
  });
}

}  // namespace

void add_noise_primitives(Registry& registry) {
  registry.begin_family("noise");
  add_removals(registry);
}

}  // namespace gestalt::dsl
