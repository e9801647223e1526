#include "experiments/cli/training_data.h"

#include <algorithm>

#include "dsl/core/digest.h"
#include "dsl/core/syntax.h"
#include "experiments/cli/suite.h"
#include "synthesis/sample/met_values.h"
#include "tasks/corpus_file.h"
#include "tasks/generate/draws.h"

namespace gestalt::experiments {

namespace {

using synthesis::TaskSampler;

/// Whether a task's grids and program may be trained on.
bool is_used(const TrainingFile& training, const std::string& id) {
  return training.folds == 0 || fold_of(id, training.folds) != training.fold;
}

/// The pairs whose outputs are known, train and test alike.
std::vector<std::size_t> pairs_of(const tasks::Task& task) {
  std::vector<std::size_t> pairs;
  for (std::size_t i = 0; i < task.size(); ++i) {
    if (task.output(i)) pairs.push_back(i);
  }
  return pairs;
}

/// These pairs, all as train pairs.
dsl::Examples examples_of(const tasks::Task& task, const std::vector<std::size_t>& pairs) {
  dsl::Examples examples;
  examples.input_types = task.type().parameters();
  examples.output_type = task.type().result();
  examples.train_count = pairs.size();
  examples.inputs.resize(1);
  for (const std::size_t pair : pairs) {
    examples.inputs.front().push_back(task.inputs(pair).front());
    examples.outputs.push_back(*task.output(pair));
  }
  return examples;
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
    std::vector<tasks::CorpusEntry> used;
    for (const tasks::CorpusEntry& entry : corpus->entries) {
      if (is_used(training, entry.task)) used.push_back(entry);
    }
    const auto added = stream->sampler_.add_corpus(used);
    if (!added) return tl::unexpected(added.error());
  }
  return stream;
}

Result<SolvedTasks> SolvedTasks::open(const dsl::Domain& domain, const TrainingFile& training,
                                      Part part) {
  SolvedTasks solved;
  auto suite = load_suite(training.inputs);
  if (!suite) return tl::unexpected(suite.error());
  const auto corpus = tasks::read_corpus(training.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  for (tasks::Task& task : suite->tasks) {
    if (is_used(training, task.id()) != (part == Part::kTrainedOn)) continue;
    const auto entry = std::ranges::find(corpus->entries, task.id(), &tasks::CorpusEntry::task);
    if (entry == corpus->entries.end()) continue;
    const auto program = dsl::parse_program(entry->program, task.type(), domain, solved.pool_);
    if (!program) return tl::unexpected(program.error());
    const dsl::Examples examples = examples_of(task, pairs_of(task));
    const auto sizes = neural::size_relation_of(domain, examples.inputs.front(), examples.outputs);
    solved.solved_.push_back({std::move(task), *entry, *program, sizes});
  }
  return solved;
}

neural::TaskReader::Row SolvedTasks::row_of(const neural::TaskReader& reader, const Solved& solved,
                                            const dsl::Examples& examples) const {
  dsl::Arena arena;
  auto row = reader.read(examples, arena);
  reader.learn(row, examples, pool_, solved.program,
               {solved.sizes, solved.entry.cost, solved.entry.strategies});
  return row;
}

synthesis::StrategyShares SolvedTasks::shares(const std::vector<std::string>& strategies) const {
  synthesis::StrategyShares shares;
  double all = 0;
  for (const std::string& name : strategies) {
    const auto found = std::ranges::count_if(solved_, [&](const Solved& solved) {
      return std::ranges::find(solved.entry.strategies, name) != solved.entry.strategies.end();
    });
    all += shares.emplace_back(name, found + 1).second;
  }
  for (auto& [name, share] : shares) share /= all;
  return shares;
}

neural::TaskReader::Row SolvedTasks::read(const neural::TaskReader& reader,
                                          std::size_t task) const {
  return row_of(reader, solved_[task], solved_[task].task.examples());
}

neural::TaskReader::Row SolvedTasks::draw(const neural::TaskReader& reader, dsl::Rng& rng) const {
  constexpr std::size_t kLeast = 2;
  const Solved& solved = solved_[rng() % solved_.size()];
  std::vector<std::size_t> pairs = pairs_of(solved.task);
  tasks::shuffle(rng, pairs);
  if (pairs.size() > kLeast) pairs.resize(kLeast + rng() % (pairs.size() - kLeast + 1));
  return row_of(reader, solved, examples_of(solved.task, pairs));
}

Rows sample_rows(const TaskSampler& sampler, const dsl::Domain& domain,
                 const neural::TaskReader& reader, std::uint64_t first_group, std::size_t tasks,
                 int threads) {
  Rows rows(tasks);
  sampler.sample(first_group, tasks / TaskSampler::kGroup, threads,
                 [&](std::size_t task, const synthesis::SampledTask& sampled) {
                   dsl::Arena arena;
                   rows[task] = reader.read(sampled.examples, arena);
                   std::vector<dsl::Value> outputs = sampled.examples.outputs;
                   outputs.push_back(sampled.test_output);
                   const auto sizes =
                       neural::size_relation_of(domain, sampled.examples.inputs.front(), outputs);
                   reader.learn(rows[task], sampled.examples, sampled.pool, sampled.program,
                                {sizes, sampled.cost});
                 });
  return rows;
}

Rows sample_value_rows(const TaskSampler& sampler, const dsl::Domain& domain,
                       const neural::ValueReader& reader, std::uint64_t first_group,
                       std::size_t tasks, std::uint64_t steps, int threads) {
  std::vector<Rows> of_task(tasks);
  dsl::ChunkPool memory;
  sampler.sample(
      first_group, tasks / TaskSampler::kGroup, threads,
      [&](std::size_t task, const synthesis::SampledTask& sampled) {
        if (!reader.reads(sampled.examples)) return;
        const auto outputs = reader.read_outputs(sampled.examples);
        const std::uint64_t seed = first_group * TaskSampler::kGroup + task;
        synthesis::for_each_met_value(
            domain, sampled, steps, seed, memory, [&](const dsl::Value* row, bool is_part) {
              neural::TaskReader::Row& read = of_task[task].emplace_back();
              read.properties.resize(reader.width());
              reader.read(outputs, row, read.properties);
              read.decisions = {
                  {0, is_part ? neural::ValueReader::kPart : neural::ValueReader::kOther}};
            });
      });
  Rows rows;
  for (Rows& own : of_task) std::ranges::move(own, std::back_inserter(rows));
  return rows;
}

std::size_t whole_groups(int tasks) {
  const auto wanted = static_cast<std::size_t>(tasks);
  return (wanted + TaskSampler::kGroup - 1) / TaskSampler::kGroup * TaskSampler::kGroup;
}

}  // namespace gestalt::experiments
