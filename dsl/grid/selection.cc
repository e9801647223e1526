// Selection: one object of a list, or one part of a grid, by an attribute.
//
// Ties go to the earliest. An attribute that is a function goes with argmax, argmin, find and
// filter too; the records here are the common ones, so that they cost one step, and those that
// compare each object with all the others.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/pictures.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/property_record.h"
#include "dsl/grid/symbolic_grid.h"
#include "dsl/grid/symbolic_parts.h"

namespace gestalt::dsl {

namespace {

/// The first object with the greatest key.
template <auto kKey>
GridResult greatest(List objects) {
  if (objects.empty()) return undefined();
  Grid best(objects[0]);
  int best_key = kKey(best);
  for (const Value object : objects.elements().subspan(1)) {
    const Grid grid(object);
    const int key = kKey(grid);
    if (key <= best_key) continue;
    best = grid;
    best_key = key;
  }
  return best;
}

int cells(const Grid& grid) { return count_filled(grid); }
int fewer_cells(const Grid& grid) { return -count_filled(grid); }
int area(const Grid& grid) { return grid.area(); }
int smaller_area(const Grid& grid) { return -grid.area(); }
int height(const Grid& grid) { return grid.rows(); }
int width(const Grid& grid) { return grid.columns(); }
int higher_up(const Grid& grid) { return -grid.corner().row; }
int lower_down(const Grid& grid) { return frame_of(grid).bottom; }
int further_left(const Grid& grid) { return -grid.corner().column; }
int further_right(const Grid& grid) { return frame_of(grid).right; }
int colors(const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  return static_cast<int>(
      std::count_if(counts.begin() + 1, counts.begin() + kColors, [](int n) { return n > 0; }));
}
int fewer_colors(const Grid& grid) { return -colors(grid); }
int density(const Grid& grid) { return count_filled(grid) * 10'000 / grid.area(); }
int holes(const Grid& grid) {
  const Components regions(grid, Connectivity::kFour, Parts::kEmpty);
  if (!regions.complete()) return 0;
  return static_cast<int>(std::count_if(regions.begin(), regions.end(), [&](const auto& region) {
    return !regions.at_edge(region);
  }));
}

// ---- By how common an attribute is among all ----

Digest most_common_color_digest(const Grid& grid) { return {most_common(count_cells(grid)), 0}; }
Digest cell_count_digest(const Grid& grid) {
  return {static_cast<std::uint64_t>(count_filled(grid)), 0};
}

/// The first object whose attribute is shared by the most (kSign = 1) or the fewest (-1).
template <auto kAttribute, int kSign>
GridResult by_frequency(EvalContext& context, List objects) {
  const std::size_t size = objects.size();
  if (size == 0) return undefined();
  if (size > kMaxObjects) return too_large();
  if (!context.spend(size * size / 8)) return tl::unexpected(Fault::kFuel);
  std::array<Digest, kMaxObjects> attributes;
  for (std::size_t i = 0; i < size; ++i) attributes[i] = kAttribute(Grid(objects[i]));
  std::size_t best = 0;
  std::ptrdiff_t best_count = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto alike = std::count(attributes.begin(), attributes.begin() + size, attributes[i]);
    if (i > 0 && kSign * alike <= kSign * best_count) continue;
    best = i;
    best_count = alike;
  }
  return Grid(objects[best]);
}

// ---- Relative to another grid ----

/// Cells between two frames along rows plus along columns; negative parts count as 0.
int frame_distance(const Frame& a, const Frame& b) {
  const int rows = std::max({0, b.top - a.bottom, a.top - b.bottom});
  const int columns = std::max({0, b.left - a.right, a.left - b.right});
  return rows + columns;
}

/// The first object with the greatest key but that grid itself, of those for which
/// qualifies(object) holds.
template <class F, class Key>
GridResult best_other(List objects, const Grid& place, F qualifies, Key key) {
  std::optional<Grid> best;
  int best_key = 0;
  for (const Value object : objects) {
    if (object == place.value() || !qualifies(Grid(object))) continue;
    const int own_key = key(Grid(object));
    if (best && own_key <= best_key) continue;
    best = Grid(object);
    best_key = own_key;
  }
  if (!best) return undefined();
  return *best;
}
template <class F>
GridResult nearest_where(List objects, const Grid& place, F qualifies) {
  const Frame to = frame_of(place);
  return best_other(objects, place, qualifies,
                    [&](const Grid& object) { return -frame_distance(frame_of(object), to); });
}
auto has_color_of(const Grid& place) {
  return [color = most_common(count_cells(place))](const Grid& object) {
    return most_common(count_cells(object)) == color;
  };
}

GridResult nearest(List objects, const Grid& place) {
  return nearest_where(objects, place, [](const Grid&) { return true; });
}
GridResult nearest_of_color(List objects, const Grid& place) {
  return nearest_where(objects, place, has_color_of(place));
}
GridResult nearest_of_shape(List objects, const Grid& place) {
  return nearest_where(objects, place,
                       [&](const Grid& object) { return equal_shapes(object, place); });
}
GridResult largest_of_color(List objects, const Grid& place) {
  return best_other(objects, place, has_color_of(place), &cells);
}

// ---- Parts of a grid ----

/// The first part with the most (kSign = 1) or fewest (-1) cells.
template <Connectivity kConnectivity, Parts kParts, int kSign>
GridResult extreme_part(EvalContext& context, const Grid& grid) {
  const Components parts(grid, kConnectivity, kParts);
  if (parts.count() == 0) return undefined();
  if (!parts.complete()) return too_large();
  const auto* best = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
    return kSign * a.cells < kSign * b.cells;
  });
  return extract(context, grid, parts, *best);
}

constexpr auto kFour = Connectivity::kFour;
constexpr auto kEight = Connectivity::kEight;

// ---- Meanings ----

Symbol shown_count(const SymbolicGrid& grid) {
  return count_of(*grid.smt, grid.where([&](int r, int c) { return shown(grid.at(r, c)); }));
}
Symbol colors_in(const SymbolicGrid& grid) {
  const std::vector<Symbol> counts = color_counts(grid);
  std::vector<Symbol> occur;
  for (std::size_t c = 1; c < kColors; ++c) occur.push_back(counts[c] > 0);
  return count_of(*grid.smt, occur);
}
template <class Key>
SmtTerm greatest_smt(Smt& smt, const SmtTerm& objects, Key key) {
  std::vector<Symbol> keys;
  for (const SmtTerm& item : objects.items) keys.push_back(key(SymbolicGrid::read(smt, item)));
  return with_greatest(smt, objects, keys);
}
/// By how many objects are alike.
template <class Alike>
SmtTerm by_frequency_smt(Smt& smt, const SmtTerm& objects, int sign, Alike alike) {
  std::vector<SymbolicGrid> grids;
  for (const SmtTerm& item : objects.items) {
    grids.push_back(SymbolicGrid::read(smt, item).at_origin());
  }
  const std::size_t size = grids.size();
  const std::vector<Symbol> present = presence(smt, objects);
  std::vector<std::vector<Symbol>> counted(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const Symbol both = i == j ? Symbol::boolean(smt, true) : alike(grids[i], grids[j]);
      counted[i].push_back(both & present[j]);
      if (i != j) counted[j].push_back(both & present[i]);
    }
  }
  std::vector<Symbol> keys;
  for (std::size_t i = 0; i < size; ++i) keys.push_back(count_of(smt, counted[i]) * sign);
  return with_greatest(smt, objects, keys);
}
/// The first object with the greatest key(object, place) but that grid itself, of those for which
/// qualifies(object, place) holds.
template <class F, class Key>
SmtTerm best_other_smt(Smt& smt, Arguments arg, F qualifies, Key key) {
  const SymbolicGrid place = SymbolicGrid::read(smt, arg[1]);
  SmtTerm others = empty_list(smt);
  std::vector<Symbol> keys;
  for (std::size_t i = 0; i < arg[0].items.size(); ++i) {
    const SymbolicGrid object = SymbolicGrid::read(smt, arg[0].items[i]);
    const Symbol counts =
        is_present(smt, arg[0], i) & !equal_grids(object, place) & qualifies(object, place);
    if (counts.is_false()) continue;
    keys.push_back(key(object, place));
    add_item(others, counts, arg[0].items[i]);
  }
  return with_greatest(smt, others, keys);
}
template <class F>
SmtTerm nearest_smt(Smt& smt, Arguments arg, F qualifies) {
  return best_other_smt(smt, arg, qualifies,
                        [](const SymbolicGrid& object, const SymbolicGrid& place) {
                          const auto gap = [](Symbol a, Symbol a_end, Symbol b, Symbol b_end) {
                            return greatest(a.number(0), greatest(b - a_end, a - b_end));
                          };
                          return (gap(object.top, object.bottom, place.top, place.bottom) +
                                  gap(object.left, object.right, place.left, place.right)) *
                                 -1;
                        });
}
SmtTerm extreme_part_smt(Smt& smt, const SmtTerm& grid, Connectivity connectivity, Parts kind,
                         int sign) {
  const SymbolicParts parts(SymbolicGrid::read(smt, grid), connectivity, kind);
  SmtTerm objects = empty_list(smt);
  std::vector<Symbol> keys;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.starts(i).is_false()) continue;
    add_item(objects, parts.starts(i), parts.object(i).term());
    keys.push_back(parts.cells(i) * sign);
  }
  return with_greatest(smt, objects, keys);
}
Symbol alike_in_color(const SymbolicGrid& a, const SymbolicGrid& b) {
  return most_common(color_counts(a)) == most_common(color_counts(b));
}

void add_extremes(Registry& registry) {
  const std::array<Property, 14> selectors{{
      {"largest",
       lift<&greatest<&cells>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return shown_count(g); });
       },
       4,
       "The object with the most non-empty cells. Undefined for an empty list.",
       {"(largest [{1} {22} {3}])", "{22}"}},
      {"smallest",
       lift<&greatest<&fewer_cells>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return shown_count(g) * -1; });
       },
       4,
       "The object with the fewest non-empty cells. Undefined for an empty list.",
       {"(smallest [{11} {2} {3}])", "{2}"}},
      {"largest_frame",
       lift<&greatest<&area>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(
             smt, arg[0], [&](const SymbolicGrid& g) -> Symbol { return g.height() * g.width(); });
       },
       8,
       "The object whose frame has the greatest area. Undefined for an empty list.",
       {"(largest_frame [{111} {2./.2}])", "{2./.2}"}},
      {"smallest_frame",
       lift<&greatest<&smaller_area>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0], [&](const SymbolicGrid& g) -> Symbol {
           return g.height() * g.width() * -1;
         });
       },
       8,
       "The object whose frame has the smallest area. Undefined for an empty list.",
       {"(smallest_frame [{2./.2} {111}])", "{111}"}},
      {"tallest",
       lift<&greatest<&height>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return g.height(); });
       },
       8,
       "The object with the most rows. Undefined for an empty list.",
       {"(tallest [{111} {2/2}])", "{2/2}"}},
      {"widest",
       lift<&greatest<&width>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return g.width(); });
       },
       8,
       "The object with the most columns. Undefined for an empty list.",
       {"(widest [{2/2} {111}])", "{111}"}},
      {"topmost",
       lift<&greatest<&higher_up>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return g.top * -1; });
       },
       8,
       "The object whose first row is highest. Undefined for an empty list.",
       {"(topmost [{1@2,0} {2@1,5}])", "{2@1,5}"}},
      {"bottommost",
       lift<&greatest<&lower_down>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return g.bottom; });
       },
       8,
       "The object whose last row is lowest. Undefined for an empty list.",
       {"(bottommost [{1@2,0} {2/2@1,5} {3@3,3}])", "{3@3,3}"}},
      {"leftmost",
       lift<&greatest<&further_left>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return g.left * -1; });
       },
       8,
       "The object whose first column is furthest left. Undefined for an empty list.",
       {"(leftmost [{1@0,2} {2@5,1}])", "{2@5,1}"}},
      {"rightmost",
       lift<&greatest<&further_right>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0], [&](const SymbolicGrid& g) -> Symbol { return g.right; });
       },
       8,
       "The object whose last column is furthest right. Undefined for an empty list.",
       {"(rightmost [{1@0,2} {222@5,1}])", "{222@5,1}"}},
      {"most_colors",
       lift<&greatest<&colors>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return colors_in(g); });
       },
       8,
       "The object with the most colors, black not counted. Undefined for an empty list.",
       {"(most_colors [{11} {12}])", "{12}"}},
      {"fewest_colors",
       lift<&greatest<&fewer_colors>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0],
                             [&](const SymbolicGrid& g) -> Symbol { return colors_in(g) * -1; });
       },
       8,
       "The object with the fewest colors, black not counted. Undefined for an empty list.",
       {"(fewest_colors [{12} {11}])", "{11}"}},
      {"most_holes",
       lift<&greatest<&holes>>,
       unmodelled_grid(),
       8,
       "The object with the most enclosed empty regions. Undefined for an empty list.",
       {"(most_holes [{1} {111/101/111}])", "{111/101/111}"}},
      {"densest",
       lift<&greatest<&density>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return greatest_smt(smt, arg[0], [&](const SymbolicGrid& g) -> Symbol {
           return shown_count(g) * 10000 / (g.height() * g.width());
         });
       },
       10,
       "The object with the greatest share of non-empty cells in its frame. Undefined for an empty "
       "list.",
       {"(densest [{10/01} {11/10}])", "{11/10}"}},
  }};
  add_properties(registry, selectors, fn({list_of(grid_type())}, grid_type()));
}

void add_frequencies(Registry& registry) {
  const std::array<Property, 7> selectors{{
      {"most_common_shape",
       lift<&by_frequency<&shape_digest, 1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], 1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return all_alike(a, b, [](Symbol x, Symbol y) { return shown(x) == shown(y); });
         });
       },
       8,
       "The first object with the most common shape (sides and which cells are not empty). "
       "Undefined for an empty list.",
       {"(most_common_shape [{11} {2} {3}])", "{2}"}},
      {"least_common_shape",
       lift<&by_frequency<&shape_digest, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], -1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return all_alike(a, b, [](Symbol x, Symbol y) { return shown(x) == shown(y); });
         });
       },
       6,
       "The first object with the rarest shape (sides and which cells are not empty). Undefined "
       "for "
       "an empty list.",
       {"(least_common_shape [{1} {2} {33}])", "{33}"}},
      {"most_common_picture",
       lift<&by_frequency<&picture_digest, 1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], 1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return all_alike(a, b, [](Symbol x, Symbol y) { return x == y; });
         });
       },
       8,
       "The first object with the most common cells, wherever it lies. Undefined for an empty "
       "list.",
       {"(most_common_picture [{12} {2} {2@1,1}])", "{2}"}},
      {"least_common_picture",
       lift<&by_frequency<&picture_digest, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], -1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return all_alike(a, b, [](Symbol x, Symbol y) { return x == y; });
         });
       },
       6,
       "The first object with the rarest cells, wherever it lies. Undefined for an empty list.",
       {"(least_common_picture [{2} {2@1,1} {12}])", "{12}"}},
      {"most_common_colored",
       lift<&by_frequency<&most_common_color_digest, 1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], 1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return most_common(color_counts(a)) == most_common(color_counts(b));
         });
       },
       10,
       "The first object with the main color that most objects have. Undefined for an empty list.",
       {"(most_common_colored [{3} {1} {11}])", "{1}"}},
      {"least_common_colored",
       lift<&by_frequency<&most_common_color_digest, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], -1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return most_common(color_counts(a)) == most_common(color_counts(b));
         });
       },
       8,
       "The first object with the main color that fewest objects have. Undefined for an empty "
       "list.",
       {"(least_common_colored [{1} {3} {11}])", "{3}"}},
      {"least_common_size",
       lift<&by_frequency<&cell_count_digest, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_frequency_smt(smt, arg[0], -1, [](const SymbolicGrid& a, const SymbolicGrid& b) {
           return shown_count(a) == shown_count(b);
         });
       },
       10,
       "The first object with the rarest number of non-empty cells. Undefined for an empty list.",
       {"(least_common_size [{11} {2/2} {3}])", "{3}"}},
  }};
  add_properties(registry, selectors, fn({list_of(grid_type())}, grid_type()));
}

void add_parts(Registry& registry) {
  const std::array<Property, 4> selectors{{
      {"largest_component",
       lift<&extreme_part<kFour, Parts::kOneColor, 1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return extreme_part_smt(smt, arg[0], kFour, Parts::kOneColor, 1);
       },
       6,
       "The 4-connected part of one color with the most cells. Undefined for an empty grid.",
       {"(largest_component {1022/0020})", "{22/2.@0,2}"}},
      {"smallest_component",
       lift<&extreme_part<kFour, Parts::kOneColor, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return extreme_part_smt(smt, arg[0], kFour, Parts::kOneColor, -1);
       },
       8,
       "The 4-connected part of one color with the fewest cells. Undefined for an empty grid.",
       {"(smallest_component {1022/0020})", "{1}"}},
      {"largest_cluster",
       lift<&extreme_part<kEight, Parts::kAnyColor, 1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return extreme_part_smt(smt, arg[0], kEight, Parts::kAnyColor, 1);
       },
       6,
       "The 8-connected part of any colors with the most cells. Undefined for an empty grid.",
       {"(largest_cluster {1023/0040})", "{23/4.@0,2}"}},
      {"smallest_cluster",
       lift<&extreme_part<kEight, Parts::kAnyColor, -1>>,
       [](Smt& smt, Arguments arg) -> SmtTerm {
         return extreme_part_smt(smt, arg[0], kEight, Parts::kAnyColor, -1);
       },
       8,
       "The 8-connected part of any colors with the fewest cells. Undefined for an empty grid.",
       {"(smallest_cluster {1023/0040})", "{1}"}},
  }};
  add_properties(registry, selectors, fn({grid_type()}, grid_type()));
}

}  // namespace

void add_selection_primitives(Registry& registry) {
  registry.begin_family("selection");
  add_extremes(registry);
  add_frequencies(registry);
  add_parts(registry);
  const auto add_relative = [&](const char* name, RowFunction eval, SmtMeaning meaning, int cost,
                                const char* doc, Example example) {
    registry.add({.name = name,
                  .type = fn({list_of(grid_type()), grid_type()}, grid_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = cost,
                  .doc = doc,
                  .examples = {std::move(example)}});
  };
  add_relative(
      "nearest", lift<&nearest>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return nearest_smt(smt, arg, [](const SymbolicGrid& object, const SymbolicGrid&) {
          return object.truth(true);
        });
      },
      8,
      "The object of the list nearest to a grid, by the gap between their frames; that grid "
      "itself does not count. Undefined where there is none.",
      {"(nearest [{1} {2@0,3} {3@0,9}] {1})", "{2@0,3}"});
  add_relative(
      "nearest_of_color", lift<&nearest_of_color>,
      [](Smt& smt, Arguments arg) -> SmtTerm { return nearest_smt(smt, arg, alike_in_color); }, 8,
      "The same among the objects that have the grid's main color.",
      {"(nearest_of_color [{1} {2@0,3} {1@0,9}] {1})", "{1@0,9}"});
  add_relative("nearest_of_shape", lift<&nearest_of_shape>,
               [](Smt& smt, Arguments arg) -> SmtTerm {
                 return nearest_smt(smt, arg, [](const SymbolicGrid& a, const SymbolicGrid& b) {
                   return all_alike(a, b, [](Symbol x, Symbol y) { return shown(x) == shown(y); });
                 });
               },
               8, "The same among the objects that have the grid's sides and empty cells.",
               {"(nearest_of_shape [{1} {22@0,3} {3@0,9}] {1})", "{3@0,9}"});
  add_relative(
      "largest_of_color", lift<&largest_of_color>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return best_other_smt(
            smt, arg, alike_in_color,
            [](const SymbolicGrid& object, const SymbolicGrid&) { return shown_count(object); });
      },
      8,
      "The largest object of the list that has a grid's main color; that grid itself does not "
      "count. Undefined where there is none.",
      {"(largest_of_color [{1} {1@0,3} {11@0,9}] {1})", "{11@0,9}"});
}

}  // namespace gestalt::dsl
