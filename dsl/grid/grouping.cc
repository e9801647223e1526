// Groupings: objects of cells that need not touch. They lie where they were cut from.
#include <array>
#include <vector>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

using Outcome = Result<Value, Fault>;

constexpr int kNone = -1;
constexpr int kReach = 2;  ///< rows and columns between neighbors of a group

/// The cells that hang together over gaps of one cell.
class Groups {
 public:
  Groups(const Grid& grid, Parts parts)
      : grid_(grid), parts_(parts), group_(grid.span().size(), kNone) {
    for (int r = 0; r < grid.rows(); ++r) {
      for (int c = 0; c < grid.columns(); ++c) {
        if (!is_empty(grid.at(r, c)) && group_of(r, c) == kNone) gather({r, c});
      }
    }
  }
  [[nodiscard]] Outcome objects(EvalContext& context) const {
    if (frames_.size() > kMaxObjects) return too_large();
    ListBuilder list(context.arena(), frames_.size());
    for (std::size_t k = 0; k < frames_.size(); ++k) {
      const Frame& frame = frames_[k];
      const Point corner = grid_.corner() + frame.corner();
      if (!fits(frame.rows(), frame.columns(), corner)) return too_large();
      GridBuilder out(context, frame.rows(), frame.columns(), corner);
      for (int r = frame.top; r < frame.bottom; ++r) {
        for (int c = frame.left; c < frame.right; ++c) {
          const bool own = group_of(r, c) == static_cast<int>(k);
          out.at(r - frame.top, c - frame.left) = own ? grid_.at(r, c) : kTransparent;
        }
      }
      list[k] = out.seal().value();
    }
    return list.seal();
  }

 private:
  [[nodiscard]] int group_of(int r, int c) const { return group_[index(r, c)]; }
  [[nodiscard]] std::size_t index(int r, int c) const {
    return static_cast<std::size_t>(r * grid_.columns() + c);
  }
  void gather(Point first) {
    const auto number = static_cast<int>(frames_.size());
    Frame frame{first.row, first.column, first.row + 1, first.column + 1};
    std::vector<Point> open{first};
    group_[index(first.row, first.column)] = number;
    while (!open.empty()) {
      const Point p = open.back();
      open.pop_back();
      frame = united(frame, {p.row, p.column, p.row + 1, p.column + 1});
      const Cell color = grid_.at(p.row, p.column);
      for (int r = std::max(0, p.row - kReach); r <= std::min(grid_.rows() - 1, p.row + kReach);
           ++r) {
        for (int c = std::max(0, p.column - kReach);
             c <= std::min(grid_.columns() - 1, p.column + kReach); ++c) {
          const Cell cell = grid_.at(r, c);
          if (is_empty(cell) || group_of(r, c) != kNone) continue;
          if (parts_ == Parts::kOneColor && cell != color) continue;
          group_[index(r, c)] = number;
          open.push_back({r, c});
        }
      }
    }
    frames_.push_back(frame);
  }

  const Grid& grid_;
  Parts parts_;
  std::vector<int> group_;  ///< by cell
  std::vector<Frame> frames_;
};

template <Parts kParts>
Outcome group(EvalContext& context, const Grid& grid) {
  if (!context.spend(static_cast<std::uint64_t>(grid.area()))) return tl::unexpected(Fault::kFuel);
  return Groups(grid, kParts).objects(context);
}

/// The rectangles of which four cells of one color are the corners, that color not occurring
/// elsewhere in them.
Outcome corner_rectangles(EvalContext& context, const Grid& grid) {
  const auto count_in = [&](const Box& box, Cell color) {
    int count = 0;
    for (int r = 0; r < box.rows; ++r) {
      const Cell* row = grid.row(box.row + r) + box.column;
      count += static_cast<int>(std::count(row, row + box.columns, color));
    }
    return count;
  };
  std::array<Value, kMaxObjects> objects;
  std::size_t size = 0;
  for (int top = 0; top < grid.rows(); ++top) {
    for (int left = 0; left < grid.columns(); ++left) {
      const Cell color = grid.at(top, left);
      if (is_empty(color)) continue;
      if (!context.spend(static_cast<std::uint64_t>(grid.columns()))) {
        return tl::unexpected(Fault::kFuel);
      }
      // The next cell of the color to the right, and the next row with both.
      int right = left + 1;
      while (right < grid.columns() && grid.at(top, right) != color) ++right;
      if (right == grid.columns() || right < left + 2) continue;
      int bottom = top + 1;
      while (bottom < grid.rows() && grid.at(bottom, left) != color) ++bottom;
      if (bottom == grid.rows() || bottom < top + 2 || grid.at(bottom, right) != color) continue;
      const Box box{top, left, bottom - top + 1, right - left + 1};
      if (count_in(box, color) != 4) continue;
      if (size == objects.size()) return too_large();
      const GridResult object = cut(context, grid, box);
      if (!object) return tl::unexpected(object.error());
      objects[size++] = object->value();
    }
  }
  return make_list(context.arena(), {objects.data(), size});
}

}  // namespace

void add_grouping_primitives(Registry& registry) {
  registry.begin_family("grouping");
  const Type split = fn({grid_type()}, list_of(grid_type()));
  registry.add({.name = "groups",
                .type = split,
                .eval = lift<&group<Parts::kAnyColor>>,
                .smt = unmodelled_grid(),
                .cost = 10,
                .doc = "The parts of any colors but black that hang together over gaps of at most "
                       "one cell, diagonal ones included.",
                .examples = {{"(groups {10200003})", "[{1.2} {3@0,7}]"}}});
  registry.add({.name = "groups_of_one_color",
                .type = split,
                .eval = lift<&group<Parts::kOneColor>>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The same for parts of one color.",
                .examples = {{"(groups_of_one_color {10120003})", "[{1.1} {2@0,3} {3@0,7}]"}}});
  registry.add({.name = "corner_rectangles",
                .type = split,
                .eval = lift<&corner_rectangles>,
                .smt = unmodelled_grid(),
                .cost = 12,
                .doc = "The rectangles, with what lies in them, of which four cells of one color "
                       "are the corners, when that color occurs nowhere else in them. Sides have "
                       "at least three cells.",
                .examples = {{"(corner_rectangles {1010/0200/1010})", "[{101/020/101}]"}}});
}

}  // namespace gestalt::dsl
