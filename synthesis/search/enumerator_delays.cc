// The enumerator's delays: values that are unlikely to be part of a solution become dearer as
// arguments, and so come later.
//
// A level's rows are judged when it is complete and before any of them is used, all threads reading
// them and the network taking thousands at a time. So the search waits for the verdict, which a
// queue beside it would avoid; but it is the same on any number of threads, which with a queue it
// would not be.
#include <algorithm>
#include <atomic>
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
  return std::clamp(static_cast<int>(std::lround(-kUnitsPerNat * log_odds)), 0, kMostDelay);
}

bool Enumerator::is_worth_judging(std::size_t rows) const {
  if (rows * kStepsARow > steps_left()) return false;
  const double elapsed = deadline_.elapsed();
  const double a_step = steps_ > 0 ? elapsed / static_cast<double>(steps_) : 0;
  return static_cast<double>(rows * kStepsARow) * a_step < deadline_.remaining();
}

void Enumerator::delay_unlikely(EntryId first) {
  TaskScorer* scorer = options_.scorer;
  if (scorer == nullptr) return;
  const TypeIndex wanted = *grammar_.find(examples_.output_type);
  std::vector<EntryId> judged;
  for (EntryId id = first; id < bank_.entries().size(); ++id) {
    if (bank_.type_of(bank_.entries()[id]) == wanted) judged.push_back(id);
  }
  if (judged.empty() || !is_worth_judging(judged.size())) return;
  std::vector<int> delays(bank_.entries().size() - first, 0);
  const std::size_t width = scorer->width();
  for (std::size_t begin = 0; begin < judged.size(); begin += kBatch) {
    if (deadline_.remaining() <= 0 || deadline_.interrupted()) return;
    const auto batch = std::span(judged).subspan(begin, std::min(kBatch, judged.size() - begin));
    std::vector<float> numbers(batch.size() * width);
    std::atomic<std::size_t> next{0};
    runner_.parallel([&](std::size_t) {
      for (std::size_t k = next++; k < batch.size(); k = next++) {
        scorer->read(bank_.entries()[batch[k]].row, std::span(numbers).subspan(k * width, width));
      }
    });
    const auto log_odds = scorer->judge(numbers);
    if (!log_odds) return;  // a search without verdicts is whole, too
    for (std::size_t k = 0; k < batch.size(); ++k) {
      delays[batch[k] - first] = delay_of((*log_odds)[k]);
    }
  }
  report_.judged += judged.size();
  bank_.delay(first, delays);
}

}  // namespace gestalt::synthesis
