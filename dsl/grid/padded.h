// A copy of a grid with one empty cell around it, so that neighbors need no bounds checks.
#pragma once

#include <array>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// Two flat arrays of rows that are stride() apart: cell (r, c) is at index (r + 1) * stride() + c
/// + 1. A loop over all indices of the inner rows at once is what compilers turn into vector code;
/// what it computes in the margin columns is thrown away.
class Padded {
 public:
  explicit Padded(const Grid& grid) : stride_(grid.columns() + 2), rows_(grid.rows()) {
    const auto stride = static_cast<std::size_t>(stride_);
    std::memset(raw_.data(), 0, stride);
    for (int r = 0; r < rows_; ++r) {
      Cell* to = raw_.data() + (r + 1) * stride_;
      to[0] = 0;
      std::memcpy(to + 1, grid.row(r), stride - 2);
      to[stride - 1] = 0;
    }
    std::memset(raw_.data() + last(), 0, stride);
    const int size = last() + stride_;
    for (int i = 0; i < size; ++i) {
      cells_[static_cast<std::size_t>(i)] = raw_[static_cast<std::size_t>(i)] == kTransparent
                                                ? Cell{0}
                                                : raw_[static_cast<std::size_t>(i)];
    }
  }

  /// Transparent as 0, so that "not empty" is "not zero"; the margin is 0.
  [[nodiscard]] const Cell* cells() const { return cells_.data(); }
  /// The cells as they are; the margin is 0.
  [[nodiscard]] const Cell* raw() const { return raw_.data(); }
  /// Cell (r, 0) of cells(); index -1 and columns() are the margin, r may be -1 or rows().
  [[nodiscard]] const Cell* row(int r) const { return cells_.data() + (r + 1) * stride_ + 1; }
  [[nodiscard]] int stride() const { return stride_; }
  /// The indices of the inner rows: [first(), last()).
  [[nodiscard]] int first() const { return stride_; }
  [[nodiscard]] int last() const { return (rows_ + 1) * stride_; }

  /// The grid with cell i of the flat array replaced by `f(i)`.
  template <class F>
  [[nodiscard]] Grid map(EvalContext& context, Point corner, F f) const {
    std::array<Cell, kSize> result;
    for (int i = first(); i < last(); ++i) result[static_cast<std::size_t>(i)] = f(i);
    GridBuilder out(context, rows_, stride_ - 2, corner);
    for (int r = 0; r < rows_; ++r) {
      std::memcpy(out.row(r), result.data() + (r + 1) * stride_ + 1,
                  static_cast<std::size_t>(stride_ - 2));
    }
    return out.seal();
  }

 private:
  static constexpr std::size_t kSize = std::size_t{kMaxSide + 2} * (kMaxSide + 2) + 1;

  int stride_;
  int rows_;
  std::array<Cell, kSize> raw_;
  std::array<Cell, kSize> cells_;
};

}  // namespace gestalt::dsl
