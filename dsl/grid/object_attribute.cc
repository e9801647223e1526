// Attributes of objects, spread over their cells: what a cell knows of the object it belongs to.
//
// An object's cells are those that are not transparent. Where objects overlap the first one counts.
#include <algorithm>
#include <array>
#include <vector>

#include "dsl/grid/frame.h"
#include "dsl/grid/pictures.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// Calls f(r, c, row, column) for the cells of an object that lie on the grid: (r, c) on the grid,
/// (row, column) in the object. With kWholeBox also for transparent ones.
template <bool kWholeBox, class F>
void for_each_cell(const Grid& grid, const Grid& object, F f) {
  const Frame seen = common(frame_of(grid), frame_of(object));
  for (int r = seen.top; r < seen.bottom; ++r) {
    for (int c = seen.left; c < seen.right; ++c) {
      const int row = r - object.corner().row;
      const int column = c - object.corner().column;
      if (!kWholeBox && object.at(row, column) == kTransparent) continue;
      f(r - grid.corner().row, c - grid.corner().column, row, column);
    }
  }
}

/// Level `level_of(object index)` on the cells (or boxes) of each object, nothing elsewhere.
template <bool kWholeBox = false, class F>
Plane spread_levels(EvalContext& context, List objects, const Grid& grid, F level_of) {
  PlaneBuilder out(context, grid);
  out.fill(kNothing);
  for (std::size_t i = objects.size(); i-- > 0;) {
    const Level level = level_of(i);
    for_each_cell<kWholeBox>(grid, Grid(objects[i]),
                             [&](int r, int c, int, int) { out.at(r, c) = level; });
  }
  return out.seal();
}

/// The function's results on the objects. Fault::kDomain where one is no plain number.
struct Attributes {
  std::array<std::int64_t, kMaxObjects> of{};
  Fault fault = Fault::kNone;

  Attributes(EvalContext& context, Function attribute, List objects) {
    if (objects.size() > of.size()) {
      fault = Fault::kSize;
      return;
    }
    for (std::size_t i = 0; i < objects.size() && fault == Fault::kNone; ++i) {
      const auto value = attribute(context, objects[i]);
      if (!value) {
        fault = value.error();
      } else if (!value->is_immediate()) {
        fault = Fault::kDomain;
      } else {
        of[i] = value->integer();
      }
    }
  }
};

template <bool kWholeBox>
PlaneResult spread(EvalContext& context, Function attribute, List objects, const Grid& grid) {
  const Attributes attributes(context, attribute, objects);
  if (attributes.fault != Fault::kNone) return tl::unexpected(attributes.fault);
  return spread_levels<kWholeBox>(context, objects, grid,
                                  [&](std::size_t i) { return to_level(attributes.of[i]); });
}

/// How many different values are greater (kUp) or smaller.
template <bool kUp>
PlaneResult spread_ranks(EvalContext& context, Function attribute, List objects, const Grid& grid) {
  const Attributes attributes(context, attribute, objects);
  if (attributes.fault != Fault::kNone) return tl::unexpected(attributes.fault);
  auto sorted = attributes.of;
  const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(objects.size());
  std::sort(sorted.begin(), end);
  const auto distinct = std::unique(sorted.begin(), end);
  return spread_levels(context, objects, grid, [&](std::size_t i) {
    const auto at = std::lower_bound(sorted.begin(), distinct, attributes.of[i]);
    return to_level(kUp ? distinct - at - 1 : at - sorted.begin());
  });
}

PlaneResult spread_frequencies(EvalContext& context, Function attribute, List objects,
                               const Grid& grid) {
  const Attributes attributes(context, attribute, objects);
  if (attributes.fault != Fault::kNone) return tl::unexpected(attributes.fault);
  const auto begin = attributes.of.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(objects.size());
  return spread_levels(context, objects, grid, [&](std::size_t i) {
    return to_level(std::count(begin, end, attributes.of[i]));
  });
}

template <auto kPicture>
PlaneResult spread_picture_counts(EvalContext& context, List objects, const Grid& grid) {
  if (objects.size() > kMaxObjects) return too_large();
  std::array<Digest, kMaxObjects> digests;
  for (std::size_t i = 0; i < objects.size(); ++i) digests[i] = kPicture(Grid(objects[i]));
  const auto end = digests.begin() + static_cast<std::ptrdiff_t>(objects.size());
  return spread_levels(context, objects, grid, [&](std::size_t i) {
    return to_level(std::count(digests.begin(), end, digests[i]));
  });
}

Plane spread_order(EvalContext& context, List objects, const Grid& grid) {
  return spread_levels(context, objects, grid,
                       [](std::size_t i) { return to_level(static_cast<std::int64_t>(i)); });
}

/// Level `level_of(object, row, column)` on the cells of each object.
template <bool kWholeBox, class F>
Plane spread_places(EvalContext& context, List objects, const Grid& grid, F level_of) {
  PlaneBuilder out(context, grid);
  out.fill(kNothing);
  for (std::size_t i = objects.size(); i-- > 0;) {
    const Grid object(objects[i]);
    for_each_cell<kWholeBox>(grid, object, [&](int r, int c, int row, int column) {
      out.at(r, c) = to_level(level_of(object, row, column));
    });
  }
  return out.seal();
}
int ring(const Grid& object, int row, int column) {
  return std::min({row, column, object.rows() - 1 - row, object.columns() - 1 - column});
}
Plane rows_in_objects(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<false>(context, objects, grid,
                              [](const Grid&, int row, int) { return row; });
}
Plane columns_in_objects(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<false>(context, objects, grid,
                              [](const Grid&, int, int column) { return column; });
}
Plane rows_below_in_objects(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<false>(context, objects, grid, [](const Grid& object, int row, int) {
    return object.rows() - 1 - row;
  });
}
Plane columns_right_in_objects(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<false>(context, objects, grid, [](const Grid& object, int, int column) {
    return object.columns() - 1 - column;
  });
}
Plane rings_in_objects(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<false>(context, objects, grid, ring);
}
Plane rings_in_boxes(EvalContext& context, List objects, const Grid& grid) {
  return spread_places<true>(context, objects, grid, ring);
}

template <bool kWholeBox>
GridResult color_by(EvalContext& context, Function color, List objects, const Grid& grid) {
  const Attributes attributes(context, color, objects);
  if (attributes.fault != Fault::kNone) return tl::unexpected(attributes.fault);
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  out.fill(kBlack);
  for (std::size_t i = objects.size(); i-- > 0;) {
    const auto cell = static_cast<Cell>(attributes.of[i]);
    for_each_cell<kWholeBox>(grid, Grid(objects[i]),
                             [&](int r, int c, int, int) { out.at(r, c) = cell; });
  }
  return out.seal();
}

// ---- One place for each object ----

/// The objects as they lie: a row for each different first row, a column for each different first
/// column.
struct Layout {
  std::vector<int> rows;
  std::vector<int> columns;

  explicit Layout(List objects) {
    for (const Value object : objects) {
      rows.push_back(Grid(object).corner().row);
      columns.push_back(Grid(object).corner().column);
    }
    for (std::vector<int>* firsts : {&rows, &columns}) {
      std::sort(firsts->begin(), firsts->end());
      firsts->erase(std::unique(firsts->begin(), firsts->end()), firsts->end());
    }
  }
  [[nodiscard]] int height() const { return static_cast<int>(rows.size()); }
  [[nodiscard]] int width() const { return static_cast<int>(columns.size()); }
  [[nodiscard]] bool fits() const {
    return height() > 0 && height() <= kMaxSide && width() <= kMaxSide;
  }
  [[nodiscard]] Point place_of(const Grid& object) const {
    const auto row = std::lower_bound(rows.begin(), rows.end(), object.corner().row);
    const auto column = std::lower_bound(columns.begin(), columns.end(), object.corner().column);
    return {static_cast<int>(row - rows.begin()), static_cast<int>(column - columns.begin())};
  }
};

/// Puts cell_of(what the function gives) at each object's place in what make(rows, columns) begins.
template <class Make, class CellOf>
auto lay_out(EvalContext& context, Function attribute, List objects, Make make, CellOf cell_of)
    -> Result<decltype(make(1, 1).seal()), Fault> {
  const Attributes attributes(context, attribute, objects);
  if (attributes.fault != Fault::kNone) return tl::unexpected(attributes.fault);
  const Layout layout(objects);
  if (!layout.fits()) return undefined();
  auto out = make(layout.height(), layout.width());
  for (std::size_t i = objects.size(); i-- > 0;) {
    const Point at = layout.place_of(Grid(objects[i]));
    out.at(at.row, at.column) = cell_of(attributes.of[i]);
  }
  return out.seal();
}

PlaneResult layout_by(EvalContext& context, Function attribute, List objects) {
  const auto make = [&](int rows, int columns) {
    PlaneBuilder out(context.arena(), rows, columns);
    out.fill(kNothing);
    return out;
  };
  return lay_out(context, attribute, objects, make, to_level);
}

GridResult color_layout_by(EvalContext& context, Function color, List objects) {
  const auto make = [&](int rows, int columns) {
    GridBuilder out(context, rows, columns);
    out.fill(kBlack);
    return out;
  };
  return lay_out(context, color, objects, make,
                 [](std::int64_t value) { return static_cast<Cell>(value); });
}

// ---- Meanings ----

/// What a function gives for the objects of a list, as numbers.
struct Attributed {
  Smt& smt;
  std::vector<Symbol> present;
  std::vector<Symbol> values;
  Symbol defined;

  Attributed(Smt& builder, const SmtTerm& function, const SmtTerm& objects)
      : smt(builder), present(presence(builder, objects)), defined(Symbol::boolean(builder, true)) {
    const Results results = call_each(smt, function, objects);
    defined = results.defined;
    for (std::size_t i = 0; i < present.size(); ++i) {
      const SmtTerm& value = results.items[i];
      const bool plain = value.form == nullptr;  // an integer, color, truth or point
      if (!plain) defined = defined & !present[i];
      const Symbol number = plain ? symbol(smt, value) : Symbol::integer(smt, 0);
      values.push_back(smt.is_boolean(number.scalar()) ? as_number(number) : number);
    }
  }
  [[nodiscard]] Symbol frequency(std::size_t i) const {
    std::vector<Symbol> alike;
    for (std::size_t j = 0; j < values.size(); ++j) {
      alike.push_back(present[j] & (values[j] == values[i]));
    }
    return count_of(smt, alike);
  }
  /// How many different values are greater or smaller.
  [[nodiscard]] Symbol rank(std::size_t i, bool greater) const {
    std::vector<Symbol> beyond;
    for (std::size_t j = 0; j < values.size(); ++j) {
      Symbol counts = present[j] & (greater ? values[j] > values[i] : values[j] < values[i]);
      for (std::size_t k = 0; k < j; ++k) {
        counts = counts & implies(present[k], values[k] != values[j]);
      }
      beyond.push_back(counts);
    }
    return count_of(smt, beyond);
  }
};

/// Number f(i, object, place) on the cells (or frames) of each object, the first of which counts,
/// in the frame of a grid; `none` elsewhere.
template <class F>
SymbolicGrid spread_cells(Smt& smt, const SmtTerm& objects, const SymbolicGrid& grid,
                          bool whole_box, int none, int blank, F f) {
  std::vector<SymbolicGrid> items;
  for (const SmtTerm& item : objects.items) items.push_back(SymbolicGrid::read(smt, item));
  return grid.map(
      [&](int r, int c) {
        Symbol result = grid.number(none);
        for (std::size_t i = items.size(); i-- > 0;) {
          const Symbol covers =
              whole_box ? items[i].inside(r, c) : items[i].at(r, c) != kTransparent;
          const Symbol here = is_present(smt, objects, i) & covers;
          if (!here.is_false()) result = select(here, f(i, items[i], r, c), result);
        }
        return result;
      },
      blank);
}
Symbol level_of(Symbol number) {
  return least(greatest(number, number.number(-1)), number.number(kMaxLevel));
}
template <class LevelOf>
SmtTerm spread_smt(Smt& smt, Arguments arg, bool whole_box, LevelOf level) {
  const Attributed all(smt, arg[0], arg[1]);
  std::vector<Symbol> levels;
  for (std::size_t i = 0; i < all.values.size(); ++i) levels.push_back(level_of(level(all, i)));
  return spread_cells(smt, arg[1], SymbolicGrid::read(smt, arg[2]), whole_box, -1, -1,
                      [&](std::size_t i, const SymbolicGrid&, int, int) { return levels[i]; })
      .at_origin()
      .term(all.defined);
}
template <class LevelOf>
SmtTerm spread_places_smt(Smt& smt, Arguments arg, bool whole_box, LevelOf level) {
  return spread_cells(smt, arg[0], SymbolicGrid::read(smt, arg[1]), whole_box, -1, -1,
                      [&](std::size_t, const SymbolicGrid& object, int r, int c) {
                        return level_of(level(object, r, c));
                      })
      .at_origin()
      .term();
}
SmtTerm spread_numbers(Smt& smt, Arguments arg, std::span<const Symbol> numbers) {
  return spread_cells(smt, arg[0], SymbolicGrid::read(smt, arg[1]), false, -1, -1,
                      [&](std::size_t i, const SymbolicGrid&, int, int) { return numbers[i]; })
      .at_origin()
      .term();
}
SmtTerm spread_order_smt(Smt& smt, Arguments arg) {
  return spread_numbers(smt, arg, indices_of(smt, arg[0]));
}
/// How many objects have one size and alike cells.
SmtTerm spread_counts_smt(Smt& smt, Arguments arg, Symbol (*alike)(Symbol, Symbol)) {
  std::vector<SymbolicGrid> grids;
  for (const SmtTerm& item : arg[0].items) {
    grids.push_back(SymbolicGrid::read(smt, item).at_origin());
  }
  const std::vector<Symbol> present = presence(smt, arg[0]);
  std::vector<std::vector<Symbol>> counted(grids.size());
  for (std::size_t i = 0; i < grids.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const Symbol both = i == j ? present[i] : all_alike(grids[i], grids[j], alike);
      counted[i].push_back(both & present[j]);
      if (i != j) counted[j].push_back(both & present[i]);
    }
  }
  std::vector<Symbol> counts;
  for (const auto& row : counted) counts.push_back(count_of(smt, row));
  return spread_numbers(smt, arg, counts);
}
SmtTerm color_by_smt(Smt& smt, Arguments arg, bool whole_box) {
  const Attributed all(smt, arg[0], arg[1]);
  return spread_cells(smt, arg[1], SymbolicGrid::read(smt, arg[2]), whole_box, kBlack, kTransparent,
                      [&](std::size_t i, const SymbolicGrid&, int, int) { return all.values[i]; })
      .term(all.defined);
}

constexpr int kCost = 14;

void add_layouts(Registry& registry) {
  registry.add(
      {.name = "layout_by",
       .type = fn({arrow(grid_type(), type_variable("a")), list_of(grid_type())}, plane_type()),
       .eval = lift<&layout_by>,
       .smt = unmodelled_grid(),
       .cost = kCost,
       .doc = "One place for each object, as they lie, with the number, color or truth "
              "(1, 0) that a function gives for it: a row for each different first row, "
              "a column for each different first column; nothing where no object is.",
       .examples = {
           {"(layout_by count_cells (panels_in_place {10511/00511/55555/01500}))", "|1,4/1,0|"},
           {"(layout_by height (components_4 {100/000/022}))", "|1,./.,1|"}}});
  registry.add({.name = "color_layout_by",
                .type = fn({arrow(grid_type(), color_type()), list_of(grid_type())}, grid_type()),
                .eval = lift<&color_layout_by>,
                .smt = unmodelled_grid(),
                .cost = kCost,
                .doc = "One cell for each object, as they lie, in the color that a function gives "
                       "for it; black where no object is.",
                .examples = {{"(color_layout_by most_common_color (components_4 {1000/0000/0220}))",
                              "{10/02}"}}});
}

void add_spreads(Registry& registry) {
  const Type attribute = arrow(grid_type(), type_variable("a"));
  const Type number = arrow(grid_type(), int_type());
  const auto add = [&](const char* name, const Type& function, RowFunction eval, SmtMeaning meaning,
                       const char* doc, const char* result) {
    registry.add({.name = name,
                  .type = fn({function, list_of(grid_type()), grid_type()}, plane_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = kCost,
                  .doc = doc,
                  .examples = {{std::string("(") + name +
                                    " count_cells (components_4 {110/002/300}) {110/002/300})",
                                result}}});
  };
  add(
      "spread", attribute, lift<&spread<false>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_smt(smt, arg, false,
                          [&](const Attributed& all, std::size_t i) { return all.values[i]; });
      },
      "The number, color or truth (1, 0) that a function gives for each object, on the object's "
      "cells in the frame of a grid; nothing elsewhere.",
      "|2,2,./.,.,1/1,.,.|");
  add(
      "spread_over_boxes", attribute, lift<&spread<true>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_smt(smt, arg, true,
                          [&](const Attributed& all, std::size_t i) { return all.values[i]; });
      },
      "The same on all cells of the objects' frames.", "|2,2,./.,.,1/1,.,.|");
  add(
      "spread_ranks", number, lift<&spread_ranks<true>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_smt(smt, arg, false,
                          [&](const Attributed& all, std::size_t i) { return all.rank(i, true); });
      },
      "How many different greater numbers the function gives for other objects, on the object's "
      "cells: 0 for the greatest.",
      "|0,0,./.,.,1/1,.,.|");
  add(
      "spread_ranks_up", number, lift<&spread_ranks<false>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_smt(smt, arg, false,
                          [&](const Attributed& all, std::size_t i) { return all.rank(i, false); });
      },
      "How many different smaller numbers the function gives for other objects, on the object's "
      "cells: 0 for the smallest.",
      "|1,1,./.,.,0/0,.,.|");
  add(
      "spread_frequencies", attribute, lift<&spread_frequencies>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_smt(smt, arg, false,
                          [&](const Attributed& all, std::size_t i) { return all.frequency(i); });
      },
      "For how many objects, itself among them, the function gives the same, on the object's "
      "cells.",
      "|1,1,./.,.,2/2,.,.|");
  const Type colored =
      fn({arrow(grid_type(), color_type()), list_of(grid_type()), grid_type()}, grid_type());
  registry.add(
      {.name = "color_by",
       .type = colored,
       .eval = lift<&color_by<false>>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return color_by_smt(smt, arg, false); },
       .cost = kCost,
       .doc = "Each object's cells in the color that a function gives for it, in the frame of a "
              "grid; black elsewhere.",
       .examples = {
           {"(color_by most_common_color (clusters_4 {112/000}) {112/000})", "{111/000}"}}});
  registry.add(
      {.name = "color_boxes_by",
       .type = colored,
       .eval = lift<&color_by<true>>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return color_by_smt(smt, arg, true); },
       .cost = kCost,
       .doc = "Each object's frame in the color that a function gives for it, in the frame of a "
              "grid; black elsewhere.",
       .examples = {
           {"(color_boxes_by most_common_color (clusters_4 {110/100}) {110/100})", "{110/110}"}}});
}

void add_places(Registry& registry) {
  const auto add = [&](const char* name, RowFunction eval, SmtMeaning meaning, const char* doc,
                       const char* result) {
    registry.add({.name = name,
                  .type = fn({list_of(grid_type()), grid_type()}, plane_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = kCost,
                  .doc = doc,
                  .examples = {{std::string("(") + name +
                                    " (components_4 {0110/0100/0002}) {0110/0100/0002})",
                                result}}});
  };
  add(
      "spread_order", lift<&spread_order>,
      [](Smt& smt, Arguments arg) -> SmtTerm { return spread_order_smt(smt, arg); },
      "The place of each object in the list, from 0, on its cells; nothing elsewhere.",
      "|.,0,0,./.,0,.,./.,.,.,1|");
  add(
      "spread_shape_counts", lift<&spread_picture_counts<shape_digest>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_counts_smt(smt, arg, [](Symbol x, Symbol y) { return shown(x) == shown(y); });
      },
      "How many objects of the list, itself among them, have each object's shape, on its cells.",
      "|.,1,1,./.,1,.,./.,.,.,1|");
  add(
      "spread_picture_counts", lift<&spread_picture_counts<picture_digest>>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_counts_smt(smt, arg, [](Symbol x, Symbol y) { return x == y; });
      },
      "How many objects of the list look the same as each object, on its cells.",
      "|.,1,1,./.,1,.,./.,.,.,1|");
  add(
      "rows_in_objects", lift<&rows_in_objects>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, false, [](const SymbolicGrid& o, int r, int) -> Symbol {
          return o.number(r) - o.top;
        });
      },
      "Each cell's row in the frame of its object.", "|.,0,0,./.,1,.,./.,.,.,0|");
  add(
      "columns_in_objects", lift<&columns_in_objects>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, false, [](const SymbolicGrid& o, int, int c) -> Symbol {
          return o.number(c) - o.left;
        });
      },
      "Each cell's column in the frame of its object.", "|.,0,1,./.,0,.,./.,.,.,0|");
  add(
      "rows_below_in_objects", lift<&rows_below_in_objects>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, false, [](const SymbolicGrid& o, int r, int) -> Symbol {
          return o.bottom - (r + 1);
        });
      },
      "How many rows of its object's frame lie below each cell.", "|.,1,1,./.,0,.,./.,.,.,0|");
  add(
      "columns_right_in_objects", lift<&columns_right_in_objects>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, false, [](const SymbolicGrid& o, int, int c) -> Symbol {
          return o.right - (c + 1);
        });
      },
      "How many columns of its object's frame lie to the right of each cell.",
      "|.,1,0,./.,1,.,./.,.,.,0|");
  add(
      "rings_in_objects", lift<&rings_in_objects>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, false,
                                 [](const SymbolicGrid& o, int r, int c) -> Symbol {
                                   return least(least(o.number(r) - o.top, o.number(c) - o.left),
                                                least(o.bottom - (r + 1), o.right - (c + 1)));
                                 });
      },
      "How many steps each cell of an object is from the edge of the object's frame.",
      "|.,0,0,./.,0,.,./.,.,.,0|");
  add(
      "rings_in_boxes", lift<&rings_in_boxes>,
      [](Smt& smt, Arguments arg) -> SmtTerm {
        return spread_places_smt(smt, arg, true, [](const SymbolicGrid& o, int r, int c) -> Symbol {
          return least(least(o.number(r) - o.top, o.number(c) - o.left),
                       least(o.bottom - (r + 1), o.right - (c + 1)));
        });
      },
      "The same for all cells of the objects' frames.", "|.,0,0,./.,0,0,./.,.,.,0|");
}

}  // namespace

void add_object_attribute_primitives(Registry& registry) {
  registry.begin_family("spread");
  add_spreads(registry);
  add_places(registry);
  add_layouts(registry);
}

}  // namespace gestalt::dsl
