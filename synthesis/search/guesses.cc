#include "synthesis/search/guesses.h"

#include <algorithm>

namespace gestalt::synthesis {

void Guesses::add(const Strategy& strategy, const dsl::TermPool& pool) {
  double left = 1;  // only one of a strategy's predictions is right
  for (const Finding& finding : strategy.findings()) {
    const auto same = std::ranges::find_if(guesses_, [&](const Guess& guess) {
      return std::ranges::equal(prediction(finding), prediction(*guess.finding));
    });
    Guess& guess = same != guesses_.end() ? *same : guesses_.emplace_back();
    const double own = left * credibility(strategy.name(), finding.cost, ranking_);
    left -= own;
    guess.credibilities.push_back(own);
    if (own <= guess.best) continue;
    guess.best = own;
    guess.finding = &finding;
    guess.pool = &pool;
    guess.strategy = strategy.name();
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
