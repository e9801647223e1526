#include "synthesis/search/level.h"

#include <algorithm>

namespace gestalt::synthesis {

std::size_t Level::block_of(std::uint64_t number) const {
  const auto after =
      std::upper_bound(blocks.begin(), blocks.end(), number,
                       [](std::uint64_t n, const Block& block) { return n < block.first; });
  return static_cast<std::size_t>(after - blocks.begin()) - 1;
}

Level plan_level(const Bank& bank, const ArgumentFinder& find) {
  Level level;
  const auto& productions = bank.productions();
  for (std::size_t p = 0; p < productions.size(); ++p) {
    const Production& production = productions[p];
    int above = 0;  // what the arguments cost at least that do not have one yet
    for (std::size_t k = 0; k < production.arity; ++k) above += production.least[k];
    const int inner = bank.levels() - production.head;
    if (inner < above) continue;
    Block block;
    block.production = static_cast<std::uint16_t>(p);
    // Splits what is left of the cost among the arguments from `k` on.
    const auto split = [&](auto&& self, std::size_t k, int left, std::uint64_t count) -> void {
      if (k == production.arity) {
        block.first = level.count;
        block.count = count;
        level.blocks.push_back(block);
        level.count += count;
        return;
      }
      above -= production.least[k];
      const int low = k + 1 == production.arity ? left : production.least[k];
      for (int cost = low; cost <= left - above; ++cost) {
        for (const Range range : find(production, k, cost)) {
          block.arguments[k] = range;
          self(self, k + 1, left - cost, count * range.size());
        }
      }
      above += production.least[k];
    };
    split(split, 0, inner, 1);
  }
  return level;
}

}  // namespace gestalt::synthesis
