// gestalt experiment: the arms of a published experiment, side by side, and the bars they are held
// to.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/experiment_file.h"
#include "experiments/cli/experiment_run.h"
#include "experiments/cli/experiment_tables.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/verifier_evidence.h"
#include "experiments/store/run_store.h"

namespace gestalt::experiments {

namespace {

struct ExperimentOptions {
  std::string file;
  bool quick = false;
  bool resume = false;
  std::string out;

  /// results/ and the file's name unless the user says otherwise.
  [[nodiscard]] std::string folder() const {
    if (!out.empty()) return out;
    return fmt::format("results/{}{}", std::filesystem::path(file).stem().string(),
                       quick ? "-quick" : "");
  }
};

Result<Outcome> run(const ExperimentOptions& options) {
  if (is_verifier_experiment(options.file)) {
    return run_verifier_experiment(options.file, options.quick);
  }
  const auto experiment = read_experiment(options.file, options.quick);
  if (!experiment) return tl::unexpected(experiment.error());
  const auto finished =
      run_experiment(*experiment, options.folder(), options.resume, catch_interrupts());
  if (!finished) return tl::unexpected(finished.error());
  if (!*finished) return Outcome::kFailed;
  print_shifts(*experiment, **finished);
  print_arms(*experiment, **finished);
  print_suites(*experiment, **finished);
  print_pairs(*experiment, **finished);
  return print_bars(*experiment, **finished) ? Outcome::kFailed : Outcome::kDone;
}

Result<Outcome> show_status(const ExperimentOptions& options) {
  const auto experiment = read_experiment(options.file, options.quick);
  if (!experiment) return tl::unexpected(experiment.error());
  const std::string store = experiment_store(options.folder());
  const auto runs = list_runs(store);
  if (!runs) return tl::unexpected(runs.error());
  for (const ExperimentUnit& unit : plan_of(*experiment)) {
    const auto latest = std::find_if(
        runs->rbegin(), runs->rend(),
        [&](const StoredRunRecord& record) { return record.description.name == unit.name; });
    const bool begun = latest != runs->rend();
    print(fmt::format(
        "{:<56} {}\n", unit.name,
        begun ? fmt::format("{} done, {} solved", latest->tasks, latest->solved) : "not begun"));
  }
  return Outcome::kDone;
}

}  // namespace

void add_experiment(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("experiment", "Published experiments");
  command->require_subcommand(1);
  auto options = std::make_shared<ExperimentOptions>();
  const auto add = [&](const char* name, const char* doc) {
    CLI::App* part = command->add_subcommand(name, doc);
    part->add_option("FILE", options->file,
                     "The experiment, as in experiments/configs/strength.toml")
        ->required();
    part->add_flag("--quick", options->quick, "The reduced size that the file states");
    part->add_option("--out", options->out,
                     "Folder of the results (runs.db; with one suite also a result file an arm); "
                     "results/ and the file's name unless given")
        ->type_name("DIR");
    return part;
  };
  CLI::App* run_command = add(
      "run",
      "Run all arms of an experiment, print their table and compare it with the bars of its file.\n"
      "Exit status 1: a bar was missed, or it was interrupted.");
  run_command->add_flag("--resume", options->resume, "Skip the tasks that the results have");
  run_command->callback([options, &action] { action = [options] { return run(*options); }; });
  CLI::App* resume_command = add("resume", "The same as run --resume");
  resume_command->callback([options, &action] {
    options->resume = true;
    action = [options] { return run(*options); };
  });
  CLI::App* status_command = add("status", "How far each arm is on each suite");
  status_command->callback(
      [options, &action] { action = [options] { return show_status(*options); }; });
}

}  // namespace gestalt::experiments
