// gestalt compare: what one run solves that another does not, and whether that means anything.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/store/comparison.h"
#include "experiments/store/run.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

struct CompareOptions {
  std::string first;
  std::string second;
  std::uint64_t seed = 0;
  bool other_data = false;
  bool json = false;
};

/// Why the two may not be compared; nothing where they may.
std::optional<Error> find_mismatch(const Run& first, const Run& second, const Comparison& result) {
  if (first.record && second.record) {
    const std::string& ours = first.record->description.data_hash;
    const std::string& theirs = second.record->description.data_hash;
    if (ours == theirs) return std::nullopt;
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("these ran on different data: hash {} and {}; --other-data compares "
                             "the tasks that both have",
                             ours, theirs),
                 fmt::format("{} and {}", first.name, second.name)};
  }
  if (result.unmatched.empty()) return std::nullopt;
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("these ran on different tasks: only one has '{}'{}; --other-data "
                           "compares the tasks that both have",
                           result.unmatched.front(),
                           result.unmatched.size() == 1
                               ? ""
                               : fmt::format(" and {} more", result.unmatched.size() - 1)),
               fmt::format("{} and {}", first.name, second.name)};
}

Json to_json(const Comparison& result) {
  Json json;
  json["tasks"] = result.tasks;
  json["solved"] = {result.solved_first(), result.solved_second()};
  json["both"] = result.both;
  json["neither"] = result.neither;
  json["won"] = result.won;
  json["lost"] = result.lost;
  json["p_value"] = result.p_value;
  json["difference"] = {{"share", result.tasks == 0 ? 0.0
                                                    : (static_cast<double>(result.won.size()) -
                                                       static_cast<double>(result.lost.size())) /
                                                          static_cast<double>(result.tasks)},
                        {"low", result.difference.low},
                        {"high", result.difference.high}};
  json["seconds"] = {result.seconds_first, result.seconds_second};
  json["steps"] = {result.steps_first, result.steps_second};
  json["steps_ratio"] = {{"mean", result.steps_ratio},
                         {"low", result.steps_ratio_interval.low},
                         {"high", result.steps_ratio_interval.high}};
  json["unmatched"] = result.unmatched;
  return json;
}

void show_side(const char* label, const std::string& run, std::size_t solved, std::size_t tasks,
               double seconds, std::uint64_t steps) {
  const Interval interval = wilson_interval(solved, tasks);
  print(fmt::format("{}  {}\n   solved {} of {}: {:.1f} % ({:.1f} to {:.1f}), {:.1f} s, {} steps\n",
                    label, run, solved, tasks,
                    tasks == 0 ? 0 : 100 * static_cast<double>(solved) / static_cast<double>(tasks),
                    100 * interval.low, 100 * interval.high, seconds, grouped(steps)));
}

void show(const CompareOptions& options, const Comparison& result) {
  show_side("A", options.first, result.solved_first(), result.tasks, result.seconds_first,
            result.steps_first);
  show_side("B", options.second, result.solved_second(), result.tasks, result.seconds_second,
            result.steps_second);
  print(fmt::format("\n{:<16} {:>9} {:>9}\n", "", "B solves", "B not"));
  print(fmt::format("{:<16} {:>9} {:>9}\n", "A solves", result.both, result.lost.size()));
  print(fmt::format("{:<16} {:>9} {:>9}\n\n", "A not", result.won.size(), result.neither));
  print(fmt::format(
      "B - A: {:+} tasks; 95 % interval of the shares {:+.1f} to {:+.1f} points "
      "(bootstrap, seed {})\n",
      static_cast<std::int64_t>(result.won.size()) - static_cast<std::int64_t>(result.lost.size()),
      100 * result.difference.low, 100 * result.difference.high, options.seed));
  print(fmt::format("McNemar's exact test, two-sided: p = {:.3g}\n", result.p_value));
  print(fmt::format(
      "A took {:.2f} times B's steps on the {} tasks that both solve; 95 % interval {:.2f} to "
      "{:.2f}\n(geometric mean, bootstrap)\n",
      result.steps_ratio, result.both, result.steps_ratio_interval.low,
      result.steps_ratio_interval.high));
  if (!result.won.empty()) print(fmt::format("\nwon   {}\n", fmt::join(result.won, " ")));
  if (!result.lost.empty()) print(fmt::format("\nlost  {}\n", fmt::join(result.lost, " ")));
  if (!result.unmatched.empty()) {
    print(fmt::format("\n{} tasks that only one run has were left out\n", result.unmatched.size()));
  }
}

Result<Outcome> compare_runs(const CompareOptions& options) {
  const auto first = load_run(options.first);
  if (!first) return tl::unexpected(first.error());
  const auto second = load_run(options.second);
  if (!second) return tl::unexpected(second.error());
  const Comparison result = compare(first->results, second->results, options.seed);
  if (!options.other_data) {
    if (const auto mismatch = find_mismatch(*first, *second, result)) {
      return tl::unexpected(*mismatch);
    }
  }
  if (options.json) {
    print(to_json(result).dump() + "\n");
  } else {
    show(options, result);
  }
  return Outcome::kDone;
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand(
      "compare",
      "Compare two runs task by task: which tasks B wins and loses against A, McNemar's exact "
      "test,\nand a bootstrap interval of the difference. Runs over different data are refused.");
  command->add_option("RUN_A", options->first, kRunSyntax)->required();
  command->add_option("RUN_B", options->second, "The same")->required();
  command->add_option("--seed", options->seed, "Seed of the bootstrap; 0 unless given")
      ->type_name("N");
  command->add_flag("--other-data", options->other_data,
                    "Compare the tasks that both have although the data differ");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return compare_runs(*options); }; });
}

}  // namespace gestalt::experiments
