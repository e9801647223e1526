#include "synthesis/api/report.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gestalt::synthesis {

namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T>&& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

void SearchReport::add(SearchReport other) {
  steps += other.steps;
  distinct += other.distinct;
  judged += other.judged;
  goals += other.goals;
  merge_seconds += other.merge_seconds;
  memory = std::max(memory, other.memory);  // what one has built is there for the next
  append(strategies, std::move(other.strategies));
  append(levels, std::move(other.levels));
  append(primitives, std::move(other.primitives));
  append(near_misses, std::move(other.near_misses));
}

}  // namespace gestalt::synthesis
