// Drawing values and tasks as text for a terminal.
//
// A drawing is a Block, a rectangle of text; blocks are put beside each other, above each other and
// under captions, and become one string at the end. Read next: render_svg.h, the same for SVG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "tasks/task.h"

namespace gestalt::tasks {

enum class ColorMode : std::uint8_t {
  kNone,  ///< one digit a cell, '.' where transparent
  k256,   ///< the 256 colors of xterm, two columns a cell
  kTrue,  ///< 24 bits, two columns a cell
};

/// What decides whether a terminal gets colors.
struct TerminalTraits {
  bool is_terminal = false;
  std::string no_color = {};    ///< $NO_COLOR: any text turns colors off (no-color.org)
  std::string term = {};        ///< $TERM
  std::string color_term = {};  ///< $COLORTERM: "truecolor" or "24bit"
};

[[nodiscard]] ColorMode color_mode_of(const TerminalTraits& traits);
/// The mode for what is written to a file descriptor (1 is the standard output).
[[nodiscard]] ColorMode detect_color_mode(int file_descriptor);
/// Columns of the terminal behind a file descriptor, 100 where it is none.
[[nodiscard]] std::size_t terminal_columns(int file_descriptor);

/// A rectangle of text. Lines may hold color codes and may be shorter than the block.
struct Block {
  struct Line {
    std::string text;
    std::size_t width = 0;  ///< columns seen
    friend bool operator==(const Line&, const Line&) = default;
  };
  std::vector<Line> lines;

  [[nodiscard]] std::size_t width() const;
  friend bool operator==(const Block&, const Block&) = default;
};

/// One line of text; its width is counted in characters.
[[nodiscard]] Block text_block(std::string_view text);
[[nodiscard]] Block draw_raster(const dsl::Raster& raster, ColorMode mode);
/// Pictures for types with a raster form and lists of such, text for others.
[[nodiscard]] Block draw_value(const dsl::Domain& domain, const dsl::Type& type, dsl::Value value,
                               ColorMode mode);
/// The block under a caption; before it where it is one line.
[[nodiscard]] Block captioned(std::string_view caption, const Block& block);
/// Side by side, tops aligned, with `separator` between on a line of its own height's middle.
[[nodiscard]] Block beside(std::span<const Block> blocks, std::string_view separator = "  ");
/// As many side by side as fit into `columns`, then below; an empty line between pictures.
[[nodiscard]] Block flow(std::span<const Block> blocks, std::size_t columns);

/// Inputs -> output of one example; "?" for an output that is not known.
[[nodiscard]] Block draw_example(const dsl::Domain& domain, const Task& task, std::size_t example,
                                 ColorMode mode);
/// All examples, each under "train 1", "test 1".
[[nodiscard]] Block draw_task(const dsl::Domain& domain, const Task& task, ColorMode mode,
                              std::size_t columns);

/// The lines, each with a line feed and without spaces at its end.
[[nodiscard]] std::string to_string(const Block& block);

}  // namespace gestalt::tasks
