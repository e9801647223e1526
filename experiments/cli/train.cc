// gestalt train: trains a guide network on sampled tasks.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "dsl/core/digest.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/search_settings.h"
#include "experiments/cli/training_data.h"
#include "neural/load.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

using synthesis::Split;
using synthesis::TaskSampler;

struct TrainCommand {
  std::string domain = "grid";
  std::string config;
  std::string out;
  bool resume = false;
};

/// Whether to use CUDA: as the file says, or where the module finds a device.
Result<bool> use_cuda(const synthesis::Module& module, const std::string& device) {
  if (device != "auto") return device == "cuda";
  const auto facts = module.describe();
  if (!facts) return tl::unexpected(facts.error());
  for (const synthesis::Fact& fact : *facts) {
    if (fact.key == "cuda devices") return fact.value != "0";
  }
  return false;
}

std::string time_text(double seconds) {
  const auto all = static_cast<std::uint64_t>(seconds);
  return fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

/// The line of progress, and once a warning where the network waits for its data.
class Show {
 public:
  void operator()(const neural::TrainProgress& at) {
    constexpr double kMuch = 0.5;
    if (at.waited > kMuch && !warned_) {
      warned_ = true;
      progress_.clear();
      print_error(
          fmt::format("the network waits for tasks {:.0f} % of the time: more threads for "
                      "the sampler or a larger network would use the device better",
                      100 * at.waited));
    }
    progress_.show(fmt::format(
        "step {} of {}  {:.3f} nats a choice  {:.1f} % right  {:.0f} tasks a second  {} left",
        grouped(at.step), grouped(at.steps), at.nats, 100 * at.right, at.tasks_per_second,
        time_text(at.seconds_left)));
  }
  void clear() { progress_.clear(); }

 private:
  Progress progress_;
  bool warned_ = false;
};

/// Held-out tasks: programs, then compositions, that training never draws; and solved tasks of the
/// fold that is left out.
Result<void> add_validation(const dsl::Domain& domain, const TrainingFile& training,
                            const neural::TaskReader& reader, int threads,
                            neural::TrainInput& input) {
  for (const Split split : {Split::kProgram, Split::kComposition}) {
    // Another seed than the training's, so that the inputs are others, too.
    auto stream = TaskStream::open(domain, training, split, training.seed + 1);
    if (!stream) return tl::unexpected(stream.error());
    input.validation.emplace_back(
        std::string(to_string(split)),
        neural::TaskReader::batch_of(sample_rows((*stream)->sampler(), reader, 0,
                                                 whole_groups(training.validation), threads)));
  }
  if (training.folds == 0 || training.inputs.empty() || training.corpus.empty()) return {};
  const auto left_out = SolvedTasks::open(domain, training, SolvedTasks::Part::kLeftOut);
  if (!left_out) return tl::unexpected(left_out.error());
  if (left_out->size() == 0) return {};
  Rows rows;
  for (std::size_t i = 0; i < left_out->size(); ++i) rows.push_back(left_out->read(reader, i));
  input.validation.emplace_back("fold", neural::TaskReader::batch_of(rows));
  return {};
}

/// What a network is trained on: batch i is a function of i alone.
class Batches {
 public:
  /// The reader outlives the batches.
  static Result<std::unique_ptr<Batches>> open(const dsl::Domain& domain,
                                               const TrainingFile& training,
                                               const neural::TaskReader& reader, int threads) {
    auto stream = TaskStream::open(domain, training, Split::kTrain, training.seed);
    if (!stream) return tl::unexpected(stream.error());
    SolvedTasks solved;
    std::size_t of_solved = 0;
    if (training.solved > 0) {
      auto opened = SolvedTasks::open(domain, training, SolvedTasks::Part::kTrainedOn);
      if (!opened) return tl::unexpected(opened.error());
      solved = *std::move(opened);
      if (solved.size() > 0) of_solved = whole_groups(training.batch * training.solved / 100);
    }
    const std::size_t all = whole_groups(training.batch);
    const std::size_t sampled = std::max(all - of_solved, TaskSampler::kGroup);
    return std::unique_ptr<Batches>(new Batches(*std::move(stream), std::move(solved), reader,
                                                training.seed, sampled, of_solved, threads));
  }

  [[nodiscard]] neural::NetBatch make(std::uint64_t i) const {
    Rows rows = sample_rows(stream_->sampler(), reader_, i * (sampled_ / TaskSampler::kGroup),
                            sampled_, threads_);
    dsl::Rng rng(dsl::digest_bytes(&i, sizeof(i), seed_).low);
    for (std::size_t k = 0; k < of_solved_; ++k) rows.push_back(solved_.draw(reader_, rng));
    return neural::TaskReader::batch_of(rows);
  }

 private:
  Batches(std::unique_ptr<TaskStream> stream, SolvedTasks solved, const neural::TaskReader& reader,
          std::uint64_t seed, std::size_t sampled, std::size_t of_solved, int threads)
      : stream_(std::move(stream)),
        solved_(std::move(solved)),
        reader_(reader),
        seed_(seed),
        sampled_(sampled),
        of_solved_(of_solved),
        threads_(threads) {}

  std::unique_ptr<TaskStream> stream_;
  SolvedTasks solved_;
  const neural::TaskReader& reader_;
  std::uint64_t seed_;
  std::size_t sampled_;    ///< tasks of a batch that are made up
  std::size_t of_solved_;  ///< tasks of a batch that the corpus solves
  int threads_;
};

Result<Outcome> train(const TrainCommand& command) {
  const auto domain = tasks::find_domain(command.domain);
  if (!domain) return tl::unexpected(domain.error());
  const auto training = read_training_file(command.config);
  if (!training) return tl::unexpected(training.error());
  const auto module = neural::load();
  if (!module) return tl::unexpected(module.error());
  const auto cuda = use_cuda(*module, training->device);
  if (!cuda) return tl::unexpected(cuda.error());
  const int threads = training->threads > 0 ? training->threads : all_cores();

  const neural::TaskReader reader(**domain, training->sizes);
  neural::TrainInput input;
  input.purpose = reader.purpose();
  input.sizes = training->sizes;
  input.config = training->text;
  const auto held_out = add_validation(**domain, *training, reader, threads, input);
  if (!held_out) return tl::unexpected(held_out.error());
  const auto batches = Batches::open(**domain, *training, reader, threads);
  if (!batches) return tl::unexpected(batches.error());
  input.batch = [&](std::uint64_t i) { return (*batches)->make(i); };
  auto net = neural::Net::make(
      *module, training->sizes, reader.shape(),
      {*cuda, threads, training->seed, training->dropout, training->weight_decay});
  if (!net) return tl::unexpected(net.error());
  const std::atomic<bool>& interrupted = catch_interrupts();
  Show show;
  const auto done = neural::train(*net, training->train, input, command.out, command.resume,
                                  interrupted, [&](const neural::TrainProgress& at) { show(at); });
  show.clear();
  if (!done) return tl::unexpected(done.error());
  print(fmt::format("{}\n", (std::filesystem::path(command.out) / neural::kGuideFile).string()));
  if (!interrupted) return Outcome::kDone;
  print_error("interrupted; --resume goes on");
  return Outcome::kFailed;
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  auto options = std::make_shared<TrainCommand>();
  CLI::App* command = app.add_subcommand(
      "train",
      "Train a network to guide searches, on programs drawn from the language and run on made-up "
      "inputs.\nWrites metrics.jsonl, state.net (to go on with) and guide.net (for --guide) into "
      "DIR.\nCtrl-C saves and ends; exit status 1: interrupted.");
  command->add_option("--domain", options->domain, "Whose programs; grid unless given");
  command->add_option("--config", options->config, "What to train, as neural/checkpoints/grid.toml")
      ->required()
      ->check(CLI::ExistingFile)
      ->type_name("FILE.toml");
  command->add_option("--out", options->out, "Folder of the run")->required()->type_name("DIR");
  command->add_flag("--resume", options->resume,
                    "Go on with the run in DIR: the curve is that of a run that never stopped");
  command->callback([options, &action] { action = [options] { return train(*options); }; });
}

}  // namespace gestalt::experiments
