#include "synthesis/search/guesses.h"

#include <algorithm>

namespace gestalt::synthesis {

double Guess::credibility() const {
  std::vector<double> parts;
  for (const Witness& witness : witnesses) parts.push_back(witness.credibility);
  return combined_credibility(parts);
}

void Guesses::add(const Strategy& strategy, const dsl::TermPool& pool) {
  double left = 1;  // only one of a strategy's predictions is right
  for (const Finding& finding : strategy.findings()) {
    const auto same = std::ranges::find_if(guesses_, [&](const Guess& guess) {
      return std::ranges::equal(prediction(finding), prediction(*guess.witnesses.front().finding));
    });
    const bool is_new = same == guesses_.end();
    Guess& guess = is_new ? guesses_.emplace_back() : *same;
    if (is_new) guess.missed = traits_.missed(prediction(finding));
    const double own = left * without_traits(credibility(strategy.name(), finding.cost, ranking_),
                                             guess.missed, ranking_);
    left -= own;
    const auto place = std::ranges::upper_bound(guess.witnesses, own, std::ranges::greater(),
                                                &Witness::credibility);
    guess.witnesses.insert(place, {&finding, &pool, strategy.name(), own});
  }
}

std::size_t Guesses::count(double credibility) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      guesses_, [=](const Guess& guess) { return guess.credibility() >= credibility; }));
}

std::vector<Guess> Guesses::most_credible_first() const {
  std::vector<Guess> sorted = guesses_;
  std::ranges::stable_sort(sorted, std::ranges::greater(), &Guess::credibility);
  return sorted;
}

}  // namespace gestalt::synthesis
