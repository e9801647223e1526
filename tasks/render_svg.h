// Drawing values and tasks as SVG: self-contained, no scripts, fonts or style sheets from outside.
//
// The same algebra as render.h: blocks with a size in pixels are put beside and above each other.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dsl/core/domain.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// A drawing with its top left corner at 0,0.
struct SvgBlock {
  std::string body;  ///< SVG elements
  int width = 0;     ///< pixels
  int height = 0;
  friend bool operator==(const SvgBlock&, const SvgBlock&) = default;
};

/// Text that is safe between tags and in quotes.
[[nodiscard]] std::string xml_escaped(std::string_view text);

[[nodiscard]] SvgBlock svg_text(std::string_view text);
/// One path for each color, then the lines between cells; transparent cells stay open.
[[nodiscard]] SvgBlock svg_raster(const dsl::Raster& raster);
/// Pictures for types with a raster form and lists of such, text for others.
[[nodiscard]] SvgBlock svg_value(const dsl::Domain& domain, const dsl::Type& type,
                                 dsl::Value value);
/// Left to right, or top to bottom, with a gap in pixels.
[[nodiscard]] SvgBlock svg_beside(std::span<const SvgBlock> blocks, int gap = 12);
[[nodiscard]] SvgBlock svg_above(std::span<const SvgBlock> blocks, int gap = 12);
[[nodiscard]] SvgBlock svg_captioned(std::string_view caption, const SvgBlock& block);
/// Two blocks with an arrow between.
[[nodiscard]] SvgBlock svg_arrow(const SvgBlock& from, const SvgBlock& to);

[[nodiscard]] SvgBlock svg_example(const dsl::Domain& domain, const Task& task,
                                   std::size_t example);
/// All examples below each other, under the task's id.
[[nodiscard]] SvgBlock svg_task(const dsl::Domain& domain, const Task& task);

/// The `<svg>` element, for a file of its own or inside HTML.
[[nodiscard]] std::string to_svg(const SvgBlock& block);

}  // namespace gestalt::tasks
