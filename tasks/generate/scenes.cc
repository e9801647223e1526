#include "tasks/generate/scenes.h"

#include <algorithm>
#include <numeric>

#include "tasks/generate/draws.h"

namespace gestalt::tasks {

namespace {

using dsl::Raster;
using dsl::Rng;

bool chance(Rng& rng, int percent) { return draw(rng, 1, 100) <= percent; }

Raster blank(int rows, int columns) {
  return {rows, columns, std::vector<int>(static_cast<std::size_t>(rows * columns), 0)};
}

int& at(Raster& picture, int r, int c) {
  return picture.cells[static_cast<std::size_t>(r * picture.columns + c)];
}

/// What the pictures of one task have in common.
struct Style {
  std::vector<int> palette;  ///< without the background
  int low = 0;               ///< sides of the pictures
  int high = 0;
  bool one_size = false;
  int rows = 0;
  int columns = 0;
  int variant = 0;  ///< a family's own
};

int color_of(Rng& rng, const Style& style) { return style.palette[rng() % style.palette.size()]; }

Style choose_style(Rng& rng, SceneKind kind, const SceneLimits& limits) {
  Style style;
  std::vector<int> cells(static_cast<std::size_t>(limits.max_cell));
  std::iota(cells.begin(), cells.end(), 1);
  shuffle(rng, cells);
  const int colors = draw(rng, 1, std::min(4, limits.max_cell));
  style.palette.assign(cells.begin(), cells.begin() + colors);
  const int top = kind == SceneKind::kDense ? 6 : chance(rng, 20) ? 20 : 13;
  style.low = std::min(draw(rng, 3, 8), limits.max_side);
  style.high = std::max(style.low, std::min(draw(rng, 5, top), limits.max_side));
  style.one_size = chance(rng, 50);
  style.rows = draw(rng, style.low, style.high);
  style.columns = chance(rng, 60) ? style.rows : draw(rng, style.low, style.high);
  style.variant = draw(rng, 0, 11);
  return style;
}

Raster blank_of(Rng& rng, const Style& style) {
  if (style.one_size) return blank(style.rows, style.columns);
  const int rows = draw(rng, style.low, style.high);
  return blank(rows, chance(rng, 50) ? rows : draw(rng, style.low, style.high));
}

/// A small connected shape, as a picture with 0 around it.
Raster draw_shape(Rng& rng, const Style& style) {
  Raster shape = blank(draw(rng, 1, 4), draw(rng, 1, 4));
  const int color = color_of(rng, style);
  const int kind = draw(rng, 0, 3);
  int r = draw(rng, 0, shape.rows - 1);
  int c = draw(rng, 0, shape.columns - 1);
  for (int step = 0; step < shape.rows * shape.columns; ++step) {  // a random walk is connected
    at(shape, r, c) = color;
    const bool down = chance(rng, 50);
    (down ? r : c) += chance(rng, 50) ? 1 : -1;
    r = std::clamp(r, 0, shape.rows - 1);
    c = std::clamp(c, 0, shape.columns - 1);
  }
  for (int i = 0; i < shape.rows; ++i) {
    for (int j = 0; j < shape.columns; ++j) {
      const bool border = i == 0 || j == 0 || i == shape.rows - 1 || j == shape.columns - 1;
      if (kind == 0) at(shape, i, j) = color;               // a rectangle
      if (kind == 1) at(shape, i, j) = border ? color : 0;  // a frame
    }
  }
  if (chance(rng, 15)) shape.cells[rng() % shape.cells.size()] = color_of(rng, style);
  return shape;
}

/// Puts a shape where it touches nothing; gives up where there is no room.
void place_apart(Rng& rng, const Raster& shape, Raster& picture) {
  if (shape.rows > picture.rows || shape.columns > picture.columns) return;
  for (int attempt = 0; attempt < 8; ++attempt) {
    const int top = draw(rng, 0, picture.rows - shape.rows);
    const int left = draw(rng, 0, picture.columns - shape.columns);
    bool free = true;
    for (int r = std::max(0, top - 1); r < std::min(picture.rows, top + shape.rows + 1); ++r) {
      for (int c = std::max(0, left - 1); c < std::min(picture.columns, left + shape.columns + 1);
           ++c) {
        free = free && at(picture, r, c) == 0;
      }
    }
    if (!free) continue;
    for (int r = 0; r < shape.rows; ++r) {
      for (int c = 0; c < shape.columns; ++c) {
        at(picture, top + r, left + c) =
            shape.cells[static_cast<std::size_t>(r * shape.columns + c)];
      }
    }
    return;
  }
}

Raster draw_objects(Rng& rng, const Style& style) {
  Raster picture = blank_of(rng, style);
  const int count = draw(rng, 1, 2 + picture.rows * picture.columns / 20);
  const Raster stamp = draw_shape(rng, style);
  for (int i = 0; i < count; ++i) {
    place_apart(rng, style.variant < 3 ? stamp : draw_shape(rng, style), picture);
  }
  return picture;
}

void sprinkle(Rng& rng, const Style& style, int percent, Raster& picture) {
  for (int& cell : picture.cells) {
    if (chance(rng, percent)) cell = color_of(rng, style);
  }
}

Raster draw_panels(Rng& rng, const Style& style, const SceneLimits& limits) {
  const int down = style.variant % 3 + 1;
  const int across = style.variant / 3 % 3 + (down == 1 ? 2 : 1);
  const int line = style.variant < 8 ? 1 : 0;
  const auto side = [&](int parts, int wanted) {
    const int most = (limits.max_side + line) / parts - line;
    return std::clamp(wanted % 5 + 2, 1, std::max(1, most));
  };
  const int rows = side(down, style.one_size ? style.rows : draw(rng, style.low, style.high));
  const int columns = side(across, style.columns);
  Raster picture = blank(down * (rows + line) - line, across * (columns + line) - line);
  const int density = draw(rng, 20, 70);
  const bool own_colors = chance(rng, 30);
  const int color = style.palette.back();
  for (int r = 0; r < picture.rows; ++r) {
    for (int c = 0; c < picture.columns; ++c) {
      const bool is_line = line != 0 && (r % (rows + 1) == rows || c % (columns + 1) == columns);
      if (is_line) {
        at(picture, r, c) = style.palette.front();
      } else if (chance(rng, density)) {
        at(picture, r, c) = own_colors ? color_of(rng, style) : color;
      }
    }
  }
  return picture;
}

Raster draw_noise(Rng& rng, const Style& style) {
  Raster picture = blank_of(rng, style);
  if (style.variant < 4) {
    for (int i = draw(rng, 1, 3); i > 0; --i) place_apart(rng, draw_shape(rng, style), picture);
    sprinkle(rng, style, 8, picture);
  } else {
    sprinkle(rng, style, 5 * style.variant, picture);
  }
  return picture;
}

Raster draw_symmetric(Rng& rng, const Style& style) {
  Raster picture = blank_of(rng, style);
  sprinkle(rng, style, 55, picture);
  const int high = style.variant % 3 + 2;
  const int wide = style.variant / 3 % 3 + 1;
  for (int r = 0; r < picture.rows; ++r) {
    for (int c = 0; c < picture.columns; ++c) {
      int row = r;
      int column = c;
      if (style.variant % 3 != 1) column = std::min(c, picture.columns - 1 - c);
      if (style.variant % 3 == 2) row = std::min(r, picture.rows - 1 - r);
      if (style.variant >= 8) row = r % high;
      if (style.variant >= 8) column = c % wide;
      at(picture, r, c) = at(picture, row, column);
    }
  }
  if (style.variant % 2 == 0 && picture.rows > 3 && picture.columns > 3) {  // a patch is missing
    const int top = draw(rng, 0, picture.rows - 3);
    const int left = draw(rng, 0, picture.columns - 3);
    for (int r = top; r < top + 3; ++r) {
      for (int c = left; c < left + 2; ++c) at(picture, r, c) = 0;
    }
  }
  return picture;
}

Raster draw_lines(Rng& rng, const Style& style) {
  Raster picture = blank_of(rng, style);
  for (int i = draw(rng, 1, 4); i > 0; --i) {
    const int color = color_of(rng, style);
    const bool diagonal = style.variant >= 9;
    const bool whole = style.variant < 5;
    int r = draw(rng, 0, picture.rows - 1);
    int c = draw(rng, 0, picture.columns - 1);
    const bool across = chance(rng, 50);
    if (whole) (across ? c : r) = 0;
    const int length = whole ? 30 : draw(rng, 1, 5);
    for (int k = 0; k < length && r < picture.rows && c < picture.columns; ++k) {
      at(picture, r, c) = color;
      if (across || diagonal) ++c;
      if (!across || diagonal) ++r;
    }
  }
  if (style.variant % 2 == 0) sprinkle(rng, style, 4, picture);
  return picture;
}

Raster draw_dense(Rng& rng, const Style& style) {
  Raster picture = blank_of(rng, style);
  sprinkle(rng, style, style.variant < 6 ? 100 : 60, picture);
  return picture;
}

Raster draw_scene(Rng& rng, SceneKind kind, const Style& style, const SceneLimits& limits) {
  switch (kind) {
    case SceneKind::kObjects:
      return draw_objects(rng, style);
    case SceneKind::kPanels:
      return draw_panels(rng, style, limits);
    case SceneKind::kNoise:
      return draw_noise(rng, style);
    case SceneKind::kSymmetric:
      return draw_symmetric(rng, style);
    case SceneKind::kLines:
      return draw_lines(rng, style);
    case SceneKind::kDense:
      break;
  }
  return draw_dense(rng, style);
}

/// One of the eight symmetries: transposed where bit 2 is set, then flipped by bits 0 and 1.
Raster turn(const Raster& picture, int symmetry) {
  const bool transposed = (symmetry & 4) != 0;
  Raster turned = blank(transposed ? picture.columns : picture.rows,
                        transposed ? picture.rows : picture.columns);
  for (int r = 0; r < turned.rows; ++r) {
    for (int c = 0; c < turned.columns; ++c) {
      int row = transposed ? c : r;
      int column = transposed ? r : c;
      if ((symmetry & 1) != 0) row = picture.rows - 1 - row;
      if ((symmetry & 2) != 0) column = picture.columns - 1 - column;
      at(turned, r, c) = picture.cells[static_cast<std::size_t>(row * picture.columns + column)];
    }
  }
  return turned;
}

Raster crop_some(Rng& rng, const Raster& picture) {
  const int rows = picture.rows - draw(rng, 0, picture.rows / 3);
  const int columns = picture.columns - draw(rng, 0, picture.columns / 3);
  return draw_part(rng, picture, rows, columns);
}

}  // namespace

std::vector<Raster> draw_scenes(Rng& rng, SceneKind kind, std::size_t count,
                                const SceneLimits& limits) {
  const Style style = choose_style(rng, kind, limits);
  std::vector<Raster> pictures;
  for (std::size_t i = 0; i < count; ++i) {
    pictures.push_back(draw_scene(rng, kind, style, limits));
  }
  return pictures;
}

std::vector<Raster> augment(const std::vector<Raster>& pictures, Rng& rng,
                            const SceneLimits& limits) {
  const int symmetry = draw(rng, 0, 7);
  std::vector<int> renamed(static_cast<std::size_t>(limits.max_cell) + 1);
  std::iota(renamed.begin(), renamed.end(), 0);
  shuffle(rng, renamed, chance(rng, 90) ? 1 : 0);
  const bool cropped = chance(rng, 25);
  std::vector<Raster> changed;
  for (const Raster& picture : pictures) {
    Raster& own = changed.emplace_back(turn(picture, symmetry));
    for (int& cell : own.cells) {
      if (cell >= 0 && cell <= limits.max_cell) cell = renamed[static_cast<std::size_t>(cell)];
    }
    if (cropped) own = crop_some(rng, own);
  }
  return changed;
}

}  // namespace gestalt::tasks
