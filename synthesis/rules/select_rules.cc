#include "synthesis/rules/select_rules.h"

#include <algorithm>

#include "synthesis/rules/part_rules.h"
#include "synthesis/rules/substitute.h"

namespace gestalt::synthesis {

namespace {

/// What an action makes of the one part that meets a condition.
struct Selection {
  std::size_t action = 0;
  std::size_t condition = 0;
  int cost = 0;
};

/// The selections from the parts of one segmentation that make the train outputs.
class Selector {
 public:
  explicit Selector(Parts& parts) : terms_(parts.terms()) {
    find_makers();
    if (makers_.empty()) return;
    conditions_ = &parts.conditions();
    find_selections();
  }

  /// The cheapest selections, in the pool of the parts' terms.
  [[nodiscard]] std::vector<PartRule> write() const {
    std::vector<PartRule> rules;
    const std::uint32_t variable = terms_.part_variable();
    for (const Selection& selection : selections_) {
      const dsl::TermId part = conditions_->chosen(conditions_->all()[selection.condition]);
      const dsl::TermId action = terms_.actions()[selection.action].term;
      rules.push_back(
          {substitute(terms_.pool(), action, variable, part, variable), selection.cost});
    }
    return rules;
  }

 private:
  struct Maker {
    std::size_t action;
    PlaceSet parts;  ///< of the train examples: those that it makes the output of
  };

  void find_makers() {
    for (std::size_t a = 0; a < terms_.actions().size(); ++a) {
      PlaceSet parts = terms_.makes_outputs(terms_.actions()[a]);
      PlaceSet examples(terms_.problem().examples.train_count);
      for (std::size_t p = 0; p < parts.size(); ++p) {
        if (parts[p]) examples.set(terms_.example_of(p));
      }
      if (examples.all()) makers_.push_back({a, std::move(parts)});
    }
  }

  void find_selections() {
    constexpr std::size_t kSelections = 40;
    for (std::size_t c = 0; c < conditions_->all().size(); ++c) {
      const PartCondition& condition = conditions_->all()[c];
      if (!conditions_->is_choice(condition)) continue;
      for (const Maker& maker : makers_) {
        const PartTerm& action = terms_.actions()[maker.action];
        if (!condition.train_parts.is_subset_of(maker.parts)) continue;
        if (!condition.parts.is_subset_of(action.defined)) continue;
        selections_.push_back(
            {maker.action, c,
             terms_.segmentation().cost + conditions_->cost_of_choice(condition) + action.cost});
      }
    }
    std::ranges::stable_sort(selections_, {}, &Selection::cost);
    if (selections_.size() > kSelections) selections_.resize(kSelections);
  }

  PartTerms& terms_;
  const PartConditions* conditions_ = nullptr;
  std::vector<Maker> makers_;
  std::vector<Selection> selections_;
};

}  // namespace

RuleResult find_select_rules(SegmentedParts& parts, const RuleOptions& options) {
  return find_part_rules(parts, options, [](Parts& own) { return Selector(own).write(); });
}

}  // namespace gestalt::synthesis
