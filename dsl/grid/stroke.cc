// Strokes: what an object draws on a canvas from its frame or its cells, step by step.
//
// Directions are points that are one of the eight steps to a neighbor (@1,0 is down); other points
// are outside of the domain. Definitions: prototypes/README.md, "strokes".
#include <optional>

#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

/// The empty cells of a canvas, and a copy of it to be drawn on.
class Drawing {
 public:
  Drawing(EvalContext& context, const Grid& canvas)
      : context_(context), canvas_(canvas), out_(context, canvas) {}

  [[nodiscard]] bool inside(Point p) const { return canvas_.inside(p.row, p.column); }
  [[nodiscard]] bool is_free(Point p) const {
    return inside(p) && is_empty(canvas_.at(p.row, p.column));
  }
  /// Requires inside(p).
  void set(Point p, Cell color) { out_.at(p.row, p.column) = color; }
  [[nodiscard]] int area() const { return canvas_.area(); }
  /// Calls draw(cell's place on the canvas, its color) for each cell of an object that is not
  /// empty; then the drawing.
  template <class F>
  [[nodiscard]] GridResult from_cells(const Grid& object, F draw) {
    const Point offset = object.corner() - canvas_.corner();
    for (int r = 0; r < object.rows(); ++r) {
      for (int c = 0; c < object.columns(); ++c) {
        const Cell color = object.at(r, c);
        if (is_empty(color)) continue;
        if (!context_.spend(1)) return tl::unexpected(Fault::kFuel);
        draw(Point{r, c} + offset, color);
      }
    }
    return out_.seal();
  }
  [[nodiscard]] Grid seal() { return out_.seal(); }

 private:
  EvalContext& context_;
  const Grid& canvas_;
  GridBuilder out_;
};

/// Where a ray leaves a stretch [begin, end) in a direction: beside it, or, across, from its
/// middle. Nothing for the middle of an even stretch.
std::optional<int> exit_of(int begin, int end, int step) {
  if (step != 0) return step < 0 ? begin - 1 : end;
  if ((end - begin) % 2 == 0) return std::nullopt;
  return (begin + end - 1) / 2;
}

GridResult cast_from_frame(EvalContext& context, const Grid& canvas, const Grid& object,
                           Point step) {
  if (!is_step(step)) return undefined();
  const Frame frame = frame_of(object);
  const auto row = exit_of(frame.top, frame.bottom, step.row);
  const auto column = exit_of(frame.left, frame.right, step.column);
  const Cell color = most_common(count_cells(object));
  if (!row || !column || color == kBlack) return undefined();
  Drawing drawing(context, canvas);
  for (Point p = Point{*row, *column} - canvas.corner(); drawing.is_free(p); p = p + step) {
    drawing.set(p, color);
  }
  return drawing.seal();
}

GridResult cast_dotted_rays(EvalContext& context, const Grid& canvas, const Grid& object,
                            Point step) {
  if (!is_step(step)) return undefined();
  Drawing drawing(context, canvas);
  return drawing.from_cells(object, [&](Point from, Cell color) {
    bool is_dot = false;
    for (Point p = from + step; drawing.is_free(p); p = p + step, is_dot = !is_dot) {
      if (is_dot) drawing.set(p, color);
    }
  });
}

Point turned_right(Point step) { return {step.column, -step.row}; }
Point turned_left(Point step) { return {-step.column, step.row}; }

/// Walks on over empty cells and turns where another cell is in the way; ends at the edge, where
/// there is no way on, and where it would go in circles.
template <Point kTurned(Point)>
GridResult walk(EvalContext& context, const Grid& canvas, const Grid& object, Point step) {
  if (!is_straight_step(step)) return undefined();
  Drawing drawing(context, canvas);
  return drawing.from_cells(object, [&](Point from, Cell color) {
    Point at = from;
    Point ahead = step;
    int turns = 0;
    for (int left = 2 * drawing.area(); left > 0 && drawing.inside(at + ahead); --left) {
      if (drawing.is_free(at + ahead)) {
        at = at + ahead;
        drawing.set(at, color);
        turns = 0;
      } else if (at == from || ++turns == 4) {
        break;  // a walk does not begin with a turn
      } else {
        ahead = kTurned(ahead);
      }
    }
  });
}

/// Diagonal rays that cells in their way throw back like mirrors along rows and columns.
GridResult cast_reflected_rays(EvalContext& context, const Grid& canvas, const Grid& object,
                               Point step) {
  if (!is_step(step) || is_straight_step(step)) return undefined();
  Drawing drawing(context, canvas);
  return drawing.from_cells(object, [&](Point from, Cell color) {
    Point at = from;
    Point ahead = step;
    for (int left = 2 * drawing.area(); left > 0 && drawing.inside(at + ahead); --left) {
      if (drawing.is_free(at + ahead)) {
        at = at + ahead;
        drawing.set(at, color);
        continue;
      }
      if (at == from) break;
      const bool across = drawing.is_free(at + Point{0, ahead.column});
      const bool along = drawing.is_free(at + Point{ahead.row, 0});
      if (across || !along) ahead.row = -ahead.row;
      if (along || !across) ahead.column = -ahead.column;
      if (!drawing.is_free(at + ahead)) break;
    }
  });
}

/// The cells between two objects whose frames face each other, in the first one's color.
GridResult bridge(EvalContext& context, const Grid& from, const Grid& to) {
  const auto a = content_frame(from);
  const auto b = content_frame(to);
  if (!a || !b) return undefined();
  const Frame shared = common(*a, *b);
  const bool rows_meet = shared.top < shared.bottom;
  const bool columns_meet = shared.left < shared.right;
  if (rows_meet == columns_meet) return undefined();
  // Where stretches do not meet, their common one is turned around: it is the gap.
  const Frame gap = rows_meet ? Frame{shared.top, shared.right, shared.bottom, shared.left}
                              : Frame{shared.bottom, shared.left, shared.top, shared.right};
  const Cell color = most_common(count_cells(from));
  if (gap.empty() || !fits(gap)) return undefined();
  GridBuilder out(context, gap.rows(), gap.columns(), gap.corner());
  out.fill(color);
  return out.seal();
}

}  // namespace

void add_stroke_primitives(Registry& registry) {
  registry.begin_family("stroke");
  const Type onto = fn({grid_type(), grid_type(), point_type()}, grid_type());
  registry.add({.name = "cast_from_frame",
                .type = onto,
                .eval = lift<&cast_from_frame>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The first grid with one ray in the second one's main color, which leaves "
                       "that one's frame at the corner that lies in a diagonal direction, or in "
                       "the middle of the side that lies in a straight one, to the first cell in "
                       "its way or the edge. Undefined where a side has no middle cell.",
                .examples = {{"(cast_from_frame {1100/1100/0000/0000} {11/11} @1,1)",
                              "{1100/1100/0010/0001}"},
                             {"(cast_from_frame {000/200/000} {2@1,0} @0,1)", "{000/222/000}"}}});
  registry.add({.name = "cast_dotted_rays",
                .type = onto,
                .eval = lift<&cast_dotted_rays>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The first grid with rays from the cells of the second one in a direction, "
                       "of which every second cell is drawn, not the first one.",
                .examples = {{"(cast_dotted_rays {1000000} {1} @0,1)", "{1010101}"}}});
  registry.add({.name = "walk_turning_right",
                .type = onto,
                .eval = lift<&walk<turned_right>>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The first grid with a path from each cell of the second one in a straight "
                       "direction, which turns right before every other cell in its way and ends "
                       "at the edge.",
                .examples = {{"(walk_turning_right {1002/0000} {1} @0,1)", "{1112/0010}"}}});
  registry.add({.name = "walk_turning_left",
                .type = onto,
                .eval = lift<&walk<turned_left>>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The same as walk_turning_right with turns to the left.",
                .examples = {{"(walk_turning_left {0000/1002} {1@1,0} @0,1)", "{0010/1112}"}}});
  registry.add({.name = "cast_reflected_rays",
                .type = onto,
                .eval = lift<&cast_reflected_rays>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The first grid with rays from the cells of the second one in a diagonal "
                       "direction, which other cells reflect; they end at the edge.",
                .examples = {{"(cast_reflected_rays {0020/0020/0020/1020} {1@3,0} @-1,1)",
                              "{0020/1020/0120/1020}"}}});
  registry.add({.name = "bridge",
                .type = fn({grid_type(), grid_type()}, grid_type()),
                .eval = lift<&bridge>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The cells between the boxes around what two grids show, along the rows or "
                       "columns they share, in the first grid's main color. Undefined where the "
                       "boxes do not face each other or nothing is between them.",
                .examples = {{"(bridge {1/1} {22/22/22@0,3})", "{11/11@0,1}"},
                             {"(bridge {1} {0002})", "{11@0,1}"}}});
}

}  // namespace gestalt::dsl
