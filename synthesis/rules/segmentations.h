// Segmentations: lists of parts that primitives make from an input, or from a view of it, found by
// type.
#pragma once

#include <span>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "synthesis/api/budget.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

struct PartLimits;

/// Threads: one caller. Values live in its arena.
class Segmentations {
 public:
  /// The cheapest of those whose parts lie at different places, as many as the limits say. Requires
  /// `domain.paint`. All arguments but the limits outlive this.
  Segmentations(const RuleProblem& problem, const PartLimits& limits, std::uint64_t max_steps,
                const Deadline& deadline);

  /// The inputs of the type of parts.
  [[nodiscard]] const std::vector<LayerTerm>& inputs() const { return inputs_; }
  /// Terms of type `list values`, cheapest first.
  [[nodiscard]] const std::vector<LayerTerm>& all() const { return segmentations_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  /// Whether nothing was left out for want of steps or time.
  [[nodiscard]] bool is_complete() const { return is_complete_; }

 private:
  void find(const PartLimits& limits);
  [[nodiscard]] std::vector<LayerTerm> views(const TermPools<LayerTerm>& pools, std::size_t count);
  [[nodiscard]] dsl::Digest places_of(const LayerTerm& segmentation) const;
  [[nodiscard]] bool is_over() const {
    return steps_ >= max_steps_ || deadline_.remaining() <= 0 || deadline_.interrupted();
  }

  const RuleProblem& problem_;
  const dsl::PaintForm& form_;
  std::uint64_t max_steps_;
  const Deadline& deadline_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;
  bool is_complete_ = false;
  std::vector<LayerTerm> inputs_;
  std::vector<LayerTerm> segmentations_;
};

}  // namespace gestalt::synthesis
