// Paint rules: the output is a canvas with a few layers painted over it, one after the other.
//
// A base layer may be wrong where strict ones are painted over it (the overdraw rule). Layers come
// from parts (part_layers.h) and from values that others have computed. Finding the layers that
// together explain what changed is a small exact cover (paint_cover.h). Definitions:
// prototypes/README.md, "The common frame that they suggest".
#pragma once

#include <vector>

#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"
#include "synthesis/rules/segmented_parts.h"

namespace gestalt::synthesis {

/// Terms that others have computed.
struct PaintMaterial {
  std::vector<LayerTerm>
      canvases;  ///< besides the inputs, best first; a blank one if there is none
  std::vector<LayerTerm> layers;
};

/// Searches for rules over the inputs and what is known (which outlives the call).
///
/// Deterministic for a budget of steps, whatever the number of threads. One caller.
[[nodiscard]] RuleResult find_paint_rules(SegmentedParts& parts, const PaintMaterial& known,
                                          const RuleOptions& options);

}  // namespace gestalt::synthesis
