#include "experiments/cli/shared_run.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "experiments/cli/suite_ledger.h"

namespace gestalt::experiments {

namespace {

/// From the others to the first one: kReady (the run's identity), kResult (a line of a result
/// file), kFailure (why). From it to them: kTask (the task's place in the suite), kStop.
enum Kind : int { kReady, kResult, kFailure, kTask, kStop };

/// Waits without taking a core from those that search, which MPI's own ways of waiting would.
void rest() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

/// The hand that gives out the tasks.
class Handout {
 public:
  Handout(Ranks& ranks, SuiteLedger& ledger, const std::string& identity)
      : ranks_(ranks), ledger_(ledger), identity_(identity), working_(ranks.size() - 1) {}

  [[nodiscard]] bool is_done() const { return working_ == 0; }

  [[nodiscard]] Result<void> take(const RankMessage& message) {
    if (message.kind == kFailure) return refuse(message, message.text);
    if (message.kind == kReady && message.text != identity_) {
      return refuse(message, "would do another run: its program, data or language differ");
    }
    if (message.kind == kResult) {
      auto result = parse_task_result(message.text);
      if (!result) return refuse(message, result.error().message);
      const auto kept = ledger_.finish(*std::move(result));
      if (!kept) return kept;
    }
    give_next(message.from);
    return {};
  }

 private:
  void give_next(int rank) {
    if (next_ == ledger_.due().size()) {
      ranks_.send(rank, kStop, "");
      --working_;
      return;
    }
    const std::size_t task = ledger_.due()[next_++];
    ledger_.begin(task);
    ranks_.send(rank, kTask, fmt::to_string(task));
  }
  static tl::unexpected<Error> refuse(const RankMessage& message, const std::string& why) {
    return fail(ErrorCode::kUnavailable, why, fmt::format("process {}", message.from));
  }

  Ranks& ranks_;
  SuiteLedger& ledger_;
  const std::string& identity_;
  std::size_t next_ = 0;
  int working_;
};

}  // namespace

Result<std::vector<TaskResult>> lead_suite(const Suite& suite, Shard shard, Ranks& ranks,
                                           const std::string& identity, const Sinks& sinks,
                                           const std::atomic<bool>& interrupted) {
  const auto ledger = SuiteLedger::open(suite, shard, sinks, "");
  if (!ledger) return tl::unexpected(ledger.error());
  Handout handout(ranks, **ledger, identity);
  while (!handout.is_done() && !interrupted) {
    const auto message = ranks.poll();
    if (!message) {
      rest();
      continue;
    }
    const auto taken = handout.take(*message);
    if (!taken) return tl::unexpected(taken.error());
  }
  return (*ledger)->close();
}

void follow_suite(const Suite& suite, Searcher& searcher, Ranks& ranks, const std::string& identity,
                  const std::atomic<bool>& interrupted, FittedOn fitted_on) {
  ranks.send(0, kReady, identity);
  for (;;) {
    const auto message = ranks.poll();
    if (!message) {
      rest();
      continue;
    }
    if (message->kind == kStop) return;
    const auto result = search_task(suite.tasks.at(std::stoul(message->text)), searcher, fitted_on);
    if (!result) return give_up(ranks, result.error());
    if (interrupted) return give_up(ranks, {ErrorCode::kUnavailable, "was interrupted", ""});
    ranks.send(0, kResult, to_json(*result).dump());
  }
}

void give_up(Ranks& ranks, const Error& error) { ranks.send(0, kFailure, to_string(error)); }

}  // namespace gestalt::experiments
