#include "neural/features/picture_facts.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace gestalt::neural {

namespace {

/// Cells of a picture inside a border of cells that are 0.
class Bordered {
 public:
  explicit Bordered(const dsl::Raster& picture)
      : width_(picture.columns + 2),
        cells_(static_cast<std::size_t>((picture.rows + 2) * width_), 0) {
    for (int r = 0; r < picture.rows; ++r) {
      std::copy_n(picture.cells.begin() + r * picture.columns, picture.columns,
                  cells_.begin() + (r + 1) * width_ + 1);
    }
  }

  /// Sizes of the connected areas of cells above 0: of one number each and connected by sides, or
  /// of any and by corners too.
  [[nodiscard]] std::vector<int> areas(bool one_color) const {
    const std::array<int, 8> steps{-1,         1,          width_,      -width_,
                                   width_ + 1, width_ - 1, -width_ + 1, -width_ - 1};
    const auto reached = std::span(steps).first(one_color ? 4 : 8);
    std::vector<int> left = cells_;  // without what an area has taken
    std::vector<int> open;
    std::vector<int> sizes;
    for (std::size_t start = 0; start < left.size(); ++start) {
      const int color = left[start];
      if (color <= 0) continue;
      left[start] = 0;
      open.assign(1, static_cast<int>(start));
      int size = 0;
      while (!open.empty()) {
        const int place = open.back();
        open.pop_back();
        ++size;
        for (const int step : reached) {
          int& next = left[static_cast<std::size_t>(place + step)];
          if (next <= 0 || (one_color && next != color)) continue;
          next = 0;
          open.push_back(place + step);
        }
      }
      sizes.push_back(size);
    }
    return sizes;
  }

 private:
  int width_;
  std::vector<int> cells_;
};

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
  const Bordered bordered(picture);
  const std::vector<int> sizes = bordered.areas(true);
  shapes = static_cast<int>(sizes.size());
  largest_shape = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
  blobs = static_cast<int>(bordered.areas(false).size());
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
