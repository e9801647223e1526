#include "dsl/grid/components.h"

#include <algorithm>

namespace gestalt::dsl {

namespace {

template <Parts kParts>
bool belongs(Cell cell) {
  return (kParts == Parts::kEmpty) == is_empty(cell);
}

template <Parts kParts>
bool continues(Cell first, Cell cell) {
  return kParts == Parts::kOneColor ? cell == first : belongs<kParts>(cell);
}

}  // namespace

Components::Components(const Grid& grid, Connectivity connectivity, Parts parts)
    : rows_(grid.rows()), columns_(grid.columns()) {
  const bool four = connectivity == Connectivity::kFour;
  switch (parts) {
    case Parts::kOneColor:
      four ? find_runs<Connectivity::kFour, Parts::kOneColor>(grid)
           : find_runs<Connectivity::kEight, Parts::kOneColor>(grid);
      break;
    case Parts::kAnyColor:
      four ? find_runs<Connectivity::kFour, Parts::kAnyColor>(grid)
           : find_runs<Connectivity::kEight, Parts::kAnyColor>(grid);
      break;
    case Parts::kEmpty:
      four ? find_runs<Connectivity::kFour, Parts::kEmpty>(grid)
           : find_runs<Connectivity::kEight, Parts::kEmpty>(grid);
  }
  if (complete()) gather();
}

std::uint16_t Components::root_of(std::uint16_t run) {
  while (parent_[run] != run) {
    parent_[run] = parent_[parent_[run]];
    run = parent_[run];
  }
  return run;
}

/// Fills runs_, joins them in parent_ (the root is the first run) and counts the roots.
template <Connectivity kConnectivity, Parts kParts>
void Components::find_runs(const Grid& grid) {
  constexpr int kReach = kConnectivity == Connectivity::kEight ? 1 : 0;
  std::uint16_t above = 0;  // runs of the row above: [above, above_end)
  std::uint16_t above_end = 0;
  std::uint16_t run = 0;
  for (int r = 0; r < rows_; ++r) {
    const Cell* cells = grid.row(r);
    const std::uint16_t row_begin = run;
    std::uint16_t candidate = above;
    for (int c = 0; c < columns_;) {
      const Cell first = cells[c];
      if (!belongs<kParts>(first)) {
        ++c;
        continue;
      }
      int end = c + 1;
      while (end < columns_ && continues<kParts>(first, cells[end])) ++end;
      runs_[run] = {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(c),
                    static_cast<std::uint8_t>(end), first, kNoRun};
      parent_[run] = run;
      ++count_;
      while (candidate < above_end && runs_[candidate].end + kReach <= c) ++candidate;
      for (std::uint16_t k = candidate; k < above_end && runs_[k].begin < end + kReach; ++k) {
        if (kParts == Parts::kOneColor && runs_[k].cell != first) continue;
        const std::uint16_t a = root_of(k);
        const std::uint16_t b = root_of(run);
        if (a == b) continue;
        parent_[std::max(a, b)] = std::min(a, b);
        --count_;
      }
      ++run;
      c = end;
    }
    above = row_begin;
    above_end = run;
  }
  run_count_ = run;
}

/// Numbers the roots, links each component's runs and measures it.
void Components::gather() {
  std::uint16_t known = 0;
  for (std::uint16_t i = 0; i < run_count_; ++i) {
    const Run& run = runs_[i];
    const int size = run.end - run.begin;
    const auto bottom = static_cast<std::uint8_t>(run.row + 1);
    if (parent_[i] == i) {
      components_[known] = {size, run.row, run.begin, bottom, run.end, i, i};
      parent_[i] = known++;
      continue;
    }
    // A parent comes earlier than its run, so it already holds its component's number.
    parent_[i] = parent_[parent_[i]];
    Component& component = components_[parent_[i]];
    component.cells += size;
    component.left = std::min(component.left, run.begin);
    component.right = std::max(component.right, run.end);
    component.bottom = bottom;
    runs_[component.last_run].next = i;
    component.last_run = i;
  }
}

GridResult extract(EvalContext& context, const Grid& grid, const Components& components,
                   const Components::Component& component, Cell color) {
  const Point corner = grid.corner() + Point{component.top, component.left};
  const int rows = component.rows();
  const int columns = component.columns();
  if (!fits(rows, columns, corner)) return too_large();
  GridBuilder out(context, rows, columns, corner);
  if (component.cells < rows * columns) out.fill(kTransparent);
  components.for_each_run(component, [&](const Components::Run& run) {
    Cell* to = out.row(run.row - component.top) + (run.begin - component.left);
    const Cell* from = grid.row(run.row) + run.begin;
    const int size = run.end - run.begin;
    if (color != kBlack) {
      for (int i = 0; i < size; ++i) to[i] = color;
    } else {
      for (int i = 0; i < size; ++i) to[i] = from[i];
    }
  });
  return out.seal();
}

}  // namespace gestalt::dsl
