// Credibility: the probability that a program that fits every train pair is right.
#pragma once

#include <span>
#include <string_view>

namespace gestalt::synthesis {

/// By strategy and cost (on the scale of record costs). Falls with cost; 0.5 for a strategy that is
/// not known.
[[nodiscard]] double credibility(std::string_view strategy, int cost);

/// Of one prediction that programs of several strategies make: they are taken as independent
/// witnesses, and one of them must be right.
[[nodiscard]] double combined_credibility(std::span<const double> parts);

}  // namespace gestalt::synthesis
