// The nearest cell that is not empty: how far each cell is from it, in which direction, and its
// color. With remainders of the distances these are rings around seeds, with the directions what a
// brush paints there; the colors are the seeds' shares of the grid (prototypes/README.md,
// "strokes": brushes).
#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "dsl/grid/frame.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

/// Which cells are neighbors: those that share a side, or a corner too.
enum class Steps : std::uint8_t { kStraight, kAny };

constexpr std::size_t count_of(Steps steps) { return steps == Steps::kStraight ? 4 : 8; }

/// How many steps each cell is from the nearest one that is not empty.
class NearestDistances {
 public:
  NearestDistances(const Grid& grid, Steps steps)
      : columns_(grid.columns()), distances_(static_cast<std::size_t>(grid.area()), -1) {
    std::vector<Point> reached;
    const auto reach = [&](Point p, int distance) {
      distances_[index(p)] = distance;
      reached.push_back(p);
    };
    for (int r = 0; r < grid.rows(); ++r) {
      for (int c = 0; c < grid.columns(); ++c) {
        if (!is_empty(grid.at(r, c))) reach({r, c}, 0);
      }
    }
    for (std::size_t next = 0; next < reached.size(); ++next) {
      const Point from = reached[next];
      for (std::size_t k = 0; k < count_of(steps); ++k) {
        const Point to = from + kSteps[k];
        if (grid.inside(to.row, to.column) && at(to) < 0) reach(to, at(from) + 1);
      }
    }
  }

  /// -1 where nothing shows.
  [[nodiscard]] int at(Point p) const { return distances_[index(p)]; }

 private:
  [[nodiscard]] std::size_t index(Point p) const {
    return static_cast<std::size_t>(p.row * columns_ + p.column);
  }

  int columns_;
  std::vector<int> distances_;
};

template <Steps kMoves>
Plane nearest_distances(EvalContext& context, const Grid& grid) {
  const NearestDistances distances(grid, kMoves);
  return make_plane(context, grid, [&](int r, int c) { return to_level(distances.at({r, c})); });
}

/// What tells a cell's share of the grid from those of others; no number that a cell or a place
/// has.
using Label = std::int16_t;
constexpr Label kTie = -1;

/// Calls share(r, c, label of the nearest cell that is not empty) for every place; kTie where cells
/// of other labels are as near. False where all are empty. `label(r, c)` is that of a cell.
///
/// Straight-line distances, so that shares end half-way: the squares along columns, then the least
/// over a row of sums of two squares (Felzenszwalb and Huttenlocher 2012), in lanes as wide as the
/// squares need.
template <class LabelOf, class F>
bool for_each_share(const Grid& grid, LabelOf label, F share) {
  using Lane = std::array<std::int16_t, kMaxSide>;
  constexpr std::int16_t kFar = 20'000;  // with a square added still a number
  static_assert(kFar > 2 * (kMaxSide - 1) * (kMaxSide - 1));
  const int rows = grid.rows();
  const int columns = grid.columns();
  std::array<Lane, kMaxSide> squares;
  std::array<std::array<Label, kMaxSide>, kMaxSide> labels;
  std::array<bool, kMaxSide> has_cell{};  // by column
  for (int c = 0; c < columns; ++c) {
    int above = -1;
    for (int r = 0; r < rows; ++r) {
      if (!is_empty(grid.at(r, c))) above = r;
      squares[r][c] = above < 0 ? kFar : static_cast<std::int16_t>((r - above) * (r - above));
      labels[r][c] = above < 0 ? kTie : label(above, c);
    }
    has_cell[c] = above >= 0;
    int below = -1;
    for (int r = rows; has_cell[c] && r-- > 0;) {
      if (!is_empty(grid.at(r, c))) below = r;
      if (below < 0) continue;
      const auto square = static_cast<std::int16_t>((below - r) * (below - r));
      if (square > squares[r][c]) continue;
      const Label own = label(below, c);
      labels[r][c] = square < squares[r][c] || labels[r][c] == own ? own : kTie;
      squares[r][c] = square;
    }
  }
  if (std::find(has_cell.begin(), has_cell.end(), true) == has_cell.end()) return false;
  for (int r = 0; r < rows; ++r) {
    Lane least;
    std::array<Label, kMaxSide> nearest;
    least.fill(kFar);
    nearest.fill(kTie);
    for (int from = 0; from < columns; ++from) {
      if (!has_cell[from]) continue;
      const std::int16_t along = squares[r][from];
      const Label own = labels[r][from];
      for (int c = 0; c < columns; ++c) {
        const auto square = static_cast<std::int16_t>(along + (from - c) * (from - c));
        const bool is_other_tie = square == least[c] && nearest[c] != own;
        const Label kept = is_other_tie ? kTie : nearest[c];
        nearest[c] = square < least[c] ? own : kept;
        least[c] = std::min(least[c], square);
      }
    }
    for (int c = 0; c < columns; ++c) share(r, c, nearest[c]);
  }
  return true;
}

GridResult nearest_colors(EvalContext& context, const Grid& grid) {
  GridBuilder out(context, grid.rows(), grid.columns(), grid.corner());
  const bool any = for_each_share(
      grid, [&](int r, int c) { return Label{grid.at(r, c)}; },
      [&](int r, int c, Label label) {
        out.at(r, c) = label == kTie ? Cell{kBlack} : static_cast<Cell>(label);
      });
  if (!any) return undefined();
  return out.seal();
}

/// A level for each cell's offset from the nearest that is not empty; nothing where two are as
/// near.
template <int kLevel(Point)>
PlaneResult nearest_offsets(EvalContext& context, const Grid& grid) {
  PlaneBuilder out(context, grid);
  const bool any = for_each_share(
      grid, [](int r, int c) { return static_cast<Label>(r * kMaxSide + c); },
      [&](int r, int c, Label label) {
        const Point from{label / kMaxSide, label % kMaxSide};
        out.at(r, c) = label == kTie ? kNothing : to_level(kLevel(Point{r, c} - from));
      });
  if (!any) return tl::unexpected(Fault::kDomain);
  return out.seal();
}

/// Offsets beyond this many rows or columns are all alike, so that a rule can name each.
constexpr int kReach = 4;
int row_offset(Point offset) { return std::clamp(offset.row, -kReach, kReach) + kReach; }
int column_offset(Point offset) { return std::clamp(offset.column, -kReach, kReach) + kReach; }
/// -1, 0 and 1 of rows and columns as one number.
int sector(Point offset) {
  const auto sign = [](int number) { return std::clamp(number, -1, 1) + 1; };
  return 3 * sign(offset.row) + sign(offset.column);
}

// ---- Meanings ----

template <Steps kMoves>
SmtTerm nearest_distances_smt(Smt& smt, Arguments arg) {
  constexpr int kFar = 2 * kMaxSide;
  return plane_meaning(smt, arg[0], [](const SymbolicGrid& g, int r, int c) {
    Symbol nearest = g.number(kFar);
    g.for_each([&](int row, int column) {
      const int rows = std::abs(row - r);
      const int columns = std::abs(column - c);
      const int distance = kMoves == Steps::kStraight ? rows + columns : std::max(rows, columns);
      const Symbol counts = shown(g.at(row, column)) & (nearest > distance);
      nearest = select(counts, g.number(distance), nearest);
    });
    return select(nearest == kFar, g.number(-1), nearest);
  });
}

}  // namespace

void add_nearest_cell_primitives(Registry& registry) {
  registry.begin_family("nearest");
  constexpr int kCost = 14;
  registry.add({.name = "nearest_distances",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&nearest_distances<Steps::kAny>>,
                .smt = nearest_distances_smt<Steps::kAny>,
                .cost = kCost,
                .doc = "For each cell the number of steps, diagonal ones too, to the nearest cell "
                       "that is not empty; nothing where all are.",
                .examples = {{"(nearest_distances {1000/0000})", "|0,1,2,3/1,1,2,3|"}}});
  registry.add({.name = "nearest_straight_distances",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&nearest_distances<Steps::kStraight>>,
                .smt = nearest_distances_smt<Steps::kStraight>,
                .cost = kCost,
                .doc = "The same for steps along rows and columns.",
                .examples = {{"(nearest_straight_distances {1000/0000})", "|0,1,2,3/1,2,3,4|"}}});
  registry.add({.name = "nearest_colors",
                .type = fn({grid_type()}, grid_type()),
                .eval = lift<&nearest_colors>,
                .smt = Unmodelled{"the nearest of several colors"},
                .cost = 8,
                .doc = "Each cell in the color of the nearest one that is not empty, by the "
                       "straight line between them; black where several colors are as near. "
                       "Undefined where all are empty.",
                .examples = {{"(nearest_colors {10002/00000})", "{11022/11022}"}}});
  const Unmodelled unmodelled{"the nearest of several cells"};
  registry.add({.name = "nearest_sectors",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&nearest_offsets<sector>>,
                .smt = unmodelled,
                .cost = kCost,
                .doc =
                    "For each cell where it lies from the nearest one that is not empty: 0, 1, 2 "
                    "up and to the left, straight up, up and to the right, 3 to 5 in its row (4: "
                    "the cell itself), 6 to 8 below; nothing where several are as near. "
                    "Undefined where all are empty.",
                .examples = {{"(nearest_sectors {00/01/00})", "|0,1/3,4/6,7|"}}});
  registry.add({.name = "nearest_row_offsets",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&nearest_offsets<row_offset>>,
                .smt = unmodelled,
                .cost = kCost,
                .doc = "For each cell how many rows it lies below the nearest one that is not "
                       "empty, from -4 (as far or farther above) to 4, plus 4; nothing where "
                       "several are as near. Undefined where all are empty.",
                .examples = {{"(nearest_row_offsets {00/01/00})", "|3,3/4,4/5,5|"}}});
  registry.add({.name = "nearest_column_offsets",
                .type = fn({grid_type()}, plane_type()),
                .eval = lift<&nearest_offsets<column_offset>>,
                .smt = unmodelled,
                .cost = kCost,
                .doc = "The same for columns to the right.",
                .examples = {{"(nearest_column_offsets {010/000})", "|3,4,5/3,4,5|"}}});
}

}  // namespace gestalt::dsl
