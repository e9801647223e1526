// gestalt corpus: programs that solve tasks, collected from runs and checked.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "dsl/core/syntax.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/suite.h"
#include "experiments/store/run.h"
#include "synthesis/api/costs.h"
#include "tasks/corpus_file.h"

namespace gestalt::experiments {

namespace {

struct CorpusOptions {
  std::string file;
  std::string suite = "arc-agi-1/training";
  std::vector<std::string> runs;
};

/// What is wrong with a program on a task; nothing where it yields every known output and prints as
/// it reads.
std::optional<std::string> flaw_of(const LoadedProgram& loaded, const std::string& program,
                                   const tasks::Task& task) {
  const Evaluation evaluation = evaluate(loaded, task);
  for (std::size_t i = 0; i < task.size(); ++i) {
    if (task.output(i) && !evaluation.fits(task, i)) {
      return fmt::format("{} is not right", example_name(task, i));
    }
  }
  if (dsl::print_term(loaded.pool(), loaded.term(), loaded.domain()) != program) {
    return "it prints otherwise than it reads";
  }
  return std::nullopt;
}

/// By the records, whatever costs it was found by.
int cost_of(const LoadedProgram& loaded, const tasks::Task& task) {
  const dsl::Domain& domain = loaded.domain();
  const dsl::Examples examples = task.examples();
  dsl::Arena literals;
  const auto constants = domain.constants(examples, literals);
  return synthesis::program_cost(synthesis::Costs(domain), loaded.pool(), loaded.term(),
                                 static_cast<std::uint32_t>(examples.inputs.size()), constants);
}

/// Of a task that no program of a run solves; a person may write a better line, which stays.
std::string what_is_missing(const TaskResult& result) {
  if (result.programs.empty()) {
    return fmt::format("nothing fits the pairs ({}, {:.0f} s)", result.stop, result.seconds);
  }
  return fmt::format("what fits the pairs is wrong on a test: {} at cost {} comes first",
                     result.strategies.front(), result.costs.front());
}

/// Of two programs for a task the cheaper stays; both strategies have found one.
void add(std::map<std::string, tasks::CorpusEntry>& best, tasks::CorpusEntry entry) {
  const auto [known, fresh] = best.try_emplace(entry.task, entry);
  if (fresh) return;
  tasks::CorpusEntry& kept = known->second;
  std::vector<std::string> strategies = kept.strategies;
  if (std::ranges::find(strategies, entry.strategies.front()) == strategies.end()) {
    strategies.push_back(entry.strategies.front());
    std::ranges::sort(strategies);
  }
  if (entry.cost < kept.cost) kept = std::move(entry);
  kept.strategies = std::move(strategies);
}

Result<Outcome> update(const CorpusOptions& options) {
  const auto suite = load_suite(options.suite);
  if (!suite) return tl::unexpected(suite.error());
  const TaskIndex tasks(suite->tasks);
  std::map<std::string, tasks::CorpusEntry> best;
  std::map<std::string, std::string> missing;
  if (std::filesystem::exists(options.file)) {
    auto known = tasks::read_corpus(options.file);
    if (!known) return tl::unexpected(known.error());
    for (tasks::CorpusEntry& entry : known->entries) {
      const auto task = tasks.find(entry.task, options.file);
      if (!task) return tl::unexpected(task.error());
      const auto program = LoadedProgram::load(entry.program, **task);
      if (!program) return tl::unexpected(program.error());
      entry.cost = cost_of(*program, **task);
      best[entry.task] = std::move(entry);
    }
    missing = std::move(known->missing);
  }
  const std::size_t before = best.size();
  for (const std::string& run : options.runs) {
    const auto loaded = load_run(run);
    if (!loaded) return tl::unexpected(loaded.error());
    for (const TaskResult& result : loaded->results) {
      const auto task = tasks.find(result.task, run);
      if (!task) return tl::unexpected(task.error());
      missing.emplace(result.task, what_is_missing(result));
      for (std::size_t guess = 0; guess < result.programs.size(); ++guess) {
        const std::string& program = result.programs[guess];
        const auto read = LoadedProgram::load(program, **task);
        if (!read) return tl::unexpected(read.error());
        if (flaw_of(*read, program, **task)) continue;
        add(best, {result.task, cost_of(*read, **task), program, {result.strategies[guess]}});
      }
    }
  }
  tasks::Corpus corpus;
  for (auto& [task, entry] : best) {
    missing.erase(task);
    corpus.entries.push_back(std::move(entry));
  }
  corpus.missing = std::move(missing);
  const auto written = tasks::write_corpus(options.file, corpus);
  if (!written) return tl::unexpected(written.error());
  print(fmt::format("programs {}, of {} tasks; {} before\n", best.size(), suite->whole, before));
  return Outcome::kDone;
}

Result<Outcome> check(const CorpusOptions& options) {
  const auto corpus = tasks::read_corpus(options.file);
  if (!corpus) return tl::unexpected(corpus.error());
  const auto suite = load_suite(options.suite);
  if (!suite) return tl::unexpected(suite.error());
  const TaskIndex tasks(suite->tasks);
  std::size_t right = 0;
  for (const tasks::CorpusEntry& entry : corpus->entries) {
    const auto task = tasks.find(entry.task, options.file);
    if (!task) return tl::unexpected(task.error());
    const auto program = LoadedProgram::load(entry.program, **task);
    auto flaw = program ? flaw_of(*program, entry.program, **task) : to_string(program.error());
    if (const int cost = program ? cost_of(*program, **task) : 0; !flaw && cost != entry.cost) {
      flaw = fmt::format("it costs {}, not {}", cost, entry.cost);
    }
    if (!flaw) {
      ++right;
    } else {
      print(fmt::format("{}: {}\n", entry.task, *flaw));
    }
  }
  for (const auto& [id, text] : corpus->missing) {
    const auto task = tasks.find(id, options.file);
    if (!task) return tl::unexpected(task.error());
  }
  const std::size_t programs = corpus->entries.size();
  print(fmt::format("programs {}, right on every pair {}; missing {}\n", programs, right,
                    corpus->missing.size()));
  return right == programs ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_corpus(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("corpus", "Programs that solve tasks");
  command->require_subcommand(1);
  auto options = std::make_shared<CorpusOptions>();
  const auto add = [&](const char* name, const char* doc) {
    CLI::App* sub = command->add_subcommand(name, doc);
    sub->add_option("FILE", options->file, "The corpus, as tasks/corpus/arc-agi-1-training.txt")
        ->required();
    sub->add_option("--suite", options->suite, "The data set of its tasks; " + options->suite);
    return sub;
  };
  CLI::App* update_command = add("update",
                                 "Add the programs of runs that are right on every pair, and which "
                                 "strategies found them; of a "
                                 "task's programs the cheapest stays.");
  update_command->add_option("RUN", options->runs, kRunSyntax)->required()->type_name("RUN");
  update_command->callback([options, &action] { action = [options] { return update(*options); }; });
  CLI::App* check_command =
      add("check",
          "Run every program on its task. Exit status 1: one is not right on every pair, prints "
          "otherwise than it reads, or has another cost than its line says.");
  check_command->callback([options, &action] { action = [options] { return check(*options); }; });
}

}  // namespace gestalt::experiments
