// Noise in whole grids: small parts removed, neighborhoods made uniform.
#include <bit>

#include "dsl/grid/cells.h"
#include "dsl/grid/components.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"
#include "dsl/grid/symbolic_parts.h"

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

/// Calls visit(r, c, sum) with the sum of `weight` over the 3 x 3 cells around each cell, as far as
/// they lie in the grid. Sums columns of three first.
template <class Weight, class Visit>
void for_each_neighborhood(const Grid& grid, Weight weight, Visit visit) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  std::array<std::uint64_t, kMaxSide + 2> sums;  // of three rows; one more to either side
  sums[0] = 0;
  sums[static_cast<std::size_t>(columns) + 1] = 0;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      std::uint64_t sum = weight(grid.at(r, c));
      if (r > 0) sum += weight(grid.at(r - 1, c));
      if (r + 1 < rows) sum += weight(grid.at(r + 1, c));
      sums[static_cast<std::size_t>(c) + 1] = sum;
    }
    for (int c = 0; c < columns; ++c) {
      const auto at = static_cast<std::size_t>(c);
      visit(r, c, sums[at] + sums[at + 1] + sums[at + 2]);
    }
  }
}

Grid smooth(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  constexpr std::uint64_t kOnes = 0x11111111111;  // four bits for each of the eleven cell values
  const auto reach = [](int at, int length) {
    return 1 + (at > 0 ? 1 : 0) + (at + 1 < length ? 1 : 0);
  };
  for_each_neighborhood(
      grid, [](Cell cell) { return std::uint64_t{1} << (4 * cell); },
      [&](int r, int c, std::uint64_t counts) {
        const int cells = reach(r, grid.rows()) * reach(c, grid.columns());
        // A count above half of the cells, and only that, reaches the fourth bit.
        const auto bias = static_cast<std::uint64_t>(8 - (cells / 2 + 1));
        const std::uint64_t major = (counts + bias * kOnes) & (8 * kOnes);
        if (major != 0) out.at(r, c) = static_cast<Cell>(std::countr_zero(major) / 4);
      });
  return out.seal();
}

Grid remove_isolated(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid);
  for_each_neighborhood(
      grid, [](Cell cell) { return is_empty(cell) ? std::uint64_t{0} : std::uint64_t{1}; },
      [&](int r, int c, std::uint64_t filled) {
        if (filled == 1 && !is_empty(grid.at(r, c))) out.at(r, c) = kBlack;
      });
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
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        const Symbol limit = symbol(smt, arg[1]);
        const SymbolicParts parts(g, Connectivity::kFour, Parts::kOneColor);
        const SymbolicGrid cells = g.trimmed();
        std::size_t i = 0;
        return cells
            .map_places([&](int r, int c) {
              const Symbol removed = shown(cells.at(r, c)) & (parts.cells(i) <= limit);
              ++i;
              return select(removed, kBlack, cells.at(r, c));
            })
            .term(limit >= 1);
      },
      .cost = 10,
      .doc = "Without the 4-connected parts of one color that have at most k cells; they become "
             "black. Undefined for k < 1.",
      .examples = {{"(remove_small {1102/0000/0300} 1)", "{1100/0000/0000}"}},
  });
  registry.add({
      .name = "remove_isolated",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&remove_isolated>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
          std::vector<Symbol> others;
          for (int y = r - 1; y <= r + 1; ++y) {
            for (int x = c - 1; x <= c + 1; ++x) {
              if (y != r || x != c) others.push_back(shown(g.at(y, x)));
            }
          }
          return select(shown(g.at(r, c)) & !any_of(smt, others), kBlack, g.at(r, c));
        });
      },
      .cost = 12,
      .doc = "Without the cells all of whose eight neighbors are empty; they become black.",
      .examples = {{"(remove_isolated {1102/0000/3000})", "{1100/0000/0000}"}},
  });
  registry.add({
      .name = "keep_blocks",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&keep_blocks>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        return g
            .map([&](int r, int c) {
              const Symbol cell = g.at(r, c);
              std::vector<Symbol> blocks;
              for (const int down : {-1, 1}) {
                for (const int right : {-1, 1}) {
                  blocks.push_back((g.at(r + down, c) == cell) & (g.at(r, c + right) == cell) &
                                   (g.at(r + down, c + right) == cell));
                }
              }
              return select(shown(cell) & any_of(smt, blocks), cell, kBlack);
            })
            .term((g.height() >= 2) & (g.width() >= 2));
      },
      .cost = 10,
      .doc = "The cells that belong to a block of 2 x 2 of one color; the others become black. "
             "Undefined under two rows or columns.",
      .examples = {{"(keep_blocks {1120/1100/0003})", "{1100/1100/0000}"}},
  });
  registry.add({
      .name = "smooth",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&smooth>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return local_meaning(smt, arg[0], [&](const SymbolicGrid& g, int r, int c) {
          std::vector<Symbol> inside;
          for (int y = r - 1; y <= r + 1; ++y) {
            for (int x = c - 1; x <= c + 1; ++x) inside.push_back(g.inside(y, x));
          }
          const Symbol cells = count_of(smt, inside);
          Symbol result = g.at(r, c);
          for (int value = 0; value <= kTransparent; ++value) {
            std::vector<Symbol> alike;
            for (int y = r - 1; y <= r + 1; ++y) {
              for (int x = c - 1; x <= c + 1; ++x)
                alike.push_back(g.inside(y, x) & (g.at(y, x) == value));
            }
            result = select(count_of(smt, alike) * 2 > cells, value, result);
          }
          return result;
        });
      },
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
