// Two grids cell by cell: overlays, and Boolean operations on what is not empty.
//
// Overlays respect positions and yield the common frame of both. Boolean operations need equal
// shapes and ignore positions, so that panels and halves compare; the result lies at the common
// corner, or at the origin where the corners differ. What an operation leaves out is black.
#include "dsl/grid/cells.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

Point common_corner(const Grid& a, const Grid& b) {
  return a.corner() == b.corner() ? a.corner() : Point{};
}

/// The grid with cells combine(a, b).
template <class Combine>
Grid zip_cells(EvalContext& context, const Grid& a, const Grid& b, Combine combine) {
  GridBuilder out(context, a.rows(), a.columns(), common_corner(a, b));
  const Cell* first = a.cells();
  const Cell* second = b.cells();
  Cell* to = out.cells();
  const int area = a.area();
  for (int i = 0; i < area; ++i) to[i] = combine(first[i], second[i]);
  return out.seal();
}

/// The grid with cells combine(a, b) where the shapes are equal.
template <class Combine>
GridResult combine_shapes(EvalContext& context, const Grid& a, const Grid& b, Combine combine) {
  if (!a.same_shape(b)) return undefined();
  return zip_cells(context, a, b, combine);
}

/// Cells of `top` for which `seen`, elsewhere those of `bottom`, in the frame of both.
template <class Seen>
GridResult lay_over(EvalContext& context, const Grid& bottom, const Grid& top, Seen seen) {
  if (bottom.same_frame(top)) {
    return zip_cells(context, bottom, top, [=](Cell b, Cell t) { return seen(t) ? t : b; });
  }
  const Frame frame = united(frame_of(bottom), frame_of(top));
  if (!fits(frame)) return too_large();
  GridBuilder out(context, frame.rows(), frame.columns(), frame.corner());
  const Point low = bottom.corner() - frame.corner();
  const Point high = top.corner() - frame.corner();
  if (!(frame.rows() == bottom.rows() && frame.columns() == bottom.columns()))
    out.fill(kTransparent);
  for (int r = 0; r < bottom.rows(); ++r) {
    copy_cells(out.row(low.row + r) + low.column, bottom.row(r), bottom.columns());
  }
  for (int r = 0; r < top.rows(); ++r) {
    const Cell* from = top.row(r);
    Cell* to = out.row(high.row + r) + high.column;
    for (int c = 0; c < top.columns(); ++c) to[c] = seen(from[c]) ? from[c] : to[c];
  }
  return out.seal();
}

GridResult overlay(EvalContext& context, const Grid& bottom, const Grid& top) {
  return lay_over(context, bottom, top, [](Cell cell) { return !is_empty(cell); });
}

GridResult cover(EvalContext& context, const Grid& bottom, const Grid& top) {
  return lay_over(context, bottom, top, [](Cell cell) { return cell != kTransparent; });
}

/// What must lie on `bottom` to give the result: the cells that differ, black elsewhere.
GridResult uncover_top(EvalContext& context, const Grid& result, const Grid& bottom) {
  if (!result.same_frame(bottom)) return undefined();
  bool possible = true;
  bool differs = false;
  for (int i = 0; i < result.area(); ++i) {
    const Cell shown = result.cells()[i];
    const bool other = shown != bottom.cells()[i];
    differs |= other;
    possible &= !(other && is_empty(shown));
  }
  if (!possible || !differs) return undefined();
  return zip_cells(context, result, bottom, [](Cell r, Cell b) { return r == b ? kBlack : r; });
}

GridResult keep_where(EvalContext& context, const Grid& grid, const Grid& mask) {
  return combine_shapes(context, grid, mask,
                        [](Cell g, Cell m) { return is_empty(m) ? kBlack : g; });
}

GridResult erase_where(EvalContext& context, const Grid& grid, const Grid& mask) {
  return combine_shapes(context, grid, mask,
                        [](Cell g, Cell m) { return is_empty(m) ? g : kBlack; });
}

GridResult exclusive(EvalContext& context, const Grid& a, const Grid& b) {
  return combine_shapes(context, a, b, [](Cell x, Cell y) {
    const bool first = !is_empty(x);
    return first == !is_empty(y) ? kBlack : (first ? x : y);
  });
}

GridResult neither(EvalContext& context, const Grid& a, const Grid& b, Color color) {
  const Cell fill = color.cell;
  return combine_shapes(context, a, b,
                        [=](Cell x, Cell y) { return is_empty(x) && is_empty(y) ? fill : kBlack; });
}

GridResult keep_equal(EvalContext& context, const Grid& a, const Grid& b) {
  return combine_shapes(context, a, b,
                        [](Cell x, Cell y) { return x == y && x != kTransparent ? x : kBlack; });
}

GridResult keep_different(EvalContext& context, const Grid& a, const Grid& b) {
  return combine_shapes(context, a, b, [](Cell x, Cell y) { return x == y ? kBlack : x; });
}

GridResult fill_from(EvalContext& context, const Grid& grid, const Grid& source) {
  return combine_shapes(context, grid, source, [](Cell g, Cell s) { return is_empty(g) ? s : g; });
}

GridResult replace_where(EvalContext& context, const Grid& grid, Color color, const Grid& source) {
  const Cell replaced = color.cell;
  return combine_shapes(context, grid, source,
                        [=](Cell g, Cell s) { return g == replaced ? s : g; });
}

bool all_of_one_shape(const List& grids) {
  const Grid first(grids[0]);
  return std::all_of(grids.begin(), grids.end(),
                     [&](Value value) { return first.same_shape(Grid(value)); });
}

GridResult keep_where_all(EvalContext& context, List grids) {
  if (grids.size() < 2 || !all_of_one_shape(grids)) return undefined();
  GridBuilder out(context, Grid(grids[0]));
  Cell* to = out.cells();
  const int area = out.area();
  for (const Value value : grids.elements().subspan(1)) {
    const Cell* mask = Grid(value).cells();
    for (int i = 0; i < area; ++i) to[i] = is_empty(mask[i]) ? kBlack : to[i];
  }
  return out.seal();
}

GridResult consensus(EvalContext& context, List grids) {
  if (grids.size() < 2 || !all_of_one_shape(grids)) return undefined();
  const Grid first(grids[0]);
  const int area = first.area();
  GridBuilder out(context, first.rows(), first.columns(), first.corner());
  Cell* to = out.cells();
  for (int i = 0; i < area; ++i) {
    std::array<std::uint16_t, kColors + 1> counts{};
    Cell best = first.cells()[i];
    for (const Value value : grids) {
      const Cell cell = Grid(value).cells()[i];
      if (++counts[cell] > counts[best]) best = cell;
    }
    to[i] = best;
  }
  return out.seal();
}

template <class Seen>
SmtTerm laid_over(Smt& smt, Arguments arg, Seen seen) {
  const SymbolicGrid bottom = SymbolicGrid::read(smt, arg[0]);
  const SymbolicGrid top = SymbolicGrid::read(smt, arg[1]);
  SymbolicGrid result = choose_grid(Symbol::boolean(smt, true), bottom, top);
  result.top = least(bottom.top, top.top);
  result.left = least(bottom.left, top.left);
  result.bottom = greatest(bottom.bottom, top.bottom);
  result.right = greatest(bottom.right, top.right);
  return painted(result, top, seen).term();
}

void add_overlays(Registry& registry) {
  registry.add({
      .name = "overlay",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&overlay>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return laid_over(smt, arg, [](Symbol cell) { return shown(cell); });
      },
      .cost = 4,
      .doc = "The second grid on the first, by position: its cells that are not empty win. "
             "Transparent where neither reaches.",
      .examples = {{"(overlay {11/11} {20/.3})", "{21/13}"}, {"(overlay {1} {2@1,1})", "{1./.2}"}},
      .inverses = {{1, lift<&uncover_top>}},
  });
  registry.add({
      .name = "cover",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&cover>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return laid_over(smt, arg, [](Symbol cell) { return cell != int{kTransparent}; });
      },
      .cost = 8,
      .doc = "The second grid on the first, by position: all but its transparent cells win.",
      .examples = {{"(cover {11/11} {20/.3})", "{20/13}"}},
  });
  registry.add({
      .name = "fill_from",
      .type = fn({grid_type(), grid_type()}, grid_type()),
      .eval = lift<&fill_from>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) { return select(empty(x), y, x); });
      },
      .cost = 8,
      .doc = "The first grid with its empty cells taken from the second, whose place does not "
             "matter. Undefined for different shapes.",
      .examples = {{"(fill_from {10/.2} {34/56@4,4})", "{14/52}"}},
  });
  registry.add({
      .name = "replace_where",
      .type = fn({grid_type(), color_type(), grid_type()}, grid_type()),
      .eval = lift<&replace_where>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(
            SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[2]),
            [&](Symbol x, Symbol y) { return select(x == symbol(smt, arg[1]), y, x); });
      },
      .cost = 10,
      .doc = "The first grid with its cells of a color taken from the other. Undefined for "
             "different shapes.",
      .examples = {{"(replace_where {18/82} azure {34/56})", "{14/52}"}},
  });
}

void add_logic(Registry& registry) {
  const Type binary = fn({grid_type(), grid_type()}, grid_type());
  registry.add({
      .name = "keep_where",
      .type = binary,
      .eval = lift<&keep_where>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) { return select(empty(y), int{kBlack}, x); });
      },
      .cost = 6,
      .doc = "The first grid's cells where the second is not empty (and). Undefined for different "
             "shapes.",
      .examples = {{"(keep_where {12/34} {50/05})", "{10/04}"}},
  });
  registry.add({
      .name = "erase_where",
      .type = binary,
      .eval = lift<&erase_where>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) { return select(empty(y), x, int{kBlack}); });
      },
      .cost = 6,
      .doc = "The first grid's cells where the second is empty (and not). Undefined for different "
             "shapes.",
      .examples = {{"(erase_where {12/34} {50/05})", "{02/30}"}},
  });
  registry.add({
      .name = "exclusive",
      .type = binary,
      .eval = lift<&exclusive>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) {
                             return select(shown(x) == shown(y), int{kBlack},
                                           select(shown(x), x, y));
                           });
      },
      .cost = 8,
      .doc = "The cells where exactly one of both is not empty (xor). Undefined for different "
             "shapes.",
      .examples = {{"(exclusive {10/10} {20/02})", "{00/12}"}},
      .commutative = true,
  });
  registry.add({
      .name = "neither",
      .type = fn({grid_type(), grid_type(), color_type()}, grid_type()),
      .eval = lift<&neither>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) {
                             return select(empty(x) & empty(y), symbol(smt, arg[2]), int{kBlack});
                           });
      },
      .cost = 8,
      .doc = "The color where both are empty (nor). Undefined for different shapes.",
      .examples = {{"(neither {10/10} {20/02} green)", "{03/00}"}},
  });
  registry.add({
      .name = "keep_equal",
      .type = binary,
      .eval = lift<&keep_equal>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) {
                             return select((x == y) & (x != int{kTransparent}), x, int{kBlack});
                           });
      },
      .cost = 10,
      .doc = "The cells that are equal in both. Undefined for different shapes.",
      .examples = {{"(keep_equal {12/34} {13/04})", "{10/04}"}},
      .commutative = true,
  });
  registry.add({
      .name = "keep_different",
      .type = binary,
      .eval = lift<&keep_different>,
      .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
        return zip_meaning(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]),
                           [&](Symbol x, Symbol y) { return select(x == y, int{kBlack}, x); });
      },
      .cost = 10,
      .doc =
          "The first grid's cells that differ from the second's. Undefined for different shapes.",
      .examples = {{"(keep_different {12/34} {13/04})", "{02/30}"}},
  });
  registry.add({
      .name = "keep_where_all",
      .type = fn({list_of(grid_type())}, grid_type()),
      .eval = lift<&keep_where_all>,
      .smt = unmodelled_grid(),
      .cost = 8,
      .doc =
          "The first grid's cells where no grid is empty. Undefined for different shapes and for "
          "fewer than two.",
      .examples = {{"(keep_where_all [{123} {110} {011}])", "{020}"}},
  });
  registry.add({
      .name = "consensus",
      .type = fn({list_of(grid_type())}, grid_type()),
      .eval = lift<&consensus>,
      .smt = unmodelled_grid(),
      .cost = 10,
      .doc = "Each cell as most grids have it; what came first of equals. Undefined for different "
             "shapes and for fewer than two.",
      .examples = {{"(consensus [{123} {120} {043}])", "{123}"}},
  });
}

}  // namespace

void add_mask_primitives(Registry& registry) {
  registry.begin_family("mask");
  add_overlays(registry);
  add_logic(registry);
}

}  // namespace gestalt::dsl
