// Canonical forms and the way back: colors renumbered, grids turned, content cut out. What holds of
// the canonical form of a grid holds of all grids that have it.
//
// Each change of a grid x has a partner that takes x and a changed grid y and takes the change
// back.
#include <array>
#include <span>

#include "dsl/grid/cells.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

// ---- Colors ----

/// A permutation of the colors that keeps black: by color, what it becomes.
using Numbering = std::array<Cell, kColors>;

/// Colors in this order become 1, 2 ...; those that are missing come after them, by number.
template <class Colors>
Numbering number_in_order(const Colors& colors) {
  Numbering numbers{};
  Cell next = 1;
  for (const Cell color : colors) {
    if (color != kBlack && color != kTransparent && numbers[color] == 0) numbers[color] = next++;
  }
  for (Cell color = 1; color < kColors; ++color) {
    if (numbers[color] == 0) numbers[color] = next++;
  }
  return numbers;
}

Numbering by_count(const Grid& grid) {
  std::array<Cell, kColors> ranked;
  const int number = rank_colors(grid, ranked);
  return number_in_order(std::span(ranked.data(), static_cast<std::size_t>(number)));
}

Numbering by_place(const Grid& grid) { return number_in_order(grid.span()); }

Grid renumbered(EvalContext& context, const Grid& grid, const Numbering& numbers) {
  return map_cells(context, grid,
                   [&](Cell cell) { return cell == kTransparent ? cell : numbers[cell]; });
}

template <auto kOrder>
Grid renumber(EvalContext& context, const Grid& grid) {
  return renumbered(context, grid, kOrder(grid));
}
template <auto kOrder>
Grid restore_colors(EvalContext& context, const Grid& grid, const Grid& changed) {
  const Numbering numbers = kOrder(grid);
  Numbering back{};
  for (std::size_t color = 0; color < numbers.size(); ++color) {
    back[numbers[color]] = static_cast<Cell>(color);
  }
  return renumbered(context, changed, back);
}
template <auto kOrder>
Grid change_colors(EvalContext& context, const Grid& result, const Grid& grid) {
  return renumbered(context, result, kOrder(grid));
}

// ---- Pose ----

/// Flips, then an exchange of rows and columns, where said.
struct Pose {
  bool flips_rows = false;
  bool flips_columns = false;
  bool transposes = false;
};

/// What brings most of the content to the top, and then to the left.
Pose upright(const Grid& grid) {
  std::int64_t down = 0;  // twice the distance of all content from the middle
  std::int64_t right = 0;
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      if (is_empty(grid.at(r, c))) continue;
      down += 2 * r + 1 - grid.rows();
      right += 2 * c + 1 - grid.columns();
    }
  }
  return {down > 0, right > 0, std::abs(right) * grid.rows() > std::abs(down) * grid.columns()};
}

Grid turned(EvalContext& context, const Grid& grid, const Pose& pose) {
  const int rows = pose.transposes ? grid.columns() : grid.rows();
  const int columns = pose.transposes ? grid.rows() : grid.columns();
  GridBuilder out(context, rows, columns);
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const int row = pose.flips_rows ? grid.rows() - 1 - r : r;
      const int column = pose.flips_columns ? grid.columns() - 1 - c : c;
      (pose.transposes ? out.at(column, row) : out.at(row, column)) = grid.at(r, c);
    }
  }
  return out.seal();
}

/// The pose that takes a pose back.
Pose inverse(const Pose& pose) {
  if (!pose.transposes) return pose;
  return {pose.flips_columns, pose.flips_rows, true};
}

Grid turn_upright(EvalContext& context, const Grid& grid) {
  return turned(context, grid, upright(grid));
}
Grid turn_back(EvalContext& context, const Grid& grid, const Grid& changed) {
  return turned(context, changed, inverse(upright(grid)));
}
Grid turn_like(EvalContext& context, const Grid& result, const Grid& grid) {
  return turned(context, result, upright(grid));
}

// ---- Content ----

GridResult put_content(EvalContext& context, const Grid& grid, const Grid& content) {
  const auto box = content_box(grid);
  if (!box || content.rows() != box->rows || content.columns() != box->columns) return undefined();
  GridBuilder out(context, grid);
  for (int r = 0; r < box->rows; ++r) {
    copy_cells(out.row(box->row + r) + box->column, content.row(r), box->columns);
  }
  return out.seal();
}

GridResult content_put(EvalContext& context, const Grid& result, const Grid& grid) {
  const auto box = content_box(grid);
  if (!box || !result.same_shape(grid)) return undefined();
  for (int r = 0; r < grid.rows(); ++r) {
    for (int c = 0; c < grid.columns(); ++c) {
      const bool is_inside = r >= box->row && r < box->row + box->rows && c >= box->column &&
                             c < box->column + box->columns;
      if (!is_inside && result.at(r, c) != grid.at(r, c)) return undefined();
    }
  }
  return cut(context, result, *box, {});
}

// ---- Meanings ----

/// For the colors 1 to 9 their numbers: by smaller keys first, equal ones by color.
std::vector<Symbol> numbers_by_key(const std::vector<Symbol>& keys) {
  std::vector<Symbol> numbers;
  for (std::size_t c = 0; c < keys.size(); ++c) {
    std::vector<Symbol> before;
    for (std::size_t d = 0; d < keys.size(); ++d) {
      if (d != c) before.push_back(d < c ? keys[d] <= keys[c] : keys[d] < keys[c]);
    }
    numbers.push_back(count_of(keys[c].smt(), before) + 1);
  }
  return numbers;
}
std::vector<Symbol> numbers_by_count(const SymbolicGrid& grid) {
  const std::vector<Symbol> counts = color_counts(grid);
  std::vector<Symbol> keys;
  for (std::size_t c = 1; c < kColors; ++c) keys.push_back(counts[c] * -1);
  return numbers_by_key(keys);
}
/// The first place of each color; those that are missing come last.
std::vector<Symbol> numbers_by_place(const SymbolicGrid& grid) {
  std::vector<Symbol> keys;
  for (int color = 1; color < kColors; ++color) {
    Symbol first = grid.number(static_cast<int>(grid.cells.size()));
    for (std::size_t i = grid.cells.size(); i-- > 0;) {
      first = select(grid.cells[i] == color, static_cast<int>(i), first);
    }
    keys.push_back(first);
  }
  return numbers_by_key(keys);
}

/// The second grid with the colors exchanged for their numbers in the first, or back.
template <auto kNumbers>
SmtTerm exchanged(Smt& smt, const SmtTerm& seen, const SmtTerm& grid, bool back) {
  const std::vector<Symbol> numbers = kNumbers(SymbolicGrid::read(smt, seen));
  return map_meaning(smt, grid, [&](Symbol cell) {
    Symbol result = cell;
    for (int c = 1; c < kColors; ++c) {
      const Symbol color = Symbol::integer(smt, c);
      const Symbol number = numbers[static_cast<std::size_t>(c - 1)];
      result = back ? select(cell == number, color, result) : select(cell == color, number, result);
    }
    return result;
  });
}
template <auto kNumbers>
SmtTerm renumber_smt(Smt& smt, Arguments arg) {
  return exchanged<kNumbers>(smt, arg[0], arg[0], false);
}
template <auto kNumbers>
SmtTerm restore_smt(Smt& smt, Arguments arg) {
  return exchanged<kNumbers>(smt, arg[0], arg[1], true);
}

/// When each pose is the upright one, and the grid in that pose (or taken back from it).
SmtTerm turned_smt(const SymbolicGrid& seen, const SymbolicGrid& grid, bool back) {
  Smt& smt = *seen.smt;
  const SymbolicGrid from = fixed_grid(seen);
  const SymbolicGrid to = fixed_grid(grid);
  const int rows = from.window.rows();
  const int columns = from.window.columns();
  std::vector<Symbol> downs;
  std::vector<Symbol> rights;
  from.for_each([&](int r, int c) {
    const Symbol filled = shown(from.at(r, c));
    downs.push_back(select(filled, 2 * (r - from.window.top) + 1 - rows, 0));
    rights.push_back(select(filled, 2 * (c - from.window.left) + 1 - columns, 0));
  });
  const Symbol down = sum_of(smt, downs);
  const Symbol right = sum_of(smt, rights);
  const auto size = [](Symbol a) { return select(a < 0, a.number(0) - a, a); };
  const Symbol transposes = size(right) * rows > size(down) * columns;
  const Picture p{to.window.rows(), to.window.columns(), to.cells};
  SmtTerm result = never(smt);
  for (const int pose_number : {0, 1, 2, 3, 4, 5, 6, 7}) {
    const Pose pose{(pose_number & 1) != 0, (pose_number & 2) != 0, (pose_number & 4) != 0};
    const Symbol holds = ((down > 0) == from.truth(pose.flips_rows)) &
                         ((right > 0) == from.truth(pose.flips_columns)) &
                         (transposes == from.truth(pose.transposes));
    const Pose taken = back ? inverse(pose) : pose;
    Picture turned = p;
    if (taken.transposes) std::swap(turned.rows, turned.columns);
    for (int r = 0; r < p.rows; ++r) {
      for (int c = 0; c < p.columns; ++c) {
        const int row = taken.flips_rows ? p.rows - 1 - r : r;
        const int column = taken.flips_columns ? p.columns - 1 - c : c;
        const int place = taken.transposes ? column * p.rows + row : row * p.columns + column;
        turned.cells[static_cast<std::size_t>(place)] = p.at(r, c);
      }
    }
    const SmtTerm term = SymbolicGrid::of(smt, turned, {}, kTransparent).term();
    result = pose_number == 0 ? term : choose_term(smt, holds, term, result);
  }
  return result;
}
SmtTerm turn_upright_smt(Smt& smt, Arguments arg) {
  const SymbolicGrid grid = SymbolicGrid::read(smt, arg[0]);
  return turned_smt(grid, grid, false);
}
SmtTerm turn_back_smt(Smt& smt, Arguments arg) {
  return turned_smt(SymbolicGrid::read(smt, arg[0]), SymbolicGrid::read(smt, arg[1]), true);
}
SmtTerm put_content_smt(Smt& smt, Arguments arg) {
  const SymbolicGrid grid = SymbolicGrid::read(smt, arg[0]);
  const auto [box, any] =
      grid.cropped(grid.where([&](int r, int c) { return shown(grid.at(r, c)); }));
  const SymbolicGrid content = SymbolicGrid::read(smt, arg[1]);
  const SymbolicGrid placed = content.moved_to(box.top, box.left);
  return grid
      .map([&, &box = box](int r, int c) {
        return select(box.inside(r, c), placed.at(r, c), grid.at(r, c));
      })
      .term(any & same_shape(box, content));
}

}  // namespace

void add_canonical_primitives(Registry& registry) {
  registry.begin_family("canonical");
  const auto add_change = [&](const char* name, RowFunction eval, SmtMeaning meaning,
                              const char* doc, Example example) {
    registry.add({.name = name,
                  .type = arrow(grid_type(), grid_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = 14,
                  .doc = doc,
                  .examples = {std::move(example)}});
  };
  const auto add_return = [&](const char* name, RowFunction eval, RowFunction solve,
                              SmtMeaning meaning, const char* doc, Example example) {
    registry.add({.name = name,
                  .type = fn({grid_type(), grid_type()}, grid_type()),
                  .eval = eval,
                  .smt = meaning,
                  .cost = 14,
                  .doc = doc,
                  .examples = {std::move(example)},
                  .inverses = {{1, solve}}});
  };
  add_change("number_by_count", lift<&renumber<by_count>>, renumber_smt<numbers_by_count>,
             "The colors but black numbered from 1, the most common first, the smaller of equals.",
             {"(number_by_count {077/370})", "{011/210}"});
  add_return("restore_by_count", lift<&restore_colors<by_count>>, lift<&change_colors<by_count>>,
             restore_smt<numbers_by_count>,
             "Takes back on the second grid what number_by_count does to the colors of the first.",
             {"(restore_by_count {077/370} {12})", "{73}"});
  add_change("number_by_place", lift<&renumber<by_place>>, renumber_smt<numbers_by_place>,
             "The colors but black numbered from 1 as they first appear, row by row.",
             {"(number_by_place {030/770})", "{010/220}"});
  add_return("restore_by_place", lift<&restore_colors<by_place>>, lift<&change_colors<by_place>>,
             restore_smt<numbers_by_place>,
             "Takes back on the second grid what number_by_place does to the colors of the first.",
             {"(restore_by_place {030/770} {12})", "{37}"});
  add_change(
      "turn_upright", lift<&turn_upright>, turn_upright_smt,
      "Mirrored and transposed such that most of what is not empty lies at the top, and then "
      "on the left; at the origin.",
      {"(turn_upright {000/003})", "{30/00/00}"});
  add_return("turn_back", lift<&turn_back>, lift<&turn_like>, turn_back_smt,
             "Takes back on the second grid what turn_upright does to the first.",
             {"(turn_back {000/003} {30/50/00})", "{000/053}"});
  add_return("put_content", lift<&put_content>, lift<&content_put>, put_content_smt,
             "The first grid with the bounding box of what is not empty replaced by the second, of "
             "the same shape. Undefined for other shapes.",
             {"(put_content {000/012/000} {34})", "{000/034/000}"});
}

}  // namespace gestalt::dsl
