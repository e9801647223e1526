// Movement: gravity, slides until contact, alignment with other objects, repeated copies.
//
// Directions are points that are one of the eight steps to a neighbor (@1,0 is down); other points
// are outside of the domain. A moved object keeps its cells and changes its place.
#include <array>
#include <optional>
#include <utility>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

GridResult moved_by(EvalContext& context, const Grid& grid, Point step) {
  return cut(context, grid, {0, 0, grid.rows(), grid.columns()}, grid.corner() + step);
}

Point times(Point p, int factor) { return {p.row * factor, p.column * factor}; }

// ---- Gravity ----

/// Packs the non-empty cells of a line at its end: cell i is at base[i * stride].
void pack_line(Cell* base, int length, int stride) {
  std::array<Cell, kMaxSide> holes;
  int hole_count = 0;
  int end = length;
  for (int i = length - 1; i >= 0; --i) {
    const Cell cell = base[i * stride];
    if (is_empty(cell)) {
      holes[static_cast<std::size_t>(hole_count++)] = cell;
    } else {
      base[--end * stride] = cell;
    }
  }
  for (int i = 0; i < hole_count; ++i) {
    base[--end * stride] = holes[static_cast<std::size_t>(i)];
  }
}

GridResult gravity(EvalContext& context, const Grid& grid, Point step) {
  if (!is_straight_step(step)) return undefined();
  GridBuilder out(context, grid);
  const bool vertical = step.row != 0;
  const int lines = vertical ? grid.columns() : grid.rows();
  const int length = vertical ? grid.rows() : grid.columns();
  const int along = vertical ? grid.columns() : 1;
  const int across = vertical ? 1 : grid.columns();
  const bool forward = step.row + step.column > 0;
  for (int i = 0; i < lines; ++i) {
    Cell* base = out.cells() + i * across + (forward ? 0 : (length - 1) * along);
    pack_line(base, length, forward ? along : -along);
  }
  return out.seal();
}

/// Clusters that fall one after the other until none can.
class FallingClusters {
 public:
  FallingClusters(const Grid& grid, const Components& clusters, Point step)
      : grid_(grid), clusters_(clusters), step_(step) {
    for (int i = 0; i < grid.area(); ++i) {
      taken_[static_cast<std::size_t>(i)] = !is_empty(grid.cells()[i]);
    }
    std::fill_n(distance_.begin(), clusters.count(), 0);
  }

  /// Lets each fall as far as it can; whether any moved.
  bool fall() {
    bool any = false;
    for (int k = 0; k < clusters_.count(); ++k) {
      int& distance = distance_[static_cast<std::size_t>(k)];
      mark(k, false);
      const int free = free_distance(k);
      distance += free;
      mark(k, true);
      any |= free > 0;
    }
    return any;
  }

  void draw(GridBuilder& out) const {
    out.fill(kBlack);
    for (int k = 0; k < clusters_.count(); ++k) {
      const Point by = shift(k);
      clusters_.for_each_run(clusters_[k], [&](const Components::Run& run) {
        const Cell* from = grid_.row(run.row);
        Cell* to = out.row(run.row + by.row) + by.column;
        for (int c = run.begin; c < run.end; ++c) to[c] = from[c];
      });
    }
  }

 private:
  [[nodiscard]] Point shift(int k) const {
    return times(step_, distance_[static_cast<std::size_t>(k)]);
  }
  bool& taken(int r, int c) { return taken_[static_cast<std::size_t>(r * grid_.columns() + c)]; }

  void mark(int k, bool value) {
    const Point by = shift(k);
    clusters_.for_each_run(clusters_[k], [&](const Components::Run& run) {
      for (int c = run.begin; c < run.end; ++c) taken(run.row + by.row, c + by.column) = value;
    });
  }
  int free_distance(int k) {
    const Point by = shift(k);
    int free = kMaxSide;
    clusters_.for_each_run(clusters_[k], [&](const Components::Run& run) {
      for (int c = run.begin; c < run.end; ++c) {
        int steps = 0;
        for (Point p = Point{run.row, c} + by + step_; steps < free; p = p + step_, ++steps) {
          if (!grid_.inside(p.row, p.column) || taken(p.row, p.column)) break;
        }
        free = std::min(free, steps);
      }
    });
    return free;
  }

  const Grid& grid_;
  const Components& clusters_;
  Point step_;
  std::array<bool, std::size_t{kMaxSide} * kMaxSide> taken_;
  std::array<int, kMaxObjects> distance_;
};

GridResult gravity_clusters(EvalContext& context, const Grid& grid, Point step) {
  if (!is_straight_step(step)) return undefined();
  const Components clusters(grid, Connectivity::kEight, Parts::kAnyColor);
  if (!clusters.complete()) return too_large();
  FallingClusters falling(grid, clusters, step);
  do {
    if (!context.spend(static_cast<std::uint64_t>(grid.area()))) {
      return tl::unexpected(Fault::kFuel);
    }
  } while (falling.fall());
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  falling.draw(out);
  return out.seal();
}

/// Along each line the empty cells first, then the others, both in their order.
Sized fallen(Smt& smt, const Picture& p, Point step) {
  const bool vertical = step.row != 0;
  const bool forward = step.row + step.column > 0;
  const int length = vertical ? p.rows : p.columns;
  Picture result = p;
  for (int line = 0; line < (vertical ? p.columns : p.rows); ++line) {
    const auto index = [&](int i) {
      const int k = forward ? i : length - 1 - i;
      return static_cast<std::size_t>(vertical ? k * p.columns + line : line * p.columns + k);
    };
    std::vector<Symbol> filled;
    for (int i = 0; i < length; ++i) filled.push_back(shown(p.cells[index(i)]));
    const Symbol holes = Symbol::integer(smt, length) - count_of(smt, filled);
    for (int to = 0; to < length; ++to) {
      Symbol cell = p.cells[index(to)];
      for (int from = 0; from < length; ++from) {
        const auto before = static_cast<std::size_t>(from);
        const Symbol ahead = count_of(smt, std::span(filled).first(before));
        const Symbol place = select(filled[before], holes + ahead, ahead.number(from) - ahead);
        cell = select(place == to, p.cells[index(from)], cell);
      }
      result.cells[index(to)] = cell;
    }
  }
  return {result, Symbol::boolean(smt, true), {}};
}

// ---- Slides ----

/// Whether the object, moved, has a cell on a non-empty cell of the other grid. Cells of the other
/// grid that lie under the object where it is now do not count when `kSkipOwn`.
template <bool kSkipOwn>
bool collides(const Grid& object, const Grid& other, Point by) {
  const Point offset = object.corner() + by - other.corner();
  for (int r = 0; r < object.rows(); ++r) {
    for (int c = 0; c < object.columns(); ++c) {
      if (is_empty(object.at(r, c))) continue;
      if (is_empty(other.get(r + offset.row, c + offset.column))) continue;
      if (kSkipOwn && !is_empty(object.get(r + by.row, c + by.column))) continue;
      return true;
    }
  }
  return false;
}

bool contains(const Frame& outer, const Frame& inner) {
  return inner.top >= outer.top && inner.left >= outer.left && inner.bottom <= outer.bottom &&
         inner.right <= outer.right;
}
Frame shifted(const Frame& frame, Point by) {
  return {frame.top + by.row, frame.left + by.column, frame.bottom + by.row,
          frame.right + by.column};
}

GridResult slide(EvalContext& context, const Grid& object, const Grid& scene, Point step) {
  if (!is_step(step)) return undefined();
  const Frame start = frame_of(object);
  const Frame room = frame_of(scene);
  if (!contains(room, start)) return undefined();
  int distance = 0;
  for (;;) {
    const Point by = times(step, distance + 1);
    if (!contains(room, shifted(start, by)) || collides<true>(object, scene, by)) break;
    ++distance;
  }
  return moved_by(context, object, times(step, distance));
}

/// How far an object moves in a direction until one more step would meet the target, its own cells
/// apart; nothing where it never does.
std::optional<int> distance_to(const Grid& object, const Grid& target, Point step) {
  // Beyond the target's far side nothing can be hit any more.
  const Frame both = united(frame_of(object), frame_of(target));
  const int reach = step.row != 0 ? both.rows() : both.columns();
  for (int distance = 0; distance < reach; ++distance) {
    if (collides<true>(object, target, times(step, distance + 1))) return distance;
  }
  return std::nullopt;
}

GridResult slide_to(EvalContext& context, const Grid& object, const Grid& target) {
  std::optional<Point> way;
  int least = 0;
  for (const Point step : {Point{-1, 0}, Point{0, -1}, Point{0, 1}, Point{1, 0}}) {
    const auto distance = distance_to(object, target, step);
    if (!distance || (way && *distance >= least)) continue;
    way = times(step, *distance);
    least = *distance;
  }
  if (!way) return undefined();
  return moved_by(context, object, *way);
}

// ---- Alignment ----

/// What a grid shows, and whether it shows anything.
std::pair<SymbolicGrid, Symbol> content_of(const SymbolicGrid& grid) {
  return grid.cropped(grid.where([&](int r, int c) { return shown(grid.at(r, c)); }));
}

GridResult move_to_edge(EvalContext& context, const Grid& object, const Grid& frame, Point step) {
  if (!is_step(step)) return undefined();
  const Frame at = frame_of(object);
  const Frame room = frame_of(frame);
  Point by;
  if (step.row < 0) by.row = room.top - at.top;
  if (step.row > 0) by.row = room.bottom - at.bottom;
  if (step.column < 0) by.column = room.left - at.left;
  if (step.column > 0) by.column = room.right - at.right;
  return moved_by(context, object, by);
}

GridResult align_row(EvalContext& context, const Grid& object, const Grid& other) {
  const auto content = content_frame(other);
  if (!content) return undefined();
  return moved_by(context, object, {content->top - object.corner().row, 0});
}
GridResult align_column(EvalContext& context, const Grid& object, const Grid& other) {
  const auto content = content_frame(other);
  if (!content) return undefined();
  return moved_by(context, object, {0, content->left - object.corner().column});
}

int floor_half(int a) { return a >= 0 ? a / 2 : -((1 - a) / 2); }

GridResult center_on(EvalContext& context, const Grid& object, const Grid& other) {
  const Frame a = frame_of(object);
  const Frame b = frame_of(other);
  return moved_by(context, object,
                  {floor_half(b.top + b.bottom - a.top - a.bottom),
                   floor_half(b.left + b.right - a.left - a.right)});
}

GridResult move_by_size(EvalContext& context, const Grid& object, Point step) {
  if (!is_step(step)) return undefined();
  return moved_by(context, object, {step.row * object.rows(), step.column * object.columns()});
}
GridResult move_back_by_size(EvalContext& context, const Grid& result, Point step) {
  return move_by_size(context, result, Point{} - step);
}

/// Paints copies of the object at 1, 2, 3 ... steps from it until they lie off the canvas.
GridResult paint_repeated(EvalContext& context, const Grid& canvas, const Grid& object,
                          Point step) {
  if (step == Point{}) return undefined();
  const Frame room = frame_of(canvas);
  GridBuilder out(context, canvas);
  // As long as it nears the canvas or is on it, it may still be seen.
  Frame at = shifted(frame_of(object), step);
  int copies = 0;
  for (; copies < kMaxObjects && !common(at, room).empty(); ++copies, at = shifted(at, step)) {
    if (!context.spend(static_cast<std::uint64_t>(object.rows()))) {
      return tl::unexpected(Fault::kFuel);
    }
    const Frame seen = common(at, room);
    for (int r = seen.top; r < seen.bottom; ++r) {
      const Cell* from = object.row(r - at.top) + (seen.left - at.left);
      Cell* to = out.row(r - room.top) + (seen.left - room.left);
      for (int c = 0; c < seen.columns(); ++c) to[c] = is_empty(from[c]) ? to[c] : from[c];
    }
  }
  if (copies == 0) return undefined();
  return out.seal();
}

void add_gravity(Registry& registry) {
  const Type directed = fn({grid_type(), point_type()}, grid_type());
  registry.add({.name = "gravity",
                .type = directed,
                .eval = lift<&gravity>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  return by_point(smt, arg[1], [&](Point s) {
                    if (!is_straight_step(s)) return never(smt);
                    return by_size(smt, arg[0], Corner::kKeep,
                                   [&](const Picture& p) { return fallen(smt, p, s); });
                  });
                },
                .cost = 6,
                .doc = "Each cell that is not empty falls in a straight direction until it lies on "
                       "another one or at the edge. Undefined for other directions.",
                .examples = {{"(gravity {12/30/00} @1,0)", "{00/10/32}"},
                             {"(gravity {120/300} @0,1)", "{012/003}"}}});
  registry.add({.name = "gravity_clusters",
                .type = directed,
                .eval = lift<&gravity_clusters>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "Each 8-connected part of any colors falls as a whole in a straight "
                       "direction until it lies on another one or at the edge.",
                .examples = {{"(gravity_clusters {1100/1000/0000} @1,0)", "{0000/1100/1000}"}}});
}

void add_slides(Registry& registry) {
  registry.add({.name = "slide",
                .type = fn({grid_type(), grid_type(), point_type()}, grid_type()),
                .eval = lift<&slide>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc =
                    "The first object moved in a direction inside the second grid until it would "
                    "meet a cell of that grid (its own apart) or leave it. Undefined where it "
                    "does not lie in it.",
                .examples = {{"(slide {1@0,0} {1003} @0,1)", "{1@0,2}"},
                             {"(slide {1@0,0} {100/000} @1,1)", "{1@1,1}"}}});
  registry.add({.name = "slide_to",
                .type = fn({grid_type(), grid_type()}, grid_type()),
                .eval = lift<&slide_to>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The first object moved along its rows or columns, the shortest way, until "
                       "it touches a cell of the second one, its own apart. Undefined where it "
                       "faces none.",
                .examples = {{"(slide_to {1} {22@0,5})", "{1@0,4}"},
                             {"(slide_to {1@6,1} {22})", "{1@1,1}"},
                             {"(slide_to {1} {100/000/001/111})", "{1@2,0}"}}});
  registry.add(
      {.name = "move_to_edge",
       .type = fn({grid_type(), grid_type(), point_type()}, grid_type()),
       .eval = lift<&move_to_edge>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[2], [&](Point s) {
           if (!is_step(s)) return never(smt);
           const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
           const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
           const Symbol row = s.row < 0 ? b.top : s.row > 0 ? b.bottom - a.height() : a.top;
           const Symbol column = s.column < 0   ? b.left
                                 : s.column > 0 ? b.right - a.width()
                                                : a.left;
           return a.moved_to(row, column).term();
         });
       },
       .cost = 10,
       .doc = "The first object moved in a direction to the edge (or corner) of the second "
              "grid's frame.",
       .examples = {{"(move_to_edge {1} {000/000} @1,1)", "{1@1,2}"}}});
}

void add_alignments(Registry& registry) {
  const Type relative = fn({grid_type(), grid_type()}, grid_type());
  registry.add({.name = "align_row",
                .type = relative,
                .eval = lift<&align_row>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
                  const auto [b, any] = content_of(SymbolicGrid::read(smt, arg[1]));
                  return a.moved_to(b.top, a.left).term(any);
                },
                .cost = 10,
                .doc = "The first object moved up or down to the top row of what the second one "
                       "shows. Undefined for an empty one.",
                .examples = {{"(align_row {1@4,1} {0/2@1,5})", "{1@2,1}"}}});
  registry.add(
      {.name = "align_column",
       .type = relative,
       .eval = lift<&align_column>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
         const auto [b, any] = content_of(SymbolicGrid::read(smt, arg[1]));
         return a.moved_to(a.top, b.left).term(any);
       },
       .cost = 10,
       .doc = "The first object moved left or right to the first column of what the second one "
              "shows. Undefined for an empty one.",
       .examples = {{"(align_column {1@4,1} {02@2,4})", "{1@4,5}"}}});
  registry.add({.name = "center_on",
                .type = relative,
                .eval = lift<&center_on>,
                .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
                  const SymbolicGrid a = SymbolicGrid::read(smt, arg[0]);
                  const SymbolicGrid b = SymbolicGrid::read(smt, arg[1]);
                  return a
                      .moved_to(a.top + (b.top + b.bottom - a.top - a.bottom) / 2,
                                a.left + (b.left + b.right - a.left - a.right) / 2)
                      .term();
                },
                .cost = 8,
                .doc = "The first object moved to the middle of the second one's frame, half cells "
                       "up and left.",
                .examples = {{"(center_on {1} {000/000/000})", "{1@1,1}"}}});
  registry.add(
      {.name = "move_by_size",
       .type = fn({grid_type(), point_type()}, grid_type()),
       .eval = lift<&move_by_size>,
       .smt = [](Smt& smt, Arguments arg) -> SmtTerm {
         return by_point(smt, arg[1], [&](Point s) {
           if (!is_step(s)) return never(smt);
           const SymbolicGrid g = SymbolicGrid::read(smt, arg[0]);
           return g.moved_to(g.top + g.height() * s.row, g.left + g.width() * s.column).term();
         });
       },
       .cost = 8,
       .doc = "The object moved in a direction by its own height and width.",
       .examples = {{"(move_by_size {12/34} @0,1)", "{12/34@0,2}"}},
       .inverses = {{0, lift<&move_back_by_size>}}});
  registry.add({.name = "paint_repeated",
                .type = fn({grid_type(), grid_type(), point_type()}, grid_type()),
                .eval = lift<&paint_repeated>,
                .smt = unmodelled_grid(),
                .cost = 8,
                .doc = "The first grid with copies of the object at once, twice, three times ... a "
                       "step from its place, as long as they lie on the grid. Undefined where the "
                       "first does not.",
                .examples = {{"(paint_repeated {10000} {1} @0,2)", "{10101}"}}});
}

}  // namespace

void add_movement_primitives(Registry& registry) {
  registry.begin_family("movement");
  add_gravity(registry);
  add_slides(registry);
  add_alignments(registry);
}

}  // namespace gestalt::dsl
