// How fast the enumeration is: the whole registered language on ten tasks, within a budget of
// steps, on one thread and on all cores.
//
//   gestalt-bench-search [--steps=N] [Google Benchmark's options]
//
// Rates are by CPU time, so that they are those of one core. The signature is a digest of what was
// found: the same before and after a change that meant to change no result, and the same on any
// number of threads (exit status 1 where it is not).
//
// Then the whole portfolio on all cores with laws of its guesses proved behind it and without, in
// turn: the same steps, so that the ratio of the times is that of the rates.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "dsl/core/digest.h"
#include "experiments/cli/certificate.h"
#include "experiments/cli/console.h"
#include "experiments/cli/proving.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/task_list.h"

namespace gestalt::experiments {
namespace {

constexpr std::string_view kTaskList = "experiments/configs/bench_search.txt";
constexpr std::size_t kAllGuesses = 1000;  // so that only the budget ends a search

/// What a search took, or the sum over several.
struct Measurement {
  double wall = 0;
  double cpu = 0;
  double merge = 0;
  std::uint64_t steps = 0;
  std::uint64_t distinct = 0;
  std::uint64_t memory = 0;
  std::string signed_text;  ///< what the signature is made of

  void add(const Measurement& other) {
    wall += other.wall;
    cpu += other.cpu;
    merge += other.merge;
    steps += other.steps;
    distinct += other.distinct;
    memory += other.memory;
    signed_text += other.signed_text;
  }
  [[nodiscard]] double terms_rate() const { return static_cast<double>(steps) / cpu; }
  [[nodiscard]] double rows_rate() const { return static_cast<double>(distinct) / cpu; }
  [[nodiscard]] double row_bytes() const {
    return static_cast<double>(memory) / static_cast<double>(distinct);
  }
  [[nodiscard]] double merge_share() const { return merge / cpu; }
  [[nodiscard]] std::string signature() const {
    return fmt::format("{} {}", steps, to_string(dsl::digest_text(signed_text)));
  }
};

double cpu_seconds() {
  timespec time = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// A search on so many threads, with memory that earlier tasks have already touched, as in a run
/// over many tasks.
Result<Searcher> make_searcher(const tasks::Task& warm_up, std::uint64_t steps, int threads) {
  static const std::atomic<bool> never{false};
  SearchSettings settings;
  settings.steps = steps;
  settings.threads = threads;
  settings.guesses = kAllGuesses;
  settings.strategies = {"enumerate"};
  auto searcher = Searcher::make(settings, never);
  if (!searcher) return searcher;
  const auto ignored = searcher->search(warm_up);
  if (!ignored) return tl::unexpected(ignored.error());
  return searcher;
}

Result<Measurement> measure(const tasks::Task& task, Searcher& searcher) {
  Measurement result;
  const double start = cpu_seconds();
  const auto found = searcher.search(task);
  result.cpu = cpu_seconds() - start;
  if (!found) return tl::unexpected(found.error());
  result.wall = found->report.seconds;
  result.merge = found->report.merge_seconds;
  result.steps = found->report.steps;
  result.distinct = found->report.distinct;
  result.memory = found->report.memory;
  result.signed_text = fmt::format("{} {} {}\n", task.id(), result.steps, result.distinct);
  for (const synthesis::Candidate& candidate : found->candidates) {
    result.signed_text += candidate.program + "\n";
  }
  return result;
}

/// A search that looks for more guesses than it needs, so that laws can be proved behind it.
Result<Searcher> make_portfolio(std::uint64_t steps, int certificate) {
  static const std::atomic<bool> never{false};
  SearchSettings settings;
  settings.steps = steps;
  settings.threads = all_cores();
  settings.guesses = 6;
  settings.certificate = certificate;
  return Searcher::make(settings, never);
}

/// Seconds of searches, and of the proofs that were left to make after them.
struct Proving {
  double search = 0;
  double after = 0;

  void add(const Proving& other) {
    search += other.search;
    after += other.after;
  }
};

/// `fresh` makes the certificates, or null: the searcher's own verifier does, which began earlier.
Result<Proving> search_and_prove(const tasks::Task& task, Searcher& searcher,
                                 synthesis::Verifier* fresh) {
  const auto found = searcher.search(task);
  if (!found) return tl::unexpected(found.error());
  const synthesis::Deadline clock(3600, nullptr);  // time for all questions
  benchmark::DoNotOptimize(fresh != nullptr ? certify(task, *found, *fresh, clock)
                                            : searcher.certify(task, *found, clock));
  return Proving{found->report.seconds, clock.elapsed()};
}

struct ProvingTotals {
  Proving alone;
  Proving behind;
};

void add_proving_benchmark(const tasks::Task& task, Searcher& alone, Searcher& proving,
                           ProvingTotals& totals) {
  const auto run = [&task, &alone, &proving, &totals](benchmark::State& state) {
    ProvingTotals here;
    for (auto _ : state) {
      const auto fresh = make_proving_verifier({});
      const auto before = search_and_prove(task, alone, fresh.get());
      const auto with = search_and_prove(task, proving, nullptr);
      if (!before || !with) {
        state.SkipWithError(to_string((before ? with : before).error()).c_str());
        return;
      }
      here.alone.add(*before);
      here.behind.add(*with);
    }
    totals.alone.add(here.alone);
    totals.behind.add(here.behind);
    state.counters["speed%"] = 100 * here.alone.search / here.behind.search;
    state.counters["proofs"] = here.alone.after;
    state.counters["left"] = here.behind.after;
  };
  benchmark::RegisterBenchmark(fmt::format("{}/proving", task.id()).c_str(), run)
      ->Iterations(2)
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

/// Sums by number of threads.
using Totals = std::map<int, Measurement>;

void add_benchmark(const tasks::Task& task, Searcher& searcher, int threads, Totals& totals) {
  const std::string name = fmt::format("{}/threads:{}", task.id(), threads);
  const auto run = [&task, &searcher, threads, &totals](benchmark::State& state) {
    for (auto _ : state) {
      const auto measured = measure(task, searcher);
      if (!measured) {
        state.SkipWithError(to_string(measured.error()).c_str());
        return;
      }
      totals[threads].add(*measured);
      state.counters["terms/s/core"] = measured->terms_rate();
      state.counters["rows/s/core"] = measured->rows_rate();
      state.counters["bytes/row"] = measured->row_bytes();
      state.counters["merge%"] = 100 * measured->merge_share();
    }
  };
  benchmark::RegisterBenchmark(name.c_str(), run)
      ->Iterations(1)
      ->MeasureProcessCPUTime()
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

void show_row(std::string_view what, const std::string& value, std::string_view bar, bool met) {
  print(fmt::format("{:<44} {:>10}   {:<12} {}\n", what, value, bar, met ? "met" : "MISSED"));
}

/// The totals beside the bars, and the signature. False where threads change the result.
bool show_summary(const Totals& totals) {
  const Measurement& one = totals.begin()->second;
  const auto& [threads, all] = *totals.rbegin();
  print(fmt::format("\n{:<44} {:>10}   {}\n", "over all tasks", "", "bar"));
  show_row("evaluated terms, M/s/core, 1 thread", fmt::format("{:.2f}", one.terms_rate() / 1e6),
           ">= 1.20", one.terms_rate() >= 1.2e6);
  show_row("distinct rows, M/s/core, 1 thread", fmt::format("{:.2f}", one.rows_rate() / 1e6),
           ">= 0.25", one.rows_rate() >= 0.25e6);
  show_row("bytes a distinct row", fmt::format("{:.0f}", one.row_bytes()), "<= 1126",
           one.row_bytes() <= 1126);
  show_row(fmt::format("level merge, % of CPU time, {} threads", threads),
           fmt::format("{:.2f}", 100 * all.merge_share()), "<= 3", all.merge_share() <= 0.03);
  if (threads > 1) {
    show_row(fmt::format("speed of {} threads over 1", threads),
             fmt::format("{:.2f}", one.wall / all.wall), threads == 2 ? ">= 1.60" : "-",
             threads != 2 || one.wall / all.wall >= 1.6);
    show_row(fmt::format("evaluated terms, M/s/core, {} threads", threads),
             fmt::format("{:.2f}", all.terms_rate() / 1e6), "-", true);
  }
  print(fmt::format("\nstep signature: {}\n", one.signature()));
  if (one.signature() == all.signature()) return true;
  print(fmt::format("ON {} THREADS:  {}\n", threads, all.signature()));
  return false;
}

void show_proving(const ProvingTotals& totals) {
  const double speed = totals.alone.search / totals.behind.search;
  print(fmt::format("\n{:<44} {:>10}   {}\n", "laws proved behind the search", "", "bar"));
  show_row("speed of the search, % of that without", fmt::format("{:.1f}", 100 * speed), ">= 95",
           speed >= 0.95);
  show_row("seconds of proofs after it, without", fmt::format("{:.2f}", totals.alone.after), "-",
           true);
  show_row("with", fmt::format("{:.2f}", totals.behind.after), "-", true);
}

/// Takes --steps=N off the arguments.
std::uint64_t take_steps(int& argc, char** argv) {
  constexpr std::string_view kOption = "--steps=";
  std::uint64_t steps = 1'000'000;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view text = argv[i];
    if (!text.starts_with(kOption)) {
      argv[kept++] = argv[i];
      continue;
    }
    std::from_chars(text.data() + kOption.size(), text.data() + text.size(), steps);
  }
  argc = kept;
  return steps;
}

int run(int argc, char** argv) {
  const std::uint64_t steps = take_steps(argc, argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const auto tasks = load_task_list(kTaskList);
  if (!tasks) {
    print_error(to_string(tasks.error()));
    return 2;
  }
  Totals totals;
  auto one = make_searcher(tasks->front(), steps, 1);
  auto all = make_searcher(tasks->front(), steps, all_cores());
  if (!one || !all) {
    print_error(to_string(one ? all.error() : one.error()));
    return 2;
  }
  for (const tasks::Task& task : *tasks) {
    add_benchmark(task, *one, 1, totals);
    if (all_cores() > 1) add_benchmark(task, *all, all_cores(), totals);
  }
  auto alone = make_portfolio(steps, 0);
  auto proving = make_portfolio(steps, ProvingSettings{}.bound);
  if (!alone || !proving) {
    print_error(to_string(alone ? proving.error() : alone.error()));
    return 2;
  }
  ProvingTotals proofs;
  const bool can_prove = make_proving_verifier({}) != nullptr;
  for (const tasks::Task& task : *tasks) {
    if (can_prove) add_proving_benchmark(task, *alone, *proving, proofs);
  }
  benchmark::RunSpecifiedBenchmarks();
  if (proofs.behind.search > 0) show_proving(proofs);
  if (totals.empty()) return 0;  // a filter that fits none, or --benchmark_list_tests
  return show_summary(totals) ? 0 : 1;
}

}  // namespace
}  // namespace gestalt::experiments

int main(int argc, char** argv) { return gestalt::experiments::run(argc, argv); }
