// Terms over one part of an input: what can be made of it, and what is said about it.
//
// Parts are the elements of a list computed from the input (segmentations.h). Terms over a part,
// the inputs and what other parts relate it to are composed by type and evaluated on all parts of
// all examples at once. Definitions: prototypes/README.md, "parts".
#pragma once

#include <array>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "dsl/core/context.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/paint_canvas.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// What the steps of a segmentation are for, one after the other; what one leaves is the next
/// one's.
enum class PartStage : std::uint8_t { kActions, kConditions, kArrangements, kElements, kRepaints };

struct PartLimits {
  std::uint64_t steps = 8'000;                    ///< terms evaluated on the parts
  std::uint64_t memory = std::uint64_t{4} << 30;  ///< bytes in use of the chunk pool
  std::size_t segmentations = 16;                 ///< the cheapest
  std::size_t views = 0;       ///< of the inputs, that are cut into parts as well
  std::size_t parts = 200;     ///< of all examples
  std::size_t companions = 8;  ///< parts of all that actions relate a part to
  std::size_t related = 4;     ///< the same for those that differ from part to part
  std::size_t computed = 6;    ///< other arguments of actions that differ from part to part

  [[nodiscard]] static PartLimits of(Depth depth);
};

/// A term over one part (the variable after the inputs) and the inputs.
struct PartTerm {
  dsl::TermId term;
  std::vector<dsl::Value> row;  ///< by part
  PlaceSet defined;             ///< by part
  int cost = 0;
  bool uses_part = false;
};

/// The terms over the parts of one segmentation.
///
/// Threads: one caller each; several may search at once, for they build terms in pools of their
/// own.
class PartTerms {
 public:
  /// Finds the actions. All arguments outlive this. `segmentation` is a term of type `list values`;
  /// the domain has a PaintForm.
  PartTerms(const RuleProblem& problem, const LayerTerm& segmentation, const PartLimits& limits,
            const Deadline& deadline);
  PartTerms(const PartTerms&) = delete;
  PartTerms& operator=(const PartTerms&) = delete;

  /// Parts of all examples, train examples first.
  [[nodiscard]] std::size_t parts() const { return examples_of_.size(); }
  [[nodiscard]] std::size_t train_parts() const { return train_parts_; }
  [[nodiscard]] std::size_t example_of(std::size_t part) const { return examples_of_[part]; }

  [[nodiscard]] dsl::Value value_of(std::size_t part) const { return values_[part]; }

  /// Terms of the parts' type, the part itself first. None where there are too many parts.
  [[nodiscard]] const std::vector<PartTerm>& actions() const { return actions_; }
  /// What parts may be painted with, cheapest first.
  [[nodiscard]] std::vector<PartTerm> elements();
  /// Calls found(term) for all terms of a type that apply one primitive to a part and others, cheap
  /// ones first, in at most so many steps; it says whether the term's values are to be kept.
  template <class F>
  void for_each(const dsl::Type& type, PartStage stage, F found,
                std::uint64_t most_steps = std::numeric_limits<std::uint64_t>::max());
  /// Calls found(term, cost, counts) for each primitive that relates two parts: a term over a part
  /// and another one (the variable after it), and by part how many parts of its example, itself
  /// too, are related to it. None where examples have many parts.
  template <class F>
  void for_each_relation(F found);
  /// An action in another element; nothing where it has no value.
  [[nodiscard]] std::optional<PartTerm> repaint(const PartTerm& action, const PartTerm& element);
  /// The train parts of which an action makes their examples' outputs.
  [[nodiscard]] PlaceSet makes_outputs(const PartTerm& action);

  [[nodiscard]] const LayerTerm& segmentation() const { return segmentation_; }  ///< in pool()
  [[nodiscard]] std::uint32_t part_variable() const {
    return static_cast<std::uint32_t>(problem_.examples.inputs.size());
  }
  /// Where the terms live.
  [[nodiscard]] dsl::TermPool& pool() const { return pool_; }
  [[nodiscard]] const dsl::TermWriter& writer() const { return writer_; }
  [[nodiscard]] const RuleProblem& problem() const { return problem_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  /// Of a search over these terms.
  void count_step() { ++steps_; }
  /// Allows at most so many steps more.
  void allow(std::uint64_t steps) { cap_ = steps_ + steps; }
  [[nodiscard]] const PartLimits& limits() const { return limits_; }
  /// Steps allowed in all.
  [[nodiscard]] std::uint64_t allowed() const { return std::min(limits_.steps, cap_); }
  [[nodiscard]] std::uint64_t steps_left(PartStage stage) const {
    constexpr std::array<std::uint64_t, 5> kSixteenths = {6, 11, 12, 13, 16};
    const std::uint64_t end =
        std::min(limits_.steps / 16 * kSixteenths[static_cast<std::size_t>(stage)], cap_);
    return end - std::min(end, steps_);
  }
  /// Whether some stage ended before it had seen all terms.
  [[nodiscard]] bool out_of_steps() const { return out_of_steps_; }
  /// Whether a stage is out of steps, or all are out of time or memory.
  [[nodiscard]] bool is_over(PartStage stage) const {
    return has_used_steps(stage) || deadline_.remaining() <= 0 || deadline_.interrupted() ||
           problem_.memory.bytes_in_use() > limits_.memory;
  }

 private:
  void find_parts();
  void add_leaves();
  void add_companions();
  void add_computed(const dsl::Type& type);
  void find_actions();
  [[nodiscard]] bool has_used_steps(PartStage stage) const { return steps_left(stage) == 0; }
  [[nodiscard]] bool evaluate(dsl::PrimitiveId primitive,
                              std::span<const PartTerm* const> arguments, PartTerm& out);
  [[nodiscard]] std::optional<std::vector<std::int64_t>> count_related(dsl::PrimitiveId relation,
                                                                       bool own_first);
  bool keep_cheapest(Cheapest<PartTerm>& terms, PartTerm term) const;

  const RuleProblem& problem_;
  const dsl::PaintForm& form_;
  PartLimits limits_;
  const Deadline& deadline_;
  mutable dsl::TermPool pool_;  // grows while terms are written
  dsl::TermWriter writer_;
  LayerTerm segmentation_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;
  bool out_of_steps_ = false;
  std::uint64_t cap_ = std::numeric_limits<std::uint64_t>::max();  ///< of the search at work
  std::vector<std::size_t> examples_of_;                           ///< by part
  std::vector<dsl::Value> values_;                                 ///< by part
  std::size_t train_parts_ = 0;
  std::map<dsl::Type, std::vector<PartTerm>> leaves_;
  std::vector<PartTerm> actions_;
};

template <class F>
void PartTerms::for_each_relation(F found) {
  const dsl::Type relation = dsl::fn({form_.values.type, form_.values.type}, dsl::bool_type());
  const dsl::Registry& registry = problem_.domain.registry;
  const dsl::TermId own = pool_.variable(part_variable());
  const dsl::TermId other = pool_.variable(part_variable() + 1);
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    if (registry[id].type != relation) continue;
    for (const auto& sides : {std::array{own, other}, std::array{other, own}}) {
      auto counts = count_related(id, sides[0] == own);
      if (counts) found(pool_.apply(pool_.primitive(id), sides), problem_.heads.of(id), *counts);
    }
  }
}

template <class F>
void PartTerms::for_each(const dsl::Type& type, PartStage stage, F found,
                         std::uint64_t most_steps) {
  const std::uint64_t first_step = steps_;
  TermPools<PartTerm> pools;
  for (const auto& [leaf_type, terms] : leaves_) pools[leaf_type] = &terms;
  for_each_application_by_cost<PartTerm>(
      problem_.domain.registry, problem_.heads, type, pools,
      [&](const dsl::Type& leaf_type) { return leaf_type != form_.values.type; },
      [&] {
        const bool out_of_steps = has_used_steps(stage) || steps_ - first_step >= most_steps;
        out_of_steps_ = out_of_steps_ || out_of_steps;
        return out_of_steps || is_over(stage);
      },
      [&](dsl::PrimitiveId id, std::span<const PartTerm* const> arguments) {
        if (std::ranges::none_of(arguments, &PartTerm::uses_part)) return;
        const auto mark = arena_.mark();
        PartTerm term;
        if (!evaluate(id, arguments, term) || !found(std::move(term))) arena_.reset(mark);
      });
}

}  // namespace gestalt::synthesis
