// The layers of a task: terms whose value has an element at each place of the output.
//
// Composed by type, a few applications deep: *views* (values in the output's frame), *selectors*
// (numbers for each place of a view), and *copies* (other values in that frame). Arguments are
// views, constants, lists made from views, and primitives as functions.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/budget.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// What a search over layers may compute.
struct LayerLimits {
  std::uint64_t steps = 30'000;                   ///< terms evaluated
  std::uint64_t memory = std::uint64_t{4} << 30;  ///< bytes in use of the chunk pool
  std::size_t views = 6;
  std::size_t copies = 120;
  std::size_t selectors = 400;
};

/// Terms that are layers too; of selectors only those in the outputs' frames.
struct KnownLayers {
  std::vector<LayerTerm> values;
  std::vector<LayerTerm> selectors;
};

/// Threads: one caller. Values live in the bank's arena.
class LayerBank {
 public:
  /// All arguments outlive the bank. Requires `domain.cells` and an output of its type.
  LayerBank(const RuleProblem& problem, const KnownLayers& known, const LayerLimits& limits,
            const Deadline& deadline);

  /// Whether some term has the outputs' frames; without one there are no layers.
  [[nodiscard]] bool has_frame() const { return !views_.empty(); }
  /// The first view: rules are written over it, its frames are those of the predictions.
  [[nodiscard]] const LayerTerm& canvas() const { return views_.front(); }
  /// Values in the outputs' frames, cheapest first; the canvas is the first.
  [[nodiscard]] const std::vector<LayerTerm>& copies() const { return copies_; }
  /// Selectors in the outputs' frames, cheapest first.
  [[nodiscard]] const std::vector<LayerTerm>& selectors() const { return selectors_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  using Terms = std::vector<LayerTerm>;

  [[nodiscard]] bool is_over() const;
  void add_constants();
  void add_functions();
  void find_views();
  [[nodiscard]] Terms find_numbers();
  [[nodiscard]] Terms count_parts(const Terms& parts);
  [[nodiscard]] std::optional<LayerTerm> find_length(std::size_t axis, const Terms& numbers);
  void make_blanks(const Terms& parts);
  template <class F>
  void pick_elements(const Terms& lists, const Terms& places, F found);
  template <class F>
  void combine(const dsl::Type& type, const Terms& firsts, const Terms& seconds, F found);
  void add_known(const KnownLayers& known);
  void find_lists();
  void find_layers();
  void find_selectors_behind();
  void refine_selectors();
  /// Applies every primitive with this result to all choices of arguments that depend on an input;
  /// calls found(term, arguments). The pools must not change meanwhile.
  template <class F>
  void apply_all(const dsl::Type& result, const TermPools<LayerTerm>& pools, F found) {
    for_each_application<LayerTerm>(
        domain_.registry, result, pools,
        [&](const dsl::Type& type) { return constants_.contains(type) || type.is_arrow(); },
        [&] { return is_over(); },
        [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
          LayerTerm term;
          if (belong_together(arguments) && evaluate(id, arguments, term)) {
            found(std::move(term), arguments);
          }
        });
  }
  /// Whether the lists among the arguments were made from the views among them.
  [[nodiscard]] static bool belong_together(std::span<const LayerTerm* const> arguments);
  [[nodiscard]] bool evaluate(dsl::PrimitiveId primitive,
                              std::span<const LayerTerm* const> arguments, LayerTerm& out);
  [[nodiscard]] bool in_frame(const dsl::IndexedType& type, const LayerTerm& term) const;
  /// Adds a term unless its row is there already.
  static void add(Terms& terms, LayerTerm term);
  static void keep_cheapest(Terms& terms, std::size_t count);

  const RuleProblem& problem_;
  const dsl::Domain& domain_;
  const dsl::CellForm& form_;
  const dsl::Examples& examples_;
  dsl::TermPool& pool_;
  LayerLimits limits_;
  const Deadline& deadline_;
  dsl::ChunkPool& memory_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;
  std::uint64_t limit_ = 0;  ///< of steps, for the part at work
  std::map<dsl::Type, Terms> constants_;
  std::map<dsl::Type, Terms> functions_;
  Terms input_lists_;  ///< lists of parts of the inputs, where those are no canvas
  std::map<dsl::Type, Terms> lists_;
  Terms inputs_;
  Terms numbers_;  ///< computed from the inputs, where the canvas is blank
  Terms views_;
  Terms copies_;
  Terms selectors_;
};

}  // namespace gestalt::synthesis
