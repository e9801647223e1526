// Batches for a network, sampled as a training file says.
#pragma once

#include <memory>
#include <string_view>

#include "experiments/cli/training_file.h"
#include "neural/serve/reader.h"
#include "synthesis/sample/task_sampler.h"
#include "tasks/generate/inputs.h"

namespace gestalt::experiments {

/// The fold that a task is left out with, of so many: what is trained for that fold has seen
/// neither its grids nor its program.
[[nodiscard]] int fold_of(std::string_view task, int folds);

/// Where sampled tasks come from: inputs and a sampler over them.
///
/// Threads: any number. Not to be moved: the sampler points to the inputs.
class TaskStream {
 public:
  /// Errors: those of the suite and the corpus.
  [[nodiscard]] static Result<std::unique_ptr<TaskStream>> open(const dsl::Domain& domain,
                                                                const TrainingFile& training,
                                                                synthesis::Split split,
                                                                std::uint64_t seed);
  [[nodiscard]] const synthesis::TaskSampler& sampler() const { return sampler_; }

 private:
  TaskStream(const dsl::Domain& domain, tasks::InputSource inputs,
             synthesis::TaskSamplerOptions options)
      : inputs_(std::move(inputs)), sampler_(domain, inputs_, std::move(options)) {}

  tasks::InputSource inputs_;
  synthesis::TaskSampler sampler_;
};

/// The batch of so many tasks from a group on, read for a network, in up to `threads` threads.
/// Requires a multiple of TaskSampler::kGroup.
[[nodiscard]] neural::NetBatch sample_batch(const synthesis::TaskSampler& sampler,
                                            const neural::TaskReader& reader,
                                            std::uint64_t first_group, std::size_t tasks,
                                            int threads);

/// `tasks` rounded up to whole groups.
[[nodiscard]] std::size_t whole_groups(int tasks);

}  // namespace gestalt::experiments
