// gestalt merge: run stores made one, as the shards of a benchmark leave them.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/store/run_merge.h"

namespace gestalt::experiments {

namespace {

struct MergeOptions {
  std::string target;
  std::vector<std::string> sources;
};

Result<Outcome> merge(const MergeOptions& options) {
  for (const std::string& source : options.sources) {
    const auto merged = merge_store(options.target, source);
    if (!merged) return tl::unexpected(merged.error());
    print(fmt::format("{}: {} runs, {} results added, {} were there\n", source, merged->runs,
                      merged->results, merged->same));
  }
  return Outcome::kDone;
}

}  // namespace

void add_merge(CLI::App& app, Action& action) {
  auto options = std::make_shared<MergeOptions>();
  CLI::App* command = app.add_subcommand(
      "merge",
      "Add the runs of stores to one store; results of runs with the same settings and data come "
      "together.\nStores that disagree about a task are refused, each as a whole.");
  command->add_option("TARGET", options->target, "The store, which is made where it is not there")
      ->required()
      ->type_name("FILE.db");
  command->add_option("SOURCE", options->sources, "Stores of bench --shard, say")
      ->required()
      ->type_name("FILE.db");
  command->callback([options, &action] { action = [options] { return merge(*options); }; });
}

}  // namespace gestalt::experiments
