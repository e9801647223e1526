#include "synthesis/search/bank.h"

#include "dsl/core/check.h"

namespace gestalt::synthesis {

Bank::Bank(std::vector<Production> productions)
    : productions_(std::move(productions)), ranges_(productions_.size()) {
  GESTALT_CHECK(productions_.size() < Entry::kLeaf);
  for (std::size_t i = 0; i < productions_.size(); ++i) {
    by_type_[productions_[i].result].push_back(static_cast<std::uint16_t>(i));
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
    ranges_[production].emplace(levels_ - productions_[production].head, Range{id, end});
    id = end;
  }
  ++levels_;
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
    if (leaves_[i].type == type && leaves_[i].cost == cost) append(ranges, {i, i + 1});
  }
  const auto found = by_type_.find(type);
  if (found == by_type_.end()) return;
  std::vector<Range> here;
  for (const std::uint16_t production : found->second) {
    const int inner = cost - costs.of(slot, productions_[production].primitive);
    const auto range = ranges_[production].find(inner);
    if (range != ranges_[production].end()) here.push_back(range->second);
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
  const auto found = by_type_.find(type);
  if (found == by_type_.end()) return ranges;
  std::vector<Range> here;
  for (const std::uint16_t production : found->second) {
    for (const auto& [inner, range] : ranges_[production]) here.push_back(range);
  }
  std::sort(here.begin(), here.end(), [](Range a, Range b) { return a.begin < b.begin; });
  for (const Range range : here) append(ranges, range);
  return ranges;
}

}  // namespace gestalt::synthesis
