// Batches for a network, sampled as a training file says.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "experiments/cli/training_file.h"
#include "neural/serve/reader.h"
#include "neural/serve/value_reader.h"
#include "synthesis/sample/task_sampler.h"
#include "tasks/corpus_file.h"
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

/// Tasks of a suite with the programs of a corpus that solve them.
///
/// Threads: any number.
class SolvedTasks {
 public:
  enum class Part : std::uint8_t { kTrainedOn, kLeftOut };

  /// Those of the folds that are trained on, or those of the fold that is left out.
  /// Errors: those of the suite and the corpus.
  [[nodiscard]] static Result<SolvedTasks> open(const dsl::Domain& domain,
                                                const TrainingFile& training, Part part);
  [[nodiscard]] std::size_t size() const { return solved_.size(); }
  /// Of these strategies the shares of all that have found programs for these tasks, each with one
  /// task more than there are.
  [[nodiscard]] synthesis::StrategyShares shares(const std::vector<std::string>& strategies) const;
  /// A task as a search meets it: by its train pairs.
  [[nodiscard]] neural::TaskReader::Row read(const neural::TaskReader& reader,
                                             std::size_t task) const;
  /// Some task by some of its pairs, two or more, train and test alike. Requires a task.
  [[nodiscard]] neural::TaskReader::Row draw(const neural::TaskReader& reader, dsl::Rng& rng) const;

 private:
  struct Solved {
    tasks::Task task;
    tasks::CorpusEntry entry;
    dsl::TermId program;
    std::optional<synthesis::SizeRelation> sizes;  ///< of all pairs
  };
  /// A task by some of its pairs, with what is to be learnt of it.
  [[nodiscard]] neural::TaskReader::Row row_of(const neural::TaskReader& reader,
                                               const Solved& solved,
                                               const dsl::Examples& examples) const;

  std::vector<Solved> solved_;
  dsl::TermPool pool_;
};

using Rows = std::vector<neural::TaskReader::Row>;

/// So many tasks from a group on, read for a network, in up to `threads` threads.
/// Requires a multiple of TaskSampler::kGroup.
[[nodiscard]] Rows sample_rows(const synthesis::TaskSampler& sampler, const dsl::Domain& domain,
                               const neural::TaskReader& reader, std::uint64_t first_group,
                               std::size_t tasks, int threads);

/// Values that searches of so many steps meet on such tasks, each with whether it leads to the
/// outputs, read for a network.
[[nodiscard]] Rows sample_value_rows(const synthesis::TaskSampler& sampler,
                                     const dsl::Domain& domain, const neural::ValueReader& reader,
                                     std::uint64_t first_group, std::size_t tasks,
                                     std::uint64_t steps, int threads);

/// `tasks` rounded up to whole groups.
[[nodiscard]] std::size_t whole_groups(int tasks);

}  // namespace gestalt::experiments
