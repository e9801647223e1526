// Connected components of a grid: runs of equal cells, joined across rows by union-find.
//
// Source: run-based labeling with path halving, as in prototypes/engine/kern.h. One pass over the
// cells and one over the runs; nothing is allocated, nothing cleared.
#pragma once

#include <array>
#include <cstdint>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

enum class Connectivity : std::uint8_t { kFour, kEight };

/// Which cells hang together.
enum class Parts : std::uint8_t {
  kOneColor,  ///< non-empty cells of one color
  kAnyColor,  ///< non-empty cells
  kEmpty,     ///< empty cells
};

/// The connected components of one grid, in reading order of their first cells.
class Components {
 public:
  /// Cells [begin, end) of a row.
  struct Run {
    std::uint8_t row;
    std::uint8_t begin;
    std::uint8_t end;
    Cell cell;
    std::uint16_t next;  ///< the component's next run, or kNoRun
  };
  struct Component {
    int cells;
    std::uint8_t top, left, bottom, right;  ///< rows [top, bottom), columns [left, right)
    std::uint16_t first_run, last_run;
    [[nodiscard]] int rows() const { return bottom - top; }
    [[nodiscard]] int columns() const { return right - left; }
  };
  static constexpr std::uint16_t kNoRun = 0xFFFF;

  Components(const Grid& grid, Connectivity connectivity, Parts parts);

  /// Number of components, however many.
  [[nodiscard]] int count() const { return count_; }
  /// Whether there are at most kMaxObjects, so that they can be asked for.
  [[nodiscard]] bool complete() const { return count_ <= kMaxObjects; }

  // What follows requires complete().
  [[nodiscard]] const Component& operator[](int k) const {
    return components_[static_cast<std::size_t>(k)];
  }
  [[nodiscard]] const Component* begin() const { return components_.data(); }
  [[nodiscard]] const Component* end() const { return components_.data() + count_; }

  /// Calls f(run) for each run of a component, top to bottom.
  template <class F>
  void for_each_run(const Component& component, F f) const {
    for (std::uint16_t i = component.first_run; i != kNoRun; i = runs_[i].next) f(runs_[i]);
  }
  [[nodiscard]] const Run& first_run(const Component& component) const {
    return runs_[component.first_run];
  }
  /// Whether a component has a cell at the edge of the grid.
  [[nodiscard]] bool at_edge(const Component& component) const {
    return component.top == 0 || component.left == 0 || component.bottom == rows_ ||
           component.right == columns_;
  }

 private:
  template <Connectivity kConnectivity, Parts kParts>
  void find_runs(const Grid& grid);
  void gather();
  [[nodiscard]] std::uint16_t root_of(std::uint16_t run);

  static constexpr std::size_t kMaxRuns = std::size_t{kMaxSide} * kMaxSide;

  int rows_;
  int columns_;
  int run_count_ = 0;
  int count_ = 0;
  std::array<Run, kMaxRuns> runs_;              // the first run_count_ are filled
  std::array<std::uint16_t, kMaxRuns> parent_;  // then: the run's component
  std::array<Component, kMaxObjects> components_;
};

/// A component as an object: its bounding box, transparent outside of it. Empty components are
/// drawn in `color`.
[[nodiscard]] GridResult extract(EvalContext& context, const Grid& grid,
                                 const Components& components,
                                 const Components::Component& component, Cell color = kBlack);

}  // namespace gestalt::dsl
