// The enumerator's delays: values that are unlikely to be part of a solution become dearer as
// arguments, and so come later.
//
// A level's rows are judged beside the enumeration of the next one, by a thread of their own that
// has the network take thousands at a time. The verdict is awaited when that level is complete, and
// until then none of them is an argument: terms come kLevelsApart levels after their arguments, or
// the values are held back until they do. So what is found is the same on any number of threads.
// Where no core is left for that thread, all threads read the rows when the verdict is awaited,
// which is faster then (measured on two cores).
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

namespace {

/// Rows judged at once.
constexpr std::size_t kBatch = 4096;

/// A level is judged where so many steps a row are left. To judge a row takes as long as some 15
/// steps, so this bounds what is spent on it; levels grow, so that what is left out is the last.
constexpr std::uint64_t kStepsARow = 100;

}  // namespace

int Enumerator::delay_of(float log_odds) {
  if (std::isnan(log_odds)) return 0;
  const double units = -kUnitsPerNat * static_cast<double>(log_odds);
  return static_cast<int>(std::lround(std::clamp(units, 0.0, double{kMostDelay})));
}

bool Enumerator::is_worth_judging(std::size_t rows) const {
  if (rows * kStepsARow > steps_left()) return false;
  const double elapsed = deadline_.elapsed();
  const double a_step = steps_ > 0 ? elapsed / static_cast<double>(steps_) : 0;
  return static_cast<double>(rows * kStepsARow) * a_step < deadline_.remaining();
}

std::vector<int> Enumerator::judge(const std::vector<const dsl::Value*>& rows) const {
  TaskScorer& scorer = *options_.scorer;
  const std::size_t width = scorer.width();
  tbb::task_arena arena(options_.threads);
  std::vector<int> delays;
  for (std::size_t begin = 0; begin < rows.size(); begin += kBatch) {
    if (verdict_unwanted_ || deadline_.remaining() <= 0 || deadline_.interrupted()) return {};
    const auto batch = std::span(rows).subspan(begin, std::min(kBatch, rows.size() - begin));
    std::vector<float> numbers(batch.size() * width);
    arena.execute([&] {
      tbb::parallel_for(std::size_t{0}, batch.size(), [&](std::size_t k) {
        scorer.read(batch[k], std::span(numbers).subspan(k * width, width));
      });
    });
    const auto log_odds = scorer.judge(numbers);
    if (!log_odds) return {};  // a search without verdicts is whole, too
    std::ranges::transform(*log_odds, std::back_inserter(delays), delay_of);
  }
  return delays;
}

bool Enumerator::is_judged(EntryId id) const {
  return bank_.type_of(bank_.entries()[id]) == goals_[0].type;
}

void Enumerator::ask_for_verdict(EntryId first) {
  if (options_.scorer == nullptr) return;
  const EntryId end = bank_.entries().size();
  std::vector<const dsl::Value*> rows;
  std::vector<int> held(end - first);
  for (EntryId id = first; id < end; ++id) {
    if (!is_judged(id)) continue;
    held[id - first] = held_back_;
    rows.push_back(bank_.entries()[id].row);
  }
  if (rows.empty() || !is_worth_judging(rows.size())) return;
  const int level = bank_.levels() - 1;
  if (held_back_ > 0) bank_.delay(level, first, held);
  const auto policy = options_.judges_beside ? std::launch::async : std::launch::deferred;
  verdict_ = Verdict{level + held_back_, first, end,
                     std::async(policy, [this, rows = std::move(rows)] { return judge(rows); })};
}

void Enumerator::drop_verdict() {
  verdict_unwanted_ = true;
  verdict_.reset();
}

void Enumerator::await_verdict() {
  if (!verdict_) return;
  Verdict verdict = *std::exchange(verdict_, std::nullopt);
  const std::vector<int> given = verdict.delays.get();
  if (!given.empty()) {
    std::vector<int> delays(verdict.end - verdict.first);
    for (EntryId id = verdict.first, next = 0; id < verdict.end; ++id) {
      if (is_judged(id)) delays[id - verdict.first] = std::max(given[next++] - held_back_, 0);
    }
    bank_.delay(verdict.level, verdict.first, delays);
  }
  report_.judged += given.size();
  queue_with_built(verdict.first, verdict.end);
}

}  // namespace gestalt::synthesis
