// Scenes: pictures as the inputs of a task show them, drawn from a few families.
//
// The pictures of one call belong together: one family, one palette, one range of sizes. Cell 0 is
// the background. Read next: inputs.h.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::tasks {

enum class SceneKind : std::uint8_t {
  kObjects,    ///< connected shapes on a background, apart from each other
  kPanels,     ///< equal parts with lines between them
  kNoise,      ///< cells at random, of some density; or rectangles in noise
  kSymmetric,  ///< mirrored or repeated patterns, sometimes with a patch cut out
  kLines,      ///< straight lines and single cells
  kDense,      ///< every cell colored, small
};
inline constexpr std::size_t kSceneKinds = 6;

/// What a raster type allows.
struct SceneLimits {
  int max_side = 30;
  int max_cell = 9;
};

/// `count` pictures of one kind. Sides are 3 to 20, mostly about 10, or less where the limits say
/// so.
[[nodiscard]] std::vector<dsl::Raster> draw_scenes(dsl::Rng& rng, SceneKind kind, std::size_t count,
                                                   const SceneLimits& limits);

/// The pictures after one change of all of them: one of the eight symmetries of the square, and a
/// renaming of the cells up to `max_cell` (0 keeps its meaning nine times in ten; -1 always). One
/// time in four each is cropped as well, by up to a third of a side.
[[nodiscard]] std::vector<dsl::Raster> augment(const std::vector<dsl::Raster>& pictures,
                                               dsl::Rng& rng, const SceneLimits& limits);

}  // namespace gestalt::tasks
