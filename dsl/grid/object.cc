// Objects: cutting a grid into parts, and putting parts together.
//
// An object is a grid that lies where it was cut from, transparent outside of it. Lists are in
// reading order of the parts' first cells.
#include <array>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"
#include "dsl/grid/symbolic_parts.h"

namespace gestalt::dsl {

namespace {

using Outcome = Result<Value, Fault>;

/// The list of all components that `wanted(components, component)`.
template <class Wanted>
Outcome extract_all(EvalContext& context, const Grid& grid, const Components& components,
                    Cell color, Wanted wanted) {
  if (!components.complete()) return too_large();
  std::array<Value, kMaxObjects> objects;
  std::size_t size = 0;
  for (const auto& component : components) {
    if (!wanted(component)) continue;
    const GridResult object = extract(context, grid, components, component, color);
    if (!object) return tl::unexpected(object.error());
    objects[size++] = object->value();
  }
  return make_list(context.arena(), {objects.data(), size});
}

template <Connectivity kConnectivity, Parts kParts>
Outcome segment(EvalContext& context, const Grid& grid) {
  const Components components(grid, kConnectivity, kParts);
  return extract_all(context, grid, components, kBlack, [](const auto&) { return true; });
}

/// Empty regions need a color to be seen; black would show nothing.
Outcome empty_regions(EvalContext& context, const Grid& grid, Color color) {
  if (color.cell == kBlack) return undefined();
  const Components components(grid, Connectivity::kFour, Parts::kEmpty);
  return extract_all(context, grid, components, color.cell, [](const auto&) { return true; });
}

Outcome enclosed_regions(EvalContext& context, const Grid& grid, Color color) {
  if (color.cell == kBlack) return undefined();
  const Components components(grid, Connectivity::kFour, Parts::kEmpty);
  return extract_all(context, grid, components, color.cell,
                     [&](const auto& component) { return !components.at_edge(component); });
}

Outcome split_colors(EvalContext& context, const Grid& grid) {
  const ColorCounts counts = count_cells(grid);
  std::array<Value, kColors> layers;
  std::size_t size = 0;
  for (Cell color = 1; color < kColors; ++color) {
    if (counts[color] == 0) continue;
    layers[size++] = map_cells(context, grid, [=](Cell cell) {
                       return cell == color ? color : kTransparent;
                     }).value();
  }
  return make_list(context.arena(), {layers.data(), size});
}

Outcome split_rows(EvalContext& context, const Grid& grid) {
  ListBuilder lines(context.arena(), static_cast<std::size_t>(grid.rows()));
  for (int r = 0; r < grid.rows(); ++r) {
    const GridResult line = cut(context, grid, {r, 0, 1, grid.columns()});
    if (!line) return tl::unexpected(line.error());
    lines[static_cast<std::size_t>(r)] = line->value();
  }
  return lines.seal();
}

Outcome split_columns(EvalContext& context, const Grid& grid) {
  ListBuilder lines(context.arena(), static_cast<std::size_t>(grid.columns()));
  for (int c = 0; c < grid.columns(); ++c) {
    const GridResult line = cut(context, grid, {0, c, grid.rows(), 1});
    if (!line) return tl::unexpected(line.error());
    lines[static_cast<std::size_t>(c)] = line->value();
  }
  return lines.seal();
}

Outcome split_cells(EvalContext& context, const Grid& grid) {
  std::array<Value, kMaxObjects> objects;
  std::size_t size = 0;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (is_empty(grid.at(r, c))) continue;
      if (size == objects.size()) return too_large();
      const GridResult object = cut(context, grid, {r, c, 1, 1});
      if (!object) return tl::unexpected(object.error());
      objects[size++] = object->value();
    }
  }
  return make_list(context.arena(), {objects.data(), size});
}

/// The all-empty rectangles of the greatest area, sides of at least 2.
class EmptyRectangles {
 public:
  explicit EmptyRectangles(const Grid& grid) : grid_(grid) {
    std::array<int, kMaxSide> height{};
    for (int r = 0; r < grid.rows(); ++r) {
      for (int c = 0; c < grid.columns(); ++c) {
        int& h = height[static_cast<std::size_t>(c)];
        h = is_empty(grid.at(r, c)) ? h + 1 : 0;
      }
      scan(r, height);
    }
  }
  [[nodiscard]] bool complete() const { return count_ <= boxes_.size(); }
  [[nodiscard]] std::span<const Box> boxes() const { return {boxes_.data(), count_}; }

 private:
  /// Rectangles that end in row r, by a stack of rising heights.
  void scan(int r, const std::array<int, kMaxSide>& height) {
    struct Step {
      int left;
      int height;
    };
    std::array<Step, kMaxSide + 1> stack;
    std::size_t size = 0;
    for (int c = 0; c <= grid_.columns(); ++c) {
      const int h = c < grid_.columns() ? height[static_cast<std::size_t>(c)] : 0;
      int left = c;
      while (size > 0 && stack[size - 1].height >= h) {
        const Step step = stack[--size];
        left = step.left;
        if (step.height > h) offer({r - step.height + 1, left, step.height, c - left});
      }
      if (h > 0) stack[size++] = {left, h};
    }
  }
  void offer(const Box& box) {
    const int area = box.rows * box.columns;
    if (box.rows < 2 || box.columns < 2 || area < best_) return;
    if (area > best_) count_ = 0;
    best_ = area;
    if (count_ < boxes_.size()) boxes_[count_] = box;
    ++count_;
  }

  const Grid& grid_;
  std::array<Box, kMaxObjects> boxes_;
  std::size_t count_ = 0;
  int best_ = 0;
};

Outcome largest_empty_rectangles(EvalContext& context, const Grid& grid, Color color) {
  if (color.cell == kBlack) return undefined();
  const EmptyRectangles rectangles(grid);
  if (!rectangles.complete()) return too_large();
  ListBuilder objects(context.arena(), rectangles.boxes().size());
  for (std::size_t i = 0; i < rectangles.boxes().size(); ++i) {
    const Box& box = rectangles.boxes()[i];
    const Point corner = grid.corner() + Point{box.row, box.column};
    if (!fits(box.rows, box.columns, corner)) return too_large();
    GridBuilder out(context, box.rows, box.columns, corner);
    out.fill(color.cell);
    objects[i] = out.seal().value();
  }
  return objects.seal();
}

// ---- Together again ----

GridResult compose(EvalContext& context, List objects) {
  if (objects.empty()) return undefined();
  if (objects.size() == 1) return Grid(objects[0]);
  Frame frame = frame_of(Grid(objects[0]));
  for (const Value object : objects) frame = united(frame, frame_of(Grid(object)));
  if (!fits(frame)) return too_large();
  GridBuilder out(context, frame.rows(), frame.columns(), frame.corner());
  out.fill(kTransparent);
  for (const Value object : objects) paint(out, frame.corner(), Grid(object));
  return out.seal();
}

template <bool kWins(Cell)>
GridResult paint_objects(EvalContext& context, const Grid& canvas, List objects) {
  if (objects.empty()) return canvas;
  GridBuilder out(context, canvas);
  for (const Value object : objects) paint<kWins>(out, canvas.corner(), Grid(object));
  return out.seal();
}

// ---- Selecting parts in place, and a function on each part ----

bool at_edge_of(const Grid& object, const Grid& frame) {
  const Frame inner = frame_of(object);
  const Frame outer = frame_of(frame);
  return inner.top <= outer.top || inner.left <= outer.left || inner.bottom >= outer.bottom ||
         inner.right >= outer.right;
}
template <bool kAtEdge>
Value filter_by_edge(EvalContext& context, List objects, const Grid& frame) {
  ListBuilder kept(context.arena(), objects.size());
  std::size_t size = 0;
  for (const Value object : objects) {
    if (at_edge_of(Grid(object), frame) == kAtEdge) kept[size++] = object;
  }
  if (size == objects.size()) return objects.value();
  kept.truncate(size);
  return kept.seal();
}

/// Paints what the function makes of each part onto the grid, or onto black instead of it.
template <Connectivity kConnectivity, Parts kParts, bool kOntoBlack>
GridResult apply_to_parts(EvalContext& context, Function function, const Grid& grid) {
  const Components components(grid, kConnectivity, kParts);
  if (!components.complete()) return too_large();
  GridBuilder out(context, grid);
  if (kOntoBlack) out.fill(kBlack);
  for (const auto& component : components) {
    const GridResult object = extract(context, grid, components, component);
    if (!object) return object;
    const Outcome painted = function(context, object->value());
    if (!painted) return tl::unexpected(painted.error());
    paint(out, grid.corner(), Grid(*painted));
  }
  return out.seal();
}

/// Changes the cells of the parts for which the predicate is `kHolds` to one color.
template <Connectivity kConnectivity, Parts kParts, bool kHolds>
GridResult repaint_parts(EvalContext& context, Function predicate, const Grid& grid, Cell color) {
  const Components components(grid, kConnectivity, kParts);
  if (!components.complete()) return too_large();
  GridBuilder out(context, grid);
  for (const auto& component : components) {
    const GridResult object = extract(context, grid, components, component);
    if (!object) return object;
    const Outcome holds = predicate(context, object->value());
    if (!holds) return tl::unexpected(holds.error());
    if ((holds->integer() != 0) != kHolds) continue;
    components.for_each_run(component, [&](const Components::Run& run) {
      std::fill(out.row(run.row) + run.begin, out.row(run.row) + run.end, color);
    });
  }
  return out.seal();
}

template <Connectivity kConnectivity, Parts kParts>
GridResult keep_parts(EvalContext& context, Function predicate, const Grid& grid) {
  return repaint_parts<kConnectivity, kParts, false>(context, predicate, grid, kBlack);
}
template <Connectivity kConnectivity, Parts kParts>
GridResult recolor_parts(EvalContext& context, Function predicate, const Grid& grid, Color color) {
  return repaint_parts<kConnectivity, kParts, true>(context, predicate, grid, color.cell);
}

constexpr auto kFour = Connectivity::kFour;
constexpr auto kEight = Connectivity::kEight;
constexpr auto kOneColor = Parts::kOneColor;
constexpr auto kAnyColor = Parts::kAnyColor;

// ---- Meanings ----

SmtTerm regions_smt(Smt& smt, Arguments arg, bool enclosed) {
  const Symbol color = symbol(smt, arg[1]);
  const SymbolicParts parts(SymbolicGrid::read(smt, arg[0]), kFour, Parts::kEmpty);
  std::vector<Symbol> wanted = parts.all();
  if (enclosed) {
    for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] = wanted[i] & !parts.at_edge(i);
  }
  return restricted(smt, parts.objects(wanted, &color), color != kBlack);
}

SmtTerm composed(Smt& smt, const SmtTerm& list) {
  const std::vector<Symbol> present = presence(smt, list);
  if (list.items.empty()) return never(smt);
  std::vector<SymbolicGrid> objects;
  for (const SmtTerm& item : list.items) objects.push_back(SymbolicGrid::read(smt, item));
  SymbolicGrid frame = objects[0];
  Symbol found = Symbol::boolean(smt, false);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const SymbolicGrid& object = objects[i];
    frame.window = united(frame.window, object.window);
    const auto side = [&](Symbol& own, Symbol other, Symbol both) {
      own = select(present[i], select(found, both, other), own);
    };
    side(frame.top, object.top, least(frame.top, object.top));
    side(frame.left, object.left, least(frame.left, object.left));
    side(frame.bottom, object.bottom, greatest(frame.bottom, object.bottom));
    side(frame.right, object.right, greatest(frame.right, object.right));
    found = found | present[i];
  }
  frame.cells.assign(static_cast<std::size_t>(frame.window.rows() * frame.window.columns()),
                     frame.number(kTransparent));
  for (std::size_t i = 0; i < objects.size(); ++i) {
    frame = painted(frame, objects[i], [&](Symbol cell) { return present[i] & shown(cell); });
  }
  // One object alone keeps its black cells.
  const SmtTerm single = first_where(smt, list, present);
  return restricted(smt, choose_term(smt, count_of(smt, present) == 1, single, frame.term()),
                    found);
}

template <class Wins>
SmtTerm painted_all(Smt& smt, const SmtTerm& canvas, const SmtTerm& objects, Wins wins) {
  SymbolicGrid result = SymbolicGrid::read(smt, canvas);
  for (std::size_t i = 0; i < objects.items.size(); ++i) {
    const Symbol present = is_present(smt, objects, i);
    result = painted(result, SymbolicGrid::read(smt, objects.items[i]),
                     [&](Symbol cell) { return present & wins(cell); });
  }
  return result.term();
}

SmtTerm by_edge_smt(Smt& smt, Arguments arg, bool at_edge) {
  const SymbolicGrid frame = SymbolicGrid::read(smt, arg[1]);
  std::vector<Symbol> keep;
  for (const SmtTerm& item : arg[0].items) {
    const SymbolicGrid object = SymbolicGrid::read(smt, item);
    const Symbol reaches = (object.top <= frame.top) | (object.left <= frame.left) |
                           (object.bottom >= frame.bottom) | (object.right >= frame.right);
    keep.push_back(at_edge ? reaches : !reaches);
  }
  return kept(smt, arg[0], keep);
}

SmtTerm applied_smt(Smt& smt, Arguments arg, Connectivity connectivity, Parts parts,
                    bool onto_black) {
  const SymbolicGrid grid = SymbolicGrid::read(smt, arg[1]);
  const SmtTerm objects = SymbolicParts(grid, connectivity, parts).objects();
  const Results results = call_each(smt, arg[0], objects);
  SmtTerm changed = objects;
  changed.items = results.items;
  SymbolicGrid canvas = grid;
  if (onto_black) canvas = grid.map([&](int, int) { return grid.number(kBlack); });
  return restricted(
      smt, painted_all(smt, canvas.term(), changed, [](Symbol cell) { return shown(cell); }),
      results.defined);
}

/// The cells of the parts for which the predicate is `holds` in one color.
SmtTerm repainted_smt(Smt& smt, Arguments arg, Connectivity connectivity, Parts kind, bool holds,
                      Symbol color) {
  SymbolicGrid result = SymbolicGrid::read(smt, arg[1]).trimmed();
  const SymbolicParts parts(result, connectivity, kind);
  Symbol defined = Symbol::boolean(smt, true);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.starts(i).is_false()) continue;
    const SmtTerm object = parts.object(i).term();
    const SmtTerm called = smt.call(arg[0], {&object, 1});
    defined = defined & implies(parts.starts(i), {smt, called.defined});
    const Symbol held = symbol(smt, called);
    const Symbol changes = parts.starts(i) & (holds ? held : !held);
    for (std::size_t j = i; j < parts.size(); ++j) {
      result.cells[j] = select(changes & parts.joined(i, j), color, result.cells[j]);
    }
  }
  return result.term(defined);
}

template <Connectivity kConnectivity, Parts kParts>
SmtTerm segment_smt(Smt& smt, Arguments arg) {
  return SymbolicParts(SymbolicGrid::read(smt, arg[0]), kConnectivity, kParts).objects();
}

void add_segmentations(Registry& registry) {
  const Type segmentation = fn({grid_type()}, list_of(grid_type()));
  registry.add({.name = "components_4",
                .type = segmentation,
                .eval = lift<&segment<kFour, kOneColor>>,
                .smt = segment_smt<kFour, kOneColor>,
                .cost = 6,
                .doc = "The connected parts of one color, neighbors being left, right, above and "
                       "below. Undefined for more than 256.",
                .examples = {{"(components_4 {110/022})", "[{11} {22@1,1}]"},
                             {"(components_4 {10/01})", "[{1} {1@1,1}]"}}});
  registry.add({.name = "components_8",
                .type = segmentation,
                .eval = lift<&segment<kEight, kOneColor>>,
                .smt = segment_smt<kEight, kOneColor>,
                .cost = 8,
                .doc = "The connected parts of one color, diagonal neighbors included. Undefined "
                       "for more than 256.",
                .examples = {{"(components_8 {10/01})", "[{1./.1}]"}}});
  registry.add({.name = "clusters_4",
                .type = segmentation,
                .eval = lift<&segment<kFour, kAnyColor>>,
                .smt = segment_smt<kFour, kAnyColor>,
                .cost = 8,
                .doc = "The connected parts of any colors but black, neighbors being left, right, "
                       "above and below. Undefined for more than 256.",
                .examples = {{"(clusters_4 {120/001})", "[{12} {1@1,2}]"}}});
  registry.add({.name = "clusters_8",
                .type = segmentation,
                .eval = lift<&segment<kEight, kAnyColor>>,
                .smt = segment_smt<kEight, kAnyColor>,
                .cost = 6,
                .doc = "The connected parts of any colors but black, diagonal neighbors included. "
                       "Undefined for more than 256.",
                .examples = {{"(clusters_8 {120/001})", "[{12./..1}]"}}});
  registry.add({.name = "split_colors",
                .type = segmentation,
                .eval = lift<&split_colors>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  SmtTerm layers = empty_list(smt);
                  for (int color = 1; color < kColors; ++color) {
                    const Symbol occurs =
                        any_of(smt, g.where([&](int r, int c) { return g.at(r, c) == color; }));
                    if (occurs.is_false()) continue;
                    add_item(layers, occurs, g.map([&](int r, int c) {
                                                return select(g.at(r, c) == color, color,
                                                              kTransparent);
                                              }).term());
                  }
                  return layers;
                },
                .cost = 6,
                .doc = "One grid for each color but black, in the order of the colors, each with "
                       "the whole frame.",
                .examples = {{"(split_colors {210/012})", "[{.1./.1.} {2../..2}]"}}});
  registry.add({.name = "split_rows",
                .type = segmentation,
                .eval = lift<&split_rows>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  SmtTerm lines = empty_list(smt);
                  for (int r = g.window.top; r < g.window.bottom; ++r) {
                    add_item(lines, (g.top <= r) & (g.bottom > r),
                             g.framed(g.number(r), g.left, g.number(r + 1), g.right).term());
                  }
                  return lines;
                },
                .cost = 8,
                .doc = "The rows, each where it was.",
                .examples = {{"(split_rows {12/34})", "[{12} {34@1,0}]"}}});
  registry.add({.name = "split_columns",
                .type = segmentation,
                .eval = lift<&split_columns>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
                  SmtTerm lines = empty_list(smt);
                  for (int c = g.window.left; c < g.window.right; ++c) {
                    add_item(lines, (g.left <= c) & (g.right > c),
                             g.framed(g.top, g.number(c), g.bottom, g.number(c + 1)).term());
                  }
                  return lines;
                },
                .cost = 8,
                .doc = "The columns, each where it was.",
                .examples = {{"(split_columns {12/34})", "[{1/3} {2/4@0,1}]"}}});
  registry.add(
      {.name = "split_cells",
       .type = segmentation,
       .eval = lift<&split_cells>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
         SmtTerm cells = empty_list(smt);
         g.for_each([&](int r, int c) {
           add_item(cells, shown(g.at(r, c)),
                    g.framed(g.number(r), g.number(c), g.number(r + 1), g.number(c + 1)).term());
         });
         return cells;
       },
       .cost = 12,
       .doc = "The cells that are not empty, row by row. Undefined for more than 256.",
       .examples = {{"(split_cells {10/02})", "[{1} {2@1,1}]"}}});
}

void add_empty_parts(Registry& registry) {
  const Type regions = fn({grid_type(), color_type()}, list_of(grid_type()));
  registry.add(
      {.name = "empty_regions",
       .type = regions,
       .eval = lift<&empty_regions>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return regions_smt(smt, arg, false); },
       .cost = 10,
       .doc = "The connected parts of empty cells (neighbors left, right, above, below), "
              "painted in a color. Undefined for black or more than 256.",
       .examples = {{"(empty_regions {010/110} red)", "[{2} {2/2@0,2}]"}}});
  registry.add(
      {.name = "enclosed_regions",
       .type = regions,
       .eval = lift<&enclosed_regions>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return regions_smt(smt, arg, true); },
       .cost = 8,
       .doc = "The connected parts of empty cells that do not reach the edge, painted in "
              "a color. Undefined for black or more than 256 parts.",
       .examples = {{"(enclosed_regions {1110/1010/1110} red)", "[{2@1,1}]"}}});
  registry.add({.name = "largest_empty_rectangles",
                .type = regions,
                .eval = lift<&largest_empty_rectangles>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The rectangles of empty cells with the greatest area, painted in a color; "
                       "sides of at least 2. Undefined for black.",
                .examples = {{"(largest_empty_rectangles {1000/0001} red)", "[{22/22@0,1}]"}}});
}

void add_compositions(Registry& registry) {
  const Type objects = list_of(grid_type());
  registry.add({.name = "compose",
                .type = fn({objects}, grid_type()),
                .eval = lift<&compose>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return composed(smt, arg[0]); },
                .cost = 4,
                .doc = "All objects painted in turn in the smallest common frame, transparent "
                       "where none shows. Undefined for an empty list.",
                .examples = {{"(compose [{1} {22@1,1}])", "{1../.22}"}}});
  registry.add({.name = "compose_on",
                .type = fn({grid_type(), objects}, grid_type()),
                .eval = lift<&paint_objects<shows>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return painted_all(smt, arg[0], arg[1], [](Symbol cell) { return shown(cell); });
                },
                .cost = 6,
                .doc = "The objects' non-empty cells painted in turn onto a grid, as far as they "
                       "lie on it.",
                .examples = {{"(compose_on {000/000} [{1} {22@1,2}])", "{100/002}"}}});
  registry.add({.name = "cover_on",
                .type = fn({grid_type(), objects}, grid_type()),
                .eval = lift<&paint_objects<hides>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return painted_all(smt, arg[0], arg[1],
                                     [](Symbol cell) { return cell != kTransparent; });
                },
                .cost = 10,
                .doc = "The objects' cells, black ones too, painted in turn onto a grid, as far as "
                       "they lie on it.",
                .examples = {{"(cover_on {333/333} [{0} {2.2@1,0}])", "{033/232}"}}});
  const Type by_edge = fn({objects, grid_type()}, objects);
  registry.add(
      {.name = "objects_at_edge",
       .type = by_edge,
       .eval = lift<&filter_by_edge<true>>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return by_edge_smt(smt, arg, true); },
       .cost = 8,
       .doc = "The objects that reach the edge of a grid's frame (or lie beyond it).",
       .examples = {{"(objects_at_edge [{1} {2@1,1}] {000/000/000})", "[{1}]"}}});
  registry.add(
      {.name = "objects_off_edge",
       .type = by_edge,
       .eval = lift<&filter_by_edge<false>>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm { return by_edge_smt(smt, arg, false); },
       .cost = 8,
       .doc = "The objects that lie inside a grid's frame and do not reach its edge.",
       .examples = {{"(objects_off_edge [{1} {2@1,1}] {000/000/000})", "[{2@1,1}]"}}});
}

void add_functions_on_parts(Registry& registry) {
  const Type change = fn({arrow(grid_type(), grid_type()), grid_type()}, grid_type());
  const Type choice = fn({arrow(grid_type(), bool_type()), grid_type()}, grid_type());
  const Type marking =
      fn({arrow(grid_type(), bool_type()), grid_type(), color_type()}, grid_type());
  registry.add({.name = "paint_components",
                .type = change,
                .eval = lift<&apply_to_parts<kFour, kOneColor, false>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return applied_smt(smt, arg, kFour, kOneColor, false);
                },
                .cost = 8,
                .doc = "Applies a function to each 4-connected part of one color and paints the "
                       "results onto the grid.",
                .examples = {{"(paint_components flip_columns {1102/1002})", "{1102/1102}"}}});
  registry.add({.name = "paint_clusters",
                .type = change,
                .eval = lift<&apply_to_parts<kEight, kAnyColor, false>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return applied_smt(smt, arg, kEight, kAnyColor, false);
                },
                .cost = 10,
                .doc = "Applies a function to each 8-connected part of any colors and paints the "
                       "results onto the grid.",
                .examples = {{"(paint_clusters flip_columns {1203/0203})", "{2103/2203}"}}});
  registry.add({.name = "replace_components",
                .type = change,
                .eval = lift<&apply_to_parts<kFour, kOneColor, true>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return applied_smt(smt, arg, kFour, kOneColor, true);
                },
                .cost = 10,
                .doc = "What a function makes of each 4-connected part of one color, painted onto "
                       "black in place of the grid.",
                .examples = {{"(replace_components flip_columns {1102/1002})", "{1102/0102}"}}});
  registry.add({.name = "replace_clusters",
                .type = change,
                .eval = lift<&apply_to_parts<kEight, kAnyColor, true>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return applied_smt(smt, arg, kEight, kAnyColor, true);
                },
                .cost = 12,
                .doc = "What a function makes of each 8-connected part of any colors, painted onto "
                       "black in place of the grid.",
                .examples = {{"(replace_clusters flip_columns {1203/0203})", "{2103/2003}"}}});
  registry.add({.name = "keep_components",
                .type = choice,
                .eval = lift<&keep_parts<kFour, kOneColor>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return repainted_smt(smt, arg, kFour, kOneColor, false,
                                       Symbol::integer(smt, kBlack));
                },
                .cost = 8,
                .doc = "Only the 4-connected parts of one color for which the predicate holds; the "
                       "others become black.",
                .examples = {{"(keep_components (lambda (x) (less 1 (length (split_cells x)))) "
                              "{1102/0000})",
                              "{1100/0000}"}}});
  registry.add({.name = "keep_clusters",
                .type = choice,
                .eval = lift<&keep_parts<kEight, kAnyColor>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return repainted_smt(smt, arg, kEight, kAnyColor, false,
                                       Symbol::integer(smt, kBlack));
                },
                .cost = 10,
                .doc = "Only the 8-connected parts of any colors for which the predicate holds; "
                       "the others become black.",
                .examples = {{"(keep_clusters (lambda (x) (less 2 (length (split_cells x)))) "
                              "{1203/2003})",
                              "{1200/2000}"}}});
  registry.add({.name = "recolor_components",
                .type = marking,
                .eval = lift<&recolor_parts<kFour, kOneColor>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return repainted_smt(smt, arg, kFour, kOneColor, true, symbol(smt, arg[2]));
                },
                .cost = 8,
                .doc = "The 4-connected parts of one color for which the predicate holds in "
                       "another color.",
                .examples = {{"(recolor_components (lambda (x) (less 1 (length (split_cells x)))) "
                              "{1102/0000} green)",
                              "{3302/0000}"}}});
  registry.add({.name = "recolor_clusters",
                .type = marking,
                .eval = lift<&recolor_parts<kEight, kAnyColor>>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return repainted_smt(smt, arg, kEight, kAnyColor, true, symbol(smt, arg[2]));
                },
                .cost = 10,
                .doc = "The 8-connected parts of any colors for which the predicate holds in one "
                       "color.",
                .examples = {{"(recolor_clusters (lambda (x) (less 2 (length (split_cells x)))) "
                              "{1203/2003} green)",
                              "{3303/3003}"}}});
}

}  // namespace

void add_object_primitives(Registry& registry) {
  registry.begin_family("object");
  add_segmentations(registry);
  add_empty_parts(registry);
  add_compositions(registry);
  add_functions_on_parts(registry);
}

}  // namespace gestalt::dsl
