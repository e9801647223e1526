// What one picture shows, as numbers: the ground on which pair properties stand.
#pragma once

#include <array>

#include "dsl/core/domain.h"

namespace gestalt::neural {

/// Cells above this count as this.
inline constexpr int kLargestCell = 15;

struct PictureFacts {
  dsl::Raster picture;
  std::array<int, kLargestCell + 1> histogram{};  ///< cells of each number; -1 counts as 0
  int colors = 0;                                 ///< different numbers
  int most_common = 0;
  int least_common = 0;           ///< of those that occur
  int shapes = 0;                 ///< 4-connected areas of one number that is not 0
  int blobs = 0;                  ///< 8-connected areas that are not 0
  int largest_shape = 0;          ///< cells
  int lines = 0;                  ///< whole rows and columns of one number that is not 0
  bool mirrored_rows = false;     ///< top to bottom
  bool mirrored_columns = false;  ///< left to right
  bool turned = false;            ///< by 180 degrees
  bool transposed = false;

  explicit PictureFacts(dsl::Raster raster);

  [[nodiscard]] int area() const { return picture.rows * picture.columns; }
  [[nodiscard]] int at(int r, int c) const {
    return picture.cells[static_cast<std::size_t>(r * picture.columns + c)];
  }
  /// Share of the cells.
  [[nodiscard]] float share(int cells) const {
    return static_cast<float>(cells) / static_cast<float>(area());
  }
  /// Bit n: number n occurs.
  [[nodiscard]] unsigned palette() const;
};

}  // namespace gestalt::neural
