// Completion: what objects lack of their own symmetry, and of copies of a template.
//
// `complete_*` look for the center about which the object already agrees best with its images and
// paint what is missing onto empty cells. `complete_copies` sees a template, turned, mirrored or
// scaled, wherever all of its cells of some colors show already (prototypes/README.md, "stamps":
// symm and anchor).
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <vector>

#include "dsl/grid/components.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"

namespace gestalt::dsl {

namespace {

/// A cell that is not empty, in absolute coordinates.
struct Dot {
  Point at;
  Cell color;
};

std::vector<Dot> dots_of(const Grid& grid) {
  std::vector<Dot> dots;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const Cell cell = grid.at(r, c);
      if (!is_empty(cell)) dots.push_back({Point{r, c} + grid.corner(), cell});
    }
  }
  return dots;
}

/// The cell at an absolute place; nothing outside of the grid.
std::optional<Cell> look(const Grid& grid, Point at) {
  const Point p = at - grid.corner();
  if (!grid.inside(p.row, p.column)) return std::nullopt;
  return grid.at(p.row, p.column);
}

/// The grid with some cells painted, all of them inside.
Grid painted(EvalContext& context, const Grid& grid, const std::vector<Dot>& dots) {
  GridBuilder out(context, grid);
  for (const Dot& dot : dots) {
    const Point p = dot.at - grid.corner();
    out.at(p.row, p.column) = dot.color;
  }
  return out.seal();
}

// ---- symmetry of an object about its own center ----

/// Images of a place about the origin.
using Turn = Point (*)(Point p);
Point upside_down(Point p) { return {-p.row, p.column}; }
Point left_right(Point p) { return {p.row, -p.column}; }
Point half_turn(Point p) { return {-p.row, -p.column}; }
Point diagonal(Point p) { return {p.column, p.row}; }
Point anti_diagonal(Point p) { return {-p.column, -p.row}; }
Point quarter_turn(Point p) { return {p.column, -p.row}; }
Point three_quarter_turn(Point p) { return {-p.column, p.row}; }
Point no_turn(Point p) { return p; }

/// What an object lacks of a symmetry about a center (in half cells).
struct Completion {
  int agreeing = 0;  ///< images that are there already, on other cells
  std::vector<Dot> missing;
};

/// The image of a place about a center (in half cells); nothing where it falls between cells.
template <Turn kTurn>
std::optional<Point> image_about(Point place, Point center) {
  const Point image =
      kTurn({2 * place.row - center.row, 2 * place.column - center.column}) + center;
  if (image.row % 2 != 0 || image.column % 2 != 0) return std::nullopt;
  return Point{image.row / 2, image.column / 2};
}

/// Adds the images that are there already; false where one would fall between cells, outside of the
/// grid or on another color.
template <Turn kTurn>
bool count_agreeing(const std::vector<Dot>& dots, const Grid& grid, Point center, int& agreeing) {
  return std::ranges::all_of(dots, [&](const Dot& dot) {
    const auto at = image_about<kTurn>(dot.at, center);
    const auto cell = at ? look(grid, *at) : std::nullopt;
    if (!cell || (*cell != dot.color && !is_empty(*cell))) return false;
    agreeing += *cell == dot.color && *at != dot.at ? 1 : 0;
    return true;
  });
}

template <Turn kTurn>
void add_missing(const std::vector<Dot>& dots, const Grid& grid, Point center,
                 std::vector<Dot>& missing) {
  for (const Dot& dot : dots) {
    const Point at = *image_about<kTurn>(dot.at, center);
    if (*look(grid, at) != dot.color) missing.push_back({at, dot.color});
  }
}

/// Nothing where fewer than `least` images are there already, or some cannot be.
template <Turn... kTurns>
std::optional<Completion> complete_about(const std::vector<Dot>& dots, const Grid& grid,
                                         Point center, int least) {
  Completion result;
  if (!(count_agreeing<kTurns>(dots, grid, center, result.agreeing) && ...)) return std::nullopt;
  if (result.agreeing < least) return std::nullopt;
  (add_missing<kTurns>(dots, grid, center, result.missing), ...);
  // Two images on one cell must agree.
  std::sort(result.missing.begin(), result.missing.end(), [](const Dot& a, const Dot& b) {
    return std::pair(a.at.row, a.at.column) < std::pair(b.at.row, b.at.column);
  });
  for (std::size_t k = 1; k < result.missing.size(); ++k) {
    const Dot& before = result.missing[k - 1];
    if (before.at == result.missing[k].at && before.color != result.missing[k].color) {
      return std::nullopt;
    }
  }
  const auto same = [](const Dot& a, const Dot& b) { return a.at == b.at; };
  result.missing.erase(std::unique(result.missing.begin(), result.missing.end(), same),
                       result.missing.end());
  return result;
}

template <Turn... kTurns>
GridResult complete(EvalContext& context, const Grid& object, const Grid& grid) {
  constexpr std::size_t kMaxTrials = 30'000;
  const auto dots = dots_of(object);
  if (dots.size() < 2) return undefined();
  Frame box{dots[0].at.row, dots[0].at.column, dots[0].at.row, dots[0].at.column};
  for (const Dot& dot : dots) {
    box = united(box, {dot.at.row, dot.at.column, dot.at.row, dot.at.column});
  }
  const auto centers = static_cast<std::size_t>((2 * box.rows() + 1) * (2 * box.columns() + 1));
  if (centers * dots.size() > kMaxTrials) return too_large();
  if (!context.spend(centers)) return tl::unexpected(Fault::kFuel);
  std::optional<Completion> best;
  std::tuple<int, int, int> best_score;
  for (int row = 2 * box.top; row <= 2 * box.bottom; ++row) {
    for (int column = 2 * box.left; column <= 2 * box.right; ++column) {
      const int least = best ? best->agreeing : 1;
      auto completion = complete_about<kTurns...>(dots, grid, {row, column}, least);
      if (!completion) continue;
      const int off =
          std::abs(row - box.top - box.bottom) + std::abs(column - box.left - box.right);
      const std::tuple score(completion->agreeing, -static_cast<int>(completion->missing.size()),
                             -off);
      if (best && score <= best_score) continue;
      best = std::move(completion);
      best_score = score;
    }
  }
  if (!best) return undefined();
  if (best->missing.empty()) return object;
  Frame whole = frame_of(object);
  for (const Dot& dot : best->missing) {
    whole = united(whole, {dot.at.row, dot.at.column, dot.at.row + 1, dot.at.column + 1});
  }
  if (!fits(whole)) return too_large();
  GridBuilder out(context, whole.rows(), whole.columns(), whole.corner());
  out.fill(kTransparent);
  paint<hides>(out, whole.corner(), object);
  for (const Dot& dot : best->missing) {
    out.at(dot.at.row - whole.top, dot.at.column - whole.left) = dot.color;
  }
  return out.seal();
}

// ---- copies of a template ----

/// A copy that could be completed.
struct Copy {
  std::vector<Point> shown;
  std::vector<Dot> missing;
};

/// A template turned and scaled, its first cell at the origin of its box.
std::vector<Dot> variant(const std::vector<Dot>& dots, Turn turn, int scale) {
  std::vector<Dot> turned;
  Point least{kMaxSide, kMaxSide};
  for (const Dot& dot : dots) {
    const Point p = turn(dot.at);
    if (turned.empty()) least = p;
    least = {std::min(least.row, p.row), std::min(least.column, p.column)};
    turned.push_back({p, dot.color});
  }
  std::vector<Dot> scaled;
  for (const Dot& dot : turned) {
    const Point corner{(dot.at.row - least.row) * scale, (dot.at.column - least.column) * scale};
    for (int r = 0; r < scale; ++r) {
      for (int c = 0; c < scale; ++c) scaled.push_back({corner + Point{r, c}, dot.color});
    }
  }
  return scaled;
}

class CopySearch {
 public:
  CopySearch(const Grid& grid, const std::vector<Dot>& dots)
      : grid_(grid), parts_(grid, Connectivity::kFour, Parts::kOneColor) {
    // Cells of the template itself are no hints.
    std::vector<bool> own(static_cast<std::size_t>(grid.area()), false);
    for (const Dot& dot : dots) {
      const Point p = dot.at - grid.corner();
      if (grid.inside(p.row, p.column)) own[index(p)] = true;
    }
    part_of_.assign(static_cast<std::size_t>(grid.area()), -1);
    if (!parts_.complete()) return;
    for (int k = 0; k < parts_.count(); ++k) {
      parts_.for_each_run(parts_[k], [&](const Components::Run& run) {
        for (int c = run.begin; c < run.end; ++c) {
          const Point p{run.row, c};
          if (own[index(p)]) continue;
          part_of_[index(p)] = k;
          hints_.push_back(p);
        }
      });
    }
  }

  [[nodiscard]] const std::vector<Point>& hints() const { return hints_; }

  /// Adds the copies of a variant: for some colors all cells show, for the others none.
  void find(const std::vector<Dot>& variant, std::vector<Copy>& copies) const {
    std::array<bool, kColors> tried{};
    std::array<int, kColors> total{};
    for (const Dot& dot : variant) ++total[dot.color];
    for (const Dot& anchor : variant) {
      if (tried[anchor.color]) continue;
      tried[anchor.color] = true;
      for (const Point hint : hints_) {
        if (grid_.at(hint.row, hint.column) != anchor.color) continue;
        if (auto copy = match(variant, hint - anchor.at, total)) copies.push_back(*std::move(copy));
      }
    }
  }

 private:
  [[nodiscard]] std::size_t index(Point p) const {
    return static_cast<std::size_t>(p.row * grid_.columns() + p.column);
  }

  [[nodiscard]] std::optional<Copy> match(const std::vector<Dot>& variant, Point shift,
                                          const std::array<int, kColors>& total) const {
    std::array<int, kColors> shown{};
    bool is_complete = true;
    for (const Dot& dot : variant) {
      const Point p = dot.at + shift;
      if (!grid_.inside(p.row, p.column)) return std::nullopt;
      const Cell cell = grid_.at(p.row, p.column);
      if (cell == dot.color && part_of_[index(p)] >= 0) {
        ++shown[cell];
      } else if (is_empty(cell)) {
        is_complete = false;
      } else {
        return std::nullopt;
      }
    }
    if (is_complete) return std::nullopt;
    for (std::size_t color = 0; color < kColors; ++color) {
      if (shown[color] != 0 && shown[color] != total[color]) return std::nullopt;
    }
    Copy copy;
    for (const Dot& dot : variant) {
      const Point p = dot.at + shift;
      if (is_empty(grid_.at(p.row, p.column))) {
        copy.missing.push_back({p, dot.color});
      } else {
        copy.shown.push_back(p);
      }
    }
    // Whole parts only: a longer stroke is no hint.
    std::size_t cells = 0;
    std::vector<int> seen;
    for (const Point p : copy.shown) {
      const int part = part_of_[index(p)];
      if (std::find(seen.begin(), seen.end(), part) != seen.end()) continue;
      seen.push_back(part);
      cells += static_cast<std::size_t>(parts_[part].cells);
    }
    if (cells != copy.shown.size()) return std::nullopt;
    return copy;
  }

  const Grid& grid_;
  Components parts_;
  std::vector<int> part_of_;  ///< by cell; -1 for what is no hint
  std::vector<Point> hints_;
};

template <int kMaxScale>
GridResult complete_copies(EvalContext& context, const Grid& pattern, const Grid& grid) {
  constexpr std::size_t kMaxCells = 150;
  constexpr std::size_t kMaxHints = 250;
  const auto dots = dots_of(pattern);
  const bool one_color = std::all_of(
      dots.begin(), dots.end(), [&](const Dot& dot) { return dot.color == dots.front().color; });
  if (dots.empty() || dots.size() > kMaxCells || one_color) return undefined();
  const CopySearch search(grid, dots);
  if (search.hints().empty() || search.hints().size() > kMaxHints) return undefined();
  if (!context.spend(search.hints().size() * kMaxScale)) return tl::unexpected(Fault::kFuel);
  std::vector<Copy> copies;
  for (int scale = 1; scale <= kMaxScale; ++scale) {
    for (const Turn turn : {no_turn, upside_down, left_right, half_turn, diagonal, anti_diagonal,
                            quarter_turn, three_quarter_turn}) {
      search.find(variant(dots, turn, scale), copies);
    }
  }
  // Those that show most first; each hint counts for one copy.
  std::stable_sort(copies.begin(), copies.end(),
                   [](const Copy& a, const Copy& b) { return a.shown.size() > b.shown.size(); });
  std::vector<Point> used;
  std::vector<Dot> missing;
  for (const Copy& copy : copies) {
    const bool fresh = std::none_of(copy.shown.begin(), copy.shown.end(), [&](Point p) {
      return std::find(used.begin(), used.end(), p) != used.end();
    });
    if (!fresh) continue;
    used.insert(used.end(), copy.shown.begin(), copy.shown.end());
    for (const Dot& dot : copy.missing) missing.push_back({dot.at + grid.corner(), dot.color});
  }
  if (missing.empty()) return undefined();
  return painted(context, grid, missing);
}

}  // namespace

void add_completion_primitives(Registry& registry) {
  registry.begin_family("completion");
  const Type both = fn({grid_type(), grid_type()}, grid_type());
  const auto add = [&](const char* name, RowFunction eval, int cost, const char* doc,
                       std::vector<Example> examples) {
    registry.add({.name = name,
                  .type = both,
                  .eval = eval,
                  .smt = unmodelled_grid(),
                  .cost = cost,
                  .doc = doc,
                  .examples = std::move(examples)});
  };
  add("complete_left_right", lift<&complete<left_right>>, 10,
      "The object with what it lacks to be its own mirror image, left to right, about the axis "
      "that "
      "most of it agrees with. Undefined where no axis fits the grid around it.",
      {{"(complete_left_right {12.1} {12010})", "{1221}"}});
  add("complete_up_down", lift<&complete<upside_down>>, 10,
      "The same for the mirror image top to bottom.",
      {{"(complete_up_down {1/2/./1} {1/2/0/1})", "{1/2/2/1}"}});
  add("complete_mirrors", lift<&complete<left_right, upside_down, half_turn>>, 10,
      "The same for both mirrors and the half turn, about one center.",
      {{"(complete_mirrors {1.1/121/1..} {101/121/100})", "{1.1/121/1.1}"}});
  add("complete_rotations", lift<&complete<quarter_turn, half_turn, three_quarter_turn>>, 10,
      "The same for quarter turns.",
      {{"(complete_rotations {.1/12} {010/120/000})", "{.1./121/.1.}"}});
  add("complete_all",
      lift<&complete<left_right, upside_down, half_turn, diagonal, anti_diagonal, quarter_turn,
                     three_quarter_turn>>,
      10, "The same for all eight symmetries of the square.",
      {{"(complete_all {.1/12} {010/120/000})", "{.1./121/.1.}"}});
  add("complete_copies", lift<&complete_copies<1>>, 8,
      "The second grid with the copies of the first, turned or mirrored, of which all cells of "
      "some "
      "colors show, completed on empty cells. Undefined where there is none.",
      {{"(complete_copies {12} {12000/00001})", "{12000/00021}"}});
  add("complete_scaled_copies", lift<&complete_copies<4>>, 12,
      "The same for copies scaled up as well, to the fourfold.",
      {{"(complete_scaled_copies {12} {1200000/0000011/0000011})", "{1200000/0002211/0002211}"}});
}

}  // namespace gestalt::dsl
