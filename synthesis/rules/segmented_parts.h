// The segmentations of a problem's inputs with the terms over their parts, made and searched in
// parallel.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <memory>
#include <vector>

#include "synthesis/rules/part_terms.h"
#include "synthesis/rules/segmentations.h"

namespace gestalt::synthesis {

/// Threads: one caller. The same for any number of threads where time is not short: each
/// segmentation has its share of the steps.
class SegmentedParts {
 public:
  /// All arguments outlive this. Requires `domain.paint`.
  SegmentedParts(const RuleProblem& problem, const RuleOptions& options, const Deadline& deadline)
      : problem_(problem),
        deadline_(deadline),
        segmentations_(problem, kSegmentations, options.budget.steps, deadline),
        arena_(options.threads),
        terms_(segmentations_.all().size()) {
    limits_.memory = options.budget.memory;
    const std::uint64_t share =
        share_of_steps(options.budget, segmentations_.steps(), terms_.size());
    cut_short_ = share < limits_.steps;
    limits_.steps = std::min(limits_.steps, share);
  }

  [[nodiscard]] const Segmentations& segmentations() const { return segmentations_; }
  [[nodiscard]] std::size_t size() const { return terms_.size(); }
  /// Calls f(k, terms) for the segmentations from `begin` to before `end`, in parallel. Terms are
  /// made when they are first asked for.
  template <class F>
  void for_each(std::size_t begin, std::size_t end, F f) {
    arena_.execute([&] {
      tbb::parallel_for(begin, end, [&](std::size_t k) {
        auto& terms = terms_[k];
        if (!terms) {
          const LayerTerm& segmentation = segmentations_.all()[k];
          terms = std::make_unique<PartTerms>(problem_, segmentation, limits_, deadline_);
        }
        f(k, *terms);
      });
    });
  }
  [[nodiscard]] std::uint64_t steps() const {
    std::uint64_t steps = segmentations_.steps();
    for (const auto& terms : terms_) steps += terms ? terms->steps() : 0;
    return steps;
  }
  /// Whether some search used up what the budget left it.
  [[nodiscard]] bool out_of_steps() const {
    return cut_short_ &&
           std::ranges::any_of(terms_, [](const auto& terms) { return terms && terms->is_over(); });
  }

 private:
  static constexpr std::size_t kSegmentations = 16;  ///< the cheapest

  const RuleProblem& problem_;
  const Deadline& deadline_;
  PartLimits limits_;
  bool cut_short_ = false;
  Segmentations segmentations_;
  tbb::task_arena arena_;
  std::vector<std::unique_ptr<PartTerms>> terms_;
};

}  // namespace gestalt::synthesis
