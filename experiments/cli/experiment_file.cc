#include "experiments/cli/experiment_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "synthesis/search/synthesize.h"

namespace gestalt::experiments {

namespace {

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
  reader.read<std::string>("guide", arm.search.guide);
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

}  // namespace gestalt::experiments
