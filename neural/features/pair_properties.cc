#include "neural/features/pair_properties.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace gestalt::neural {

namespace {

constexpr float kSide = 30;

float truth(bool value) { return value ? 1.0F : 0.0F; }
float scaled(int value, float scale) { return std::min(2.0F, static_cast<float>(value) / scale); }
float log_scaled(int value) { return std::log2(1.0F + static_cast<float>(value)) / 8; }

bool same_size(const Pair& p) {
  return p.in.picture.rows == p.out.picture.rows && p.in.picture.columns == p.out.picture.columns;
}
bool divides(int a, int b) { return a > 0 && b % a == 0; }
int first_color(const PictureFacts& facts) { return facts.picture.cells.front(); }

/// Calls f(input cell, output cell) for every place. Requires same_size.
template <class F>
void for_each_place(const Pair& p, F f) {
  for (std::size_t i = 0; i < p.in.picture.cells.size(); ++i) {
    f(p.in.picture.cells[i], p.out.picture.cells[i]);
  }
}

/// Share of all places for which f(input cell, output cell); 0 for different sizes.
template <class F>
float share_of_places(const Pair& p, F f) {
  if (!same_size(p)) return 0;
  int count = 0;
  for_each_place(p, [&](int a, int b) { count += f(a, b) ? 1 : 0; });
  return p.in.share(count);
}

/// Share of the places that change for which f(input cell, output cell).
template <class F>
float share_of_changes(const Pair& p, F f) {
  if (!same_size(p)) return 0;
  int changed = 0;
  int count = 0;
  for_each_place(p, [&](int a, int b) {
    changed += a != b ? 1 : 0;
    count += a != b && f(a, b) ? 1 : 0;
  });
  return changed == 0 ? 0 : static_cast<float>(count) / static_cast<float>(changed);
}

/// Whether each number of the first picture always becomes one of the second.
bool maps(const PictureFacts& from, const PictureFacts& to) {
  std::array<int, kLargestCell + 1> image;
  image.fill(-1);
  for (std::size_t i = 0; i < from.picture.cells.size(); ++i) {
    const auto a = static_cast<std::size_t>(std::clamp(from.picture.cells[i], 0, kLargestCell));
    const int b = to.picture.cells[i];
    if (image[a] >= 0 && image[a] != b) return false;
    image[a] = b;
  }
  return true;
}

/// Whether the first picture occurs in the second.
bool occurs_in(const PictureFacts& part, const PictureFacts& whole) {
  const int rows = part.picture.rows;
  const int columns = part.picture.columns;
  for (int top = 0; top + rows <= whole.picture.rows; ++top) {
    for (int left = 0; left + columns <= whole.picture.columns; ++left) {
      bool equal = true;
      for (int r = 0; equal && r < rows; ++r) {
        for (int c = 0; equal && c < columns; ++c) {
          equal = part.at(r, c) == whole.at(top + r, left + c);
        }
      }
      if (equal) return true;
    }
  }
  return false;
}

/// Whether the second picture is the first one repeated.
bool tiles(const PictureFacts& tile, const PictureFacts& whole) {
  if (!divides(tile.picture.rows, whole.picture.rows) ||
      !divides(tile.picture.columns, whole.picture.columns)) {
    return false;
  }
  for (int r = 0; r < whole.picture.rows; ++r) {
    for (int c = 0; c < whole.picture.columns; ++c) {
      if (whole.at(r, c) != tile.at(r % tile.picture.rows, c % tile.picture.columns)) return false;
    }
  }
  return true;
}

/// Whether both show the same of a quarter of a turn and its like.
bool is_transpose(const Pair& p) {
  if (p.in.picture.rows != p.out.picture.columns || p.in.picture.columns != p.out.picture.rows) {
    return false;
  }
  for (int r = 0; r < p.out.picture.rows; ++r) {
    for (int c = 0; c < p.out.picture.columns; ++c) {
      if (p.out.at(r, c) != p.in.at(c, r)) return false;
    }
  }
  return true;
}

int sharing_colors(const Pair& p) { return std::popcount(p.in.palette() & p.out.palette()); }
int new_colors(const Pair& p) { return std::popcount(p.out.palette() & ~p.in.palette()); }
int lost_colors(const Pair& p) { return std::popcount(p.in.palette() & ~p.out.palette()); }

constexpr PairProperty kTable[] = {
    // sizes
    {"in rows", [](const Pair& p) { return scaled(p.in.picture.rows, kSide); }},
    {"in columns", [](const Pair& p) { return scaled(p.in.picture.columns, kSide); }},
    {"out rows", [](const Pair& p) { return scaled(p.out.picture.rows, kSide); }},
    {"out columns", [](const Pair& p) { return scaled(p.out.picture.columns, kSide); }},
    {"in area", [](const Pair& p) { return log_scaled(p.in.area()); }},
    {"out area", [](const Pair& p) { return log_scaled(p.out.area()); }},
    {"same size", [](const Pair& p) { return truth(same_size(p)); }},
    {"same rows", [](const Pair& p) { return truth(p.in.picture.rows == p.out.picture.rows); }},
    {"same columns",
     [](const Pair& p) { return truth(p.in.picture.columns == p.out.picture.columns); }},
    {"rows become columns",
     [](const Pair& p) {
       return truth(p.in.picture.rows == p.out.picture.columns &&
                    p.in.picture.columns == p.out.picture.rows);
     }},
    {"in square", [](const Pair& p) { return truth(p.in.picture.rows == p.in.picture.columns); }},
    {"out square",
     [](const Pair& p) { return truth(p.out.picture.rows == p.out.picture.columns); }},
    {"out has one cell", [](const Pair& p) { return truth(p.out.area() == 1); }},
    {"out has one row", [](const Pair& p) { return truth(p.out.picture.rows == 1); }},
    {"out has one column", [](const Pair& p) { return truth(p.out.picture.columns == 1); }},
    {"out smaller", [](const Pair& p) { return truth(p.out.area() < p.in.area()); }},
    {"out larger", [](const Pair& p) { return truth(p.out.area() > p.in.area()); }},
    {"rows times whole",
     [](const Pair& p) { return truth(divides(p.in.picture.rows, p.out.picture.rows)); }},
    {"columns times whole",
     [](const Pair& p) { return truth(divides(p.in.picture.columns, p.out.picture.columns)); }},
    {"rows by whole",
     [](const Pair& p) { return truth(divides(p.out.picture.rows, p.in.picture.rows)); }},
    {"columns by whole",
     [](const Pair& p) { return truth(divides(p.out.picture.columns, p.in.picture.columns)); }},
    {"rows doubled",
     [](const Pair& p) { return truth(p.out.picture.rows == 2 * p.in.picture.rows); }},
    {"columns doubled",
     [](const Pair& p) { return truth(p.out.picture.columns == 2 * p.in.picture.columns); }},
    {"rows halved",
     [](const Pair& p) { return truth(p.out.picture.rows == p.in.picture.rows / 2); }},
    {"columns halved",
     [](const Pair& p) { return truth(p.out.picture.columns == p.in.picture.columns / 2); }},
    {"rows tripled",
     [](const Pair& p) { return truth(p.out.picture.rows == 3 * p.in.picture.rows); }},
    {"columns tripled",
     [](const Pair& p) { return truth(p.out.picture.columns == 3 * p.in.picture.columns); }},
    {"side squared",
     [](const Pair& p) {
       return truth(p.out.picture.rows == p.in.picture.rows * p.in.picture.rows);
     }},
    {"two rows less",
     [](const Pair& p) { return truth(p.out.picture.rows == p.in.picture.rows - 2); }},
    {"two rows more",
     [](const Pair& p) { return truth(p.out.picture.rows == p.in.picture.rows + 2); }},
    {"rows ratio",
     [](const Pair& p) {
       return scaled(p.out.picture.rows, 4 * static_cast<float>(p.in.picture.rows));
     }},
    {"columns ratio",
     [](const Pair& p) {
       return scaled(p.out.picture.columns, 4 * static_cast<float>(p.in.picture.columns));
     }},
    // colors
    {"in colors", [](const Pair& p) { return scaled(p.in.colors, 10); }},
    {"out colors", [](const Pair& p) { return scaled(p.out.colors, 10); }},
    {"out one color", [](const Pair& p) { return truth(p.out.colors == 1); }},
    {"out two colors", [](const Pair& p) { return truth(p.out.colors == 2); }},
    {"same palette", [](const Pair& p) { return truth(p.in.palette() == p.out.palette()); }},
    {"no new color", [](const Pair& p) { return truth(new_colors(p) == 0); }},
    {"new colors", [](const Pair& p) { return scaled(new_colors(p), 4); }},
    {"lost colors", [](const Pair& p) { return scaled(lost_colors(p), 4); }},
    {"one color lost", [](const Pair& p) { return truth(lost_colors(p) == 1); }},
    {"shared colors", [](const Pair& p) { return scaled(sharing_colors(p), 10); }},
    {"as many colors", [](const Pair& p) { return truth(p.in.colors == p.out.colors); }},
    {"same histogram", [](const Pair& p) { return truth(p.in.histogram == p.out.histogram); }},
    {"same most common",
     [](const Pair& p) { return truth(p.in.most_common == p.out.most_common); }},
    {"out's most common is in's least",
     [](const Pair& p) { return truth(p.out.most_common == p.in.least_common); }},
    {"in empty", [](const Pair& p) { return p.in.share(p.in.histogram[0]); }},
    {"out empty", [](const Pair& p) { return p.out.share(p.out.histogram[0]); }},
    {"out has no empty cell", [](const Pair& p) { return truth(p.out.histogram[0] == 0); }},
    {"in has no empty cell", [](const Pair& p) { return truth(p.in.histogram[0] == 0); }},
    {"as many empty cells",
     [](const Pair& p) { return truth(p.in.histogram[0] == p.out.histogram[0]); }},
    {"same first cell",
     [](const Pair& p) { return truth(first_color(p.in) == first_color(p.out)); }},
    // changes, place by place
    {"equal cells",
     [](const Pair& p) { return share_of_places(p, [](int a, int b) { return a == b; }); }},
    {"filled cells",
     [](const Pair& p) {
       return share_of_places(p, [](int a, int b) { return a == 0 && b != 0; });
     }},
    {"cleared cells",
     [](const Pair& p) {
       return share_of_places(p, [](int a, int b) { return a != 0 && b == 0; });
     }},
    {"recolored cells",
     [](const Pair& p) {
       return share_of_places(p, [](int a, int b) { return a != b && a != 0 && b != 0; });
     }},
    {"changes fill",
     [](const Pair& p) { return share_of_changes(p, [](int a, int) { return a == 0; }); }},
    {"changes clear",
     [](const Pair& p) { return share_of_changes(p, [](int, int b) { return b == 0; }); }},
    {"changes to the most common",
     [](const Pair& p) {
       const int common = p.in.most_common;
       return share_of_changes(p, [=](int, int b) { return b == common; });
     }},
    {"changes to a new color",
     [](const Pair& p) {
       const unsigned known = p.in.palette();
       return share_of_changes(p, [=](int, int b) { return b >= 0 && (known >> b & 1U) == 0; });
     }},
    {"colors map", [](const Pair& p) { return truth(same_size(p) && maps(p.in, p.out)); }},
    {"colors map back", [](const Pair& p) { return truth(same_size(p) && maps(p.out, p.in)); }},
    // one in the other
    {"out occurs in in",
     [](const Pair& p) { return truth(p.out.area() <= p.in.area() && occurs_in(p.out, p.in)); }},
    {"in occurs in out",
     [](const Pair& p) { return truth(p.in.area() <= p.out.area() && occurs_in(p.in, p.out)); }},
    {"in tiles out", [](const Pair& p) { return truth(tiles(p.in, p.out)); }},
    {"out tiles in", [](const Pair& p) { return truth(tiles(p.out, p.in)); }},
    {"transposed", [](const Pair& p) { return truth(is_transpose(p)); }},
    // symmetries and shapes
    {"in mirrored rows", [](const Pair& p) { return truth(p.in.mirrored_rows); }},
    {"in mirrored columns", [](const Pair& p) { return truth(p.in.mirrored_columns); }},
    {"in turned", [](const Pair& p) { return truth(p.in.turned); }},
    {"in diagonal", [](const Pair& p) { return truth(p.in.transposed); }},
    {"out mirrored rows", [](const Pair& p) { return truth(p.out.mirrored_rows); }},
    {"out mirrored columns", [](const Pair& p) { return truth(p.out.mirrored_columns); }},
    {"out turned", [](const Pair& p) { return truth(p.out.turned); }},
    {"out diagonal", [](const Pair& p) { return truth(p.out.transposed); }},
    {"in shapes", [](const Pair& p) { return log_scaled(p.in.shapes); }},
    {"out shapes", [](const Pair& p) { return log_scaled(p.out.shapes); }},
    {"as many shapes", [](const Pair& p) { return truth(p.in.shapes == p.out.shapes); }},
    {"out one shape", [](const Pair& p) { return truth(p.out.shapes == 1); }},
    {"in blobs", [](const Pair& p) { return log_scaled(p.in.blobs); }},
    {"out blobs", [](const Pair& p) { return log_scaled(p.out.blobs); }},
    {"as many blobs", [](const Pair& p) { return truth(p.in.blobs == p.out.blobs); }},
    {"same largest shape",
     [](const Pair& p) { return truth(p.in.largest_shape == p.out.largest_shape); }},
    {"in lines", [](const Pair& p) { return scaled(p.in.lines, 8); }},
    {"out lines", [](const Pair& p) { return scaled(p.out.lines, 8); }},
    {"out rows are in's shapes",
     [](const Pair& p) { return truth(p.out.picture.rows == p.in.shapes); }},
    {"out columns are in's shapes",
     [](const Pair& p) { return truth(p.out.picture.columns == p.in.shapes); }},
    {"out rows are in's colors",
     [](const Pair& p) { return truth(p.out.picture.rows == p.in.colors); }},
};

}  // namespace

std::span<const PairProperty> pair_properties() { return kTable; }

std::vector<std::string> pair_statistic_names() {
  constexpr std::array<std::string_view, 3> kStatistics{"mean", "least", "greatest"};
  std::vector<std::string> names;
  for (const PairProperty& property : kTable) {
    for (const std::string_view statistic : kStatistics) {
      names.push_back(fmt::format("{} ({})", property.name, statistic));
    }
  }
  return names;
}

std::size_t pair_statistics(std::span<const PictureFacts> in, std::span<const PictureFacts> out,
                            std::span<float> values) {
  std::size_t at = 0;
  for (const PairProperty& property : kTable) {
    float sum = 0;
    float least = 0;
    float greatest = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const float value = property.of({in[i], out[i]});
      sum += value;
      least = i == 0 ? value : std::min(least, value);
      greatest = i == 0 ? value : std::max(greatest, value);
    }
    values[at++] = sum / static_cast<float>(in.size());
    values[at++] = least;
    values[at++] = greatest;
  }
  return at;
}

}  // namespace gestalt::neural
