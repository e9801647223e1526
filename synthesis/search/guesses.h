// What strategies found, by what it predicts: programs with one prediction are one guess.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dsl/core/term.h"
#include "synthesis/rank/credibility.h"
#include "synthesis/rank/shared_traits.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

/// A program of a strategy.
struct Witness {
  const Finding* finding = nullptr;
  const dsl::TermPool* pool = nullptr;  ///< of its program
  std::string_view strategy;
  double credibility = 0;  ///< of the finding alone
};

/// A prediction for the test inputs, with the programs that make it, most credible first.
struct Guess {
  std::vector<Witness> witnesses;
  int missed = 0;  ///< traits of the train pairs that it lacks
  [[nodiscard]] double credibility() const;
};

/// Threads: one caller.
class Guesses {
 public:
  /// The traits outlive this.
  Guesses(Ranking ranking, std::size_t train_count, const SharedTraits& traits)
      : ranking_(ranking), train_count_(train_count), traits_(traits) {}

  /// Adds a strategy's findings, which outlive this, as does the pool of their programs.
  void add(const Strategy& strategy, const dsl::TermPool& pool);
  /// Those at least so credible.
  [[nodiscard]] std::size_t count(double credibility) const;
  [[nodiscard]] std::vector<Guess> most_credible_first() const;

 private:
  [[nodiscard]] std::span<const dsl::Value> prediction(const Finding& finding) const {
    return std::span(finding.outputs).subspan(train_count_);
  }

  Ranking ranking_;
  std::size_t train_count_;
  const SharedTraits& traits_;
  std::vector<Guess> guesses_;
};

}  // namespace gestalt::synthesis
