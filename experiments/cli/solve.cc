// gestalt solve: searches for programs and shows what they predict.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "experiments/cli/certificate.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/proving.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/show_result.h"
#include "experiments/cli/suite.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

struct SolveOptions {
  std::vector<std::string> tasks;
  SearchSettings search;
  bool json = false;
  bool profile = false;
};

Json levels_json(const synthesis::SearchReport& report) {
  Json levels = Json::array();
  for (const synthesis::LevelReport& level : report.levels) {
    levels.push_back({{"cost", level.cost}, {"steps", level.steps}, {"distinct", level.distinct}});
  }
  return levels;
}

Json primitives_json(const synthesis::SearchReport& report) {
  Json primitives = Json::array();
  for (const synthesis::PrimitiveReport& primitive : report.primitives) {
    primitives.push_back(
        {{"name", primitive.name}, {"steps", primitive.steps}, {"distinct", primitive.distinct}});
  }
  return primitives;
}

Json portfolio_json(const synthesis::SearchReport& report) {
  Json portfolio = Json::array();
  for (const synthesis::StrategyReport& strategy : report.strategies) {
    portfolio.push_back(
        {{"strategy", strategy.name}, {"steps", strategy.steps}, {"programs", strategy.programs}});
  }
  return portfolio;
}

Json portfolio_seconds_json(const synthesis::SearchReport& report) {
  Json seconds = Json::object();
  for (const synthesis::StrategyReport& strategy : report.strategies) {
    seconds[strategy.name] = strategy.seconds;
  }
  return seconds;
}

/// Null where the guide says nothing.
Json outlook_json(const synthesis::Outlook& outlook) {
  if (outlook.strategies.empty()) return nullptr;
  Json strategies = Json::object();
  for (const synthesis::StrategyChance& strategy : outlook.strategies) {
    strategies[strategy.name] = {{"here", strategy.here}, {"usual", strategy.usual}};
  }
  Json sizes = Json::object();
  for (std::size_t k = 0; k < outlook.sizes.size(); ++k) {
    sizes[std::string(to_string(static_cast<synthesis::SizeRelation>(k)))] = outlook.sizes[k];
  }
  return {
      {"strategies", std::move(strategies)}, {"sizes", std::move(sizes)}, {"cost", outlook.cost}};
}

/// Times stand under keys that hold "seconds"; the rest depends on nothing but task and options.
Json solve_json(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  const TaskResult line = task_result(task, result);
  Json near_misses = Json::array();
  for (const synthesis::NearMiss& miss : result.report.near_misses) {
    near_misses.push_back({{"program", miss.program}, {"pairs_fit", miss.pairs_fit}});
  }
  Json json;
  json["id"] = line.task;
  json["domain"] = task.domain();
  json["train_fit"] = line.train_fit;
  json["solved"] = line.solved ? Json(*line.solved) : Json(nullptr);
  json["guesses"] = line.guesses;
  json["programs"] = line.programs;
  json["costs"] = line.costs;
  json["strategies"] = line.strategies;
  json["stop"] = line.stop;
  json["steps"] = line.steps;
  json["distinct"] = line.distinct;
  json["goals"] = result.report.goals;
  json["judged"] = result.report.judged;
  json["seconds"] = line.seconds;
  json["merge_seconds"] = result.report.merge_seconds;
  json["near_misses"] = std::move(near_misses);
  json["outlook"] = outlook_json(result.outlook);
  json["portfolio"] = portfolio_json(result.report);
  json["portfolio_seconds"] = portfolio_seconds_json(result.report);
  json["levels"] = levels_json(result.report);
  json["primitives"] = primitives_json(result.report);
  return json;
}

/// What each strategy took, over all tasks.
class Profile {
 public:
  void add(const synthesis::SearchReport& report) {
    for (const synthesis::StrategyReport& strategy : report.strategies) {
      auto own = std::ranges::find(rows_, strategy.name, &Row::name);
      if (own == rows_.end()) own = rows_.insert(own, {.name = strategy.name});
      ++own->tasks;
      own->steps += strategy.steps;
      own->seconds += strategy.seconds;
      own->programs += strategy.programs;
    }
  }

  void show() const {
    double seconds = 0;
    for (const Row& row : rows_) seconds += row.seconds;
    print(fmt::format("{:<10} {:>6} {:>12} {:>9} {:>6} {:>10} {:>9}\n", "strategy", "tasks",
                      "steps", "seconds", "share", "steps/s", "programs"));
    for (const Row& row : rows_) {
      const double rate = row.seconds > 0 ? static_cast<double>(row.steps) / row.seconds : 0;
      const double part = seconds > 0 ? 100 * row.seconds / seconds : 0;
      print(fmt::format("{:<10} {:>6} {:>12} {:>9.3f} {:>5.1f}% {:>10} {:>9}\n", row.name,
                        row.tasks, grouped(row.steps), row.seconds, part,
                        grouped(static_cast<std::uint64_t>(rate)), row.programs));
    }
  }

 private:
  struct Row {
    std::string name;
    std::size_t tasks = 0;  ///< on which it ran
    std::uint64_t steps = 0;
    double seconds = 0;
    std::size_t programs = 0;
  };

  std::vector<Row> rows_;
};

Result<Outcome> solve(const SolveOptions& options) {
  std::vector<tasks::Task> loaded;
  for (const std::string& name : options.tasks) {
    auto task = load_task(name);
    if (!task) return tl::unexpected(task.error());
    loaded.push_back(*std::move(task));
  }
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto searcher = Searcher::make(options.search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  Json all = Json::array();
  bool every_task_fits = true;
  Profile profile;
  Progress progress;
  for (const tasks::Task& task : loaded) {
    if (interrupted) break;
    progress.show(fmt::format("searching {}", task.id()));
    const synthesis::Deadline deadline = searcher->deadline();
    const auto result = searcher->search(task);
    progress.clear();
    if (!result) return tl::unexpected(result.error());
    every_task_fits = every_task_fits && !result->candidates.empty();
    profile.add(result->report);
    const int bound = searcher->certificate();
    const auto certificates = searcher->certify(task, *result, deadline);
    if (options.json) {
      all.push_back(solve_json(task, *result));
      all.back()["certificates"] = certificates_json(task, certificates, bound);
    } else {
      show_result(task, *result);
      show_certificates(certificates, bound);
    }
  }
  if (options.json) print(all.dump(1) + "\n");
  if (options.profile && !options.json) profile.show();
  return every_task_fits && !interrupted ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_solve(CLI::App& app, Action& action) {
  auto options = std::make_shared<SolveOptions>();
  options->search.certificate = ProvingSettings{}.bound;
  CLI::App* command = app.add_subcommand(
      "solve",
      "Search for programs that fit a task's train pairs, and show what they predict.\n"
      "Exit status 1: some task has no program that fits all its train pairs.");
  command
      ->add_option("TASK", options->tasks, "A task file, or SUITE/ID as in arc-agi-1/training/ID")
      ->required();
  add_search_options(*command, options->search);
  add_certificate_option(*command, options->search);
  command->add_flag("--json", options->json,
                    "Print an array with one object a task; times stand in keys with \"seconds\"");
  command->add_flag("--profile", options->profile,
                    "Print what each strategy took, over all tasks; --json has that anyway");
  command->callback([options, &action] { action = [options] { return solve(*options); }; });
}

}  // namespace gestalt::experiments
