// Tasks to train on: random programs run on random inputs, without the trivial ones.
//
// Tasks come in groups that share their inputs. Within a group the rows of all that has been
// computed, of the cheap terms and of every sub-term of earlier programs, are remembered with what
// they cost at least: a program of which any part is matched by something cheaper is no task. So
// the program is the cheapest one known for its task.
// Source: sampling from the grammar as DreamCoder's dreams (Ellis et al. 2021); the filter by
// equivalence is that of bottom-up enumeration.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "dsl/core/program.h"
#include "synthesis/sample/program_sampler.h"
#include "synthesis/sample/split.h"
#include "tasks/corpus_file.h"
#include "tasks/generate/inputs.h"
#include "tasks/task.h"

namespace gestalt::synthesis {

struct TaskSamplerOptions {
  std::uint64_t seed = 0;
  Split split = Split::kTrain;
  std::size_t least_pairs = 2;  ///< train pairs of a task; one test pair is added
  std::size_t most_pairs = 4;
  std::vector<int> sizes = {1, 2, 2, 3, 3, 3, 4, 4, 5, 6};  ///< primitives, drawn evenly from these
  /// Parts of a hundred of programs drawn by the records' costs; evenly; and by changing a program
  /// of the corpus, where there is one.
  int by_cost = 60;
  int evenly = 20;
  int mutated = 20;
};

/// A task with the program that made it. Lives as long as the call that shows it.
struct SampledTask {
  const dsl::Examples& examples;  ///< the last input is the test's
  dsl::Value test_output;
  const dsl::TermPool& pool;
  dsl::TermId program;
  int cost = 0;                                        ///< of the program, by the records
  const dsl::Program& code;                            ///< of the program
  const std::vector<std::vector<dsl::Value>>& values;  ///< of its instructions, by example
  const std::string* inputs_of = nullptr;              ///< id of the task whose inputs were changed
};

/// Whether an instruction is a primitive that gives values of the type of a task's outputs.
[[nodiscard]] bool gives_outputs_type(const dsl::Instruction& step, const dsl::Domain& domain);

/// How many programs were drawn, and what became of them.
struct SamplerCounts {
  std::atomic<std::uint64_t> drawn{0};
  std::atomic<std::uint64_t> faulty{0};       ///< no value on some input, or no output
  std::atomic<std::uint64_t> trivial{0};      ///< the outputs say nothing
  std::atomic<std::uint64_t> dear{0};         ///< something cheaper does the same
  std::atomic<std::uint64_t> unreachable{0};  ///< has a literal that no search would try
  std::atomic<std::uint64_t> held_out{0};     ///< belongs to another split
  std::atomic<std::uint64_t> accepted{0};
};

/// Threads: any number.
class TaskSampler {
 public:
  static constexpr std::size_t kGroup = 16;  ///< tasks of one group
  using Visitor = std::function<void(std::size_t task, const SampledTask&)>;

  /// `inputs` and the domain outlive the sampler.
  TaskSampler(const dsl::Domain& domain, const tasks::InputSource& inputs,
              TaskSamplerOptions options);

  /// Programs to change; half of those that run on a task's inputs come of the task's own, where it
  /// has one. Those that are too large are skipped; the others are counted.
  /// Errors: text that is no program of the domain.
  [[nodiscard]] Result<std::size_t> add_corpus(std::span<const tasks::CorpusEntry> programs);

  /// Visits the tasks of groups [first, first + count), each once, from `threads` threads:
  /// `task` counts from 0. The same seed gives the same tasks for any number of threads.
  void sample(std::uint64_t first, std::uint64_t count, int threads, const Visitor& visit) const;

  [[nodiscard]] const SamplerCounts& counts() const { return counts_; }

 private:
  class Group;

  const dsl::Domain* domain_;
  const tasks::InputSource* inputs_;
  TaskSamplerOptions options_;
  Costs by_cost_;
  Costs evenly_;
  std::vector<dsl::Type> literal_types_;
  ProgramSampler programs_;
  std::vector<dsl::PrimitiveId> unary_;  ///< of the output's type, from the input's
  dsl::TermPool corpus_pool_;
  std::vector<dsl::TermId> corpus_;                               ///< in corpus_pool_
  std::unordered_map<std::string, dsl::TermId> program_of_task_;  ///< of them, by the task's id
  mutable SamplerCounts counts_;
};

/// The task as a value, with its test output.
[[nodiscard]] tasks::Task to_task(const SampledTask& sampled, const dsl::Domain& domain,
                                  std::string id);

}  // namespace gestalt::synthesis
