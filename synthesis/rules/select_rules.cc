#include "synthesis/rules/select_rules.h"

#include <algorithm>
#include <optional>

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

  /// By cost.
  [[nodiscard]] const std::vector<Selection>& selections() const { return selections_; }

  /// A term of the type of the parts, built in `pool`.
  [[nodiscard]] dsl::TermId write(const Selection& selection, dsl::TermPool& pool) const {
    const TermWriter& writer = terms_.writer();
    dsl::TermId parts = conditions_->filtered(conditions_->all()[selection.condition]);
    if (selection.action > 0) {
      const dsl::TermId function =
          terms_.pool().lambda(terms_.part_variable(), terms_.actions()[selection.action].term);
      parts = writer.call("map", {function, parts});
    }
    return pool.import(terms_.pool(), writer.call("first", {parts}));
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
    const TermWriter& writer = terms_.writer();
    const int frame = terms_.segmentation().cost + writer.cost_of("first");
    for (std::size_t c = 0; c < conditions_->all().size(); ++c) {
      const PartCondition& condition = conditions_->all()[c];
      if (!is_one_part_each(condition)) continue;
      for (const Maker& maker : makers_) {
        const PartTerm& action = terms_.actions()[maker.action];
        if (!condition.train_parts.is_subset_of(maker.parts)) continue;
        if (!condition.parts.is_subset_of(action.defined)) continue;
        const int mapped = maker.action > 0 ? writer.cost_of("map") + action.cost : 0;
        selections_.push_back({maker.action, c, frame + mapped + condition.cost});
      }
    }
    std::ranges::stable_sort(selections_, {}, &Selection::cost);
    if (selections_.size() > kSelections) selections_.resize(kSelections);
  }

  /// Whether just one part of every example meets a condition.
  [[nodiscard]] bool is_one_part_each(const PartCondition& condition) const {
    std::vector<std::size_t> chosen(terms_.segmentation().row.size(), 0);
    for (std::size_t p = 0; p < terms_.parts(); ++p) {
      if (condition.parts[p]) ++chosen[terms_.example_of(p)];
    }
    return std::ranges::all_of(chosen, [](std::size_t count) { return count == 1; });
  }

  PartTerms& terms_;
  const PartConditions* conditions_ = nullptr;
  std::vector<Maker> makers_;
  std::vector<Selection> selections_;
};

}  // namespace

RuleResult find_select_rules(SegmentedParts& parts, const RuleOptions& options) {
  RuleResult result;
  parts.begin(options);
  const Deadline& deadline = parts.deadline();
  std::vector<std::optional<Selector>> selectors(parts.size());
  parts.for_each(0, parts.size(), [&](std::size_t k, Parts& own) { selectors[k].emplace(own); });
  result.steps = parts.steps();
  struct Choice {
    const Selector* selector;
    Selection selection;
  };
  std::vector<Choice> choices;
  for (const auto& selector : selectors) {
    for (const Selection& selection : selector->selections()) {
      choices.push_back({&*selector, selection});
    }
  }
  std::ranges::stable_sort(choices, {}, [](const Choice& choice) { return choice.selection.cost; });
  RuleCollector rules(parts.problem());
  for (const auto& [selector, selection] : choices) {
    if (rules.count() >= options.rules || deadline.remaining() <= 0) break;
    if (result.steps >= options.budget.steps) break;
    ++result.steps;
    rules.offer(selector->write(selection, parts.problem().pool), selection.cost);
  }
  result.rules = rules.take(options.rules);
  result.stop = stop_reason(deadline, options.budget, result.steps, result.rules.size(),
                            options.rules, parts.out_of_steps());
  return result;
}

}  // namespace gestalt::synthesis
