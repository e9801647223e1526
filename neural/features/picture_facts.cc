#include "neural/features/picture_facts.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gestalt::neural {

namespace {

/// Connected areas of cells that are not 0; sizes of each.
std::vector<int> areas_of(const PictureFacts& facts, bool one_color, bool diagonal) {
  const int rows = facts.picture.rows;
  const int columns = facts.picture.columns;
  std::vector<bool> seen(facts.picture.cells.size(), false);
  std::vector<int> sizes;
  std::vector<int> open;
  for (int start = 0; start < facts.area(); ++start) {
    const int color = facts.picture.cells[static_cast<std::size_t>(start)];
    if (seen[static_cast<std::size_t>(start)] || color <= 0) continue;
    seen[static_cast<std::size_t>(start)] = true;
    open.assign(1, start);
    int size = 0;
    while (!open.empty()) {
      const int place = open.back();
      open.pop_back();
      ++size;
      for (int dr = -1; dr <= 1; ++dr) {
        for (int dc = -1; dc <= 1; ++dc) {
          if (!diagonal && dr != 0 && dc != 0) continue;
          const int r = place / columns + dr;
          const int c = place % columns + dc;
          if (r < 0 || r >= rows || c < 0 || c >= columns) continue;
          const auto next = static_cast<std::size_t>(r * columns + c);
          if (seen[next] || facts.picture.cells[next] <= 0) continue;
          if (one_color && facts.picture.cells[next] != color) continue;
          seen[next] = true;
          open.push_back(static_cast<int>(next));
        }
      }
    }
    sizes.push_back(size);
  }
  return sizes;
}

int count_lines(const PictureFacts& facts) {
  int lines = 0;
  for (int r = 0; r < facts.picture.rows; ++r) {
    bool whole = facts.at(r, 0) > 0 && facts.picture.columns > 1;
    for (int c = 1; c < facts.picture.columns; ++c) whole &= facts.at(r, c) == facts.at(r, 0);
    lines += whole ? 1 : 0;
  }
  for (int c = 0; c < facts.picture.columns; ++c) {
    bool whole = facts.at(0, c) > 0 && facts.picture.rows > 1;
    for (int r = 1; r < facts.picture.rows; ++r) whole &= facts.at(r, c) == facts.at(0, c);
    lines += whole ? 1 : 0;
  }
  return lines;
}

void find_symmetries(PictureFacts& facts) {
  const int rows = facts.picture.rows;
  const int columns = facts.picture.columns;
  facts.mirrored_rows = facts.mirrored_columns = facts.turned = true;
  facts.transposed = rows == columns;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const int cell = facts.at(r, c);
      facts.mirrored_rows &= cell == facts.at(rows - 1 - r, c);
      facts.mirrored_columns &= cell == facts.at(r, columns - 1 - c);
      facts.turned &= cell == facts.at(rows - 1 - r, columns - 1 - c);
      facts.transposed = facts.transposed && cell == facts.at(c, r);
    }
  }
}

}  // namespace

PictureFacts::PictureFacts(dsl::Raster raster) : picture(std::move(raster)) {
  for (const int cell : picture.cells) {
    ++histogram[static_cast<std::size_t>(std::clamp(cell, 0, kLargestCell))];
  }
  most_common = static_cast<int>(std::ranges::max_element(histogram) - histogram.begin());
  least_common = most_common;
  for (int cell = 0; cell <= kLargestCell; ++cell) {
    const int count = histogram[static_cast<std::size_t>(cell)];
    if (count == 0) continue;
    ++colors;
    if (count < histogram[static_cast<std::size_t>(least_common)]) least_common = cell;
  }
  const std::vector<int> sizes = areas_of(*this, true, false);
  shapes = static_cast<int>(sizes.size());
  largest_shape = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
  blobs = static_cast<int>(areas_of(*this, false, true).size());
  lines = count_lines(*this);
  find_symmetries(*this);
}

unsigned PictureFacts::palette() const {
  unsigned set = 0;
  for (std::size_t cell = 0; cell < histogram.size(); ++cell) {
    if (histogram[cell] > 0) set |= 1U << cell;
  }
  return set;
}

}  // namespace gestalt::neural
