// Whole grids from copies: concatenation, tiling, mirror images.
//
// Concatenations start at the origin; what is built from copies of one grid keeps its corner.
#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

GridResult hconcat(EvalContext& context, const Grid& left, const Grid& right) {
  if (left.rows() != right.rows()) return undefined();
  if (!fits(left.rows(), left.columns() + right.columns())) return too_large();
  GridBuilder out(context, left.rows(), left.columns() + right.columns());
  for (int r = 0; r < left.rows(); ++r) {
    copy_cells(out.row(r), left.row(r), left.columns());
    copy_cells(out.row(r) + left.columns(), right.row(r), right.columns());
  }
  return out.seal();
}

GridResult vconcat(EvalContext& context, const Grid& top, const Grid& bottom) {
  if (top.columns() != bottom.columns()) return undefined();
  if (!fits(top.rows() + bottom.rows(), top.columns())) return too_large();
  GridBuilder out(context, top.rows() + bottom.rows(), top.columns());
  copy_cells(out.cells(), top.cells(), top.area());
  copy_cells(out.cells() + top.area(), bottom.cells(), bottom.area());
  return out.seal();
}

/// Whether the part lies in the whole with its top left cell at (row, column).
bool shows(const Grid& whole, const Grid& part, int row, int column) {
  for (int r = 0; r < part.rows(); ++r) {
    if (!equal_cells(whole.row(row + r) + column, part.row(r), part.columns())) return false;
  }
  return true;
}

/// What stands beside a known part of a concatenation; kKnownFirst: the left or upper part is
/// known.
template <bool kKnownFirst>
GridResult hconcat_rest(EvalContext& context, const Grid& result, const Grid& known) {
  const int columns = result.columns() - known.columns();
  if (columns < 1 || known.rows() != result.rows()) return undefined();
  if (!shows(result, known, 0, kKnownFirst ? 0 : columns)) return undefined();
  return cut(context, result, {0, kKnownFirst ? known.columns() : 0, result.rows(), columns}, {});
}
template <bool kKnownFirst>
GridResult vconcat_rest(EvalContext& context, const Grid& result, const Grid& known) {
  const int rows = result.rows() - known.rows();
  if (rows < 1 || known.columns() != result.columns()) return undefined();
  if (!shows(result, known, kKnownFirst ? 0 : rows, 0)) return undefined();
  return cut(context, result, {kKnownFirst ? known.rows() : 0, 0, rows, result.columns()}, {});
}

GridResult hconcat_all(EvalContext& context, List grids) {
  if (grids.empty()) return undefined();
  const int rows = Grid(grids[0]).rows();
  int columns = 0;
  for (const Value value : grids) {
    if (Grid(value).rows() != rows) return undefined();
    columns += Grid(value).columns();
  }
  if (!fits(rows, columns)) return too_large();
  GridBuilder out(context, rows, columns);
  int at = 0;
  for (const Value value : grids) {
    const Grid grid(value);
    for (int r = 0; r < rows; ++r) {
      copy_cells(out.row(r) + at, grid.row(r), grid.columns());
    }
    at += grid.columns();
  }
  return out.seal();
}

GridResult vconcat_all(EvalContext& context, List grids) {
  if (grids.empty()) return undefined();
  const int columns = Grid(grids[0]).columns();
  int rows = 0;
  for (const Value value : grids) {
    if (Grid(value).columns() != columns) return undefined();
    rows += Grid(value).rows();
  }
  if (!fits(rows, columns)) return too_large();
  GridBuilder out(context, rows, columns);
  Cell* to = out.cells();
  for (const Value value : grids) {
    const Grid grid(value);
    copy_cells(to, grid.cells(), grid.area());
    to += grid.area();
  }
  return out.seal();
}

enum class Pose { kPlain, kMirrorRows, kMirrorColumns, kMirrorBoth };

/// Writes a grid with its top left cell at (row, column) of the canvas.
template <Pose kPose = Pose::kPlain>
void put(GridBuilder& out, const Grid& grid, int row, int column) {
  for (int r = 0; r < grid.rows(); ++r) {
    constexpr bool kUpsideDown = kPose == Pose::kMirrorRows || kPose == Pose::kMirrorBoth;
    const Cell* from = grid.row(kUpsideDown ? grid.rows() - 1 - r : r);
    Cell* to = out.row(row + r) + column;
    if constexpr (kPose == Pose::kMirrorColumns || kPose == Pose::kMirrorBoth) {
      std::reverse_copy(from, from + grid.columns(), to);
    } else {
      copy_cells(to, from, grid.columns());
    }
  }
}

void put(Pose pose, GridBuilder& out, const Grid& grid, int row, int column) {
  switch (pose) {
    case Pose::kPlain:
      return put<Pose::kPlain>(out, grid, row, column);
    case Pose::kMirrorRows:
      return put<Pose::kMirrorRows>(out, grid, row, column);
    case Pose::kMirrorColumns:
      return put<Pose::kMirrorColumns>(out, grid, row, column);
    case Pose::kMirrorBoth:
      return put<Pose::kMirrorBoth>(out, grid, row, column);
  }
}

/// n x m copies, the one in tile row i and tile column k in pose(i, k).
template <class PoseOf>
GridResult tile_posed(EvalContext& context, const Grid& grid, std::int64_t n, std::int64_t m,
                      PoseOf pose) {
  if (n < 1 || m < 1 || (n == 1 && m == 1)) return undefined();
  if (n > kMaxSide || m > kMaxSide) return too_large();
  const int rows = static_cast<int>(n) * grid.rows();
  const int columns = static_cast<int>(m) * grid.columns();
  if (!fits(rows, columns)) return too_large();
  GridBuilder out(context, rows, columns, grid.corner());
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < m; ++k) put(pose(i, k), out, grid, i * grid.rows(), k * grid.columns());
  }
  return out.seal();
}

Pose plain(int, int) { return Pose::kPlain; }
Pose mirrored(int i, int k) {
  if (i % 2 == 0) return k % 2 == 0 ? Pose::kPlain : Pose::kMirrorColumns;
  return k % 2 == 0 ? Pose::kMirrorRows : Pose::kMirrorBoth;
}
Pose odd_rows_mirrored(int i, int) { return i % 2 == 0 ? Pose::kPlain : Pose::kMirrorColumns; }

template <Pose (*kPoseOf)(int, int)>
GridResult tile_as(EvalContext& context, const Grid& grid, std::int64_t n, std::int64_t m) {
  return tile_posed(context, grid, n, m, kPoseOf);
}

/// The top left tile where the whole is made of it.
template <Pose (*kPoseOf)(int, int)>
GridResult untile(EvalContext& context, const Grid& result, std::int64_t n, std::int64_t m) {
  if (n < 1 || m < 1 || result.rows() % n != 0 || result.columns() % m != 0) return undefined();
  const Box box{0, 0, static_cast<int>(result.rows() / n), static_cast<int>(result.columns() / m)};
  const GridResult tile = cut(context, result, box);
  if (!tile) return tile;
  const GridResult again = tile_posed(context, *tile, n, m, kPoseOf);
  return again && again->value() == result.value() ? tile : GridResult(undefined());
}

/// Two copies side by side (or one above the other), one of them mirrored.
template <int kRows, int kColumns, bool kMirrorFirst>
GridResult mirror(EvalContext& context, const Grid& grid) {
  return tile_posed(context, grid, kRows, kColumns, [](int i, int k) {
    return kMirrorFirst ? mirrored(kRows - 1 - i, kColumns - 1 - k) : mirrored(i, k);
  });
}
template <int kRows, int kColumns, bool kMirrorFirst>
GridResult unmirror(EvalContext& context, const Grid& result) {
  if (result.rows() % kRows != 0 || result.columns() % kColumns != 0) return undefined();
  const int rows = result.rows() / kRows;
  const int columns = result.columns() / kColumns;
  const Box box{kMirrorFirst ? result.rows() - rows : 0,
                kMirrorFirst ? result.columns() - columns : 0, rows, columns};
  const GridResult part = cut(context, result, box, result.corner());
  if (!part) return part;
  const GridResult again = mirror<kRows, kColumns, kMirrorFirst>(context, *part);
  return again && again->value() == result.value() ? part : GridResult(undefined());
}

/// A square, and on turning around the middle its three rotations.
GridResult pinwheel(EvalContext& context, const Grid& grid) {
  const int n = grid.rows();
  if (n != grid.columns()) return undefined();
  if (!fits(2 * n, 2 * n)) return too_large();
  GridBuilder out(context, 2 * n, 2 * n, grid.corner());
  for (int r = 0; r < n; ++r) {
    for (int c = 0; c < n; ++c) {
      const Cell cell = grid.at(r, c);
      out.at(r, c) = cell;
      out.at(c, 2 * n - 1 - r) = cell;
      out.at(2 * n - 1 - r, 2 * n - 1 - c) = cell;
      out.at(2 * n - 1 - c, r) = cell;
    }
  }
  return out.seal();
}

GridResult unpinwheel(EvalContext& context, const Grid& result) {
  if (result.rows() != result.columns() || result.rows() % 2 != 0) return undefined();
  const GridResult part = cut(context, result, {0, 0, result.rows() / 2, result.rows() / 2});
  if (!part) return part;
  const GridResult again = pinwheel(context, *part);
  return again && again->value() == result.value() ? part : GridResult(undefined());
}

GridResult tile_to(EvalContext& context, const Grid& grid, const Grid& frame) {
  if (grid.same_shape(frame)) return undefined();
  GridBuilder out(context, frame.rows(), frame.columns(), frame.corner());
  for (int r = 0; r < frame.rows(); ++r) {
    const Cell* from = grid.row(r % grid.rows());
    for (int c = 0; c < frame.columns(); c += grid.columns()) {
      const int size = std::min(grid.columns(), frame.columns() - c);
      copy_cells(out.row(r) + c, from, size);
    }
  }
  return out.seal();
}

GridResult tile_by_shape(EvalContext& context, const Grid& grid) {
  if (grid.rows() * grid.rows() > kMaxProductSide) return too_large();
  if (grid.columns() * grid.columns() > kMaxProductSide) return too_large();
  return tile_posed(context, grid, grid.rows(), grid.columns(), plain);
}

// ---- Meanings ----

/// The items of a list of grids of which none may be missing.
std::vector<SmtTerm> certain_items(Smt& smt, const SmtTerm& list) {
  for (const Symbol present : presence(smt, list)) {
    if (!present.is_true()) give_up("a list whose length depends on the input");
  }
  return list.items;
}

/// Pictures side by side, or one above the other.
SmtTerm concatenated(Smt& smt, Arguments parts, bool beside) {
  if (parts.empty()) return never(smt);
  std::vector<SymbolicGrid> grids;
  for (const SmtTerm& part : parts) grids.push_back(SymbolicGrid::read(smt, part));
  return by_sizes(grids, Corner::kOrigin, [&](const std::vector<Picture>& p) {
    int length = 0;
    const int across = beside ? p[0].rows : p[0].columns;
    for (const Picture& part : p) {
      if ((beside ? part.rows : part.columns) != across) return no_picture(smt);
      length += beside ? part.columns : part.rows;
    }
    const auto look = [&](int along, int place) {
      std::size_t k = 0;
      while (along >= (beside ? p[k].columns : p[k].rows)) {
        along -= beside ? p[k].columns : p[k].rows;
        ++k;
      }
      return beside ? p[k].at(place, along) : p[k].at(along, place);
    };
    return Sized{make_picture(beside ? across : length, beside ? length : across,
                              [&](int r, int c) { return beside ? look(c, r) : look(r, c); }),
                 Symbol::boolean(smt, true),
                 {}};
  });
}

/// n x m copies, each in its pose; undefined for a single one.
SmtTerm tiled_smt(Smt& smt, const SmtTerm& grid, int n, int m, Pose (*pose)(int, int)) {
  if (n == 1 && m == 1) return never(smt);
  return by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    return gathered(p, n * p.rows, m * p.columns, [&](int r, int c) {
      const Pose own = pose(r / p.rows, c / p.columns);
      const bool down = own == Pose::kMirrorRows || own == Pose::kMirrorBoth;
      const bool across = own == Pose::kMirrorColumns || own == Pose::kMirrorBoth;
      const int row = r % p.rows;
      const int column = c % p.columns;
      return Point{down ? p.rows - 1 - row : row, across ? p.columns - 1 - column : column};
    });
  });
}

void add_concatenations(Registry& registry) {
  registry.add({
      .name = "hconcat",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&hconcat>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return concatenated(smt, arg, true); },
      .cost = 6,
      .doc = "The second grid to the right of the first, at the origin. Undefined for different "
             "numbers of rows.",
      .examples = {{"(hconcat {1/2} {34/56})", "{134/256}"}},
      .inverses = {{0, lift<&hconcat_rest<false>>}, {1, lift<&hconcat_rest<true>>}},
  });
  registry.add({
      .name = "vconcat",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&vconcat>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return concatenated(smt, arg, false); },
      .cost = 6,
      .doc = "The second grid below the first, at the origin. Undefined for different numbers of "
             "columns.",
      .examples = {{"(vconcat {12} {34/56})", "{12/34/56}"}},
      .inverses = {{0, lift<&vconcat_rest<false>>}, {1, lift<&vconcat_rest<true>>}},
  });
  registry.add({
      .name = "hconcat_all",
      .type = fn({list_of(grid_type())}, grid_type()),
      .eval = lift<&hconcat_all>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return concatenated(smt, certain_items(smt, arg[0]), true);
      },
      .cost = 6,
      .doc = "All grids from left to right, at the origin. Undefined for none and for different "
             "numbers of rows.",
      .examples = {{"(hconcat_all [{1} {23} {4}])", "{1234}"}},
  });
  registry.add({
      .name = "vconcat_all",
      .type = fn({list_of(grid_type())}, grid_type()),
      .eval = lift<&vconcat_all>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return concatenated(smt, certain_items(smt, arg[0]), false);
      },
      .cost = 6,
      .doc = "All grids from top to bottom, at the origin. Undefined for none and for different "
             "numbers of columns.",
      .examples = {{"(vconcat_all [{1} {2/3}])", "{1/2/3}"}},
  });
}

void add_tilings(Registry& registry) {
  registry.add({
      .name = "tile",
      .type = fn({grid_type(), int_type(), int_type()}, grid_type()),
      .eval = lift<&tile_as<plain>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 1, kMaxSide, [&](int n) {
          return by_value(smt, arg[2], 1, kMaxSide,
                          [&](int m) { return tiled_smt(smt, arg[0], n, m, plain); });
        });
      },
      .cost = 6,
      .doc = "n rows of m copies. Undefined under one, and for one copy.",
      .examples = {{"(tile {12} 2 2)", "{1212/1212}"}},
      .inverses = {{0, lift<&untile<plain>>}},
  });
  registry.add({
      .name = "tile_mirrored",
      .type = fn({grid_type(), int_type(), int_type()}, grid_type()),
      .eval = lift<&tile_as<mirrored>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 1, kMaxSide, [&](int n) {
          return by_value(smt, arg[2], 1, kMaxSide,
                          [&](int m) { return tiled_smt(smt, arg[0], n, m, mirrored); });
        });
      },
      .cost = 10,
      .doc = "n rows of m copies, each the mirror image of its neighbors. Undefined under one, and "
             "for one copy.",
      .examples = {{"(tile_mirrored {12/34} 2 3)", "{122112/344334/344334/122112}"}},
      .inverses = {{0, lift<&untile<mirrored>>}},
  });
  registry.add({
      .name = "tile_odd_rows_mirrored",
      .type = fn({grid_type(), int_type(), int_type()}, grid_type()),
      .eval = lift<&tile_as<odd_rows_mirrored>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_value(smt, arg[1], 1, kMaxSide, [&](int n) {
          return by_value(smt, arg[2], 1, kMaxSide,
                          [&](int m) { return tiled_smt(smt, arg[0], n, m, odd_rows_mirrored); });
        });
      },
      .cost = 14,
      .doc = "n rows of m copies, those in every second row with their columns in reverse order. "
             "Undefined under one, and for one copy.",
      .examples = {{"(tile_odd_rows_mirrored {12} 2 2)", "{1212/2121}"}},
      .inverses = {{0, lift<&untile<odd_rows_mirrored>>}},
  });
  registry.add({
      .name = "tile_to",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&tile_to>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        const std::vector<SymbolicGrid> grids{SymbolicGrid::read(smt, arg[1]),
                                              SymbolicGrid::read(smt, arg[0])};
        return by_sizes(grids, Corner::kKeep, [&](const std::vector<Picture>& p) {
          if (p[0].rows == p[1].rows && p[0].columns == p[1].columns) return no_picture(smt);
          return gathered(p[1], p[0].rows, p[0].columns, [&](int r, int c) {
            return Point{r % p[1].rows, c % p[1].columns};
          });
        });
      },
      .cost = 8,
      .doc = "The first grid repeated over the frame of the second, cropped where it ends. "
             "Undefined for equal shapes.",
      .examples = {{"(tile_to {12} {000/000/000})", "{121/121/121}"}},
  });
  registry.add({
      .name = "tile_by_shape",
      .type = fn({grid_type()}, grid_type()),
      .eval = lift<&tile_by_shape>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return squared_meaning(smt, arg[0], [](const Picture& p, int r, int c) {
          return Point{r % p.rows, c % p.columns};
        });
      },
      .cost = 10,
      .doc = "As many rows and columns of copies as the grid has cells in a column and a row. "
             "Undefined for one cell and beyond a side of 30.",
      .examples = {{"(tile_by_shape {12})", "{1212}"}},
  });
}

void add_mirrors(Registry& registry) {
  const Type mirror_type = fn({grid_type()}, grid_type());
  registry.add({
      .name = "mirror_right",
      .type = mirror_type,
      .eval = lift<&mirror<1, 2, false>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 1, 2, mirrored);
      },
      .cost = 6,
      .doc = "The grid, and to its right its mirror image.",
      .examples = {{"(mirror_right {12/34})", "{1221/3443}"}},
      .inverses = {{0, lift<&unmirror<1, 2, false>>}},
  });
  registry.add({
      .name = "mirror_left",
      .type = mirror_type,
      .eval = lift<&mirror<1, 2, true>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 1, 2, [](int i, int k) { return mirrored(0 - i, 1 - k); });
      },
      .cost = 8,
      .doc = "The grid, and to its left its mirror image.",
      .examples = {{"(mirror_left {12/34})", "{2112/4334}"}},
      .inverses = {{0, lift<&unmirror<1, 2, true>>}},
  });
  registry.add({
      .name = "mirror_down",
      .type = mirror_type,
      .eval = lift<&mirror<2, 1, false>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 2, 1, mirrored);
      },
      .cost = 6,
      .doc = "The grid, and below it its mirror image.",
      .examples = {{"(mirror_down {12/34})", "{12/34/34/12}"}},
      .inverses = {{0, lift<&unmirror<2, 1, false>>}},
  });
  registry.add({
      .name = "mirror_up",
      .type = mirror_type,
      .eval = lift<&mirror<2, 1, true>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 2, 1, [](int i, int k) { return mirrored(1 - i, 0 - k); });
      },
      .cost = 8,
      .doc = "The grid, and above it its mirror image.",
      .examples = {{"(mirror_up {12/34})", "{34/12/12/34}"}},
      .inverses = {{0, lift<&unmirror<2, 1, true>>}},
  });
  registry.add({
      .name = "mirror_both",
      .type = mirror_type,
      .eval = lift<&mirror<2, 2, false>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 2, 2, mirrored);
      },
      .cost = 6,
      .doc = "The grid mirrored to the right, and both mirrored down.",
      .examples = {{"(mirror_both {12/34})", "{1221/3443/3443/1221}"}},
      .inverses = {{0, lift<&unmirror<2, 2, false>>}},
  });
  registry.add({
      .name = "mirror_both_outward",
      .type = mirror_type,
      .eval = lift<&mirror<2, 2, true>>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return tiled_smt(smt, arg[0], 2, 2, [](int i, int k) { return mirrored(1 - i, 1 - k); });
      },
      .cost = 8,
      .doc = "The grid mirrored to the left, and both mirrored up: the grid is the lower right "
             "quarter.",
      .examples = {{"(mirror_both_outward {12/34})", "{4334/2112/2112/4334}"}},
      .inverses = {{0, lift<&unmirror<2, 2, true>>}},
  });
  registry.add({
      .name = "pinwheel",
      .type = mirror_type,
      .eval = lift<&pinwheel>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return by_size(smt, arg[0], Corner::kKeep, [&](const Picture& p) {
          const int n = p.rows;
          if (n != p.columns) return no_picture(smt);
          return gathered(p, 2 * n, 2 * n, [&](int r, int c) {
            if (r < n && c < n) return Point{r, c};
            if (r < n) return Point{2 * n - 1 - c, r};
            if (c >= n) return Point{2 * n - 1 - r, 2 * n - 1 - c};
            return Point{c, 2 * n - 1 - r};
          });
        });
      },
      .cost = 8,
      .doc = "A square as the upper left quarter; each next quarter, clockwise, is turned by 90 "
             "degrees more. Undefined for other shapes.",
      .examples = {{"(pinwheel {12/34})", "{1231/3442/2443/1321}"}},
      .inverses = {{0, lift<&unpinwheel>}},
  });
}

}  // namespace

void add_tiling_primitives(Registry& registry) {
  registry.begin_family("tiling");
  add_concatenations(registry);
  add_tilings(registry);
  add_mirrors(registry);
}

}  // namespace gestalt::dsl
