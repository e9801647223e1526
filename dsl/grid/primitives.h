// The grid domain's primitives, one function a family; each adds its records to the registry.
//
// The order of the calls in domain.cc is the order of the ids.
#pragma once

#include "dsl/core/registry.h"

namespace gestalt::dsl {

// Whole grids.
void add_geometry_primitives(Registry& registry);    // rigid motions, shifts, positions
void add_crop_primitives(Registry& registry);        // crop, embed, halves, borders, compress
void add_line_primitives(Registry& registry);        // rows and columns: take, drop, merge, sort
void add_tiling_primitives(Registry& registry);      // concatenate, tile, mirror
void add_scaling_primitives(Registry& registry);     // cells to blocks and back, Kronecker products
void add_color_primitives(Registry& registry);       // choose, map, count colors
void add_mask_primitives(Registry& registry);        // Boolean operations of two grids, overlay
void add_panel_primitives(Registry& registry);       // panels by separators or equal parts
void add_layout_primitives(Registry& registry);      // colors and sizes of objects in a line
void add_symmetry_primitives(Registry& registry);    // completion and repair by symmetry
void add_completion_primitives(Registry& registry);  // objects by symmetry, copies of templates
void add_period_primitives(Registry& registry);      // repair and continuation of repeated patterns
void add_noise_primitives(Registry& registry);       // specks removed, majority of neighbors
// Parts of grids.
void add_object_primitives(Registry& registry);  // segmentations into connected parts, colors, rows
void add_grouping_primitives(Registry& registry);   // parts over gaps, spanned by corners
void add_section_primitives(Registry& registry);    // halves, sides, corners, mirror images
void add_region_primitives(Registry& registry);     // hulls, fills, borders, interiors, outlines
void add_movement_primitives(Registry& registry);   // gravity, slides, alignment
void add_ray_primitives(Registry& registry);        // rays, lines, connections
void add_stroke_primitives(Registry& registry);     // walks, rays from frames, bridges
void add_drawing_primitives(Registry& registry);    // segments, rectangles, patterns
void add_selection_primitives(Registry& registry);  // select an object by an attribute
void add_property_primitives(Registry& registry);   // attributes: sizes, colors, counts, predicates
void add_relation_primitives(Registry& registry);   // truths about two grids: touches, same shape
// Numbers for each cell.
void add_plane_primitives(Registry& registry);           // compared, combined, painted
void add_cell_attribute_primitives(Registry& registry);  // place, neighbors, enclosure; the family
void add_cell_sight_primitives(Registry& registry);      // what lies in a direction; same family
void add_nearest_cell_primitives(Registry& registry);    // distances to what shows, and its color
void add_orbit_primitives(Registry& registry);           // what holds in some image of the grid
void add_object_attribute_primitives(Registry& registry);  // what a cell's object is like
void add_canonical_primitives(Registry& registry);         // canonical forms, and the way back
// Points; integers, logic and lists are in dsl/prelude/prelude.h.
void add_point_primitives(Registry& registry);  // points and displacements

}  // namespace gestalt::dsl
