#include "dsl/grid/symbolic_grid.h"

#include <algorithm>
#include <array>

#include "dsl/grid/plane.h"

namespace gestalt::dsl {

namespace {

constexpr std::size_t kHeader = 8;  ///< fields before the cells: window, then frame

constexpr std::int64_t kFar = 100'000;  ///< beyond any place; small enough to add
int low_of(Symbol number) { return static_cast<int>(std::clamp(number.range().low, -kFar, kFar)); }
int high_of(Symbol number) {
  return static_cast<int>(std::clamp(number.range().high, -kFar, kFar));
}

std::size_t area_of(const Frame& frame) {
  return static_cast<std::size_t>(frame.rows() * frame.columns());
}

template <int kBlank>
SmtScalar equal_form(Smt& smt, const SmtTerm& a, const SmtTerm& b) {
  return equal_grids(SymbolicGrid::read(smt, a, kBlank), SymbolicGrid::read(smt, b, kBlank))
      .scalar();
}
template <int kBlank>
SmtTerm choose_form(Smt& smt, SmtScalar condition, const SmtTerm& a, const SmtTerm& b) {
  const Symbol chosen{smt, condition};
  const SymbolicGrid result =
      choose_grid(chosen, SymbolicGrid::read(smt, a, kBlank), SymbolicGrid::read(smt, b, kBlank));
  return result.term(select(chosen, Symbol{smt, a.defined}, Symbol{smt, b.defined}));
}

}  // namespace

const SmtForm& grid_form() {
  static constexpr SmtForm kForm{equal_form<kTransparent>, choose_form<kTransparent>};
  return kForm;
}
const SmtForm& plane_form() {
  static constexpr SmtForm kForm{equal_form<-1>, choose_form<-1>};
  return kForm;
}

// ---- One grid ----

SymbolicGrid SymbolicGrid::of(Smt& smt, const Picture& picture, Point corner, int blank) {
  const auto number = [&](int value) { return Symbol::integer(smt, value); };
  const Frame frame{corner.row, corner.column, corner.row + picture.rows,
                    corner.column + picture.columns};
  return {&smt,
          blank,
          frame,
          number(frame.top),
          number(frame.left),
          number(frame.bottom),
          number(frame.right),
          picture.cells};
}

SymbolicGrid SymbolicGrid::read(Smt& smt, const SmtTerm& term, int blank) {
  if (term.fields.size() < kHeader) {
    return of(smt, {1, 1, {Symbol::integer(smt, blank)}}, {}, blank);
  }
  const auto field = [&](std::size_t i) { return Symbol{smt, term.fields[i]}; };
  const auto fixed = [&](std::size_t i) { return static_cast<int>(field(i).value()); };
  SymbolicGrid grid{&smt,     blank,    {fixed(0), fixed(1), fixed(2), fixed(3)},
                    field(4), field(5), field(6),
                    field(7), {}};
  for (std::size_t i = kHeader; i < term.fields.size(); ++i) grid.cells.push_back(field(i));
  return grid;
}

SmtTerm SymbolicGrid::term(Symbol defined) const {
  // So that no grid a meaning builds leaves what the evaluator allows.
  constexpr int kReach = 150;
  static_assert(kReach < kMaxOffset);
  if (window.rows() > kMaxSide || window.columns() > kMaxSide) give_up("a grid of too many cells");
  if (window.top < -kReach || window.left < -kReach || window.bottom > kReach ||
      window.right > kReach) {
    give_up("a grid far from the origin");
  }
  SmtTerm result{.scalar = {}, .items = {}, .defined = defined.scalar(), .fields = {}, .form = {}};
  result.form = blank == kTransparent ? &grid_form() : &plane_form();
  for (const int side : {window.top, window.left, window.bottom, window.right}) {
    result.fields.push_back(smt->integer(side));
  }
  for (const Symbol side : {top, left, bottom, right}) result.fields.push_back(side.scalar());
  for (const Symbol cell : cells) result.fields.push_back(cell.scalar());
  return result;
}
SmtTerm SymbolicGrid::term() const { return term(truth(true)); }

bool SymbolicGrid::fixed() const {
  return top.constant() && left.constant() && bottom.constant() && right.constant();
}

Symbol SymbolicGrid::at(int r, int c) const {
  if (r < window.top || r >= window.bottom || c < window.left || c >= window.right) {
    return number(blank);
  }
  return cells[static_cast<std::size_t>((r - window.top) * window.columns() + c - window.left)];
}

Symbol SymbolicGrid::inside(int r, int c) const {
  return (top <= r) & (bottom > r) & (left <= c) & (right > c);
}

SymbolicGrid SymbolicGrid::trimmed() const {
  const Frame reach{std::max(window.top, low_of(top)), std::max(window.left, low_of(left)),
                    std::min(window.bottom, high_of(bottom)),
                    std::min(window.right, high_of(right))};
  if (reach.empty() || area_of(reach) == area_of(window)) return *this;
  SymbolicGrid result = *this;
  result.window = reach;
  result.cells.clear();
  result.for_each([&](int r, int c) { result.cells.push_back(at(r, c)); });
  return result;
}

Symbol SymbolicGrid::cell_at(Symbol row, Symbol column) const {
  Symbol result = number(blank);
  for_each([&](int r, int c) { result = select((row == r) & (column == c), at(r, c), result); });
  return result;
}

SymbolicGrid SymbolicGrid::framed(Symbol t, Symbol l, Symbol b, Symbol r) const {
  SymbolicGrid result = *this;
  result.top = t;
  result.left = l;
  result.bottom = b;
  result.right = r;
  std::size_t i = 0;
  for_each([&](int row, int column) {
    result.cells[i] = select(result.inside(row, column), cells[i], number(blank));
    ++i;
  });
  return result.trimmed();
}

SymbolicGrid SymbolicGrid::moved_to(Symbol row, Symbol column) const {
  const Symbol down = row - top;
  const Symbol along = column - left;
  SymbolicGrid result = *this;
  result.top = row;
  result.left = column;
  result.bottom = row + height();
  result.right = column + width();
  // The possible steps that leave something of the window in reach.
  const auto shifted = [&](const SymbolicGrid& from, Symbol step, bool rows) {
    SymbolicGrid to = from;
    const int low = low_of(step);
    const int high = high_of(step);
    if (high - low > kMaxCases) give_up("a place that depends on the input");
    (rows ? to.window.top : to.window.left) += low;
    (rows ? to.window.bottom : to.window.right) += high;
    if (area_of(to.window) > kMaxWindow) give_up("a grid of too many cells");
    to.cells.clear();
    to.for_each([&](int r, int c) {
      const auto source = [&](int k) { return rows ? from.at(r - k, c) : from.at(r, c - k); };
      Symbol cell = source(high);
      for (int k = high - 1; k >= low; --k) cell = select(step == k, source(k), cell);
      to.cells.push_back(cell);
    });
    return to;
  };
  const SymbolicGrid there = shifted(shifted(*this, down, true), along, false);
  result.window = there.window;
  result.cells = there.cells;
  return result.trimmed();
}

std::pair<SymbolicGrid, Symbol> SymbolicGrid::cropped(std::span<const Symbol> holds) const {
  const auto rows = static_cast<std::size_t>(window.rows());
  const auto columns = static_cast<std::size_t>(window.columns());
  std::vector<Symbol> in_row(rows, truth(false));
  std::vector<Symbol> in_column(columns, truth(false));
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      in_row[r] = in_row[r] | holds[r * columns + c];
      in_column[c] = in_column[c] | holds[r * columns + c];
    }
  }
  // Where the first holds, where the last holds, from chains over the lines.
  const auto first = [&](const std::vector<Symbol>& lines, int origin) {
    Symbol result = number(origin);
    for (std::size_t i = lines.size(); i-- > 0;) {
      result = select(lines[i], origin + static_cast<int>(i), result);
    }
    return result;
  };
  const auto last = [&](const std::vector<Symbol>& lines, int origin) {
    Symbol result = number(origin + static_cast<int>(lines.size()));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      result = select(lines[i], origin + static_cast<int>(i) + 1, result);
    }
    return result;
  };
  return {framed(first(in_row, window.top), first(in_column, window.left), last(in_row, window.top),
                 last(in_column, window.left)),
          any_of(*smt, in_row)};
}

// ---- Counts ----

std::vector<Symbol> color_counts(const SymbolicGrid& grid) {
  std::vector<Symbol> counts;
  for (int color = 0; color <= kTransparent; ++color) {
    counts.push_back(
        count_of(*grid.smt, grid.where([&](int r, int c) { return grid.at(r, c) == color; })));
  }
  return counts;
}

std::vector<Symbol> color_counts(Smt& smt, std::span<const Symbol> cells) {
  std::vector<Symbol> counts;
  for (int color = 0; color <= kTransparent; ++color) {
    std::vector<Symbol> alike;
    for (const Symbol cell : cells) alike.push_back(cell == color);
    counts.push_back(count_of(smt, alike));
  }
  return counts;
}

Symbol most_common(std::span<const Symbol> counts) {
  Symbol best = counts[0].number(int{kBlack});
  Symbol most = counts[0].number(0);
  for (int c = 1; c < kColors; ++c) {
    const Symbol count = counts[static_cast<std::size_t>(c)];
    best = select(count > most, c, best);
    most = greatest(most, count);
  }
  return best;
}

Symbol background(std::span<const Symbol> counts) {
  Symbol most = counts[0].number(0);
  for (std::size_t c = 1; c < kColors; ++c) most = greatest(most, counts[c]);
  return select(most > counts[kBlack] + counts[kTransparent], most_common(counts), int{kBlack});
}

Symbol majority(std::span<const Symbol> counts) {
  Symbol best = counts[0].number(0);
  Symbol most = counts[0];
  for (std::size_t c = 1; c < counts.size(); ++c) {
    best = select(counts[c] > most, static_cast<int>(c), best);
    most = greatest(most, counts[c]);
  }
  return best;
}

// ---- Sight ----

namespace {

/// value(place before it along the step, whether that lies in the window) for each place, those
/// before first.
template <class Next>
std::vector<Symbol> swept(const SymbolicGrid& grid, Point step, Symbol none, Next next) {
  const Frame& window = grid.window;
  const int rows = window.rows();
  const int columns = window.columns();
  std::vector<Symbol> values(static_cast<std::size_t>(rows * columns), none);
  for (int i = 0; i < rows; ++i) {
    const int r = step.row < 0 ? rows - 1 - i : i;
    for (int j = 0; j < columns; ++j) {
      const int c = step.column < 0 ? columns - 1 - j : j;
      const Point before{r - step.row, c - step.column};
      if (before.row < 0 || before.row >= rows || before.column < 0 || before.column >= columns) {
        continue;
      }
      const auto at = [&](Point p) { return static_cast<std::size_t>(p.row * columns + p.column); };
      values[at({r, c})] = next(grid.cells[at(before)], values[at(before)]);
    }
  }
  return values;
}

}  // namespace

std::vector<Symbol> arrivals(const SymbolicGrid& grid, Point step) {
  return swept(grid, step, grid.number(0),
               [](Symbol cell, Symbol further) { return select(shown(cell), cell, further); });
}

std::vector<Symbol> sight_distances(const SymbolicGrid& grid, Point step) {
  return swept(grid, Point{} - step, grid.number(-1), [](Symbol cell, Symbol further) {
    return select(shown(cell), 1, select(further < 0, -1, further + 1));
  });
}

std::vector<Symbol> edge_places(const SymbolicGrid& grid) {
  return grid.where([&](int r, int c) {
    return (grid.top == r) | (grid.left == c) | (grid.bottom == r + 1) | (grid.right == c + 1);
  });
}

std::vector<Symbol> flooded(const SymbolicGrid& grid, bool diagonally,
                            std::span<const Symbol> passes, std::span<const Symbol> seeds,
                            int steps) {
  const int rows = grid.window.rows();
  const int columns = grid.window.columns();
  const auto at = [&](int r, int c) { return static_cast<std::size_t>(r * columns + c); };
  std::vector<Symbol> reached;
  for (std::size_t i = 0; i < passes.size(); ++i) reached.push_back(passes[i] & seeds[i]);
  bool changed = true;
  for (int step = 0; step < steps && changed; ++step) {
    std::vector<Symbol> next = reached;
    changed = false;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        std::vector<Symbol> around;
        for (int y = std::max(0, r - 1); y <= std::min(rows - 1, r + 1); ++y) {
          for (int x = std::max(0, c - 1); x <= std::min(columns - 1, c + 1); ++x) {
            if (diagonally || y == r || x == c) around.push_back(reached[at(y, x)]);
          }
        }
        Symbol& here = next[at(r, c)];
        here = here | (passes[at(r, c)] & any_of(*grid.smt, around));
        changed = changed || !(here.scalar() == reached[at(r, c)].scalar());
      }
    }
    reached = std::move(next);
  }
  return reached;
}

std::vector<Symbol> reached_from_edge(const SymbolicGrid& grid, bool diagonally,
                                      std::span<const Symbol> passes) {
  // A shortest way to the edge has each cell once, and only its last at the edge.
  const int inner = std::max(0, grid.window.rows() - 2) * std::max(0, grid.window.columns() - 2);
  return flooded(grid, diagonally, passes, edge_places(grid), inner);
}

// ---- Two grids ----

Symbol same_shape(const SymbolicGrid& a, const SymbolicGrid& b) {
  return (a.height() == b.height()) & (a.width() == b.width());
}
Symbol same_frame(const SymbolicGrid& a, const SymbolicGrid& b) {
  return (a.top == b.top) & (a.left == b.left) & (a.bottom == b.bottom) & (a.right == b.right);
}

Symbol equal_grids(const SymbolicGrid& a, const SymbolicGrid& b) {
  Symbol result = same_frame(a, b);
  if (result.is_false()) return result;
  std::vector<Symbol> equal;  // cells beyond a window are blank, as beyond the frame
  const Frame both = united(a.window, b.window);
  for (int r = both.top; r < both.bottom; ++r) {
    for (int c = both.left; c < both.right; ++c) equal.push_back(a.at(r, c) == b.at(r, c));
  }
  return result & all_of(*a.smt, equal);
}

SymbolicGrid choose_grid(Symbol condition, const SymbolicGrid& a, const SymbolicGrid& b) {
  SymbolicGrid result = a;
  result.window = united(a.window, b.window);
  if (area_of(result.window) > kMaxWindow) give_up("a grid of too many cells");
  result.top = select(condition, a.top, b.top);
  result.left = select(condition, a.left, b.left);
  result.bottom = select(condition, a.bottom, b.bottom);
  result.right = select(condition, a.right, b.right);
  result.cells.clear();
  result.for_each(
      [&](int r, int c) { result.cells.push_back(select(condition, a.at(r, c), b.at(r, c))); });
  return result;
}

namespace {

/// Both at one corner, so that cells at one place belong together.
std::pair<SymbolicGrid, SymbolicGrid> aligned(const SymbolicGrid& a, const SymbolicGrid& b) {
  if (((a.top == b.top) & (a.left == b.left)).is_true()) return {a, b};
  return {a.at_origin(), b.at_origin()};
}

}  // namespace

Symbol all_alike(const SymbolicGrid& a, const SymbolicGrid& b,
                 const std::function<Symbol(Symbol, Symbol)>& f) {
  const Symbol shapes = same_shape(a, b);
  if (shapes.is_false()) return shapes;
  const auto [x, y] = aligned(a, b);
  std::vector<Symbol> alike;
  x.for_each([&, &x = x, &y = y](int r, int c) {
    alike.push_back(implies(x.inside(r, c), f(x.at(r, c), y.at(r, c))));
  });
  return shapes & all_of(*a.smt, alike);
}

SmtTerm zip_meaning(const SymbolicGrid& a, const SymbolicGrid& b,
                    const std::function<Symbol(Symbol, Symbol)>& f) {
  const Symbol shapes = same_shape(a, b);
  const auto [x, y] = aligned(a, b);
  const SymbolicGrid zipped =
      x.map([&, &x = x, &y = y](int r, int c) { return f(x.at(r, c), y.at(r, c)); }, a.blank);
  const Symbol common = (a.top == b.top) & (a.left == b.left);
  if (common.is_true()) return zipped.term(shapes);
  const SymbolicGrid placed = zipped.moved_to(select(common, a.top, 0), select(common, a.left, 0));
  return placed.term(shapes);
}

SymbolicGrid fixed_grid(const SymbolicGrid& grid) {
  if (!grid.fixed()) give_up("a grid whose frame depends on the input");
  return grid.framed(grid.top, grid.left, grid.bottom, grid.right);
}

// ---- Sizes ----

namespace {

struct Size {
  int rows;
  int columns;
  Symbol condition;
};

std::vector<Size> sizes_of(const SymbolicGrid& grid) {
  std::vector<Size> sizes;
  const Symbol height = grid.height();
  const Symbol width = grid.width();
  for (int h = 1; h <= grid.window.rows(); ++h) {
    const Symbol high = height == h;
    if (high.is_false()) continue;
    for (int w = 1; w <= grid.window.columns(); ++w) {
      const Symbol condition = high & (width == w);
      if (!condition.is_false()) sizes.push_back({h, w, condition});
    }
  }
  return sizes;
}

Picture picture_of(const SymbolicGrid& at_origin, const Size& size) {
  return make_picture(size.rows, size.columns, [&](int r, int c) { return at_origin.at(r, c); });
}

}  // namespace

Sized no_picture(Smt& smt) {
  return {{1, 1, {Symbol::integer(smt, int{kBlack})}}, Symbol::boolean(smt, false), {}};
}

SmtTerm by_sizes(std::span<const SymbolicGrid> grids, Corner corner, const SizedFunction& f,
                 int blank) {
  Smt& smt = *grids[0].smt;
  std::vector<SymbolicGrid> moved;
  std::vector<std::vector<Size>> sizes;
  std::size_t cases = 1;
  for (const SymbolicGrid& grid : grids) {
    moved.push_back(grid.at_origin());
    sizes.push_back(sizes_of(moved.back()));
    cases *= sizes.back().size();
    if (cases > kMaxCases) give_up("sizes that depend on the input in too many ways");
  }
  SmtTerm result = never(smt);
  bool first = true;
  for (std::size_t k = 0; k < cases; ++k) {
    std::vector<Picture> pictures;
    Symbol condition = Symbol::boolean(smt, true);
    std::size_t rest = k;
    for (std::size_t g = 0; g < grids.size(); ++g) {
      const Size& size = sizes[g][rest % sizes[g].size()];
      rest /= sizes[g].size();
      condition = condition & size.condition;
      pictures.push_back(picture_of(moved[g], size));
    }
    if (condition.is_false()) continue;
    const Sized sized = f(pictures);
    const Point at = corner == Corner::kOrigin ? Point{} : sized.offset;
    SmtTerm here = SymbolicGrid::of(smt, sized.picture, at, blank).term(sized.defined);
    result = first ? here : choose_term(smt, condition, here, result);  // exactly one case holds
    first = false;
  }
  if (corner == Corner::kOrigin || result.form == nullptr) return result;
  const SymbolicGrid grid = SymbolicGrid::read(smt, result, blank);
  return grid.moved_to(grid.top + grids[0].top, grid.left + grids[0].left)
      .term({smt, result.defined});
}

SmtTerm by_size(Smt& smt, const SmtTerm& grid, Corner corner,
                const std::function<Sized(const Picture&)>& f) {
  const SymbolicGrid g = SymbolicGrid::read(smt, grid);
  return by_sizes({&g, 1}, corner,
                  [&](const std::vector<Picture>& pictures) { return f(pictures[0]); });
}

SmtTerm by_value(Smt& smt, const SmtTerm& number, std::int64_t low, std::int64_t high,
                 const std::function<SmtTerm(int)>& f) {
  const Symbol value = symbol(smt, number);
  SmtTerm result = never(smt);
  const std::int64_t first = std::max(low, value.range().low);
  const std::int64_t last = std::min(high, value.range().high);
  if (last - first >= kMaxCases) give_up("a number that depends on the input in too many ways");
  for (std::int64_t n = first; n <= last; ++n) {
    result = choose_term(smt, value == n, f(static_cast<int>(n)), result);
  }
  return result;
}

SmtTerm by_point(Smt& smt, const SmtTerm& point, const std::function<SmtTerm(Point)>& f) {
  const Symbol packed = symbol(smt, point);
  if (!packed.constant()) give_up("a step that depends on the input");
  return f(Codec<Point>::decode(Value::immediate(packed.value())));
}

// ---- Points ----

namespace {
constexpr std::int64_t kColumnRange = std::int64_t{1} << 16;
constexpr std::int64_t kLeast = std::numeric_limits<std::int16_t>::min();
constexpr std::int64_t kGreatest = std::numeric_limits<std::int16_t>::max();
}  // namespace

Coordinates unpack(Symbol point) {
  const Symbol low = point % kColumnRange;
  return {bounded(point / kColumnRange, kLeast, kGreatest),
          bounded(select(low <= kGreatest, low, low - kColumnRange), kLeast, kGreatest)};
}

SmtTerm pack(Symbol row, Symbol column) {
  const Symbol defined = between(kLeast, row, kGreatest) & between(kLeast, column, kGreatest);
  return defined_if(defined, bounded(row, kLeast, kGreatest) * kColumnRange +
                                 bounded(column, kLeast, kGreatest) % kColumnRange);
}

// ---- Encodings ----

namespace {

template <class Look>
SmtTerm constant_term(Smt& smt, int rows, int columns, Point corner, int blank, Look look) {
  const Picture picture =
      make_picture(rows, columns, [&](int r, int c) { return Symbol::integer(smt, look(r, c)); });
  return SymbolicGrid::of(smt, picture, corner, blank).term();
}

/// The sizes 1x1 ... bound x bound by area, then by rows.
std::vector<std::vector<int>> sizes_up_to(int bound) {
  std::vector<std::vector<int>> sizes;
  for (int rows = 1; rows <= bound; ++rows) {
    for (int columns = 1; columns <= bound; ++columns) sizes.push_back({rows, columns});
  }
  std::stable_sort(sizes.begin(), sizes.end(),
                   [](const auto& a, const auto& b) { return a[0] * a[1] < b[0] * b[1]; });
  return sizes;
}

/// The frame of a solved term, if it is one.
struct Solved {
  Frame frame;
  Frame window;
};
std::optional<Solved> solved_frame(const SmtTerm& term, const SmtReader& read) {
  std::array<int, kHeader> side{};
  for (std::size_t i = 0; i < kHeader; ++i) side[i] = static_cast<int>(read(term.fields[i]));
  const Solved solved{{side[4], side[5], side[6], side[7]}, {side[0], side[1], side[2], side[3]}};
  const Frame inner = common(solved.frame, solved.window);
  if (solved.frame.empty() || inner.rows() != solved.frame.rows() ||
      inner.columns() != solved.frame.columns() || !fits(solved.frame)) {
    return std::nullopt;
  }
  return solved;
}
/// Calls put(r, c, cell) for the cells of the frame.
template <class Put>
void read_cells(const SmtTerm& term, const Solved& solved, const SmtReader& read, Put put) {
  const auto& [frame, window] = solved;
  for (int r = frame.top; r < frame.bottom; ++r) {
    for (int c = frame.left; c < frame.right; ++c) {
      const int place = (r - window.top) * window.columns() + c - window.left;
      put(r - frame.top, c - frame.left,
          static_cast<int>(read(term.fields[kHeader + static_cast<std::size_t>(place)])));
    }
  }
}

std::optional<Value> grid_from_term(Arena& arena, const SmtTerm& term, const SmtReader& read) {
  if (term.fields.size() < kHeader) return std::nullopt;
  const auto solved = solved_frame(term, read);
  if (!solved) return std::nullopt;
  const Frame& frame = solved->frame;
  GridBuilder out(arena, frame.rows(), frame.columns(), frame.corner());
  bool valid = true;
  read_cells(term, *solved, read, [&](int r, int c, int cell) {
    valid = valid && cell >= 0 && cell <= kTransparent;
    out.at(r, c) = static_cast<Cell>(cell);
  });
  if (!valid) return std::nullopt;
  return out.seal().value();
}

std::optional<Value> plane_from_term(Arena& arena, const SmtTerm& term, const SmtReader& read) {
  if (term.fields.size() < kHeader) return std::nullopt;
  const auto solved = solved_frame(term, read);
  if (!solved || solved->frame.corner() != Point{}) return std::nullopt;
  PlaneBuilder out(arena, solved->frame.rows(), solved->frame.columns());
  bool valid = true;
  read_cells(term, *solved, read, [&](int r, int c, int level) {
    valid = valid && level >= -1 && level <= kMaxLevel;
    out.at(r, c) = to_level(level);
  });
  if (!valid) return std::nullopt;
  return out.seal().value();
}

SmtTerm any_grid(Smt& smt, std::span<const int> size) {
  const Picture picture = make_picture(size[0], size[1], [&](int, int) {
    return Symbol{smt, smt.unknown({0, kColors - 1})};
  });
  return SymbolicGrid::of(smt, picture, {}, kTransparent).term();
}
SmtTerm any_plane(Smt& smt, std::span<const int> size) {
  const Picture picture = make_picture(size[0], size[1], [&](int, int) {
    return Symbol{smt, smt.unknown({-1, kMaxLevel})};
  });
  return SymbolicGrid::of(smt, picture, {}, -1).term();
}

template <int kBlank>
std::vector<SmtScalar> lengths_of(Smt& smt, const SmtTerm& term) {
  const SymbolicGrid grid = SymbolicGrid::read(smt, term, kBlank);
  return {grid.height().scalar(), grid.width().scalar()};
}
template <int kBlank>
std::vector<SmtElement> elements_of(Smt& smt, const SmtTerm& term) {
  const SymbolicGrid grid = SymbolicGrid::read(smt, term, kBlank);
  std::vector<SmtElement> elements;
  grid.for_each([&](int r, int c) {
    elements.push_back({grid.inside(r, c).scalar(), grid.at(r, c).scalar()});
  });
  return elements;
}

/// At the origin, black where it is transparent; undefined beyond the largest output.
SmtTerm present_grid(Smt& smt, const SmtTerm& term) {
  constexpr int kMaxOutputSide = 30;
  const SymbolicGrid grid = SymbolicGrid::read(smt, term).at_origin();
  const SymbolicGrid opaque = grid.map([&](int r, int c) {
    return select(grid.at(r, c) == int{kTransparent}, int{kBlack}, grid.at(r, c));
  });
  const Symbol fits = (grid.height() <= kMaxOutputSide) & (grid.width() <= kMaxOutputSide);
  return opaque.term(Symbol{smt, term.defined} & fits);
}

}  // namespace

SmtEncoding grid_encoding() {
  return {.to_term =
              [](Smt& smt, Value value) {
                const Grid grid(value);
                return constant_term(smt, grid.rows(), grid.columns(), grid.corner(), kTransparent,
                                     [&](int r, int c) { return int{grid.at(r, c)}; });
              },
          .from_term = grid_from_term,
          .sizes = sizes_up_to,
          .unknown = any_grid,
          .lengths = lengths_of<kTransparent>,
          .elements = elements_of<kTransparent>,
          .present = present_grid,
          .neutral = {kBlack}};
}

SmtEncoding plane_encoding() {
  return {.to_term =
              [](Smt& smt, Value value) {
                const Plane plane(value);
                return constant_term(smt, plane.rows(), plane.columns(), {}, -1,
                                     [&](int r, int c) { return from_level(plane.at(r, c)); });
              },
          .from_term = plane_from_term,
          .sizes = sizes_up_to,
          .unknown = any_plane,
          .lengths = lengths_of<-1>,
          .elements = elements_of<-1>};
}

}  // namespace gestalt::dsl
