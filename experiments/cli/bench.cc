// gestalt bench: every task of a suite, one after another, each within its own budget.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/shared_run.h"
#include "experiments/cli/suite.h"
#include "experiments/cli/suite_run.h"
#include "experiments/mpi/ranks.h"
#include "experiments/store/summary.h"

namespace gestalt::experiments {

namespace {

struct BenchOptions {
  std::string suite;
  SearchSettings search;
  Keeping keeping;
  std::optional<std::size_t> limit;
  Shard shard;
  bool json = false;
};

void show_summary(const Summary& summary, bool json) {
  const Interval share = summary.solved_interval();
  if (json) {
    nlohmann::ordered_json object;
    object["tasks"] = summary.tasks;
    object["solved"] = summary.solved;
    object["solved_share_low"] = share.low;
    object["solved_share_high"] = share.high;
    object["train_fit"] = summary.fitted;
    object["steps"] = summary.steps;
    object["seconds"] = summary.seconds;
    object["mean_seconds"] = summary.mean_seconds();
    object["steps_per_seconds"] = summary.rate();
    print(object.dump() + "\n");
    return;
  }
  print(fmt::format("tasks    {}\n", summary.tasks));
  print(fmt::format(
      "solved   {}   all test outputs right within the guesses; {:.1f} to {:.1f} % at 95 %\n",
      summary.solved, 100 * share.low, 100 * share.high));
  print(fmt::format("fitted   {}   some program fits all train pairs\n", summary.fitted));
  print(fmt::format("seconds  {:.1f}   {:.2f} a task\n", summary.seconds, summary.mean_seconds()));
  print(fmt::format("steps    {}   {} a second\n", grouped(summary.steps),
                    grouped(static_cast<std::uint64_t>(summary.rate()))));
}

/// What a run needs, on every process that takes part in it.
struct Prepared {
  Suite suite;
  Searcher searcher;
  RunDescription run;

  [[nodiscard]] static Result<Prepared> make(const BenchOptions& options,
                                             const std::atomic<bool>& interrupted) {
    auto suite = load_suite(options.suite, {.first = options.limit, .spaced = {}});
    if (!suite) return tl::unexpected(suite.error());
    auto searcher = Searcher::make(options.search, interrupted);
    if (!searcher) return tl::unexpected(searcher.error());
    auto run = describe_run(suite->name, *suite, options.search, *searcher, FittedOn::kAll);
    return Prepared{*std::move(suite), *std::move(searcher), std::move(run)};
  }
};

/// The run, alone or as the first of many processes.
Result<Outcome> run_bench(const BenchOptions& options, Ranks* ranks) {
  const bool kept = !options.keeping.out.empty() || !options.keeping.store.empty();
  if (options.keeping.resume && !kept) {
    return fail(ErrorCode::kInvalidArgument,
                "needs the file of the run: --out FILE or --store FILE", "--resume");
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto prepared = Prepared::make(options, interrupted);
  if (!prepared) return tl::unexpected(prepared.error());
  const Suite& suite = prepared->suite;
  const auto sinks = open_sinks(options.keeping, suite, prepared->run);
  if (!sinks) return tl::unexpected(sinks.error());
  const auto results = ranks != nullptr ? lead_suite(suite, options.shard, *ranks,
                                                     prepared->run.identity(), *sinks, interrupted)
                                        : run_suite(suite, options.shard, prepared->searcher,
                                                    *sinks, "", interrupted, FittedOn::kAll);
  if (!results) return tl::unexpected(results.error());
  Summary summary;
  for (const TaskResult& result : *results) summary.add(result);
  show_summary(summary, options.json);
  if (!interrupted) return Outcome::kDone;
  print_error(fmt::format("interrupted after {} of {} tasks{}", summary.tasks, suite.tasks.size(),
                          kept ? "; --resume goes on" : ""));
  return Outcome::kFailed;
}

/// The part of the other processes: what goes wrong is told to the first one.
void follow_bench(const BenchOptions& options, Ranks& ranks) {
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto prepared = Prepared::make(options, interrupted);
  if (!prepared) return give_up(ranks, prepared.error());
  follow_suite(prepared->suite, prepared->searcher, ranks, prepared->run.identity(), interrupted,
               FittedOn::kAll);
}

Result<Outcome> bench(BenchOptions options) {
  const auto joined = Ranks::join();
  if (!joined) return tl::unexpected(joined.error());
  Ranks* const ranks = joined->get();
  if (ranks == nullptr) return run_bench(options, nullptr);
  // Processes share the cores already.
  if (!options.search.set_by.contains("threads")) options.search.threads = 1;
  if (!ranks->leads()) {
    follow_bench(options, *ranks);
    return Outcome::kDone;
  }
  const auto outcome = run_bench(options, ranks);
  if (outcome && *outcome == Outcome::kDone) return outcome;
  // The others may still search, or be gone: they are not waited for.
  if (!outcome) print_error(to_string(outcome.error()));
  static_cast<void>(flush_output());
  ranks->abandon(outcome ? static_cast<int>(*outcome) : kBadInput);
}

/// "2/8" as the second of eight parts.
std::optional<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == text.npos) return std::nullopt;
  Shard shard{0, 0};
  const auto read = [](std::string_view part, std::size_t& number) {
    const char* end = part.data() + part.size();
    const auto [at, status] = std::from_chars(part.data(), end, number);
    return status == std::errc() && at == end;
  };
  if (!read(text.substr(0, slash), shard.index) || !read(text.substr(slash + 1), shard.count) ||
      shard.index < 1 || shard.index > shard.count) {
    return std::nullopt;
  }
  --shard.index;
  return shard;
}

void add_shard_option(CLI::App& command, Shard& shard) {
  command
      .add_option_function<std::string>(
          "--shard",
          [&shard](const std::string& text) {
            const auto read = parse_shard(text);
            if (!read) throw CLI::ValidationError("--shard", fmt::format("'{}' is no I/N", text));
            shard = *read;
          },
          "Part I of N of the tasks, I from 1 to N: every N-th one; gestalt merge unites the "
          "stores")
      ->type_name("I/N");
}

}  // namespace

void add_bench(CLI::App& app, Action& action) {
  auto options = std::make_shared<BenchOptions>();
  CLI::App* command = app.add_subcommand(
      "bench",
      "Search for programs on every task of a suite, each within its own budget.\n"
      "Ctrl-C ends with what is done; a second one ends at once. Exit status 1: interrupted.\n"
      "Under mpirun the first process hands the tasks out and keeps the results, the others "
      "search.");
  command
      ->add_option("SUITE", options->suite,
                   "A data set (see gestalt tasks list), a directory of task files, or a made-up "
                   "suite (gestalt tasks list ood), as ood/compose-7/test:seed=1,count=20")
      ->required();
  add_search_options(*command, options->search);
  add_certificate_option(*command, options->search);
  command
      ->add_option("--out", options->keeping.out,
                   "Write a line of JSON a task, as soon as it is finished; replaces the file "
                   "unless --resume is given")
      ->type_name("FILE.jsonl");
  command
      ->add_option("--store", options->keeping.store,
                   "Keep the run, with all settings and where it comes from, in a SQLite file; "
                   "other runs in it stay")
      ->type_name("FILE.db");
  command->add_flag("--resume", options->keeping.resume,
                    "Go on with FILE.jsonl, or with the store's run of the same settings and data: "
                    "skip the tasks that it has");
  add_shard_option(*command, options->shard);
  command->add_option("--limit", options->limit, "Only the first N tasks")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->callback([options, &action] { action = [options] { return bench(*options); }; });
}

}  // namespace gestalt::experiments
