// Planes: a small number, or nothing, for each cell of a grid. What decides between cells is read
// off planes: counts of neighbors, distances, attributes of the object a cell belongs to.
//
// A plane is a blob: {rows, columns: u8}, then one byte a cell, row by row. It has no position: it
// goes with any grid of its shape. As a mask, a cell counts where it holds a number above 0.
#pragma once

#include <algorithm>

#include "dsl/grid/cells.h"

namespace gestalt::dsl {

/// A number of a plane, 0 to 254, or nothing.
using Level = std::uint8_t;
constexpr Level kNothing = 255;
constexpr int kMaxLevel = 254;

/// Numbers above kMaxLevel become kMaxLevel, negative ones nothing.
[[nodiscard]] inline Level to_level(std::int64_t number) {
  return number < 0 ? kNothing : static_cast<Level>(std::min<std::int64_t>(number, kMaxLevel));
}
/// -1 for nothing.
[[nodiscard]] constexpr int from_level(Level level) { return level == kNothing ? -1 : level; }

struct PlaneHeader {
  std::uint8_t rows;
  std::uint8_t columns;
};

/// A view of an immutable plane. Cheap to copy.
class Plane {
 public:
  explicit Plane(Value value)
      : value_(value), bytes_(reinterpret_cast<const std::uint8_t*>(value.node() + 1)) {
    std::memcpy(&header_, bytes_, sizeof(header_));
  }

  [[nodiscard]] int rows() const { return header_.rows; }
  [[nodiscard]] int columns() const { return header_.columns; }
  [[nodiscard]] int area() const { return rows() * columns(); }
  [[nodiscard]] const Level* levels() const { return bytes_ + sizeof(PlaneHeader); }
  [[nodiscard]] Level at(int r, int c) const { return levels()[r * columns() + c]; }
  [[nodiscard]] bool holds(int i) const { return levels()[i] != 0 && levels()[i] != kNothing; }
  [[nodiscard]] bool fits(const Grid& grid) const {
    return rows() == grid.rows() && columns() == grid.columns();
  }
  [[nodiscard]] bool fits(const Plane& other) const {
    return rows() == other.rows() && columns() == other.columns();
  }
  [[nodiscard]] Value value() const { return value_; }

 private:
  Value value_;
  const std::uint8_t* bytes_;
  PlaneHeader header_;
};

/// A plane being filled: write every cell, then seal().
class PlaneBuilder {
 public:
  PlaneBuilder(Arena& arena, int rows, int columns)
      : blob_(arena, sizeof(PlaneHeader) + static_cast<std::size_t>(rows * columns)),
        columns_(columns),
        area_(rows * columns) {
    const PlaneHeader header{static_cast<std::uint8_t>(rows), static_cast<std::uint8_t>(columns)};
    std::memcpy(blob_.data(), &header, sizeof(header));
  }
  /// Of the shape of a grid or plane.
  template <class Shape>
  PlaneBuilder(EvalContext& context, const Shape& shape)
      : PlaneBuilder(context.arena(), shape.rows(), shape.columns()) {}

  [[nodiscard]] Level* levels() {
    return reinterpret_cast<Level*>(blob_.data()) + sizeof(PlaneHeader);
  }
  [[nodiscard]] Level& at(int r, int c) { return levels()[r * columns_ + c]; }
  void fill(Level level) { std::memset(levels(), level, static_cast<std::size_t>(area_)); }
  [[nodiscard]] Plane seal() { return Plane(blob_.seal()); }

 private:
  BlobBuilder blob_;
  int columns_;
  int area_;
};

[[nodiscard]] inline const Type& plane_type() {
  static const Type type = Type::constructor("plane");
  return type;
}

template <>
struct Codec<Plane> {
  static Plane decode(Value value) { return Plane(value); }
  static Value encode(const Plane& plane) { return plane.value(); }
};

using PlaneResult = Result<Plane, Fault>;

/// The plane whose cell (r, c) is `level(r, c)`.
template <class Shape, class F>
[[nodiscard]] Plane make_plane(EvalContext& context, const Shape& shape, F level) {
  PlaneBuilder out(context, shape);
  for (int r = 0; r < shape.rows(); ++r) {
    for (int c = 0; c < shape.columns(); ++c) out.at(r, c) = level(r, c);
  }
  return out.seal();
}

}  // namespace gestalt::dsl
