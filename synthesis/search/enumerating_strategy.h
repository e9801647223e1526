// The enumeration (enumerator.h) as a strategy: what it takes from others and leaves to them.
#pragma once

#include <memory>

#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

/// Builds on the rows nearest to the outputs that are known so far; shares those that are near,
/// strict layers, those right on some pairs, and attributes.
[[nodiscard]] std::unique_ptr<Strategy> make_enumerating_strategy(const StrategyContext& context);

/// The same by other costs than the first time, for what is left of a budget: those fitted to the
/// corpus, or the records' where a guide's were the first. Nothing where they are the same.
[[nodiscard]] std::unique_ptr<Strategy> make_restarted_enumeration(const StrategyContext& context);

}  // namespace gestalt::synthesis
