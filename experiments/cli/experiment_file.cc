#include "experiments/cli/experiment_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "experiments/cli/toml_reader.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::experiments {

namespace {

/// What all arms have, and what --quick takes away.
struct Common {
  SearchSettings search;
  std::optional<double> quick_seconds;
  std::optional<std::uint64_t> quick_steps;
};

/// Reads a search setting and remembers that the file has set it.
template <class T, class U>
void read_setting(TableReader& reader, const char* name, U& value, SearchSettings& settings) {
  if (reader.read<T>(name, value)) settings.set_by[name] = Origin::kFile;
}

Arm read_arm(const toml::table& table, const std::string& file, const Common& common, bool quick,
             std::vector<std::string>& arm_shifts, std::optional<Error>& error) {
  TableReader reader(table, file, error);
  Arm arm;
  arm.search = common.search;
  reader.read<std::string>("name", arm.name);
  read_setting<double>(reader, "seconds", arm.search.seconds, arm.search);
  read_setting<std::int64_t>(reader, "steps", arm.search.steps, arm.search);
  read_setting<std::string>(reader, "guide", arm.search.guide, arm.search);
  read_setting<std::string>(reader, "scorer", arm.search.scorer, arm.search);
  read_setting<std::string>(reader, "language", arm.search.language, arm.search);
  read_setting<std::string>(reader, "rank", arm.search.rank, arm.search);
  read_setting<std::string>(reader, "decisions", arm.search.decisions, arm.search);
  read_setting<std::int64_t>(reader, "certificate", arm.search.certificate, arm.search);
  reader.read<bool>("alone", arm.alone);
  arm_shifts = reader.list<std::string>("shifts");
  if (const toml::array* strategies = reader.node<toml::array>("strategies")) {
    arm.search.set_by["strategies"] = Origin::kFile;
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
  if (arm.search.certificate < 0 || arm.search.certificate > kLargestCertificate) {
    reader.complain(reader.source(),
                    fmt::format("'certificate' is from 0 to {}", kLargestCertificate));
  }
  const auto check = [&](const char* key, const std::string& value,
                         const std::vector<std::string>& known) {
    if (std::ranges::find(known, value) != known.end()) return;
    reader.complain(reader.source(), fmt::format("'{}' is one of {}", key, fmt::join(known, ", ")));
  };
  check("rank", arm.search.rank, kRanks);
  check("decisions", arm.search.decisions, kDecisions);
  if (quick && common.quick_seconds) {
    arm.search.seconds =
        std::min(arm.search.seconds.value_or(*common.quick_seconds), *common.quick_seconds);
  }
  if (quick && common.quick_steps) {
    arm.search.steps =
        std::min(arm.search.steps.value_or(*common.quick_steps), *common.quick_steps);
  }
  return arm;
}

/// The index of a suite among those of the experiment, which gets it where it is new.
std::size_t intern(std::vector<std::string>& suites, const std::string& suite) {
  const auto found = std::ranges::find(suites, suite);
  if (found != suites.end()) return static_cast<std::size_t>(found - suites.begin());
  suites.push_back(suite);
  return suites.size() - 1;
}

void read_suites(TableReader& reader, Experiment& experiment, const std::string& file,
                 std::optional<Error>& error) {
  std::string suite;
  if (reader.read<std::string>("suite", suite)) intern(experiment.suites, suite);
  for (const std::string& one : reader.list<std::string>("suites")) intern(experiment.suites, one);
  for (const std::int64_t seed : reader.list<std::int64_t>("seeds")) {
    experiment.seeds.push_back(static_cast<std::uint64_t>(seed));
  }
  if (experiment.seeds.empty()) experiment.seeds.push_back(0);
  const auto* shifts = reader.node<toml::array>("shift");
  if (shifts == nullptr) return;
  for (const toml::node& node : *shifts) {
    if (!node.is_table()) return reader.complain(node.source(), "a shift is a table");
    TableReader inner(*node.as_table(), file, error);
    Shift shift;
    std::string inside;
    std::string outside;
    inner.read<std::string>("name", shift.name);
    inner.read<std::string>("in", inside);
    inner.read<std::string>("out", outside);
    inner.node<toml::table>("bars");  // read when the arms are known
    inner.finish();
    if (shift.name.empty() || inside.empty() || outside.empty()) {
      inner.complain(inner.source(), "a shift needs a name, and suites 'in' and 'out'");
    }
    shift.inside = intern(experiment.suites, inside);
    shift.outside = intern(experiment.suites, outside);
    experiment.shifts.push_back(std::move(shift));
  }
}

/// Gives an arm its suites; returns the name of a shift that there is not.
std::optional<std::string> choose_suites(const Experiment& experiment,
                                         const std::vector<std::string>& shifts, Arm& arm) {
  for (const std::string& name : shifts) {
    const auto shift = std::ranges::find(experiment.shifts, name, &Shift::name);
    if (shift == experiment.shifts.end()) return name;
    arm.suites.push_back(shift->inside);
    arm.suites.push_back(shift->outside);
  }
  for (std::size_t k = 0; shifts.empty() && k < experiment.suites.size(); ++k) {
    arm.suites.push_back(k);
  }
  return std::nullopt;
}

/// What arms must reach out of distribution: bars = { ARM = SHARE } in a shift.
void read_shift_bars(TableReader& reader, Experiment& experiment) {
  for (std::size_t s = 0; s < experiment.shifts.size(); ++s) {
    const toml::node& shift = (*reader.node<toml::array>("shift"))[s];
    const auto* bars = shift.as_table()->get_as<toml::table>("bars");
    if (bars == nullptr) continue;
    for (const auto& [key, node] : *bars) {
      const auto arm = std::ranges::find(experiment.arms, key.str(), &Arm::name);
      const auto share = node.value<double>();
      if (arm == experiment.arms.end() ||
          std::ranges::find(arm->suites, experiment.shifts[s].outside) == arm->suites.end()) {
        return reader.complain(node.source(), fmt::format("no arm '{}' is run here", key.str()));
      }
      if (!share || *share < 0 || *share > 1) {
        return reader.complain(node.source(), "a bar of a shift is a share from 0 to 1");
      }
      experiment.shifts[s].bars[static_cast<std::size_t>(arm - experiment.arms.begin())] = *share;
    }
  }
}

/// [[pair]] first = ARM, second = ARM, bars = { steps_ratio = RATIO, gain = TASKS, suite = SUITE }
void read_pairs(TableReader& reader, Experiment& experiment, const std::string& file,
                std::optional<Error>& error) {
  const auto* pairs = reader.node<toml::array>("pair");
  if (pairs == nullptr) return;
  for (const toml::node& node : *pairs) {
    if (!node.is_table()) return reader.complain(node.source(), "a pair is a table");
    TableReader inner(*node.as_table(), file, error);
    ArmPair pair;
    const auto read_arm_name = [&](const char* key, std::size_t& number) {
      std::string name;
      inner.read<std::string>(key, name);
      const auto arm = std::ranges::find(experiment.arms, name, &Arm::name);
      if (arm == experiment.arms.end()) {
        inner.complain(inner.source(), fmt::format("'{}' is no arm: '{}'", key, name));
      } else {
        number = static_cast<std::size_t>(arm - experiment.arms.begin());
      }
    };
    read_arm_name("first", pair.first);
    read_arm_name("second", pair.second);
    if (const toml::table* bars = inner.node<toml::table>("bars")) {
      TableReader limits(*bars, file, error);
      limits.read<double>("steps_ratio", pair.steps_ratio);
      limits.read<std::int64_t>("gain", pair.gain);
      std::string name;
      if (limits.read<std::string>("suite", name)) {
        const auto suite = std::ranges::find(experiment.suites, name);
        pair.barred = static_cast<std::size_t>(suite - experiment.suites.begin());
        if (suite == experiment.suites.end()) {
          limits.complain(bars->source(), fmt::format("there is no suite '{}'", name));
        }
      }
      limits.finish();
    }
    inner.finish();
    experiment.pairs.push_back(pair);
  }
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
  read_suites(reader, experiment, file, error);
  read_setting<std::int64_t>(reader, "guesses", common.search.guesses, common.search);
  read_setting<std::int64_t>(reader, "threads", common.search.threads, common.search);
  if (const toml::table* small = reader.node<toml::table>("quick")) {
    TableReader inner(*small, file, error);
    std::optional<std::size_t> tasks;
    inner.read<std::int64_t>("tasks", tasks);
    inner.read<double>("seconds", common.quick_seconds);
    inner.read<std::int64_t>("steps", common.quick_steps);
    inner.finish();
    if (quick) experiment.tasks = tasks;
  }
  if (const toml::array* arms = reader.node<toml::array>("arm")) {
    for (const toml::node& node : *arms) {
      const toml::table* arm = node.as_table();
      if (arm == nullptr) {
        reader.complain(node.source(), "an arm is a table");
      } else {
        std::vector<std::string> shifts;
        experiment.arms.push_back(read_arm(*arm, file, common, quick, shifts, error));
        if (const auto unknown = choose_suites(experiment, shifts, experiment.arms.back())) {
          reader.complain(node.source(), fmt::format("there is no shift '{}'", *unknown));
        }
      }
    }
  }
  if (!error) read_shift_bars(reader, experiment);
  if (!error) read_pairs(reader, experiment, file, error);
  reader.finish();
  if (experiment.suites.empty()) reader.complain(table.source(), "no suite");
  if (experiment.arms.empty()) reader.complain(table.source(), "no arm");
  if (error) return tl::unexpected(*error);
  return experiment;
}

}  // namespace gestalt::experiments
