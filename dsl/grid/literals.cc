#include <fmt/format.h>

#include <array>
#include <charconv>

#include "dsl/grid/base_types.h"
#include "dsl/grid/grid.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

constexpr std::array<std::string_view, kColors> kColorNames{
    "black", "blue", "red", "green", "yellow", "gray", "magenta", "orange", "azure", "maroon"};

constexpr int kMaxCoordinate = 30'000;  // a point packs each coordinate into 16 bits

std::optional<int> parse_integer(std::string_view text) {
  int number = 0;
  const auto [at, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || at != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "row,column".
std::optional<Point> parse_coordinates(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto row = parse_integer(text.substr(0, comma));
  const auto column = parse_integer(text.substr(comma + 1));
  if (!row || !column) return std::nullopt;
  if (std::abs(*row) > kMaxCoordinate || std::abs(*column) > kMaxCoordinate) return std::nullopt;
  return Point{*row, *column};
}

std::string print_grid(Value value) {
  const Grid grid(value);
  std::string text = "{";
  for (int r = 0; r < grid.rows(); ++r) {
    if (r > 0) text += '/';
    for (int c = 0; c < grid.columns(); ++c) {
      const Cell cell = grid.at(r, c);
      text += cell == kTransparent ? '.' : static_cast<char>('0' + cell);
    }
  }
  const Point corner = grid.corner();
  if (corner != Point{}) text += fmt::format("@{},{}", corner.row, corner.column);
  return text + "}";
}

std::optional<Value> parse_grid(Arena& arena, std::string_view token) {
  if (token.size() < 3 || token.front() != '{' || token.back() != '}') return std::nullopt;
  token = token.substr(1, token.size() - 2);
  Point corner;
  if (const std::size_t at = token.find('@'); at != std::string_view::npos) {
    const auto parsed = parse_coordinates(token.substr(at + 1));
    if (!parsed) return std::nullopt;
    corner = *parsed;
    token = token.substr(0, at);
  }
  const std::size_t columns = std::min(token.find('/'), token.size());
  // Every row but the last is followed by one '/'.
  if (columns == 0 || (token.size() + 1) % (columns + 1) != 0) return std::nullopt;
  const std::size_t rows = (token.size() + 1) / (columns + 1);
  if (rows > kMaxSide || columns > kMaxSide) return std::nullopt;
  if (!fits(static_cast<int>(rows), static_cast<int>(columns), corner)) return std::nullopt;

  GridBuilder grid(arena, static_cast<int>(rows), static_cast<int>(columns), corner);
  Cell* out = grid.cells();
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char symbol = token[i];
    if ((i + 1) % (columns + 1) == 0) {
      if (symbol != '/') return std::nullopt;
    } else if (symbol == '.') {
      *out++ = kTransparent;
    } else if (symbol >= '0' && symbol <= '9') {
      *out++ = static_cast<Cell>(symbol - '0');
    } else {
      return std::nullopt;
    }
  }
  return grid.seal().value();
}

int uniform(Rng& rng, int low, int high) {
  return low + static_cast<int>(rng() % static_cast<std::uint64_t>(high - low + 1));
}

int sample_side(Rng& rng) {
  switch (rng() % 24) {
    case 0:
      return 1;
    case 1:
      return uniform(rng, 11, 30);
    case 2:
      return rng() % 4 == 0 ? kMaxSide : uniform(rng, 1, 40);
    default:
      return uniform(rng, 1, 8);
  }
}

/// Mostly at the origin, as task inputs are; else nearby, as cut objects are; rarely at the limit.
Point sample_corner(Rng& rng) {
  switch (rng() % 16) {
    case 0:
      return {uniform(rng, -kMaxOffset, kMaxOffset), uniform(rng, -kMaxOffset, kMaxOffset)};
    case 1:
      return {rng() % 2 == 0 ? kMaxOffset : -kMaxOffset, rng() % 2 == 0 ? kMaxOffset : -kMaxOffset};
    case 2:
    case 3:
    case 4:
      return {uniform(rng, -3, 9), uniform(rng, -3, 9)};
    default:
      return {};
  }
}

/// Gives the cells a structure that some operators look for: a mirror image, a separating line,
/// blocks, a repeated pattern.
void structure_cells(Rng& rng, GridBuilder& grid) {
  const int rows = grid.rows();
  const int columns = grid.columns();
  const auto line = static_cast<Cell>(rng() % (kColors + 1));
  const int high = uniform(rng, 1, 3);
  const int wide = uniform(rng, 1, 3);
  const auto structure = rng() % 12;
  const int row = uniform(rng, 0, rows - 1);
  const int column = uniform(rng, 0, columns - 1);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      if (structure == 0) grid.at(r, c) = grid.at(r, std::min(c, columns - 1 - c));
      if (structure == 1) grid.at(r, c) = grid.at(r - r % high, c - c % wide);
      if (structure == 2) grid.at(r, c) = grid.at(r % high, c % wide);
      if (structure == 3 && r == row) grid.at(r, c) = line;
      if (structure == 4 && c == column) grid.at(r, c) = line;
      if (structure == 5 && (r == row || c == column)) grid.at(r, c) = line;
    }
  }
}

/// Random cells over a few colors, of a random density.
void sample_cells(Rng& rng, GridBuilder& grid) {
  std::array<Cell, 4> palette{};
  for (Cell& cell : palette) cell = static_cast<Cell>(rng() % kColors);
  const std::size_t used = 1 + rng() % palette.size();
  const std::uint64_t density = rng() % 5;  // of 4
  const Cell back = rng() % 4 == 0 ? kTransparent : (rng() % 6 == 0 ? palette[0] : kBlack);
  for (int i = 0; i < grid.area(); ++i) {
    const bool painted = rng() % 4 < density;
    grid.cells()[i] = painted ? palette[rng() % used] : back;
  }
  structure_cells(rng, grid);
}

Value sample_grid(Rng& rng, Arena& arena) {
  GridBuilder grid(arena, sample_side(rng), sample_side(rng), sample_corner(rng));
  sample_cells(rng, grid);
  return grid.seal().value();
}

Raster grid_to_raster(Value value) {
  const Grid grid(value);
  Raster raster{grid.rows(), grid.columns(), {}};
  raster.cells.reserve(static_cast<std::size_t>(grid.area()));
  for (const Cell cell : grid.span()) raster.cells.push_back(cell == kTransparent ? -1 : cell);
  return raster;
}

Value grid_from_raster(Arena& arena, const Raster& raster) {
  GridBuilder grid(arena, raster.rows, raster.columns);
  Cell* out = grid.cells();
  for (const int cell : raster.cells) *out++ = cell < 0 ? kTransparent : static_cast<Cell>(cell);
  return grid.seal().value();
}

std::optional<Value> parse_color(Arena&, std::string_view token) {
  for (std::size_t i = 0; i < kColorNames.size(); ++i) {
    if (kColorNames[i] == token) return Value::immediate(static_cast<std::int64_t>(i));
  }
  return std::nullopt;
}

std::optional<Value> parse_point(Arena&, std::string_view token) {
  if (token.size() < 4 || token.front() != '@') return std::nullopt;
  const auto point = parse_coordinates(token.substr(1));
  if (!point) return std::nullopt;
  return Codec<Point>::encode(*point);
}

Value sample_point(Rng& rng, Arena&) {
  if (rng() % 16 == 0) {
    return Codec<Point>::encode({uniform(rng, -kMaxCoordinate, kMaxCoordinate),
                                 uniform(rng, -kMaxCoordinate, kMaxCoordinate)});
  }
  const int reach = rng() % 4 == 0 ? 30 : 2;
  return Codec<Point>::encode({uniform(rng, -reach, reach), uniform(rng, -reach, reach)});
}

}  // namespace

BaseType grid_base_type() {
  return {
      .name = "grid",
      .doc =
          "An image of cells 0 to 9 and transparent (.), with the position of its corner: "
          "{120/0.3}, {120/0.3@2,-1}.",
      .print = print_grid,
      .parse = parse_grid,
      .sample = sample_grid,
      .raster = RasterForm{grid_to_raster, grid_from_raster, 30, 9},
      .smt = grid_encoding(),
  };
}

BaseType color_base_type() {
  return {
      .name = "color",
      .doc = "black blue red green yellow gray magenta orange azure maroon: 0 to 9.",
      .print =
          [](Value value) {
            return std::string(kColorNames[static_cast<std::size_t>(value.integer())]);
          },
      .parse = parse_color,
      .sample = [](Rng& rng, Arena&) -> Value {
        return Value::immediate(static_cast<std::int64_t>(rng() % kColors));
      },
      .smt = SmtEncoding{.unknown =
                             [](Smt& smt, std::span<const int>) {
                               return total({smt, smt.unknown({0, kColors - 1})});
                             }},
  };
}

BaseType point_base_type() {
  return {
      .name = "point",
      .doc = "A row and a column, or a step down and right: @1,-2.",
      .print =
          [](Value value) {
            const Point point = Codec<Point>::decode(value);
            return fmt::format("@{},{}", point.row, point.column);
          },
      .parse = parse_point,
      .sample = sample_point,
      .smt = SmtEncoding{.unknown =
                             [](Smt& smt, std::span<const int>) {
                               const auto coordinate = [&] {
                                 return Symbol{smt, smt.unknown({-kMaxSide, kMaxSide})};
                               };
                               const Symbol row = coordinate();
                               return pack(row, coordinate());
                             }},
  };
}

}  // namespace gestalt::dsl
