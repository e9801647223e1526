// The grids of a task's pairs as one block of bytes: what a picture encoder reads.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::neural {

struct PictureShape {
  int pairs = 4;  ///< of a task with more the first; of one with fewer the others are all 0
  int side = 30;  ///< larger pictures are cropped
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(pairs * 2 * side * side);
  }
};

/// Shape: pairs x {input, output} x side x side. 0 is outside of the picture, 1 transparent, n + 2
/// the cell n. Requires a picture type as input and output. Train pairs alone.
[[nodiscard]] std::vector<std::uint8_t> encode_pictures(const dsl::Domain& domain,
                                                        const dsl::Examples& examples,
                                                        const PictureShape& shape);

}  // namespace gestalt::neural
