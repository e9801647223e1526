// What a search tells about itself, and the candidates it yields.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/core/value.h"
#include "synthesis/api/budget.h"
#include "synthesis/api/outlook.h"

namespace gestalt::synthesis {

/// A program that fits every train pair.
struct FittingProgram {
  std::string program;  ///< in our syntax
  std::string strategy;
  int cost = 0;
};

/// The most credible of the programs that make a prediction.
struct Candidate : FittingProgram {
  double credibility = 0;              ///< of the prediction
  dsl::OwnedValues predictions;        ///< one for each test input
  std::vector<FittingProgram> others;  ///< with the same predictions, most credible first
};

/// A program that fits some pairs only.
struct NearMiss {
  std::string program;
  std::size_t pairs_fit = 0;
};

/// One cost level of the enumeration.
struct LevelReport {
  int cost = 0;
  std::uint64_t steps = 0;
  std::uint64_t distinct = 0;
};

struct PrimitiveReport {
  std::string name;
  std::uint64_t steps = 0;
  std::uint64_t distinct = 0;
};

/// What one strategy of the portfolio took and found.
struct StrategyReport {
  std::string name;
  std::uint64_t steps = 0;
  double seconds = 0;        ///< from its begin to its end; others may have run at the same time
  std::size_t programs = 0;  ///< with different predictions, that fit every train pair
};

struct SearchReport {
  StopReason stop = StopReason::kExhausted;
  std::uint64_t steps = 0;     ///< terms evaluated on a row
  std::uint64_t distinct = 0;  ///< rows never seen before
  std::uint64_t judged = 0;    ///< rows of which a scorer said how likely they are
  std::uint64_t goals = 0;     ///< rows wanted: the outputs and what inverses derived from them
  double seconds = 0;
  double merge_seconds = 0;                ///< spent in level merges, of `seconds`, on one thread
  std::uint64_t memory = 0;                ///< bytes held at the end: values, entries and table
  std::vector<StrategyReport> strategies;  ///< in the order in which they ran
  std::vector<LevelReport> levels;
  std::vector<PrimitiveReport> primitives;  ///< those with steps, in registry order
  std::vector<NearMiss> near_misses;        ///< best first; empty when something fits

  /// Adds what another part of the search took, but for why and when it ended.
  void add(SearchReport other);
};

struct SynthesisResult {
  std::vector<Candidate> candidates;  ///< cheapest first; their predictions differ
  SearchReport report;
  Outlook outlook;  ///< what the guide expected
};

}  // namespace gestalt::synthesis
