#include "dsl/grid/symbolic_parts.h"

#include <cstdlib>

namespace gestalt::dsl {

namespace {

bool are_neighbors(int r, int c, int i, int j, Connectivity connectivity) {
  const int rows = std::abs(r - i);
  const int columns = std::abs(c - j);
  if (connectivity == Connectivity::kFour) return rows + columns == 1;
  return rows <= 1 && columns <= 1 && rows + columns > 0;
}

Symbol takes_part(const SymbolicGrid& grid, int r, int c, Parts parts) {
  const Symbol cell = grid.at(r, c);
  return parts == Parts::kEmpty ? empty(cell) & grid.inside(r, c) : shown(cell);
}

}  // namespace

SymbolicParts::SymbolicParts(const SymbolicGrid& grid, Connectivity connectivity, Parts parts)
    : grid_(grid.trimmed()) {
  std::vector<Point> places;
  std::vector<Symbol> member;
  grid_.for_each([&](int r, int c) {
    places.push_back({r, c});
    member.push_back(takes_part(grid_, r, c, parts));
  });
  const std::size_t n = places.size();
  if (n > kMaxPartCells) give_up("connected parts of more than 36 cells");
  const auto cell = [&](std::size_t i) { return grid_.at(places[i].row, places[i].column); };
  joined_.assign(n * n, grid_.truth(false));
  for (std::size_t i = 0; i < n; ++i) {
    joined_[i * n + i] = member[i];
    for (std::size_t j = 0; j < i; ++j) {
      const auto [r, c] = places[i];
      if (!are_neighbors(r, c, places[j].row, places[j].column, connectivity)) continue;
      Symbol edge = member[i] & member[j];
      if (parts == Parts::kOneColor) edge = edge & (cell(i) == cell(j));
      joined_[i * n + j] = joined_[j * n + i] = edge;
    }
  }
  for (std::size_t k = 0; k < n; ++k) {  // Warshall's closure; both directions at once
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || joined_[i * n + k].is_false()) continue;
      for (std::size_t j = 0; j < i; ++j) {
        if (j == k) continue;
        const Symbol through = joined_[i * n + k] & joined_[k * n + j];
        joined_[i * n + j] = joined_[j * n + i] = joined_[i * n + j] | through;
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    Symbol first = member[i];
    for (std::size_t j = 0; j < i; ++j) first = first & !joined_[i * n + j];
    starts_.push_back(first);
  }
}

Symbol SymbolicParts::count() const { return count_of(*grid_.smt, starts_); }

Symbol SymbolicParts::cells(std::size_t i) const {
  return count_of(*grid_.smt, std::span(joined_).subspan(i * size(), size()));
}

Symbol SymbolicParts::at_edge(std::size_t i) const {
  std::vector<Symbol> touching = edge_places(grid_);
  for (std::size_t j = 0; j < size(); ++j) touching[j] = touching[j] & joined(i, j);
  return any_of(*grid_.smt, touching);
}

SymbolicGrid SymbolicParts::object(std::size_t i, const Symbol* color) const {
  SymbolicGrid object = grid_;
  std::vector<Symbol> holds;
  for (std::size_t j = 0; j < size(); ++j) {
    // Of a part that starts here no cell comes before.
    const Symbol own = j < i ? grid_.truth(false) : joined(i, j);
    holds.push_back(own);
    object.cells[j] = select(own, color != nullptr ? *color : grid_.cells[j], int{kTransparent});
  }
  return object.cropped(holds).first;
}

SmtTerm SymbolicParts::objects(std::span<const Symbol> wanted, const Symbol* color) const {
  SmtTerm list = empty_list(*grid_.smt);
  for (std::size_t i = 0; i < size(); ++i) {
    const Symbol present = starts_[i] & wanted[i];
    if (!present.is_false()) add_item(list, present, object(i, color).term());
  }
  return list;
}

}  // namespace gestalt::dsl
