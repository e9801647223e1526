#include "synthesis/rules/cover.h"

#include <algorithm>

namespace gestalt::synthesis {

std::vector<std::uint8_t> choose_leaves(std::span<const LeafMask> groups,
                                        std::span<const double> costs) {
  std::vector<std::uint8_t> used;
  std::vector<bool> served(groups.size(), false);
  std::size_t open = groups.size();
  while (open > 0) {
    std::size_t best = 0;
    double best_score = -1e9;
    for (std::size_t leaf = 0; leaf < costs.size(); ++leaf) {
      double serves = 0;
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (!served[g] && groups[g][leaf]) ++serves;
      }
      const double score = serves - 0.9 * costs[leaf];
      if (serves == 0 || score <= best_score) continue;
      best = leaf;
      best_score = score;
    }
    used.push_back(static_cast<std::uint8_t>(best));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (served[g] || !groups[g][best]) continue;
      served[g] = true;
      --open;
    }
  }
  std::vector<std::uint8_t> leaf_of(groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    double least = 1e9;
    for (const std::uint8_t leaf : used) {
      if (!groups[g][leaf] || costs[leaf] >= least) continue;
      least = costs[leaf];
      leaf_of[g] = leaf;
    }
  }
  return leaf_of;
}

}  // namespace gestalt::synthesis
