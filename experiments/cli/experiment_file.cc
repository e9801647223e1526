#include "experiments/cli/experiment_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/cli/toml_reader.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::experiments {

namespace {

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

}  // namespace

Result<Experiment> read_experiment(const std::string& file, bool quick) {
  const auto parsed = parse_toml_file(file);
  if (!parsed) return tl::unexpected(parsed.error());
  const toml::table& table = *parsed;
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

}  // namespace gestalt::experiments
