// Grids: positioned images of cells 0-9 and transparent, and the C++ types primitives see.
//
// A grid is a blob: {rows, columns: u8; row, column of its top-left cell: i16}, then the cells row
// by row, one byte each. An object is a grid that remembers where it was cut from. Cells 0 (black,
// the usual background) and transparent are both *empty*: most primitives see through them; `cover`
// and a few others tell them apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

#include "dsl/core/context.h"
#include "dsl/core/lift.h"
#include "dsl/core/type.h"
#include "dsl/core/value.h"

namespace gestalt::dsl {

using Cell = std::uint8_t;
constexpr Cell kBlack = 0;
constexpr Cell kTransparent = 10;
constexpr int kColors = 10;

constexpr int kMaxSide = 100;     ///< rows and columns of a grid inside a computation
constexpr int kMaxOffset = 200;   ///< |row| and |column| of its corner
constexpr int kMaxObjects = 256;  ///< objects one segmentation may yield

/// Whether a cell shows nothing: black or transparent.
[[nodiscard]] constexpr bool is_empty(Cell cell) { return cell == kBlack || cell == kTransparent; }

/// A row and a column, or a displacement (down, right).
struct Point {
  int row = 0;
  int column = 0;
  friend bool operator==(const Point&, const Point&) = default;
  friend Point operator+(Point a, Point b) { return {a.row + b.row, a.column + b.column}; }
  friend Point operator-(Point a, Point b) { return {a.row - b.row, a.column - b.column}; }
};

/// A color 0-9. Its own type, so that colors and counts do not mix.
struct Color {
  Cell cell = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

struct GridHeader {
  std::uint8_t rows;
  std::uint8_t columns;
  std::int16_t row;
  std::int16_t column;
};
static_assert(sizeof(GridHeader) == 6);

/// A view of an immutable grid. Cheap to copy.
class Grid {
 public:
  explicit Grid(Value value)
      : value_(value), bytes_(reinterpret_cast<const std::uint8_t*>(value.node() + 1)) {
    std::memcpy(&header_, bytes_, sizeof(header_));
  }

  [[nodiscard]] int rows() const { return header_.rows; }
  [[nodiscard]] int columns() const { return header_.columns; }
  [[nodiscard]] int area() const { return rows() * columns(); }
  [[nodiscard]] Point corner() const { return {header_.row, header_.column}; }
  [[nodiscard]] const Cell* cells() const { return bytes_ + sizeof(GridHeader); }
  [[nodiscard]] const Cell* row(int r) const { return cells() + r * columns(); }
  [[nodiscard]] Cell at(int r, int c) const { return row(r)[c]; }
  [[nodiscard]] bool inside(int r, int c) const {
    return r >= 0 && r < rows() && c >= 0 && c < columns();
  }
  /// The cell, transparent outside.
  [[nodiscard]] Cell get(int r, int c) const { return inside(r, c) ? at(r, c) : kTransparent; }
  [[nodiscard]] std::span<const Cell> span() const {
    return {cells(), static_cast<std::size_t>(area())};
  }
  [[nodiscard]] bool same_shape(const Grid& other) const {
    return rows() == other.rows() && columns() == other.columns();
  }
  [[nodiscard]] bool same_frame(const Grid& other) const {
    return same_shape(other) && corner() == other.corner();
  }
  [[nodiscard]] Value value() const { return value_; }

 private:
  Value value_;
  const std::uint8_t* bytes_;
  GridHeader header_;
};

/// Whether a grid of this size at this place is allowed; primitives check it (Fault::kSize) before
/// they build.
[[nodiscard]] inline bool fits(int rows, int columns, Point corner = {}) {
  return rows >= 1 && columns >= 1 && rows <= kMaxSide && columns <= kMaxSide &&
         corner.row >= -kMaxOffset && corner.row <= kMaxOffset && corner.column >= -kMaxOffset &&
         corner.column <= kMaxOffset;
}

/// A grid being filled: write every cell, then seal().
class GridBuilder {
 public:
  /// Requires fits(rows, columns, corner). Cells are uninitialized.
  GridBuilder(Arena& arena, int rows, int columns, Point corner = {})
      : blob_(arena, sizeof(GridHeader) + static_cast<std::size_t>(rows * columns)),
        rows_(rows),
        columns_(columns) {
    const GridHeader header{static_cast<std::uint8_t>(rows), static_cast<std::uint8_t>(columns),
                            static_cast<std::int16_t>(corner.row),
                            static_cast<std::int16_t>(corner.column)};
    std::memcpy(blob_.data(), &header, sizeof(header));
  }
  GridBuilder(EvalContext& context, int rows, int columns, Point corner = {})
      : GridBuilder(context.arena(), rows, columns, corner) {}
  /// A copy of a grid, to be changed.
  GridBuilder(EvalContext& context, const Grid& grid)
      : GridBuilder(context, grid.rows(), grid.columns(), grid.corner()) {
    std::memcpy(cells(), grid.cells(), static_cast<std::size_t>(grid.area()));
  }

  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int area() const { return rows_ * columns_; }
  [[nodiscard]] Cell* cells() { return reinterpret_cast<Cell*>(blob_.data()) + sizeof(GridHeader); }
  [[nodiscard]] Cell* row(int r) { return cells() + r * columns_; }
  [[nodiscard]] Cell& at(int r, int c) { return row(r)[c]; }
  void fill(Cell cell) { std::memset(cells(), cell, static_cast<std::size_t>(area())); }
  [[nodiscard]] Grid seal() { return Grid(blob_.seal()); }

 private:
  BlobBuilder blob_;
  int rows_;
  int columns_;
};

[[nodiscard]] inline const Type& grid_type() {
  static const Type type = Type::constructor("grid");
  return type;
}
[[nodiscard]] inline const Type& color_type() {
  static const Type type = Type::constructor("color");
  return type;
}
[[nodiscard]] inline const Type& point_type() {
  static const Type type = Type::constructor("point");
  return type;
}

template <>
struct Codec<Grid> {
  static Grid decode(Value value) { return Grid(value); }
  static Value encode(const Grid& grid) { return grid.value(); }
};
template <>
struct Codec<Color> {
  static Color decode(Value value) { return {static_cast<Cell>(value.integer())}; }
  static Value encode(Color color) { return Value::immediate(color.cell); }
};
template <>
struct Codec<Point> {
  static Point decode(Value value) {
    const std::int64_t bits = value.integer();
    return {static_cast<int>(bits >> 16),
            static_cast<int>(static_cast<std::int16_t>(bits & 0xFFFF))};
  }
  static Value encode(Point point) {
    return Value::immediate((static_cast<std::int64_t>(point.row) << 16) |
                            static_cast<std::uint16_t>(point.column));
  }
};

}  // namespace gestalt::dsl
