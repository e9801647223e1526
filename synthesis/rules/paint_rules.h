// Paint rules: the output is a canvas with a few layers painted over it, one after the other.
//
// A base layer may be wrong where strict ones are painted over it (the overdraw rule). Layers come
// from parts (part_layers.h) and from values that others have computed. Finding the layers that
// together explain what changed is a small exact cover. Definitions: prototypes/README.md, "The
// common frame that they suggest".
#pragma once

#include <atomic>
#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

struct PaintRuleOptions {
  Budget budget;
  int threads = 1;
  std::size_t rules = 4;           ///< so many with different predictions
  std::size_t segmentations = 16;  ///< lists of parts that are looked at, the cheapest first
  std::size_t max_layers = 3;
};

/// Terms that others have computed.
struct PaintMaterial {
  std::vector<LayerTerm> canvases;  ///< besides the inputs, best first
  std::vector<LayerTerm> layers;
};

/// Searches for rules over the inputs and what is known (which outlives the call). Nothing where
/// the domain has no PaintForm or the output is of another type.
///
/// Deterministic for a budget of steps, whatever the number of threads. One caller. Values are
/// built in `memory`, terms in `pool`.
[[nodiscard]] RuleResult find_paint_rules(const dsl::Domain& domain, const dsl::Examples& examples,
                                          std::span<const dsl::Constant> constants,
                                          const PaintMaterial& known, dsl::TermPool& pool,
                                          dsl::ChunkPool& memory, const PaintRuleOptions& options,
                                          const std::atomic<bool>* interrupt);

}  // namespace gestalt::synthesis
