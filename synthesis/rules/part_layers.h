// Part layers: what one action does to each part of a segmentation that meets a condition, painted
// over a canvas. A layer is (map action (filter condition parts)).
#pragma once

#include <bitset>
#include <span>
#include <vector>

#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/paint_canvas.h"
#include "synthesis/rules/part_conditions.h"
#include "synthesis/rules/part_terms.h"

namespace gestalt::synthesis {

/// The layers over the parts of one segmentation that bring a canvas nearer to the outputs.
///
/// Threads: as PartTerms.
class PartLayers final : public LayerSource {
 public:
  struct Limits {
    std::size_t repaints = 300;  ///< actions in another element
    std::size_t layers = 1500;   ///< of either kind: those that explain most for their cost
  };

  /// Finds them. All arguments outlive this.
  PartLayers(PartTerms& terms, const PartConditions& conditions, const PaintCanvas& canvas,
             const Deadline& deadline);

  [[nodiscard]] std::vector<PaintLayer>& strict() { return strict_; }
  /// Wrong in places: others must be painted over them.
  [[nodiscard]] std::vector<PaintLayer>& bases() { return bases_; }

  [[nodiscard]] dsl::TermId write(const PaintLayer& layer, dsl::TermPool& pool) const override;

 private:
  /// A set of parts: PartTerms has none where there are more.
  static constexpr std::size_t kMaxParts = 256;
  using PartSet = std::bitset<kMaxParts>;

  /// What an action paints on the train examples.
  struct Effect {
    std::uint32_t action = 0;
    std::size_t painter = 0;
    std::vector<dsl::Shown> shown;     ///< part after part
    std::vector<std::uint32_t> first;  ///< by train part, and the end
    PartSet paints;                    ///< train parts: whether it shows at all
    PartSet strict;                    ///< train parts: nowhere wrong
    PartSet useful;                    ///< train parts: right where the canvas is not
    [[nodiscard]] std::span<const dsl::Shown> of(std::size_t part) const {
      return std::span(shown).subspan(first[part], first[part + 1] - first[part]);
    }
  };
  /// The parts that meet a condition.
  struct Chosen {
    PartSet all;
    PartSet train;
  };

  /// The actions of the parts, then the repainted ones.
  [[nodiscard]] const PartTerm& action_of(std::size_t number) const {
    const std::size_t own = terms_.actions().size();
    return number < own ? terms_.actions()[number] : repainted_[number - own];
  }
  void find_effects(std::size_t first);
  [[nodiscard]] bool read(const PartTerm& action, Effect& effect) const;
  [[nodiscard]] bool leads_to_layers(const PartTerm& action, const Effect& effect) const;
  void repaint();
  [[nodiscard]] std::vector<std::int32_t> needed_elements(const Effect& effect) const;
  void make_layers();
  void add_layer(std::uint32_t effect, std::uint32_t condition, bool leaves_parts_out);
  [[nodiscard]] bool paints_parts(const Effect& effect) const;
  [[nodiscard]] static PartSet set_of(const PlaceSet& parts);
  [[nodiscard]] std::vector<PaintLayer> best(Cheapest<PaintLayer>& layers) const;

  PartTerms& terms_;
  const PartConditions& conditions_;
  const PaintCanvas& canvas_;
  const Deadline& deadline_;
  const dsl::PaintForm& form_;
  Limits limits_;
  std::size_t train_;                ///< parts of train examples
  std::vector<PartTerm> repainted_;  ///< actions besides those of the parts
  std::vector<Effect> effects_;
  std::vector<int> frame_costs_;  ///< by painter: of what every layer has
  int partial_cost_ = 0;          ///< of leaving out parts for which the action is undefined
  Cheapest<PaintLayer> strict_found_;
  Cheapest<PaintLayer> bases_found_;
  std::vector<PaintLayer> strict_;
  std::vector<PaintLayer> bases_;
};

}  // namespace gestalt::synthesis
