#include "dsl/grid/domain.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/grid/base_types.h"
#include "dsl/grid/constants.h"
#include "dsl/grid/frame.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/primitives.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

constexpr int kMaxOutputSide = 30;

bool is_grid(Value value) { return !value.is_immediate() && value.node()->kind == NodeKind::kBlob; }

/// As an output a grid lies at the origin and shows black where it is transparent.
Result<Value, Fault> present_grid(EvalContext& context, Value value) {
  if (!is_grid(value)) return value;
  const Grid grid(value);
  if (grid.rows() > kMaxOutputSide || grid.columns() > kMaxOutputSide) {
    return tl::unexpected(Fault::kSize);
  }
  const auto cells = grid.span();
  const bool opaque = std::memchr(cells.data(), kTransparent, cells.size()) == nullptr;
  if (opaque && grid.corner() == Point{}) return value;
  GridBuilder output(context, grid.rows(), grid.columns());
  std::replace_copy(cells.begin(), cells.end(), output.cells(), kTransparent, kBlack);
  return output.seal().value();
}

std::uint64_t present_grid_key(Value value) {
  if (!is_grid(value)) return 0;
  const Grid grid(value);
  return static_cast<std::uint64_t>(grid.rows()) * 256 + static_cast<std::uint64_t>(grid.columns());
}

void read_grid(Value value, std::vector<std::int32_t>& elements) {
  for (const Cell cell : Grid(value).span()) {
    elements.push_back(cell == kTransparent ? kNoElement : std::int32_t{cell});
  }
}

std::uint64_t plane_key(Value value) {
  const Plane plane(value);
  return static_cast<std::uint64_t>(plane.rows()) * 256 +
         static_cast<std::uint64_t>(plane.columns());
}

void read_plane(Value value, std::vector<std::int32_t>& elements) {
  const Plane plane(value);
  for (int i = 0; i < plane.area(); ++i) elements.push_back(from_level(plane.levels()[i]));
}

std::vector<std::int64_t> sides_of(Value value) {
  const Grid grid(value);
  return {grid.rows(), grid.columns()};
}

CellForm grid_cells() {
  CellForm form;
  form.values = {grid_type(), present_grid_key, read_grid, sides_of};
  form.selectors = {plane_type(), plane_key, read_plane};
  form.element = color_type();
  form.selector_of = "color_levels";
  form.equal = "cells_are";
  form.at_least = "cells_at_least";
  form.both = "both";
  form.either = "either";
  form.paint = "paint_where";
  form.copy = "copy_where";
  form.blank = "blank";
  form.views = {"clear_background"};
  form.around = {"count_neighbors_4",
                 "count_neighbors_diagonal",
                 "count_neighbors_8",
                 "count_neighbors_4_of",
                 "count_neighbors_diagonal_of",
                 "count_neighbors_8_of",
                 "count_sights_straight",
                 "count_sights_diagonal",
                 "neighbors",
                 "in_sight",
                 "nearest_in_sight",
                 "between",
                 "between_straight",
                 "between_diagonals"};
  form.beside = {"neighbors"};
  form.selected = "cells_of_color";
  form.closures = {"in_any_symmetry", "in_any_rotation", "in_either_side", "in_either_height"};
  return form;
}

/// What of a layer wins over a canvas, in the canvas's places.
template <bool kWins(Cell)>
void read_layer(Value layer, Value canvas, std::vector<Shown>& shown) {
  const Grid grid(layer);
  const Frame whole = frame_of(Grid(canvas));
  const Frame seen = common(whole, frame_of(grid));
  for (int r = seen.top; r < seen.bottom; ++r) {
    for (int c = seen.left; c < seen.right; ++c) {
      const Cell cell = grid.at(r - grid.corner().row, c - grid.corner().column);
      const int place = (r - whole.top) * whole.columns() + c - whole.left;
      if (kWins(cell)) shown.push_back({static_cast<std::uint32_t>(place), cell});
    }
  }
}

PaintForm grid_paint() {
  PaintForm form;
  form.values = {grid_type(), present_grid_key, read_grid};
  form.element = color_type();
  form.painters = {{"compose_on", read_layer<shows>}, {"cover_on", read_layer<hides>}};
  form.repaint = "recolor";
  form.blank = "paint_all";
  form.pick = "keep_color";
  return form;
}

/// Of an output, whether it has kept them from the input, and what changed in between.
std::vector<std::string> grid_traits() {
  const std::string colors = "[black blue red green yellow gray magenta orange azure maroon]";
  std::vector<std::string> traits;
  for (const char* property :
       {"height", "width", "is_square", "is_full", "count_colors", "count_cells",
        "most_common_color", "least_common_color", "mirrors_left_right", "mirrors_up_down",
        "mirrors_diagonal", "count_components", "count_clusters"}) {
    traits.push_back(fmt::format("(lambda (x y) ({} y))", property));
    traits.push_back(fmt::format("(lambda (x y) (equal ({0} x) ({0} y)))", property));
  }
  const auto colors_of = [&](const char* grid) {
    return fmt::format("(filter (lambda (c) (has_color {} c)) {})", grid, colors);
  };
  traits.push_back(fmt::format("(lambda (x y) {})", colors_of("y")));
  traits.push_back(fmt::format("(lambda (x y) {})", colors_of("(keep_different x y)")));
  traits.push_back(fmt::format("(lambda (x y) {})", colors_of("(keep_different y x)")));
  for (const char* relation : {"(equal x y)", "(is_blank (keep_different x y))",
                               "(all (lambda (c) (has_color x c)) (colors_by_count y))",
                               "(all (lambda (c) (has_color y c)) (colors_by_count x))"}) {
    traits.push_back(fmt::format("(lambda (x y) {})", relation));
  }
  traits.push_back(fmt::format(
      "(lambda (x y) (all (lambda (c) (equal (count_color x c) (count_color y c))) {}))", colors));
  return traits;
}

}  // namespace

Domain grid_domain() {
  Domain domain;
  domain.name = "grid";
  domain.doc = "Colored grids, as in ARC: images up to 30x30 of the colors 0 to 9.";
  domain.types = {grid_base_type(),  color_base_type(), point_base_type(),
                  plane_base_type(), int_base_type(),   bool_base_type()};
  domain.task_type = arrow(grid_type(), grid_type());
  domain.roles = grid_roles();
  domain.literals = grid_literals;
  domain.present = present_grid;
  domain.present_key = present_grid_key;
  domain.cells = grid_cells();
  domain.paint = grid_paint();
  domain.wrappers = {{"number_by_count", "restore_by_count"},
                     {"number_by_place", "restore_by_place"},
                     {"turn_upright", "turn_back"},
                     {"crop_content", "put_content"}};
  domain.symmetries = {
      {"reflection", {"(lambda (x) (flip_rows x))", "(lambda (x) (flip_columns x))"}},
      {"rotation", {"(lambda (x) (rotate_clockwise x))"}},
      {"transposition", {"(lambda (x) (transpose x))"}},
      {"translation",
       {"(lambda (x) (shift_around x @1,0))", "(lambda (x) (shift_around x @0,1))"}}};
  domain.exchange = {
      "color-permutation", "(lambda (x a b) (swap_colors x a b))", color_type(), {kBlack}};
  domain.traits = grid_traits();
  // The order of these calls is the order of the ids.
  Registry& registry = domain.registry;
  add_geometry_primitives(registry);
  add_crop_primitives(registry);
  add_line_primitives(registry);
  add_tiling_primitives(registry);
  add_scaling_primitives(registry);
  add_color_primitives(registry);
  add_mask_primitives(registry);
  add_panel_primitives(registry);
  add_layout_primitives(registry);
  add_symmetry_primitives(registry);
  add_completion_primitives(registry);
  add_period_primitives(registry);
  add_noise_primitives(registry);
  add_object_primitives(registry);
  add_grouping_primitives(registry);
  add_section_primitives(registry);
  add_region_primitives(registry);
  add_movement_primitives(registry);
  add_ray_primitives(registry);
  add_stroke_primitives(registry);
  add_drawing_primitives(registry);
  add_selection_primitives(registry);
  add_property_primitives(registry);
  add_relation_primitives(registry);
  add_canonical_primitives(registry);
  add_point_primitives(registry);
  add_plane_primitives(registry);
  add_cell_attribute_primitives(registry);
  add_cell_sight_primitives(registry);
  add_nearest_cell_primitives(registry);
  add_orbit_primitives(registry);
  add_object_attribute_primitives(registry);
  add_arithmetic_primitives(registry);
  add_sequence_primitives(registry);
  return domain;
}

}  // namespace gestalt::dsl
