// Relations: truths about two grids, by which parts are told apart and chosen.
#include <algorithm>
#include <array>

#include "dsl/grid/frame.h"
#include "dsl/grid/pictures.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/property_record.h"

namespace gestalt::dsl {

namespace {

bool at_edge(const Grid& object, const Grid& frame) {
  const Frame inner = frame_of(object);
  const Frame outer = frame_of(frame);
  return inner.top <= outer.top || inner.left <= outer.left || inner.bottom >= outer.bottom ||
         inner.right >= outer.right;
}

bool same_picture(const Grid& a, const Grid& b) {
  return a.same_shape(b) && std::equal(a.span().begin(), a.span().end(), b.span().begin(), alike);
}

/// Whether a cell of one lies on a cell of the other.
bool overlaps(const Grid& a, const Grid& b) {
  const Frame both = common(frame_of(a), frame_of(b));
  if (both.empty()) return false;
  for (int r = both.top; r < both.bottom; ++r) {
    const Cell* x = a.row(r - a.corner().row) + (both.left - a.corner().column);
    const Cell* y = b.row(r - b.corner().row) + (both.left - b.corner().column);
    for (int c = 0; c < both.columns(); ++c) {
      if (!is_empty(x[c]) && !is_empty(y[c])) return true;
    }
  }
  return false;
}

/// Whether a cell of one lies beside a cell of the other (side by side, not diagonally), or on it.
bool touches(const Grid& a, const Grid& b) {
  const Frame x = frame_of(a);
  const Frame y = frame_of(b);
  const Frame near = common({x.top - 1, x.left - 1, x.bottom + 1, x.right + 1}, y);
  for (int r = near.top; r < near.bottom; ++r) {
    for (int c = near.left; c < near.right; ++c) {
      if (is_empty(b.at(r - y.top, c - y.left))) continue;
      const int i = r - x.top;
      const int j = c - x.left;
      if (!is_empty(a.get(i, j)) || !is_empty(a.get(i - 1, j)) || !is_empty(a.get(i + 1, j)) ||
          !is_empty(a.get(i, j - 1)) || !is_empty(a.get(i, j + 1))) {
        return true;
      }
    }
  }
  return false;
}

bool is_inside(const Grid& object, const Grid& frame) {
  const Frame inner = frame_of(object);
  const Frame outer = frame_of(frame);
  return inner.top >= outer.top && inner.left >= outer.left && inner.bottom <= outer.bottom &&
         inner.right <= outer.right;
}

bool same_color(const Grid& a, const Grid& b) {
  return most_common(count_cells(a)) == most_common(count_cells(b));
}
bool is_above(const Grid& a, const Grid& b) { return frame_of(a).bottom <= frame_of(b).top; }
bool is_left_of(const Grid& a, const Grid& b) { return frame_of(a).right <= frame_of(b).left; }
bool is_aligned(const Grid& a, const Grid& b) {
  const Frame shared = common(frame_of(a), frame_of(b));
  return shared.top < shared.bottom || shared.left < shared.right;
}

}  // namespace

void add_relation_primitives(Registry& registry) {
  registry.begin_family("relation");
  const std::array<Property, 10> relations{{
      {"same_color",
       lift<&same_color>,
       unmodelled_grid(),
       12,
       "Whether the most common color but black is the same in both.",
       {"(same_color {112} {10@4,4})", "true"},
       true},
      {"is_aligned",
       lift<&is_aligned>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(((a.top < b.bottom) & (b.top < a.bottom)) |
                      ((a.left < b.right) & (b.left < a.right)));
       },
       14,
       "Whether the frames have a row or a column in common.",
       {"(is_aligned {1} {22/22@3,0})", "true"},
       true},
      {"is_above",
       lift<&is_above>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(a.bottom <= b.top);
       },
       14,
       "Whether all rows of the first grid lie above those of the second one.",
       {"(is_above {1} {2@1,5})", "true"}},
      {"is_left_of",
       lift<&is_left_of>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(a.right <= b.left);
       },
       14,
       "Whether all columns of the first grid lie left of those of the second one.",
       {"(is_left_of {1} {2@1,0})", "false"}},
      {"at_edge",
       lift<&at_edge>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total((a.top <= b.top) | (a.left <= b.left) | (a.bottom >= b.bottom) |
                      (a.right >= b.right));
       },
       12,
       "Whether the first grid reaches the edge of the second one's frame.",
       {"(at_edge {1@1,0} {000/000/000})", "true"}},
      {"same_shape",
       lift<&equal_shapes>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(all_alike(a, b, [](Symbol x, Symbol y) { return shown(x) == shown(y); }));
       },
       12,
       "Whether both have the same sides and the same cells that are not empty, wherever they lie.",
       {"(same_shape {10/11} {20/32@5,5})", "true"},
       true},
      {"same_picture",
       lift<&same_picture>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(all_alike(a, b, alike_cells));
       },
       12,
       "Whether both have the same sides and colors, wherever they lie.",
       {"(same_picture {10/11} {1./11@5,5})", "true"},
       true},
      {"overlaps",
       lift<&overlaps>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(any_of(
             smt, a.where([&](int r, int c) { return shown(a.at(r, c)) & shown(b.at(r, c)); })));
       },
       14,
       "Whether a cell of one lies on a cell of the other.",
       {"(overlaps {10} {22@0,1})", "false"},
       true},
      {"touches",
       lift<&touches>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total(any_of(smt, b.where([&](int r, int c) {
           const std::vector<Symbol> near{shown(a.at(r, c)), shown(a.at(r - 1, c)),
                                          shown(a.at(r + 1, c)), shown(a.at(r, c - 1)),
                                          shown(a.at(r, c + 1))};
           return shown(b.at(r, c)) & any_of(smt, near);
         })));
       },
       12,
       "Whether a cell of one lies on a cell of the other or at its side.",
       {"(touches {1} {2@0,1})", "true"},
       true},
      {"is_inside",
       lift<&is_inside>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
         return total((a.top >= b.top) & (a.left >= b.left) & (a.bottom <= b.bottom) &
                      (a.right <= b.right));
       },
       12,
       "Whether the first grid's frame lies in the second one's.",
       {"(is_inside {1@1,1} {000/000/000})", "true"}},
  }};
  add_properties(registry, relations, fn({grid_type(), grid_type()}, bool_type()));
}

}  // namespace gestalt::dsl
