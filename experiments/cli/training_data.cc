#include "experiments/cli/training_data.h"

#include <algorithm>

#include "dsl/core/digest.h"
#include "experiments/cli/suite.h"
#include "tasks/corpus_file.h"

namespace gestalt::experiments {

namespace {

using synthesis::TaskSampler;

/// Whether a task's grids and program may be trained on.
bool is_used(const TrainingFile& training, const std::string& id) {
  return training.folds == 0 || fold_of(id, training.folds) != training.fold;
}

}  // namespace

int fold_of(std::string_view task, int folds) {
  return static_cast<int>(dsl::digest_text(task).low % static_cast<std::uint64_t>(folds));
}

Result<std::unique_ptr<TaskStream>> TaskStream::open(const dsl::Domain& domain,
                                                     const TrainingFile& training,
                                                     synthesis::Split split, std::uint64_t seed) {
  tasks::InputSource inputs(domain, domain.task_type.parameters().front());
  if (!training.inputs.empty()) {
    auto suite = load_suite(training.inputs);
    if (!suite) return tl::unexpected(suite.error());
    std::erase_if(suite->tasks,
                  [&](const tasks::Task& task) { return !is_used(training, task.id()); });
    inputs.add_tasks(suite->tasks);
  }
  synthesis::TaskSamplerOptions options = training.sampler;
  options.split = split;
  options.seed = seed;
  std::unique_ptr<TaskStream> stream(new TaskStream(domain, std::move(inputs), std::move(options)));
  if (!training.corpus.empty()) {
    const auto corpus = tasks::read_corpus(training.corpus);
    if (!corpus) return tl::unexpected(corpus.error());
    std::vector<std::string> programs;
    for (const tasks::CorpusEntry& entry : corpus->entries) {
      if (is_used(training, entry.task)) programs.push_back(entry.program);
    }
    const auto added = stream->sampler_.add_corpus(programs);
    if (!added) return tl::unexpected(added.error());
  }
  return stream;
}

neural::NetBatch sample_batch(const TaskSampler& sampler, const neural::TaskReader& reader,
                              std::uint64_t first_group, std::size_t tasks, int threads) {
  std::vector<neural::TaskReader::Row> rows(tasks);
  sampler.sample(first_group, tasks / TaskSampler::kGroup, threads,
                 [&](std::size_t task, const synthesis::SampledTask& sampled) {
                   dsl::Arena arena;
                   rows[task] = reader.read(sampled.examples, arena);
                   rows[task].decisions =
                       reader.vocabulary().decisions(sampled.pool, sampled.program, 1);
                 });
  return neural::TaskReader::batch_of(rows);
}

std::size_t whole_groups(int tasks) {
  const auto wanted = static_cast<std::size_t>(tasks);
  return (wanted + TaskSampler::kGroup - 1) / TaskSampler::kGroup * TaskSampler::kGroup;
}

}  // namespace gestalt::experiments
