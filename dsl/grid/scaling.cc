// Scaling of whole grids, and Kronecker products.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// Every cell as a block of `high` x `wide`.
GridResult enlarge(EvalContext& context, const Grid& grid, std::int64_t high, std::int64_t wide) {
  if (high < 1 || wide < 1 || (high == 1 && wide == 1)) return undefined();
  if (high > kMaxSide || wide > kMaxSide) return too_large();
  const int rows = grid.rows() * static_cast<int>(high);
  const int columns = grid.columns() * static_cast<int>(wide);
  if (!fits(rows, columns)) return too_large();
  GridBuilder out(context, rows, columns, grid.corner());
  for (int r = 0; r < grid.rows(); ++r) {
    Cell* first = out.row(r * static_cast<int>(high));
    Cell* to = first;
    for (int c = 0; c < grid.columns(); ++c) {
      for (int k = 0; k < wide; ++k) *to++ = grid.at(r, c);
    }
    for (int k = 1; k < high; ++k) {
      copy_cells(first + k * columns, first, columns);
    }
  }
  return out.seal();
}

/// Whether each block of `high` x `wide` has one color.
bool is_made_of_blocks(const Grid& grid, int high, int wide) {
  if (grid.rows() % high != 0 || grid.columns() % wide != 0) return false;
  for (int r = 0; r < grid.rows(); ++r) {
    const Cell* row = grid.row(r);
    if (r % high != 0) {
      if (!equal_cells(row, row - grid.columns(), grid.columns())) {
        return false;
      }
      continue;
    }
    for (int c = 0; c < grid.columns(); ++c) {
      if (c % wide != 0 && row[c] != row[c - 1]) return false;
    }
  }
  return true;
}

GridResult shrink(EvalContext& context, const Grid& grid, std::int64_t high, std::int64_t wide) {
  if (high < 1 || wide < 1 || high > grid.rows() || wide > grid.columns()) return undefined();
  if (high == 1 && wide == 1) return undefined();
  const int h = static_cast<int>(high);
  const int w = static_cast<int>(wide);
  if (!is_made_of_blocks(grid, h, w)) return undefined();
  GridBuilder out(context, grid.rows() / h, grid.columns() / w, grid.corner());
  for (int r = 0; r < out.rows(); ++r) {
    for (int c = 0; c < out.columns(); ++c) out.at(r, c) = grid.at(r * h, c * w);
  }
  return out.seal();
}

GridResult scale_up(EvalContext& context, const Grid& grid, std::int64_t k) {
  return enlarge(context, grid, k, k);
}
GridResult scale_down(EvalContext& context, const Grid& grid, std::int64_t k) {
  return shrink(context, grid, k, k);
}
GridResult stretch_rows(EvalContext& context, const Grid& grid, std::int64_t k) {
  return enlarge(context, grid, k, 1);
}
GridResult unstretch_rows(EvalContext& context, const Grid& result, std::int64_t k) {
  return shrink(context, result, k, 1);
}
GridResult stretch_columns(EvalContext& context, const Grid& grid, std::int64_t k) {
  return enlarge(context, grid, 1, k);
}
GridResult unstretch_columns(EvalContext& context, const Grid& result, std::int64_t k) {
  return shrink(context, result, 1, k);
}

GridResult unscale(EvalContext& context, const Grid& grid) {
  for (int k = std::min(grid.rows(), grid.columns()); k >= 2; --k) {
    if (is_made_of_blocks(grid, k, k)) return shrink(context, grid, k, k);
  }
  return undefined();
}

GridResult scale_by_shape(EvalContext& context, const Grid& grid) {
  if (grid.rows() * grid.rows() > kMaxProductSide) return too_large();
  if (grid.columns() * grid.columns() > kMaxProductSide) return too_large();
  return enlarge(context, grid, grid.rows(), grid.columns());
}

GridResult scale_to(EvalContext& context, const Grid& grid, const Grid& frame) {
  if (frame.rows() % grid.rows() != 0 || frame.columns() % grid.columns() != 0) return undefined();
  return enlarge(context, grid, frame.rows() / grid.rows(), frame.columns() / grid.columns());
}

GridResult kronecker(EvalContext& context, const Grid& pattern, const Grid& tile) {
  const int rows = pattern.rows() * tile.rows();
  const int columns = pattern.columns() * tile.columns();
  if (rows > kMaxProductSide || columns > kMaxProductSide) return too_large();
  GridBuilder out(context, rows, columns);
  out.fill(kBlack);
  for (int r = 0; r < pattern.rows(); ++r) {
    for (int c = 0; c < pattern.columns(); ++c) {
      if (is_empty(pattern.at(r, c))) continue;
      for (int i = 0; i < tile.rows(); ++i) {
        copy_cells(out.row(r * tile.rows() + i) + c * tile.columns(), tile.row(i), tile.columns());
      }
    }
  }
  return out.seal();
}

/// The tile at the pattern's first filled cell.
GridResult tile_of_kronecker(EvalContext& context, const Grid& result, const Grid& pattern) {
  if (result.rows() % pattern.rows() != 0 || result.columns() % pattern.columns() != 0) {
    return undefined();
  }
  const Cell* end = pattern.cells() + pattern.area();
  const auto at = std::find_if(pattern.cells(), end, [](Cell cell) { return !is_empty(cell); });
  if (at == end) return undefined();
  const int place = static_cast<int>(at - pattern.cells());
  const int rows = result.rows() / pattern.rows();
  const int columns = result.columns() / pattern.columns();
  const Box box{place / pattern.columns() * rows, place % pattern.columns() * columns, rows,
                columns};
  const GridResult tile = cut(context, result, box, {});
  if (!tile) return tile;
  const GridResult again = kronecker(context, pattern, *tile);
  return again && again->value() == result.value() ? tile : GridResult(undefined());
}

GridResult self_kronecker(EvalContext& context, const Grid& grid) {
  return kronecker(context, grid, grid);
}

// ---- Meanings ----

SmtTerm enlarged_smt(Smt& smt, const SmtTerm& grid, int high, int wide) {
  return by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    return gathered(p, p.rows * high, p.columns * wide, [&](int r, int c) {
      return Point{r / high, c / wide};
    });
  });
}

/// Blocks of k x k as cells, defined where each block has one color.
Sized shrunk(Smt& smt, const Picture& p, int k) {
  if (p.rows % k != 0 || p.columns % k != 0) return no_picture(smt);
  std::vector<Symbol> equal;
  for (int r = 0; r < p.rows; ++r) {
    for (int c = 0; c < p.columns; ++c) equal.push_back(p.at(r, c) == p.at(r - r % k, c - c % k));
  }
  Sized result = gathered(p, p.rows / k, p.columns / k, [&](int r, int c) {
    return Point{r * k, c * k};
  });
  result.defined = all_of(smt, equal);
  return result;
}

/// Of the first grid with the last.
SmtTerm kronecker_smt(Smt& smt, const std::vector<SymbolicGrid>& grids) {
  return by_sizes(grids, Corner::kOrigin, [&](const std::vector<Picture>& p) {
    const Picture& pattern = p.front();
    const Picture& tile = p.back();
    const int rows = pattern.rows * tile.rows;
    const int columns = pattern.columns * tile.columns;
    if (rows > kMaxProductSide || columns > kMaxProductSide) return no_picture(smt);
    return Sized{make_picture(rows, columns,
                              [&](int r, int c) {
                                const Symbol there = pattern.at(r / tile.rows, c / tile.columns);
                                return select(shown(there),
                                              tile.at(r % tile.rows, c % tile.columns), kBlack);
                              }),
                 Symbol::boolean(smt, true),
                 {}};
  });
}

void add_scalings(Registry& registry) {
  const Type by_number = fn({grid_type(), int_type()}, grid_type());
  registry.add({
      .name = "scale_up",
      .type = by_number,
      .eval = lift<&scale_up>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide,
                        [&](int k) { return enlarged_smt(smt, arg[0], k, k); });
      },
      .cost = 6,
      .doc = "Every cell as a block of k x k. Undefined for k < 2.",
      .examples = {{"(scale_up {12} 2)", "{1122/1122}"}},
      .inverses = {{0, lift<&scale_down>}},
  });
  registry.add({
      .name = "scale_down",
      .type = by_number,
      .eval = lift<&scale_down>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide, [&](int k) {
          return by_size(smt, arg[0], Corner::kKeep,
                         [&](const Picture& p) { return shrunk(smt, p, k); });
        });
      },
      .cost = 6,
      .doc = "Every block of k x k as one cell. Undefined for k < 2, and where the grid is not "
             "made of blocks of one color.",
      .examples = {{"(scale_down {1122/1122} 2)", "{12}"}},
      .inverses = {{0, lift<&scale_up>}},
  });
  registry.add({
      .name = "unscale",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&unscale>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
        SmtTerm result = never(smt);
        for (int k = 2; k <= std::min(g.window.rows(), g.window.columns()); ++k) {
          const SmtTerm smaller = by_size(smt, arg[0], Corner::kKeep,
                                          [&](const Picture& p) { return shrunk(smt, p, k); });
          result = choose_term(smt, {smt, smaller.defined}, smaller, result);
        }
        return result;
      },
      .cost = 6,
      .doc = "The smallest grid that, scaled up, is this one. Undefined where no scaling gives it.",
      .examples = {{"(unscale {111222/111222/111222})", "{12}"}},
  });
  registry.add({
      .name = "stretch_rows",
      .type = by_number,
      .eval = lift<&stretch_rows>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide,
                        [&](int k) { return enlarged_smt(smt, arg[0], k, 1); });
      },
      .cost = 10,
      .doc = "Every row k times. Undefined for k < 2.",
      .examples = {{"(stretch_rows {12/34} 2)", "{12/12/34/34}"}},
      .inverses = {{0, lift<&unstretch_rows>}},
  });
  registry.add({
      .name = "stretch_columns",
      .type = by_number,
      .eval = lift<&stretch_columns>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 2, kMaxSide,
                        [&](int k) { return enlarged_smt(smt, arg[0], 1, k); });
      },
      .cost = 10,
      .doc = "Every column k times. Undefined for k < 2.",
      .examples = {{"(stretch_columns {12} 3)", "{111222}"}},
      .inverses = {{0, lift<&unstretch_columns>}},
  });
  registry.add({
      .name = "scale_by_shape",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&scale_by_shape>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return squared_meaning(smt, arg[0], [](const Picture& p, int r, int c) {
          return Point{r / p.rows, c / p.columns};
        });
      },
      .cost = 8,
      .doc = "Every cell as a block of the size of the whole grid. Undefined for one cell "
             "and beyond a side of 30.",
      .examples = {{"(scale_by_shape {10/01})", "{1100/1100/0011/0011}"}},
  });
  registry.add({
      .name = "scale_to",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&scale_to>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<SymbolicGrid> grids{SymbolicGrid::read(smt, arg[0]),
                                              SymbolicGrid::read(smt, arg[1])};
        return by_sizes(grids, Corner::kKeep, [&](const std::vector<Picture>& p) {
          const int high = p[1].rows / p[0].rows;
          const int wide = p[1].columns / p[0].columns;
          const bool fits =
              p[1].rows % p[0].rows == 0 && p[1].columns % p[0].columns == 0 && high * wide > 1;
          if (!fits) return no_picture(smt);
          return gathered(p[0], p[1].rows, p[1].columns, [&](int r, int c) {
            return Point{r / high, c / wide};
          });
        });
      },
      .cost = 10,
      .doc = "The first grid's cells as blocks, so that it has the shape of the second. Undefined "
             "where that does not work out.",
      .examples = {{"(scale_to {12} {0000/0000})", "{1122/1122}"}},
  });
}

void add_products(Registry& registry) {
  registry.add({
      .name = "kronecker",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&kronecker>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return kronecker_smt(smt,
                             {SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1])});
      },
      .cost = 8,
      .doc = "For each cell of the first grid that is not empty a copy of the second, at the "
             "origin; black elsewhere. Undefined beyond a side of 30.",
      .examples = {{"(kronecker {10/01} {23})", "{2300/0023}"}},
      .inverses = {{1, lift<&tile_of_kronecker>}},
  });
  registry.add({
      .name = "self_kronecker",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&self_kronecker>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return kronecker_smt(smt, {SymbolicGrid::read(smt, arg[0])});
      },
      .cost = 6,
      .doc = "For each cell that is not empty a copy of the whole grid, at the origin; black "
             "elsewhere. Undefined beyond a side of 30.",
      .examples = {{"(self_kronecker {10/11})", "{1000/1100/1010/1111}"}},
  });
}

}  // namespace

void add_scaling_primitives(Registry& registry) {
  registry.begin_family("scaling");
  add_scalings(registry);
  add_products(registry);
}

}  // namespace gestalt::dsl
