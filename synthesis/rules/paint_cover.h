// Exact and greedy covers: which few paint layers together show all that changed.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/api/budget.h"
#include "synthesis/rules/paint_canvas.h"

namespace gestalt::synthesis {

/// Layers that are painted one after the other: a base or none, then strict ones.
struct PaintCover {
  std::vector<const PaintLayer*> layers;
  int cost = 0;
};

/// Searches for covers of places by strict layers.
///
/// Threads: one caller.
class PaintCoverSearch {
 public:
  /// All arguments outlive this. The layers come cheapest first.
  PaintCoverSearch(const std::vector<PaintLayer>& strict, std::size_t places,
                   const Deadline& deadline);

  /// Adds to `covers` what shows all `open` places with at most `depth` layers over `base`, which
  /// may be null.
  void find(const PaintLayer* base, int cost, const PlaceSet& open, std::size_t depth,
            std::vector<PaintCover>& covers);

  /// For the layers of each source by themselves: at most `depth`, each time the one that shows
  /// most open places for its cost. Layers of one source share what they have in common. The places
  /// that stay open are counted in `open_counts`, cover by cover.
  void find_greedily(int cost, const PlaceSet& open, std::size_t depth,
                     std::vector<PaintCover>& covers, std::vector<std::size_t>& open_counts) const;

 private:
  void extend(PaintCover& partial, const PlaceSet& open, std::size_t depth,
              std::vector<PaintCover>& covers);

  const std::vector<PaintLayer>& strict_;
  std::vector<std::vector<const PaintLayer*>> showing_;  ///< by place, cheapest first
  const Deadline& deadline_;
  std::uint64_t work_ = 0;
};

}  // namespace gestalt::synthesis
