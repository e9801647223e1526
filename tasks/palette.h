// Colors of raster cells, the usual ones of ARC viewers, for terminals and SVG alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace gestalt::tasks {

struct PaletteEntry {
  std::uint32_t rgb;       ///< 0xRRGGBB
  std::uint8_t xterm = 0;  ///< the nearest of the 256 terminal colors
};

inline constexpr std::array<PaletteEntry, 10> kPalette{{
    {0x000000, 234},  // black; a shade of gray in terminals, where the background is black
    {0x0074D9, 32},   // blue
    {0xFF4136, 203},  // red
    {0x2ECC40, 40},   // green
    {0xFFDC00, 220},  // yellow
    {0xAAAAAA, 248},  // gray
    {0xF012BE, 199},  // magenta
    {0xFF851B, 208},  // orange
    {0x7FDBFF, 117},  // sky blue
    {0x870C25, 88},   // maroon
}};

/// What stands for black where the surroundings are black too.
inline constexpr std::uint32_t kTerminalBlack = 0x1C1C1C;

/// The entry of a cell value >= 0; values beyond the palette repeat it.
[[nodiscard]] constexpr const PaletteEntry& palette_entry(int cell) {
  return kPalette[static_cast<std::size_t>(cell) % kPalette.size()];
}

}  // namespace gestalt::tasks
