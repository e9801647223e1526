// gestalt tasks sample: tasks as the trainer draws them, written as task files.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>

#include "dsl/core/syntax.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/search_settings.h"
#include "experiments/cli/training_data.h"
#include "tasks/corpus_file.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

using synthesis::SampledTask;
using synthesis::TaskSampler;

struct SampleOptions {
  std::string domain = "grid";
  std::string split = "train";
  std::string config;
  std::string out;
  int count = 100;
  int threads = all_cores();
  std::uint64_t seed = 0;
};

/// Writes tasks as they come; the first failure stays.
class TaskWriter {
 public:
  TaskWriter(const dsl::Domain& domain, const SampleOptions& options)
      : domain_(domain), options_(options) {}

  void write(std::size_t number, const SampledTask& sampled) {
    if (number >= static_cast<std::size_t>(options_.count)) return;
    const std::string id = fmt::format("{}-{:05}", options_.split, number);
    const std::filesystem::path file = std::filesystem::path(options_.out) / (id + ".json");
    std::ofstream stream(file, std::ios::trunc);
    stream << tasks::print_task(synthesis::to_task(sampled, domain_, id));
    stream.close();
    std::string program = dsl::print_term(sampled.pool, sampled.program, domain_);
    const std::scoped_lock lock(mutex_);
    if (!stream) failed_ = Error{ErrorCode::kIo, "cannot be written", file.string()};
    corpus_.entries.push_back({id, 0, std::move(program)});
  }

  /// The programs go beside the folder's tasks.
  [[nodiscard]] Result<void> finish() const {
    if (failed_) return tl::unexpected(*failed_);
    return tasks::write_corpus(std::filesystem::path(options_.out) / "programs.txt", corpus_);
  }

 private:
  const dsl::Domain& domain_;
  const SampleOptions& options_;
  std::mutex mutex_;
  std::optional<Error> failed_;
  tasks::Corpus corpus_;
};

void show_counts(const synthesis::SamplerCounts& counts, double seconds) {
  const auto line = [](std::string_view what, std::uint64_t number) {
    print(fmt::format("{:<12} {:>12}\n", what, grouped(number)));
  };
  line("drawn", counts.drawn);
  line("faulty", counts.faulty);
  line("trivial", counts.trivial);
  line("dear", counts.dear);
  line("unreachable", counts.unreachable);
  line("held out", counts.held_out);
  line("accepted", counts.accepted);
  line("a second", static_cast<std::uint64_t>(static_cast<double>(counts.accepted) / seconds));
}

Result<Outcome> sample(const SampleOptions& options) {
  const auto domain = tasks::find_domain(options.domain);
  if (!domain) return tl::unexpected(domain.error());
  TrainingFile training;
  if (!options.config.empty()) {
    auto read = read_training_file(options.config);
    if (!read) return tl::unexpected(read.error());
    training = *std::move(read);
  }
  const auto stream =
      TaskStream::open(**domain, training, *synthesis::parse_split(options.split), options.seed);
  if (!stream) return tl::unexpected(stream.error());
  const std::size_t groups = whole_groups(options.count) / TaskSampler::kGroup;
  const TaskSampler& sampler = (*stream)->sampler();
  const auto start = std::chrono::steady_clock::now();
  if (options.out.empty()) {
    sampler.sample(0, groups, options.threads, [](std::size_t, const SampledTask&) {});
  } else {
    std::error_code status;
    std::filesystem::create_directories(options.out, status);
    if (status) return fail(ErrorCode::kIo, status.message(), options.out);
    TaskWriter writer(**domain, options);
    sampler.sample(0, groups, options.threads, [&](std::size_t number, const SampledTask& task) {
      writer.write(number, task);
    });
    if (const auto done = writer.finish(); !done) return tl::unexpected(done.error());
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  show_counts(sampler.counts(), taken.count());
  return Outcome::kDone;
}

}  // namespace

void add_task_sampling(CLI::App& tasks, Action& action) {
  auto options = std::make_shared<SampleOptions>();
  CLI::App* command = tasks.add_subcommand(
      "sample",
      "Draw tasks as gestalt train does, and count what becomes of the programs drawn. Part of "
      "'train'\nis what a network learns from; 'program' and 'composition' are held out.");
  command->add_option("--domain", options->domain, "Whose programs; grid unless given");
  command->add_option("--count", options->count, "Tasks; 100 unless given")
      ->check(CLI::Range(1, 100'000'000))
      ->type_name("N");
  command->add_option("--split", options->split, "Which part of all programs; train unless given")
      ->check(CLI::IsMember({"train", "program", "composition"}))
      ->type_name("train|program|composition");
  command->add_option("--config", options->config, "A training file whose [data] counts")
      ->check(CLI::ExistingFile)
      ->type_name("FILE.toml");
  command->add_option("--seed", options->seed, "Same seed, same tasks")->type_name("N");
  command->add_option("--threads", options->threads, "The result does not depend on it")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command
      ->add_option("--out", options->out,
                   "Write a task file each, and programs.txt, into a folder; else they are counted "
                   "alone")
      ->type_name("DIR");
  command->callback([options, &action] { action = [options] { return sample(*options); }; });
}

}  // namespace gestalt::experiments
