// Connected parts of symbolic grids, by bounded reachability.
//
// Which cells hang together is the transitive closure of being neighbors, cell by cell; so the
// number of cells is bounded, far below what the evaluator allows.
#pragma once

#include <vector>

#include "dsl/grid/components.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

/// Cells of a window within which parts are found.
constexpr int kMaxPartCells = 36;

class SymbolicParts {
 public:
  /// Throws SmtLimit beyond kMaxPartCells.
  SymbolicParts(const SymbolicGrid& grid, Connectivity connectivity, Parts parts);

  /// The part whose first cell, in reading order, is cell i of the window: present[i] says whether
  /// there is one.
  [[nodiscard]] Symbol starts(std::size_t i) const { return starts_[i]; }
  [[nodiscard]] std::size_t size() const { return starts_.size(); }
  /// Whether cell j belongs to the part of cell i.
  [[nodiscard]] Symbol joined(std::size_t i, std::size_t j) const {
    return joined_[i * size() + j];
  }
  /// How many parts there are.
  [[nodiscard]] Symbol count() const;
  /// Number of cells in the part of cell i.
  [[nodiscard]] Symbol cells(std::size_t i) const;
  /// Whether the part of cell i has a cell at the edge of the frame.
  [[nodiscard]] Symbol at_edge(std::size_t i) const;
  /// The part that starts at cell i as an object; empty parts are drawn in a color.
  [[nodiscard]] SymbolicGrid object(std::size_t i, const Symbol* color = nullptr) const;
  /// All parts for which wanted[i] holds, in reading order.
  [[nodiscard]] SmtTerm objects(std::span<const Symbol> wanted,
                                const Symbol* color = nullptr) const;
  [[nodiscard]] SmtTerm objects() const { return objects(starts_); }
  [[nodiscard]] const std::vector<Symbol>& all() const { return starts_; }

 private:
  SymbolicGrid grid_;
  std::vector<Symbol> joined_;
  std::vector<Symbol> starts_;
};

}  // namespace gestalt::dsl
