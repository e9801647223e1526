// One thread equals many: the same task, budget in steps and costs give the same search on any
// number of threads, down to every count in the report.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <filesystem>

#include "dsl/core/domain.h"
#include "synthesis/search/synthesize.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::synthesis {
namespace {

/// Everything in a result but times and memory, as text.
std::string describe(const dsl::Domain& domain, const tasks::Task& task,
                     const SynthesisResult& result) {
  const SearchReport& report = result.report;
  std::string text = fmt::format("stop {} steps {} distinct {} goals {}\n", to_string(report.stop),
                                 report.steps, report.distinct, report.goals);
  for (const Candidate& candidate : result.candidates) {
    text +=
        fmt::format("candidate {} {} {}\n", candidate.cost, candidate.strategy, candidate.program);
    for (const dsl::Value value : candidate.predictions.values()) {
      text += fmt::format("  {}\n", print_value(domain, task.type().result(), value));
    }
  }
  for (const LevelReport& level : report.levels) {
    text += fmt::format("level {} {} {}\n", level.cost, level.steps, level.distinct);
  }
  for (const PrimitiveReport& primitive : report.primitives) {
    text += fmt::format("{} {} {}\n", primitive.name, primitive.steps, primitive.distinct);
  }
  for (const NearMiss& miss : report.near_misses) {
    text += fmt::format("near {} {}\n", miss.pairs_fit, miss.program);
  }
  return text;
}

std::string search(const tasks::Task& task, int threads, std::uint64_t steps) {
  const auto domain = tasks::find_domain(task.domain());
  EXPECT_TRUE(domain.has_value());
  const auto guide = make_record_guide();
  const auto verifier = make_executing_verifier();
  dsl::ChunkPool memory;
  SearchOptions options;
  options.budget.steps = steps;
  options.threads = threads;
  options.guesses = 3;  // more than most tasks have, so that the search goes on to its budget
  const auto result = synthesize(**domain, task, options, {*guide, *verifier, memory});
  if (!result) return to_string(result.error());
  EXPECT_LE(result->report.steps, steps);
  EXPECT_GT(result->report.steps, 0U);
  return describe(**domain, task, *result);
}

tasks::Task example(std::string_view file) {
  const auto task =
      tasks::read_task_file(std::filesystem::path(GESTALT_SOURCE_DIR) / "tasks/examples" / file);
  EXPECT_TRUE(task.has_value()) << file;
  return task.value_or(tasks::Task());
}

tasks::Task grid_task(std::string_view text) {
  const auto task = tasks::parse_task(text, "grid", "grid");
  EXPECT_TRUE(task.has_value());
  return task.value_or(tasks::Task());
}

void expect_equal_on_all_threads(const tasks::Task& task) {
  // Four threads also where there are fewer cores.
  const tbb::global_control four(tbb::global_control::max_allowed_parallelism, 4);
  for (const std::uint64_t steps : {std::uint64_t{20'000}, std::uint64_t{60'000}}) {
    const std::string one = search(task, 1, steps);
    EXPECT_EQ(search(task, 1, steps), one) << "the same search twice";
    for (const int threads : {2, 4}) {
      for (int repeat = 0; repeat < 2; ++repeat) {
        EXPECT_EQ(search(task, threads, steps), one) << threads << " threads, " << steps;
      }
    }
  }
}

TEST(ThreadsLawTest, ListTaskWithPairwiseFunctions) {
  expect_equal_on_all_threads(example("list/deltas.json"));
}

TEST(ThreadsLawTest, ListTaskWithFilterAndMap) {
  expect_equal_on_all_threads(example("list/squares-of-evens.json"));
}

TEST(ThreadsLawTest, GridTaskThatHasAProgram) {
  expect_equal_on_all_threads(grid_task(
      R"({"train": [{"input": [[1,0,2],[0,3,0]], "output": [[0,3,0],[1,0,2]]},
                    {"input": [[5,5],[0,1],[2,0]], "output": [[2,0],[0,1],[5,5]]}],
          "test": [{"input": [[1,2,3],[4,5,6],[7,8,9]]}]})"));
}

TEST(ThreadsLawTest, GridTaskThatHasNone) {
  // Only nearest misses: the first pair is a mirror image, the second is noise.
  expect_equal_on_all_threads(grid_task(
      R"({"train": [{"input": [[1,0,2],[0,3,0]], "output": [[2,0,1],[0,3,0]]},
                    {"input": [[5,5,0],[0,1,1],[2,0,4]], "output": [[7,0,3,1],[1,1,0,8]]},
                    {"input": [[0,1],[1,1]], "output": [[1,0],[1,1]]}],
          "test": [{"input": [[1,2,3],[4,5,6],[7,8,9]]}]})"));
}

}  // namespace
}  // namespace gestalt::synthesis
