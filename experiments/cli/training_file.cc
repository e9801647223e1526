#include "experiments/cli/training_file.h"

#include <algorithm>
#include <array>

#include "experiments/cli/toml_reader.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

/// Reads an integer and holds it to a range.
template <class T>
void read_count(TableReader& reader, std::string_view key, std::int64_t least, std::int64_t most,
                T& value) {
  auto number = static_cast<std::int64_t>(value);
  reader.read<std::int64_t>(key, number);
  if (number < least || number > most) {
    reader.complain(reader.source(),
                    fmt::format("'{}' is {}, not from {} to {}", key, number, least, most));
  }
  value = static_cast<T>(number);
}

void read_data(const toml::table& table, const std::string& file, std::optional<Error>& error,
               TrainingFile& training) {
  TableReader reader(table, file, error);
  synthesis::TaskSamplerOptions& sampler = training.sampler;
  std::string predicts = "costs";
  reader.read<std::string>("predicts", predicts);
  if (predicts == "values") {
    training.predicts = neural::Predicts::kValues;
  } else if (predicts != "costs") {
    reader.complain(table.source(), "'predicts' is 'costs' or 'values'");
  }
  read_count(reader, "search_steps", 100, 1'000'000, training.search_steps);
  reader.read<std::string>("inputs", training.inputs);
  reader.read<std::string>("corpus", training.corpus);
  read_count(reader, "folds", 0, 1000, training.folds);
  read_count(reader, "fold", 0, std::max(0, training.folds - 1), training.fold);
  read_count(reader, "solved", 0, 90, training.solved);
  if (training.solved > 0 && (training.inputs.empty() || training.corpus.empty())) {
    reader.complain(table.source(), "'solved' needs 'inputs' and a 'corpus'");
  }
  read_count(reader, "least_pairs", 1, 8, sampler.least_pairs);
  read_count(reader, "most_pairs", static_cast<std::int64_t>(sampler.least_pairs), 8,
             sampler.most_pairs);
  read_count(reader, "by_cost", 0, 1000, sampler.by_cost);
  read_count(reader, "evenly", 0, 1000, sampler.evenly);
  read_count(reader, "mutated", 0, 1000, sampler.mutated);
  if (sampler.by_cost + sampler.evenly < 1) {
    reader.complain(table.source(), "'by_cost' and 'evenly' are both 0");
  }
  if (const toml::array* sizes = reader.node<toml::array>("sizes")) {
    sampler.sizes.clear();
    for (const toml::node& node : *sizes) {
      const std::int64_t size = node.value_or(std::int64_t{0});
      if (size < 1 || size > 30) reader.complain(node.source(), "a size is from 1 to 30");
      sampler.sizes.push_back(static_cast<int>(size));
    }
    if (sampler.sizes.empty()) reader.complain(sizes->source(), "no size");
  }
  reader.finish();
}

void read_net(const toml::table& table, const std::string& file, std::optional<Error>& error,
              neural::NetSizes& sizes) {
  TableReader reader(table, file, error);
  read_count(reader, "hidden", 2, 4096, sizes.hidden);
  read_count(reader, "task", 1, 4096, sizes.task);
  read_count(reader, "rank", 1, 1024, sizes.rank);
  read_count(reader, "channels", 0, 512, sizes.channels);
  read_count(reader, "pairs", 1, 8, sizes.pairs);
  read_count(reader, "side", 8, 64, sizes.side);
  reader.finish();
}

void read_train(const toml::table& table, const std::string& file, std::optional<Error>& error,
                TrainingFile& training) {
  constexpr std::int64_t kMany = 1'000'000'000;
  TableReader reader(table, file, error);
  neural::TrainOptions& train = training.train;
  read_count(reader, "steps", 1, kMany, train.schedule.steps);
  read_count(reader, "warm_up", 1, kMany, train.schedule.warm_up);
  reader.read<double>("learning_rate", train.schedule.peak);
  reader.read<double>("clip", train.clip);
  reader.read<double>("dropout", training.dropout);
  reader.read<double>("weight_decay", training.weight_decay);
  read_count(reader, "batch", 1, 1 << 20, training.batch);
  read_count(reader, "validation", 1, 1 << 20, training.validation);
  read_count(reader, "report_every", 1, kMany, train.report_every);
  read_count(reader, "validate_every", 1, kMany, train.validate_every);
  read_count(reader, "checkpoint_every", 1, kMany, train.checkpoint_every);
  read_count(reader, "threads", 0, 1024, training.threads);
  reader.read<std::string>("device", training.device);
  constexpr std::array<std::string_view, 3> kDevices{"auto", "cpu", "cuda"};
  if (std::ranges::find(kDevices, training.device) == kDevices.end()) {
    reader.complain(table.source(), fmt::format("there is no device '{}'", training.device));
  }
  if (!(train.schedule.peak > 0) || !(train.clip > 0)) {
    reader.complain(table.source(), "'learning_rate' and 'clip' are positive numbers");
  }
  if (!(training.dropout >= 0 && training.dropout < 1) || !(training.weight_decay >= 0)) {
    reader.complain(table.source(), "'dropout' is from 0 to below 1, 'weight_decay' from 0");
  }
  reader.finish();
}

}  // namespace

Result<TrainingFile> parse_training(const std::string& text, const std::string& file) {
  const auto table = parse_toml(text, file);
  if (!table) return tl::unexpected(table.error());
  TrainingFile training;
  training.text = text;
  std::optional<Error> error;
  TableReader reader(*table, file, error);
  read_count(reader, "seed", 0, std::int64_t{1} << 62, training.seed);
  if (const toml::table* data = reader.node<toml::table>("data")) {
    read_data(*data, file, error, training);
  }
  if (const toml::table* net = reader.node<toml::table>("net")) {
    read_net(*net, file, error, training.sizes);
  }
  if (const toml::table* train = reader.node<toml::table>("train")) {
    read_train(*train, file, error, training);
  }
  reader.finish();
  if (error) return tl::unexpected(*error);
  return training;
}

Result<TrainingFile> read_training_file(const std::string& file) {
  const auto text = tasks::read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_training(*text, file);
}

}  // namespace gestalt::experiments
