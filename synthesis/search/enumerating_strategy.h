// The enumeration (enumerator.h) as a strategy: what it takes from others and leaves to them.
#pragma once

#include <memory>

#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

/// Builds on the rows nearest to the outputs that are known so far; shares those that are near,
/// strict layers, those right on some pairs, and attributes.
[[nodiscard]] std::unique_ptr<Strategy> make_enumerating_strategy(const StrategyContext& context);

}  // namespace gestalt::synthesis
