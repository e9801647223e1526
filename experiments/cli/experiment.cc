// gestalt experiment: the arms of a published experiment, side by side, and the bars they are held
// to.

#include <fmt/format.h>
#include <toml++/toml.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/store/result_file.h"
#include "experiments/store/summary.h"
#include "synthesis/rank/credibility.h"

namespace gestalt::experiments {

namespace {

struct ExperimentOptions {
  std::string file;
  bool quick = false;
  bool resume = false;
  std::string out;
};

/// One way to search, and what it must reach.
struct Arm {
  std::string name;
  SearchSettings search;
  bool alone = false;  ///< one strategy: compared with the other such arms, task by task
  std::optional<double> solved;
  std::optional<double> precision;
  std::optional<double> mean_seconds;
};

struct Experiment {
  std::string suite;
  std::optional<std::size_t> tasks;  ///< so many, evenly spaced; all unless given
  std::vector<Arm> arms;
};

// ---- Reading the file ----

/// Reads one table; the first thing wrong is kept, with its place.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string file, std::optional<Error>& error)
      : table_(table), file_(std::move(file)), error_(error) {}

  template <class T, class U>
  void read(std::string_view key, U& value) {
    known_.insert(std::string(key));
    const toml::node* node = table_.get(key);
    if (node == nullptr) return;
    const auto found = node->value_exact<T>();
    if (!found) return complain(node->source(), fmt::format("'{}' is of another type", key));
    value = static_cast<typename Plain<U>::type>(*found);
  }
  /// A table or an array.
  template <class Node>
  const Node* node(std::string_view key) {
    known_.insert(std::string(key));
    const toml::node* found = table_.get(key);
    if (found != nullptr && !found->is<Node>()) {
      complain(found->source(), fmt::format("'{}' is of another type", key));
    }
    return found == nullptr ? nullptr : found->as<Node>();
  }
  /// An unknown key is an error.
  void finish() {
    for (const auto& [key, node] : table_) {
      if (known_.contains(std::string(key.str()))) continue;
      complain(node.source(), fmt::format("unknown key '{}'", key.str()));
    }
  }
  void complain(const toml::source_region& at, std::string what) {
    if (error_) return;
    error_ = Error{ErrorCode::kInvalidArgument, std::move(what),
                   fmt::format("{}:{}:{}", file_, at.begin.line, at.begin.column)};
  }
  [[nodiscard]] const toml::source_region& source() const { return table_.source(); }

 private:
  template <class U>
  struct Plain {
    using type = U;
  };
  template <class U>
  struct Plain<std::optional<U>> {
    using type = U;
  };

  const toml::table& table_;
  std::string file_;
  std::optional<Error>& error_;
  std::set<std::string> known_;
};

/// What all arms have, and what --quick takes away.
struct Common {
  std::size_t guesses = 2;
  int threads = all_cores();
  std::optional<double> quick_seconds;
};

Arm read_arm(const toml::table& table, const std::string& file, const Common& common, bool quick,
             std::optional<Error>& error) {
  TableReader reader(table, file, error);
  Arm arm;
  arm.search.guesses = common.guesses;
  arm.search.threads = common.threads;
  reader.read<std::string>("name", arm.name);
  reader.read<double>("seconds", arm.search.seconds);
  reader.read<std::int64_t>("steps", arm.search.steps);
  reader.read<bool>("alone", arm.alone);
  if (const toml::array* strategies = reader.node<toml::array>("strategies")) {
    const auto known = synthesis::strategy_names();
    for (const toml::node& node : *strategies) {
      const std::string name = node.value_or(std::string());
      if (std::ranges::find(known, name) == known.end()) {
        reader.complain(node.source(), fmt::format("there is no strategy '{}'", name));
      }
      arm.search.strategies.push_back(name);
    }
  }
  if (const toml::table* bars = reader.node<toml::table>("bars")) {
    TableReader inner(*bars, file, error);
    std::optional<std::int64_t> solved;
    inner.read<std::int64_t>("solved", solved);
    if (solved) arm.solved = static_cast<double>(*solved);
    inner.read<double>("precision", arm.precision);
    inner.read<double>("mean_seconds", arm.mean_seconds);
    inner.finish();
  }
  reader.finish();
  if (arm.name.empty()) reader.complain(reader.source(), "an arm needs a name");
  if (quick && common.quick_seconds) {
    arm.search.seconds =
        std::min(arm.search.seconds.value_or(*common.quick_seconds), *common.quick_seconds);
  }
  return arm;
}

Result<Experiment> read_experiment(const std::string& file, bool quick) {
  toml::table table;
  try {
    table = toml::parse_file(file);
  } catch (const toml::parse_error& wrong) {
    const auto& at = wrong.source().begin;
    return fail(ErrorCode::kInvalidArgument, std::string(wrong.description()),
                at.line == 0 ? file : fmt::format("{}:{}:{}", file, at.line, at.column));
  }
  std::optional<Error> error;
  TableReader reader(table, file, error);
  Experiment experiment;
  Common common;
  reader.read<std::string>("suite", experiment.suite);
  reader.read<std::int64_t>("guesses", common.guesses);
  reader.read<std::int64_t>("threads", common.threads);
  if (const toml::table* small = reader.node<toml::table>("quick")) {
    TableReader inner(*small, file, error);
    std::optional<std::size_t> tasks;
    inner.read<std::int64_t>("tasks", tasks);
    inner.read<double>("seconds", common.quick_seconds);
    inner.finish();
    if (quick) experiment.tasks = tasks;
  }
  if (const toml::array* arms = reader.node<toml::array>("arm")) {
    for (const toml::node& node : *arms) {
      const toml::table* arm = node.as_table();
      if (arm == nullptr) {
        reader.complain(node.source(), "an arm is a table");
      } else {
        experiment.arms.push_back(read_arm(*arm, file, common, quick, error));
      }
    }
  }
  reader.finish();
  if (experiment.arms.empty()) reader.complain(table.source(), "no arm");
  if (error) return tl::unexpected(*error);
  return experiment;
}

// ---- Running it ----

std::vector<const tasks::Task*> evenly_spaced(const std::vector<tasks::Task>& tasks,
                                              std::optional<std::size_t> count) {
  std::vector<const tasks::Task*> chosen;
  const std::size_t wanted = std::min(count.value_or(tasks.size()), tasks.size());
  for (std::size_t k = 0; k < wanted; ++k) chosen.push_back(&tasks[k * tasks.size() / wanted]);
  return chosen;
}

/// What an arm gave for each task, in their order; fewer where it was interrupted.
Result<std::vector<TaskResult>> run_arm(const Arm& arm,
                                        const std::vector<const tasks::Task*>& tasks,
                                        const ExperimentOptions& options,
                                        const std::atomic<bool>& interrupted) {
  auto searcher = Searcher::make(arm.search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  const auto path = std::filesystem::path(options.out) / (arm.name + ".jsonl");
  auto file = options.resume ? ResultFile::resume(path) : ResultFile::create(path);
  if (!file) return tl::unexpected(file.error());
  std::map<std::string, TaskResult> finished;
  for (const TaskResult& result : file->finished()) finished[result.task] = result;
  std::vector<TaskResult> results;
  Progress progress;
  for (const tasks::Task* task : tasks) {
    if (interrupted) break;
    progress.show(fmt::format("{}: {}/{}  {}", arm.name, results.size(), tasks.size(), task->id()));
    if (const auto known = finished.find(task->id()); known != finished.end()) {
      results.push_back(known->second);
      continue;
    }
    const auto found = searcher->search(*task, synthesis::fitted_elsewhere(task->id()));
    if (!found) return tl::unexpected(found.error());
    results.push_back(task_result(*task, *found));
    const auto written = file->append(results.back());
    if (!written) return tl::unexpected(written.error());
  }
  return results;
}

std::set<std::string> solved_by(const std::vector<TaskResult>& results) {
  std::set<std::string> ids;
  for (const TaskResult& result : results) {
    if (result.solved.value_or(false)) ids.insert(result.task);
  }
  return ids;
}

/// "0-40: 12/13": of the tasks whose most credible program costs so much, how many are solved.
std::string precision_by_cost(const std::vector<TaskResult>& results) {
  constexpr int kBin = 40;
  constexpr int kBins = 5;
  std::array<std::pair<int, int>, kBins> bins{};
  for (const TaskResult& result : results) {
    if (!result.train_fit) continue;
    auto& [solved, fitted] =
        bins[static_cast<std::size_t>(std::min(result.costs.front() / kBin, kBins - 1))];
    ++fitted;
    if (result.solved.value_or(false)) ++solved;
  }
  std::string line;
  for (int k = 0; k < kBins; ++k) {
    const auto& [solved, fitted] = bins[static_cast<std::size_t>(k)];
    line +=
        fmt::format("  {}{}: {}/{}", k * kBin,
                    k + 1 == kBins ? "+" : "-" + fmt::to_string((k + 1) * kBin), solved, fitted);
  }
  return line;
}

/// A bar is met, or missed; the whole suite's bars are scaled to the tasks that ran.
class Bars {
 public:
  void check(std::string_view arm, std::string_view what, double value, std::optional<double> bar,
             bool at_least) {
    if (!bar) return;
    const bool met = at_least ? value >= *bar : value <= *bar;
    missed_ = missed_ || !met;
    print(fmt::format("bar      {} {}: {:.3g}, wanted {} {:.3g}: {}\n", arm, what, value,
                      at_least ? "at least" : "at most", *bar, met ? "met" : "MISSED"));
  }
  [[nodiscard]] bool missed() const { return missed_; }

 private:
  bool missed_ = false;
};

Result<Outcome> run_experiment(const ExperimentOptions& options) {
  const auto experiment = read_experiment(options.file, options.quick);
  if (!experiment) return tl::unexpected(experiment.error());
  const auto suite = load_suite(experiment->suite);
  if (!suite) return tl::unexpected(suite.error());
  const auto tasks = evenly_spaced(*suite, experiment->tasks);
  std::error_code status;
  std::filesystem::create_directories(options.out, status);
  if (status) return fail(ErrorCode::kIo, status.message(), options.out);
  const std::atomic<bool>& interrupted = catch_interrupts();

  std::vector<std::vector<TaskResult>> all;
  for (const Arm& arm : experiment->arms) {
    auto results = run_arm(arm, tasks, options, interrupted);
    if (!results) return tl::unexpected(results.error());
    all.push_back(*std::move(results));
    if (interrupted) {
      print_error(fmt::format("interrupted in arm '{}'; --resume goes on", arm.name));
      return Outcome::kFailed;
    }
  }

  print(fmt::format("{:<12} {:>5} {:>6} {:>6} {:>9} {:>9} {:>8} {:>12} {:>10}\n", "arm", "tasks",
                    "solved", "fitted", "precision", "only here", "mean s", "longest s",
                    "steps/s"));
  std::vector<Summary> summaries;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Arm& arm = experiment->arms[k];
    Summary& summary = summaries.emplace_back();
    for (const TaskResult& result : all[k]) summary.add(result);
    std::string only = "-";
    if (arm.alone) {
      auto ids = solved_by(all[k]);
      for (std::size_t other = 0; other < all.size(); ++other) {
        if (other == k || !experiment->arms[other].alone) continue;
        for (const std::string& id : solved_by(all[other])) ids.erase(id);
      }
      only = fmt::to_string(ids.size());
    }
    print(fmt::format("{:<12} {:>5} {:>6} {:>6} {:>9.3f} {:>9} {:>8.3f} {:>12.2f} {:>10}\n",
                      arm.name, summary.tasks, summary.solved, summary.fitted, summary.precision(),
                      only, summary.mean_seconds(), summary.longest,
                      grouped(static_cast<std::uint64_t>(summary.rate()))));
  }
  print("\nsolved of fitted, by the cost of the first guess\n");
  for (std::size_t k = 0; k < all.size(); ++k) {
    print(fmt::format("{:<12}{}\n", experiment->arms[k].name, precision_by_cost(all[k])));
  }
  print("\n");
  Bars bars;
  const double share = static_cast<double>(tasks.size()) / static_cast<double>(suite->size());
  for (std::size_t k = 0; k < all.size(); ++k) {
    const Arm& arm = experiment->arms[k];
    const Summary& summary = summaries[k];
    const auto solved = arm.solved ? std::optional(*arm.solved * share) : std::nullopt;
    bars.check(arm.name, "solved", static_cast<double>(summary.solved), solved, true);
    bars.check(arm.name, "precision", summary.precision(), arm.precision, true);
    bars.check(arm.name, "mean seconds", summary.mean_seconds(), arm.mean_seconds, false);
  }
  return bars.missed() ? Outcome::kFailed : Outcome::kDone;
}

}  // namespace

void add_experiment(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("experiment", "Published experiments");
  command->require_subcommand(1);
  auto options = std::make_shared<ExperimentOptions>();
  CLI::App* run = command->add_subcommand(
      "run",
      "Run all arms of an experiment, print their table and compare it with the bars of its file.\n"
      "Exit status 1: a bar was missed, or it was interrupted.");
  run->add_option("FILE", options->file, "The experiment, as in experiments/configs/strength.toml")
      ->required();
  run->add_flag("--quick", options->quick, "The reduced size that the file states");
  run->add_option("--out", options->out,
                  "Folder for the result files, one an arm; results/ and the file's name unless "
                  "given")
      ->type_name("DIR");
  run->add_flag("--resume", options->resume, "Skip the tasks that the result files have");
  run->callback([options, &action] {
    if (options->out.empty()) {
      const std::string name = std::filesystem::path(options->file).stem().string();
      options->out = fmt::format("results/{}{}", name, options->quick ? "-quick" : "");
    }
    action = [options] { return run_experiment(*options); };
  });
}

}  // namespace gestalt::experiments
