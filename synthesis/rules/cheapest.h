// Of things that come to the same the cheapest.
#pragma once

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <vector>

#include "dsl/core/digest.h"

namespace gestalt::synthesis {

/// Collects things that have a cost, one for each key, in the order in which keys came.
template <class T>
class Cheapest {
 public:
  /// Whether it was kept: no cheaper one has its key.
  bool add(const dsl::Digest& key, T thing) {
    const auto [at, is_new] = known_.emplace(key, all_.size());
    if (is_new) {
      all_.push_back(std::move(thing));
    } else if (thing.cost < all_[at->second].cost) {
      all_[at->second] = std::move(thing);
    } else {
      return false;
    }
    return true;
  }
  [[nodiscard]] const std::vector<T>& all() const { return all_; }
  /// All of them.
  [[nodiscard]] std::vector<T> release() { return std::move(all_); }
  /// The cheapest ones, by cost.
  [[nodiscard]] std::vector<T> take(std::size_t count = std::numeric_limits<std::size_t>::max()) {
    std::ranges::stable_sort(all_, {}, &T::cost);
    if (all_.size() > count)
      all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(count), all_.end());
    return std::move(all_);
  }

 private:
  std::vector<T> all_;
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known_;
};

}  // namespace gestalt::synthesis
