// The segmentations of a problem's inputs with the terms over their parts, made and searched in
// parallel, and shared by all searches that look at parts.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <memory>
#include <optional>
#include <vector>

#include "synthesis/rules/part_conditions.h"
#include "synthesis/rules/part_terms.h"
#include "synthesis/rules/segmentations.h"

namespace gestalt::synthesis {

/// What is known of the parts of one segmentation. Threads: one caller.
class Parts {
 public:
  Parts(const RuleProblem& problem, const LayerTerm& segmentation, const PartLimits& limits,
        const Deadline& deadline)
      : terms_(problem, segmentation, limits, deadline), deadline_(deadline) {
    note_time();
  }

  [[nodiscard]] PartTerms& terms() { return terms_; }
  [[nodiscard]] const PartTerms& terms() const { return terms_; }
  /// Found when first asked for.
  [[nodiscard]] const PartConditions& conditions() {
    if (!conditions_) {
      conditions_.emplace(terms_);
      note_time();
    }
    return *conditions_;
  }
  /// Whether time was short when they were made.
  [[nodiscard]] bool out_of_time() const { return out_of_time_; }

 private:
  void note_time() { out_of_time_ = out_of_time_ || deadline_.remaining() <= 0; }

  PartTerms terms_;
  std::optional<PartConditions> conditions_;
  const Deadline& deadline_;
  bool out_of_time_ = false;
};

/// Threads: one caller. The same for any number of threads where time is not short: each
/// segmentation has its share of the steps.
class SegmentedParts {
 public:
  /// Whether a problem has parts: the domain has a PaintForm, of the output's type.
  [[nodiscard]] static bool are_possible(const dsl::Domain& domain, const dsl::Examples& examples) {
    return domain.paint && examples.output_type == domain.paint->values.type;
  }

  /// What the problem borrows outlives this. Requires are_possible().
  explicit SegmentedParts(const RuleProblem& problem) : problem_(problem) {}

  /// Begins a search with a budget of its own. What an earlier one left unfinished is done again.
  void begin(const RuleOptions& options) {
    deadline_.emplace(options.budget.seconds, problem_.interrupt);
    arena_.terminate();
    arena_.initialize(options.threads);
    steps_ = 0;
    limits_ = PartLimits::of(options.depth);
    if (!segmentations_ || !segmentations_->is_complete() || options.depth != depth_) {
      depth_ = options.depth;
      parts_.clear();
      segmentations_.emplace(problem_, limits_, options.budget.steps, *deadline_);
      parts_.resize(segmentations_->all().size());
      steps_ = segmentations_->steps();
    }
    limits_.memory = options.budget.memory;
    const std::uint64_t share =
        share_of_steps(options.budget, steps_ + steps_kept(options.budget), parts_.size());
    cut_short_ = share < limits_.steps;
    limits_.steps = std::min(limits_.steps, share);
    for (auto& parts : parts_) {
      if (!parts) continue;
      PartTerms& terms = parts->terms();
      const bool more_steps = terms.out_of_steps() && terms.allowed() < limits_.steps;
      if (parts->out_of_time() || more_steps) {
        parts.reset();
      } else {
        terms.allow(share);
      }
    }
    before_ = spent();
  }

  /// What the parts leave of a budget to the search over them.
  [[nodiscard]] static std::uint64_t steps_kept(const Budget& budget) { return budget.steps / 16; }

  [[nodiscard]] const RuleProblem& problem() const { return problem_; }
  [[nodiscard]] const Deadline& deadline() const { return *deadline_; }
  [[nodiscard]] const Segmentations& segmentations() const { return *segmentations_; }
  [[nodiscard]] std::size_t size() const { return parts_.size(); }
  /// Calls f(k, parts) for the segmentations from `begin` to before `end`, in parallel. Parts are
  /// made when they are first asked for.
  template <class F>
  void for_each(std::size_t begin, std::size_t end, F f) {
    arena_.execute([&] {
      tbb::parallel_for(begin, end, [&](std::size_t k) {
        auto& parts = parts_[k];
        if (!parts) {
          parts = std::make_unique<Parts>(problem_, segmentations_->all()[k], limits_, *deadline_);
        }
        f(k, *parts);
      });
    });
  }
  /// Since begin().
  [[nodiscard]] std::uint64_t steps() const { return steps_ + spent() - before_; }
  /// Whether some search used up what the budget left it.
  [[nodiscard]] bool out_of_steps() const {
    return cut_short_ && std::ranges::any_of(parts_, [](const auto& parts) {
             return parts && parts->terms().out_of_steps();
           });
  }

 private:
  [[nodiscard]] std::uint64_t spent() const {
    std::uint64_t steps = 0;
    for (const auto& parts : parts_) steps += parts ? parts->terms().steps() : 0;
    return steps;
  }

  RuleProblem problem_;
  std::optional<Deadline> deadline_;
  tbb::task_arena arena_;
  Depth depth_ = Depth::kUsual;
  PartLimits limits_;
  bool cut_short_ = false;
  std::uint64_t steps_ = 0;   ///< on segmentations
  std::uint64_t before_ = 0;  ///< spent() at begin()
  std::optional<Segmentations> segmentations_;
  std::vector<std::unique_ptr<Parts>> parts_;
};

}  // namespace gestalt::synthesis
