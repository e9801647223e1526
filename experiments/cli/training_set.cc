#include "experiments/cli/training_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "dsl/core/digest.h"
#include "experiments/cli/training_data.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::experiments {

namespace {

using neural::Predicts;
using synthesis::Split;
using synthesis::TaskSampler;

/// The decisions of a batch in slots [first, last).
neural::NetBatch decisions_in(const neural::NetBatch& batch, std::int32_t first,
                              std::int32_t last) {
  neural::NetBatch part = batch;
  part.task_of.clear();
  part.slot_of.clear();
  part.head_of.clear();
  for (std::size_t i = 0; i < batch.slot_of.size(); ++i) {
    if (batch.slot_of[i] < first || batch.slot_of[i] >= last) continue;
    part.task_of.push_back(batch.task_of[i]);
    part.slot_of.push_back(batch.slot_of[i]);
    part.head_of.push_back(batch.head_of[i]);
  }
  return part;
}

/// Splits what is validated into the choices of programs, under its own name, and each question.
void split_questions(const neural::Vocabulary& vocabulary, neural::TrainInput& input) {
  auto whole = std::exchange(input.validation, {});
  for (auto& [name, batch] : whole) {
    const std::int32_t programs = vocabulary.program_slots();
    input.validation.emplace_back(name, decisions_in(batch, 0, programs));
    for (std::int32_t slot = programs; slot < vocabulary.slots(); ++slot) {
      auto part = decisions_in(batch, slot, slot + 1);
      if (part.task_of.empty()) continue;
      input.validation.emplace_back(fmt::format("{}, {}", name, vocabulary.question_name(slot)),
                                    std::move(part));
    }
  }
}

/// Solved tasks of the fold that is left out.
Result<void> add_fold(const dsl::Domain& domain, const TrainingFile& training,
                      const neural::TaskReader& reader, neural::TrainInput& input) {
  if (training.folds == 0 || training.inputs.empty() || training.corpus.empty()) return {};
  const auto left_out = SolvedTasks::open(domain, training, SolvedTasks::Part::kLeftOut);
  if (!left_out) return tl::unexpected(left_out.error());
  if (left_out->size() == 0) return {};
  Rows rows;
  for (std::size_t i = 0; i < left_out->size(); ++i) rows.push_back(left_out->read(reader, i));
  input.validation.emplace_back("fold", neural::TaskReader::batch_of(rows));
  return {};
}

/// Held-out tasks, programs, then compositions, that training never draws. `read(sampler, first
/// group, tasks)` makes a batch of some.
template <class Read>
Result<void> add_held_out(const dsl::Domain& domain, const TrainingFile& training, Read read,
                          neural::TrainInput& input) {
  for (const Split split : {Split::kProgram, Split::kComposition}) {
    // Another seed than the training's, so that the inputs are others, too.
    auto stream = TaskStream::open(domain, training, split, training.seed + 1);
    if (!stream) return tl::unexpected(stream.error());
    input.validation.emplace_back(
        std::string(to_string(split)),
        read((*stream)->sampler(), std::uint64_t{0}, whole_groups(training.validation)));
  }
  return {};
}

/// Batches of tasks with the choices of their programs: batch i is a function of i alone.
class CostBatches {
 public:
  static Result<std::shared_ptr<CostBatches>> open(const dsl::Domain& domain,
                                                   const TrainingFile& training,
                                                   neural::TaskReader reader, SolvedTasks solved,
                                                   int threads) {
    auto stream = TaskStream::open(domain, training, Split::kTrain, training.seed);
    if (!stream) return tl::unexpected(stream.error());
    const std::size_t of_solved =
        solved.size() > 0 ? whole_groups(training.batch * training.solved / 100) : 0;
    const std::size_t all = whole_groups(training.batch);
    const std::size_t sampled = std::max(all - of_solved, TaskSampler::kGroup);
    return std::shared_ptr<CostBatches>(
        new CostBatches(domain, *std::move(stream), std::move(solved), std::move(reader),
                        training.seed, sampled, of_solved, threads));
  }

  [[nodiscard]] neural::NetBatch make(std::uint64_t i) const {
    Rows rows = sample_rows(stream_->sampler(), *domain_, reader_,
                            i * (sampled_ / TaskSampler::kGroup), sampled_, threads_);
    dsl::Rng rng(dsl::digest_bytes(&i, sizeof(i), seed_).low);
    for (std::size_t k = 0; k < of_solved_; ++k) rows.push_back(solved_.draw(reader_, rng));
    return neural::TaskReader::batch_of(rows);
  }

 private:
  CostBatches(const dsl::Domain& domain, std::unique_ptr<TaskStream> stream, SolvedTasks solved,
              neural::TaskReader reader, std::uint64_t seed, std::size_t sampled,
              std::size_t of_solved, int threads)
      : domain_(&domain),
        stream_(std::move(stream)),
        solved_(std::move(solved)),
        reader_(std::move(reader)),
        seed_(seed),
        sampled_(sampled),
        of_solved_(of_solved),
        threads_(threads) {}

  const dsl::Domain* domain_;
  std::unique_ptr<TaskStream> stream_;
  SolvedTasks solved_;
  neural::TaskReader reader_;
  std::uint64_t seed_;
  std::size_t sampled_;    ///< tasks of a batch that are made up
  std::size_t of_solved_;  ///< tasks of a batch that the corpus solves
  int threads_;
};

Result<TrainingSet> costs_of_programs(const dsl::Domain& domain, const TrainingFile& training,
                                      int threads) {
  SolvedTasks solved;
  if (training.solved > 0) {
    auto opened = SolvedTasks::open(domain, training, SolvedTasks::Part::kTrainedOn);
    if (!opened) return tl::unexpected(opened.error());
    solved = *std::move(opened);
  }
  const neural::TaskReader reader(domain, training.sizes,
                                  solved.shares(synthesis::strategy_names()));
  TrainingSet set;
  set.shape = reader.shape();
  set.input.purpose = reader.purpose();
  const auto read = [&](const TaskSampler& sampler, std::uint64_t group, std::size_t tasks) {
    return neural::TaskReader::batch_of(
        sample_rows(sampler, domain, reader, group, tasks, threads));
  };
  if (auto added = add_held_out(domain, training, read, set.input); !added) {
    return tl::unexpected(added.error());
  }
  if (auto added = add_fold(domain, training, reader, set.input); !added) {
    return tl::unexpected(added.error());
  }
  split_questions(reader.vocabulary(), set.input);
  const auto batches = CostBatches::open(domain, training, reader, std::move(solved), threads);
  if (!batches) return tl::unexpected(batches.error());
  set.input.batch = [batches = *batches](std::uint64_t i) { return batches->make(i); };
  return set;
}

Result<TrainingSet> values_on_the_way(const dsl::Domain& domain, const TrainingFile& training,
                                      int threads) {
  const neural::ValueReader reader(domain);
  TrainingSet set;
  set.shape = reader.shape();
  set.input.purpose = reader.purpose();
  if (set.shape.properties == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "has outputs without a picture, which a scorer cannot read", domain.name);
  }
  const auto read = [reader, &domain, steps = training.search_steps, threads](
                        const TaskSampler& sampler, std::uint64_t group, std::size_t tasks) {
    return neural::TaskReader::batch_of(
        sample_value_rows(sampler, domain, reader, group, tasks, steps, threads));
  };
  if (auto added = add_held_out(domain, training, read, set.input); !added) {
    return tl::unexpected(added.error());
  }
  auto stream = TaskStream::open(domain, training, Split::kTrain, training.seed);
  if (!stream) return tl::unexpected(stream.error());
  set.input.batch = [read, stream = std::shared_ptr<TaskStream>(*std::move(stream)),
                     tasks = whole_groups(training.batch)](std::uint64_t i) {
    return read(stream->sampler(), i * (tasks / TaskSampler::kGroup), tasks);
  };
  return set;
}

}  // namespace

Result<TrainingSet> make_training_set(const dsl::Domain& domain, const TrainingFile& training,
                                      int threads) {
  auto set = training.predicts == Predicts::kValues ? values_on_the_way(domain, training, threads)
                                                    : costs_of_programs(domain, training, threads);
  if (!set) return set;
  set->input.sizes = training.sizes;
  set->input.config = training.text;
  return set;
}

}  // namespace gestalt::experiments
