// gestalt train: trains a guide network on sampled tasks.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/search_settings.h"
#include "experiments/cli/training_set.h"
#include "neural/load.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

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

  const auto set = make_training_set(**domain, *training, threads);
  if (!set) return tl::unexpected(set.error());
  auto net = neural::Net::make(
      *module, training->sizes, set->shape,
      {*cuda, threads, training->seed, training->dropout, training->weight_decay});
  if (!net) return tl::unexpected(net.error());
  const std::atomic<bool>& interrupted = catch_interrupts();
  Show show;
  const auto done = neural::train(*net, training->train, set->input, command.out, command.resume,
                                  interrupted, [&](const neural::TrainProgress& at) { show(at); });
  show.clear();
  if (!done) return tl::unexpected(done.error());
  print(fmt::format(
      "{}\n",
      (std::filesystem::path(command.out) / neural::weights_file(set->input.purpose)).string()));
  if (!interrupted) return Outcome::kDone;
  print_error("interrupted; --resume goes on");
  return Outcome::kFailed;
}

}  // namespace

void add_train(CLI::App& app, Action& action) {
  auto options = std::make_shared<TrainCommand>();
  CLI::App* command = app.add_subcommand(
      "train",
      "Train a network to guide searches, or to score values for them, on programs drawn from the "
      "language and run on made-up inputs.\nWrites metrics.jsonl, state.net (to go on with) and "
      "guide.net or scorer.net (for --guide or --scorer) into DIR.\nCtrl-C saves and ends; exit "
      "status 1: interrupted.");
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
