#include "synthesis/rules/paint_cover.h"

#include <algorithm>

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kMaxCovers = 4000;
constexpr std::uint64_t kMaxWork = 100'000;

}  // namespace

PaintCoverSearch::PaintCoverSearch(const std::vector<PaintLayer>& strict, std::size_t places,
                                   const Deadline& deadline)
    : strict_(strict), showing_(places), deadline_(deadline) {
  for (const PaintLayer& layer : strict_) {
    for (auto p = layer.right.find_first(); p != PlaceSet::npos; p = layer.right.find_next(p)) {
      showing_[p].push_back(&layer);
    }
  }
}

void PaintCoverSearch::find(const PaintLayer* base, int cost, const PlaceSet& open,
                            std::size_t depth, std::vector<PaintCover>& covers) {
  PaintCover partial;
  if (base != nullptr) partial.layers.push_back(base);
  partial.cost = cost;
  extend(partial, open, depth, covers);
}

void PaintCoverSearch::find_greedily(int cost, const PlaceSet& open, std::size_t depth,
                                     std::vector<PaintCover>& covers,
                                     std::vector<std::size_t>& open_counts) const {
  std::vector<const LayerSource*> sources;
  for (const PaintLayer& layer : strict_) {
    if (std::ranges::find(sources, layer.source) == sources.end()) sources.push_back(layer.source);
  }
  for (const LayerSource* source : sources) {
    PaintCover cover;
    cover.cost = cost;
    PlaceSet rest = open;
    while (rest.any() && cover.layers.size() < depth && deadline_.remaining() > 0) {
      const PaintLayer* best = nullptr;
      double best_worth = 0;
      int best_cost = 0;
      for (const PaintLayer& layer : strict_) {
        if (layer.source != source) continue;
        const int own = layer.cost - (cover.layers.empty() ? 0 : layer.shared_cost);
        const double worth =
            static_cast<double>((layer.right & rest).count()) / static_cast<double>(own);
        if (worth <= best_worth) continue;
        best = &layer;
        best_worth = worth;
        best_cost = own;
      }
      if (best == nullptr) break;
      cover.layers.push_back(best);
      cover.cost += best_cost;
      rest -= best->right;
    }
    if (cover.layers.empty()) continue;
    covers.push_back(std::move(cover));
    open_counts.push_back(rest.count());
  }
}

void PaintCoverSearch::extend(PaintCover& partial, const PlaceSet& open, std::size_t depth,
                              std::vector<PaintCover>& covers) {
  if (open.none()) {
    covers.push_back(partial);
    return;
  }
  if (depth == 0 || covers.size() >= kMaxCovers || deadline_.remaining() <= 0) return;
  std::size_t rarest = open.find_first();
  for (auto p = rarest; p != PlaceSet::npos; p = open.find_next(p)) {
    if (showing_[p].empty()) return;
    if (showing_[p].size() < showing_[rarest].size()) rarest = p;
  }
  for (const PaintLayer* layer : showing_[rarest]) {
    if (depth == 1 && !open.is_subset_of(layer->right)) continue;
    if (++work_ > kMaxWork) return;
    partial.layers.push_back(layer);
    partial.cost += layer->cost;
    extend(partial, open - layer->right, depth - 1, covers);
    partial.cost -= layer->cost;
    partial.layers.pop_back();
  }
}

}  // namespace gestalt::synthesis
