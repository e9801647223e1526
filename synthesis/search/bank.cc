#include "synthesis/search/bank.h"

#include "dsl/core/check.h"

namespace gestalt::synthesis {

Bank::Bank(std::vector<Production> productions)
    : productions_(std::move(productions)), ranges_(productions_.size()) {
  GESTALT_CHECK(productions_.size() < Entry::kLeaf);
  for (std::size_t i = 0; i < productions_.size(); ++i) {
    const TypeIndex result = productions_[i].result;
    if (by_type_.size() <= result) by_type_.resize(result + std::size_t{1});
    by_type_[result].push_back(static_cast<std::uint16_t>(i));
  }
}

void Bank::set_leaves(std::vector<Leaf> leaves, std::span<const dsl::Value* const> rows) {
  GESTALT_CHECK(levels_ == 0 && leaves.size() == rows.size());
  leaves_ = std::move(leaves);
  entries_.resize(static_cast<EntryId>(leaves_.size()));
  for (EntryId i = 0; i < leaves_.size(); ++i) entries_[i] = Entry{rows[i], {i}, Entry::kLeaf};
  levels_ = 1;
}

void Bank::close_level(EntryId first) {
  for (EntryId id = first; id < entries_.size();) {
    const std::uint16_t production = entries_[id].production;
    EntryId end = id + 1;
    while (end < entries_.size() && entries_[end].production == production) ++end;
    ranges_at(production, levels_ - productions_[production].head).push_back({id, end});
    id = end;
  }
  ++levels_;
}

void Bank::delay(int level, EntryId first, std::span<const int> delays) {
  const auto end = static_cast<EntryId>(first + delays.size());
  GESTALT_CHECK(end <= entries_.size());
  std::vector<std::pair<int, Entry>> moved;
  for (EntryId id = first; id < end;) {
    const std::uint16_t production = entries_[id].production;
    const EntryId begin = id;
    moved.clear();
    for (; id < end && entries_[id].production == production; ++id) {
      moved.emplace_back(delays[id - first], entries_[id]);
    }
    std::ranges::stable_sort(moved, {}, &std::pair<int, Entry>::first);
    if (moved.back().first == 0) continue;
    const int inner = level - productions_[production].head;
    const std::size_t taken_out = std::erase(ranges_at(production, inner), Range{begin, id});
    GESTALT_CHECK(taken_out == 1);
    for (EntryId k = 0; k < moved.size(); ++k) {
      entries_[begin + k] = moved[k].second;
      auto& there = ranges_at(production, inner + moved[k].first);
      if (k > 0 && moved[k].first == moved[k - 1].first) {
        ++there.back().end;
      } else {
        there.push_back({begin + k, begin + k + 1});
      }
    }
  }
}

std::vector<Range>& Bank::ranges_at(std::uint16_t production, int inner) {
  auto& own = ranges_[production];
  const auto at = static_cast<std::size_t>(inner);
  if (own.size() <= at) own.resize(at + 1);
  return own[at];
}

void Bank::append(std::vector<Range>& ranges, Range range) {
  if (!ranges.empty() && ranges.back().end == range.begin) {
    ranges.back().end = range.end;
  } else {
    ranges.push_back(range);
  }
}

void Bank::find(const Costs& costs, Slot slot, TypeIndex type, int cost,
                std::vector<Range>& ranges) const {
  for (EntryId i = 0; i < leaves_.size(); ++i) {
    if (leaves_[i].type == type && leaves_[i].cost_in(costs, slot) == cost)
      append(ranges, {i, i + 1});
  }
  if (type >= by_type_.size()) return;
  std::vector<Range> here;
  for (const std::uint16_t production : by_type_[type]) {
    const auto& own = ranges_[production];
    const int inner = cost - costs.of(slot, productions_[production].primitive);
    if (inner < 0 || static_cast<std::size_t>(inner) >= own.size()) continue;
    const auto& there = own[static_cast<std::size_t>(inner)];
    here.insert(here.end(), there.begin(), there.end());
  }
  // In order of entries, so that neighbors merge.
  std::sort(here.begin(), here.end(), [](Range a, Range b) { return a.begin < b.begin; });
  for (const Range range : here) append(ranges, range);
}

std::vector<Range> Bank::all(TypeIndex type) const {
  std::vector<Range> ranges;
  for (EntryId i = 0; i < leaves_.size(); ++i) {
    if (leaves_[i].type == type) append(ranges, {i, i + 1});
  }
  if (type >= by_type_.size()) return ranges;
  std::vector<Range> here;
  for (const std::uint16_t production : by_type_[type]) {
    for (const auto& own : ranges_[production]) here.insert(here.end(), own.begin(), own.end());
  }
  std::sort(here.begin(), here.end(), [](Range a, Range b) { return a.begin < b.begin; });
  for (const Range range : here) append(ranges, range);
  return ranges;
}

}  // namespace gestalt::synthesis
