// Grids and planes as SMT terms, and the building blocks of the meanings over them.
//
// A symbolic grid has cells at fixed absolute places, its *window*, and a frame within the window
// that may depend on the input; outside of the frame its cells are blank. So cutting an object out
// changes the frame and blanks the rest, painting it back finds every cell where it was, and only
// what moves cells by an amount that depends on the input (a flip of an object) tells cases apart.
// An input has a fixed frame, and as long as frames are fixed, all geometry is folded away.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/meaning.h"
#include "dsl/grid/frame.h"

namespace gestalt::dsl {

/// Cells of a window, and cases over sizes, that a meaning may build.
constexpr int kMaxWindow = 1600;
constexpr int kMaxCases = 160;
/// kMaxLevel of planes (dsl/grid/plane.h).
constexpr int kGreatestLevel = 254;

/// Cells of one known size.
struct Picture {
  int rows = 0;
  int columns = 0;
  std::vector<Symbol> cells;

  [[nodiscard]] int area() const { return rows * columns; }
  [[nodiscard]] Symbol at(int r, int c) const {
    return cells[static_cast<std::size_t>(r * columns + c)];
  }
  [[nodiscard]] bool inside(int r, int c) const {
    return r >= 0 && r < rows && c >= 0 && c < columns;
  }
};
/// The picture with cell f(r, c).
template <class F>
[[nodiscard]] Picture make_picture(int rows, int columns, F f) {
  if (rows * columns > kMaxWindow) give_up("a grid of too many cells");
  Picture picture{rows, columns, {}};
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) picture.cells.push_back(f(r, c));
  }
  return picture;
}

/// A grid (blank is transparent) or plane (blank is -1, nothing; at the origin).
struct SymbolicGrid {
  Smt* smt = nullptr;
  int blank = kTransparent;
  Frame window;
  Symbol top, left, bottom, right;  ///< the frame
  std::vector<Symbol> cells;        ///< of the window, row by row

  /// The arguments of grid or plane type. One that is never defined is read as a single blank cell.
  [[nodiscard]] static SymbolicGrid read(Smt& smt, const SmtTerm& term, int blank = kTransparent);
  [[nodiscard]] static SymbolicGrid of(Smt& smt, const Picture& picture, Point corner, int blank);
  [[nodiscard]] SmtTerm term(Symbol defined) const;
  [[nodiscard]] SmtTerm term() const;

  [[nodiscard]] Symbol number(int value) const { return Symbol::integer(*smt, value); }
  [[nodiscard]] Symbol truth(bool value) const { return Symbol::boolean(*smt, value); }
  [[nodiscard]] Symbol height() const { return bottom - top; }
  [[nodiscard]] Symbol width() const { return right - left; }
  /// Whether the frame does not depend on the input.
  [[nodiscard]] bool fixed() const;
  /// The cell at an absolute place; blank outside of the frame.
  [[nodiscard]] Symbol at(int r, int c) const;
  /// Whether a place lies in the frame.
  [[nodiscard]] Symbol inside(int r, int c) const;
  /// f(r, c) for each place of the window.
  template <class F>
  void for_each(F f) const {
    for (int r = window.top; r < window.bottom; ++r) {
      for (int c = window.left; c < window.right; ++c) f(r, c);
    }
  }
  /// f(r, c) in the frame, blank outside; the result has the same frame.
  template <class F>
  [[nodiscard]] SymbolicGrid map(F f, int result_blank = kTransparent) const {
    SymbolicGrid result = *this;
    result.blank = result_blank;
    std::size_t i = 0;
    for_each([&](int r, int c) {
      const Symbol in = inside(r, c);
      result.cells[i++] =
          in.is_false() ? number(result_blank) : select(in, f(r, c), number(result_blank));
    });
    return result;
  }
  /// The same with f called for every place of the window, in order.
  template <class F>
  [[nodiscard]] SymbolicGrid map_places(F f, int result_blank = kTransparent) const {
    SymbolicGrid result = *this;
    result.blank = result_blank;
    std::size_t i = 0;
    for_each([&](int r, int c) {
      result.cells[i++] = select(inside(r, c), f(r, c), number(result_blank));
    });
    return result;
  }
  /// The truths f(r, c) over the window.
  template <class F>
  [[nodiscard]] std::vector<Symbol> where(F f) const {
    std::vector<Symbol> truths;
    for_each([&](int r, int c) { truths.push_back(f(r, c) & inside(r, c)); });
    return truths;
  }
  /// The same cells with the corner elsewhere.
  [[nodiscard]] SymbolicGrid moved_to(Symbol row, Symbol column) const;
  [[nodiscard]] SymbolicGrid at_origin() const { return moved_to(number(0), number(0)); }
  /// The bounding box of the places that hold (one truth for each place of the window), and whether
  /// there are any.
  [[nodiscard]] std::pair<SymbolicGrid, Symbol> cropped(std::span<const Symbol> holds) const;
  /// The part of the cells that a frame within this one keeps.
  [[nodiscard]] SymbolicGrid framed(Symbol t, Symbol l, Symbol b, Symbol r) const;
  /// The cell at an absolute place that may depend on the input; blank outside.
  [[nodiscard]] Symbol cell_at(Symbol row, Symbol column) const;
  /// Without what of the window no frame reaches.
  [[nodiscard]] SymbolicGrid trimmed() const;
};

[[nodiscard]] const SmtForm& grid_form();
[[nodiscard]] const SmtForm& plane_form();
[[nodiscard]] SmtEncoding grid_encoding();
[[nodiscard]] SmtEncoding plane_encoding();

// ---- Cells ----

[[nodiscard]] inline Symbol empty(Symbol cell) {
  return (cell == int{kBlack}) | (cell == int{kTransparent});
}
[[nodiscard]] inline Symbol shown(Symbol cell) { return !empty(cell); }
/// The cell, or the other one where it is empty.
[[nodiscard]] inline Symbol or_else(Symbol cell, Symbol other) {
  return select(shown(cell), cell, other);
}

/// How often each cell value occurs, [kTransparent] too.
[[nodiscard]] std::vector<Symbol> color_counts(const SymbolicGrid& grid);
[[nodiscard]] std::vector<Symbol> color_counts(Smt& smt, std::span<const Symbol> cells);
/// As dsl/grid/cells.h has them for counts.
[[nodiscard]] Symbol most_common(std::span<const Symbol> counts);
[[nodiscard]] Symbol background(std::span<const Symbol> counts);
/// The value with the greatest count, the smallest of equals.
[[nodiscard]] Symbol majority(std::span<const Symbol> counts);

[[nodiscard]] Symbol same_shape(const SymbolicGrid& a, const SymbolicGrid& b);
[[nodiscard]] Symbol same_frame(const SymbolicGrid& a, const SymbolicGrid& b);
[[nodiscard]] Symbol equal_grids(const SymbolicGrid& a, const SymbolicGrid& b);
/// Whether both have one shape and f(cell, cell) holds everywhere.
[[nodiscard]] Symbol all_alike(const SymbolicGrid& a, const SymbolicGrid& b,
                               const std::function<Symbol(Symbol, Symbol)>& f);
[[nodiscard]] SymbolicGrid choose_grid(Symbol condition, const SymbolicGrid& a,
                                       const SymbolicGrid& b);
/// The canvas with what of the object wins painted on it.
template <class Wins>
[[nodiscard]] SymbolicGrid painted(const SymbolicGrid& canvas, const SymbolicGrid& object,
                                   Wins wins) {
  return canvas.map([&](int r, int c) {
    const Symbol cell = object.at(r, c);
    return select(wins(cell), cell, canvas.at(r, c));
  });
}

/// For each place of the window the nearest shown cell against a step, 0 where there is none.
[[nodiscard]] std::vector<Symbol> arrivals(const SymbolicGrid& grid, Point step);
/// For each place of the window the steps to the nearest shown cell along a step, -1 for none.
[[nodiscard]] std::vector<Symbol> sight_distances(const SymbolicGrid& grid, Point step);
/// The first that is not 0.
[[nodiscard]] inline Symbol first_nonzero(Symbol a, Symbol b) { return select(a == 0, b, a); }
/// What both are, else 0.
[[nodiscard]] inline Symbol same_or_none(Symbol a, Symbol b) { return select(a == b, a, 0); }

/// Whether places of the window are reached from seeds over neighbors (four, or all eight) that
/// pass, in at most so many steps.
[[nodiscard]] std::vector<Symbol> flooded(const SymbolicGrid& grid, bool diagonally,
                                          std::span<const Symbol> passes,
                                          std::span<const Symbol> seeds, int steps);
/// Whether each place of the window lies at the edge of the frame.
[[nodiscard]] std::vector<Symbol> edge_places(const SymbolicGrid& grid);
/// Whether each place that passes is connected to the edge of the frame over places that pass.
[[nodiscard]] std::vector<Symbol> reached_from_edge(const SymbolicGrid& grid, bool diagonally,
                                                    std::span<const Symbol> passes);

// ---- Meanings from functions of cells ----

/// The grid with color(what arrives along each step) in its empty cells, where that is not 0.
template <class F>
[[nodiscard]] SmtTerm arriving_meaning(Smt& smt, const SmtTerm& grid, bool only_empty,
                                       std::vector<Point> steps, F color) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  std::vector<std::vector<Symbol>> arriving;
  for (const Point step : steps) arriving.push_back(arrivals(g, step));
  std::size_t i = 0;
  return g
      .map_places([&](int r, int c) {
        std::vector<Symbol> here;
        for (const auto& way : arriving) here.push_back(way[i]);
        ++i;
        const Symbol painted = color(here);
        if (!only_empty) return painted;
        return select(empty(g.at(r, c)) & (painted != 0), painted, g.at(r, c));
      })
      .term();
}

/// Every cell f(cell), where the condition holds.
template <class F>
[[nodiscard]] SmtTerm map_meaning(Smt& smt, const SmtTerm& grid, F f) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  return g.map([&](int r, int c) { return f(g.at(r, c)); }).term();
}
/// Every cell f(grid, r, c): from cells around it, blank outside.
template <class F>
[[nodiscard]] SmtTerm local_meaning(Smt& smt, const SmtTerm& grid, F f) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  return g.map([&](int r, int c) { return f(g, r, c); }).term();
}
/// The plane with level f(grid, r, c) at each cell; numbers above kMaxLevel become kMaxLevel.
template <class F>
[[nodiscard]] SmtTerm plane_meaning(Smt& smt, const SmtTerm& grid, F f) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  const auto level = [&](int r, int c) {
    const Symbol number = f(g, r, c);
    return least(greatest(number, g.number(-1)), g.number(kGreatestLevel));
  };
  return g.map(level, -1).at_origin().term();
}

/// f(cell, cell) of two grids (or planes) of one shape wherever they lie, at their common corner or
/// the origin; undefined for different shapes.
[[nodiscard]] SmtTerm zip_meaning(const SymbolicGrid& a, const SymbolicGrid& b,
                                  const std::function<Symbol(Symbol, Symbol)>& f);

/// The same grid with its window as its frame. Throws SmtLimit where the frame depends on the
/// input.
[[nodiscard]] SymbolicGrid fixed_grid(const SymbolicGrid& grid);

// ---- Meanings from functions of pictures ----

/// What a function makes of pictures: offset is that of its corner from the first argument's.
struct Sized {
  Picture picture;
  Symbol defined;
  Point offset = {};
};
enum class Corner : std::uint8_t { kKeep, kOrigin };

/// f(picture of each grid) for each combination of sizes that the grids may have.
using SizedFunction = std::function<Sized(const std::vector<Picture>& pictures)>;
[[nodiscard]] SmtTerm by_sizes(std::span<const SymbolicGrid> grids, Corner corner,
                               const SizedFunction& f, int blank = kTransparent);
/// The same for one grid argument.
[[nodiscard]] SmtTerm by_size(Smt& smt, const SmtTerm& grid, Corner corner,
                              const std::function<Sized(const Picture& picture)>& f);
/// An undefined result of a size.
[[nodiscard]] Sized no_picture(Smt& smt);
/// Cell (r, c) of a picture of rows x columns is that of the argument at from(r, c).
template <class From>
[[nodiscard]] Sized gathered(const Picture& p, int rows, int columns, From from) {
  return {make_picture(rows, columns,
                       [&](int r, int c) {
                         const Point at = from(r, c);
                         return p.at(at.row, at.column);
                       }),
          p.cells[0].truth(true),
          {}};
}

/// The grid as large as its rows and columns squared: cell (r, c) is that at from(picture, r, c).
/// Undefined for one cell and beyond a side of kMaxProductSide.
template <class From>
[[nodiscard]] SmtTerm squared_meaning(Smt& smt, const SmtTerm& grid, From from) {
  return by_size(smt, grid, Corner::kKeep, [&](const Picture& p) {
    const int rows = p.rows * p.rows;
    const int columns = p.columns * p.columns;
    if (p.area() <= 1 || rows > kMaxProductSide || columns > kMaxProductSide) {
      return no_picture(smt);
    }
    return gathered(p, rows, columns, [&](int r, int c) { return from(p, r, c); });
  });
}

/// f(n) for each value within [low, high] that the number may have; undefined for others.
[[nodiscard]] SmtTerm by_value(Smt& smt, const SmtTerm& number, std::int64_t low, std::int64_t high,
                               const std::function<SmtTerm(int)>& f);
/// f(step) for a step that does not depend on the input.
[[nodiscard]] SmtTerm by_point(Smt& smt, const SmtTerm& point,
                               const std::function<SmtTerm(Point)>& f);

// ---- Points ----

struct Coordinates {
  Symbol row;
  Symbol column;
};
[[nodiscard]] Coordinates unpack(Symbol point);
[[nodiscard]] SmtTerm pack(Symbol row, Symbol column);

}  // namespace gestalt::dsl
