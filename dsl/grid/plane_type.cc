// The base type of planes: how they are written, read and sampled.
#include <charconv>

#include "dsl/grid/base_types.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

std::string print_plane(Value value) {
  const Plane plane(value);
  std::string text = "|";
  for (int r = 0; r < plane.rows(); ++r) {
    if (r > 0) text += '/';
    for (int c = 0; c < plane.columns(); ++c) {
      if (c > 0) text += ',';
      const Level level = plane.at(r, c);
      text += level == kNothing ? "." : std::to_string(level);
    }
  }
  return text + "|";
}

std::optional<Level> parse_level(std::string_view text) {
  if (text == ".") return kNothing;
  int number = 0;
  const auto [at, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || at != text.data() + text.size()) return std::nullopt;
  if (number < 0 || number > kMaxLevel || text.front() == '+') return std::nullopt;
  return static_cast<Level>(number);
}

/// The pieces of a text between separators.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::optional<Value> parse_plane(Arena& arena, std::string_view token) {
  if (token.size() < 3 || token.front() != '|' || token.back() != '|') return std::nullopt;
  const auto rows = split(token.substr(1, token.size() - 2), '/');
  const std::size_t columns = split(rows[0], ',').size();
  if (rows.size() > kMaxSide || columns > kMaxSide) return std::nullopt;
  PlaneBuilder plane(arena, static_cast<int>(rows.size()), static_cast<int>(columns));
  Level* out = plane.levels();
  for (const std::string_view row : rows) {
    const auto cells = split(row, ',');
    if (cells.size() != columns) return std::nullopt;
    for (const std::string_view cell : cells) {
      const auto level = parse_level(cell);
      if (!level) return std::nullopt;
      *out++ = *level;
    }
  }
  return plane.seal().value();
}

Value sample_plane(Rng& rng, Arena& arena) {
  const auto side = [&] { return static_cast<int>(1 + rng() % (rng() % 16 == 0 ? kMaxSide : 8)); };
  const int rows = side();
  const int columns = side();
  PlaneBuilder plane(arena, rows, columns);
  const std::uint64_t largest = rng() % 8 == 0 ? kMaxLevel + 1 : 2 + rng() % 4;
  for (int i = 0; i < rows * columns; ++i) {
    plane.levels()[i] = rng() % 8 == 0 ? kNothing : static_cast<Level>(rng() % largest);
  }
  return plane.seal().value();
}

}  // namespace

BaseType plane_base_type() {
  return {
      .name = "plane",
      .doc = "A number from 0 to 254, or nothing (.), for each cell of a grid: |1,.,2/0,0,12|.",
      .print = print_plane,
      .parse = parse_plane,
      .sample = sample_plane,
      .smt = plane_encoding(),
  };
}

}  // namespace gestalt::dsl
