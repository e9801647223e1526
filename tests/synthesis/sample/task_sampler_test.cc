#include "synthesis/sample/task_sampler.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "dsl/core/syntax.h"
#include "synthesis/api/choices.h"
#include "synthesis/api/predict.h"
#include "tasks/domains.h"

namespace gestalt::synthesis {
namespace {

class TaskSamplerTest : public ::testing::TestWithParam<std::string> {
 protected:
  const dsl::Domain& domain_ = **tasks::find_domain(GetParam());
  tasks::InputSource inputs_{domain_, domain_.task_type.parameters().front()};

  /// Programs with their rows, in order of their number.
  std::map<std::size_t, std::string> sample(const TaskSamplerOptions& options, int threads,
                                            std::uint64_t groups = 6) {
    const TaskSampler sampler(domain_, inputs_, options);
    std::map<std::size_t, std::string> seen;
    std::mutex mutex;
    sampler.sample(3, groups, threads, [&](std::size_t task, const SampledTask& sampled) {
      std::string text = print_term(sampled.pool, sampled.program, domain_);
      for (const dsl::Value output : sampled.examples.outputs) {
        text += '\n' + print_value(domain_, sampled.examples.output_type, output);
      }
      const std::scoped_lock lock(mutex);
      EXPECT_TRUE(seen.emplace(task, std::move(text)).second) << "visited twice";
    });
    return seen;
  }
};

TEST_P(TaskSamplerTest, OneThreadGivesWhatManyGive) {
  const auto alone = sample({.seed = 5}, 1);
  EXPECT_EQ(alone.size(), 6 * TaskSampler::kGroup);
  EXPECT_EQ(alone, sample({.seed = 5}, 4));
  EXPECT_NE(alone, sample({.seed = 6}, 4));
}

TEST_P(TaskSamplerTest, ProgramsYieldTheOutputsAndAreNeitherIdentityNorConstant) {
  const TaskSampler sampler(domain_, inputs_, {.seed = 1});
  sampler.sample(0, 8, 1, [&](std::size_t, const SampledTask& sampled) {
    const tasks::Task task = to_task(sampled, domain_, "made");
    const dsl::Examples examples = task.examples();
    dsl::TermPool pool;
    dsl::Arena arena;
    const dsl::TermId program = pool.import(sampled.pool, sampled.program);
    const auto outputs = predict(domain_, examples, pool, program, arena);
    ASSERT_TRUE(outputs) << print_term(pool, program, domain_);
    EXPECT_TRUE(fits_train_pairs(examples, *outputs)) << print_term(pool, program, domain_);
    EXPECT_EQ(outputs->back(), *task.output(task.train_count()));
    std::set<std::pair<std::uint64_t, std::uint64_t>> different;
    bool identity = true;
    for (std::size_t i = 0; i < outputs->size(); ++i) {
      different.emplace((*outputs)[i].digest().low, (*outputs)[i].digest().high);
      identity = identity && (*outputs)[i] == examples.inputs[0][i];
    }
    EXPECT_GT(different.size(), 1U);
    EXPECT_FALSE(identity);
  });
}

TEST_P(TaskSamplerTest, SplitsAreDisjointAndEachProgramIsInItsOwn) {
  for (const Split split : {Split::kTrain, Split::kProgram, Split::kComposition}) {
    const TaskSampler sampler(domain_, inputs_, {.seed = 2, .split = split});
    sampler.sample(0, 2, 1, [&](std::size_t, const SampledTask& sampled) {
      EXPECT_EQ(split_of(sampled.pool, sampled.program, 1, domain_.registry), split);
    });
    EXPECT_EQ(sampler.counts().accepted, 2 * TaskSampler::kGroup);
    EXPECT_EQ(parse_split(to_string(split)), split);
  }
}

TEST_P(TaskSamplerTest, LiteralsAreThoseThatASearchHas) {
  const TaskSampler sampler(domain_, inputs_, {.seed = 3});
  sampler.sample(0, 8, 1, [&](std::size_t, const SampledTask& sampled) {
    dsl::Arena arena;
    const auto constants = domain_.constants(sampled.examples, arena);
    for_each_choice(sampled.pool, sampled.program, 1, [&](const Choice& choice) {
      if (choice.kind != Choice::Kind::kLiteral) return;
      EXPECT_NE(find_constant(constants, sampled.pool.literal_of(choice.term)), nullptr)
          << print_term(sampled.pool, choice.term, domain_);
    });
  });
}

INSTANTIATE_TEST_SUITE_P(Domains, TaskSamplerTest, ::testing::Values("grid", "list"),
                         [](const auto& domain) { return domain.param; });

TEST(TaskSamplerCorpusTest, ChangedProgramsOfTheCorpusAreTasks) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  const tasks::InputSource inputs(domain, domain.task_type.parameters().front());
  TaskSampler sampler(domain, inputs, {.seed = 4, .by_cost = 0, .evenly = 0, .mutated = 100});
  const std::vector<tasks::CorpusEntry> corpus{
      {"t", 0, "(lambda (x) (hconcat (flip_rows x) (flip_columns x)))"}};
  const auto added = sampler.add_corpus(corpus);
  ASSERT_TRUE(added);
  EXPECT_EQ(*added, 1U);
  sampler.sample(0, 1, 1, [&](std::size_t, const SampledTask& sampled) {
    const std::string text = print_term(sampled.pool, sampled.program, domain);
    EXPECT_NE(text.find("hconcat"), std::string::npos) << text;
  });
  EXPECT_FALSE(
      sampler.add_corpus(std::vector<tasks::CorpusEntry>{{"t", 0, "(lambda (x) (no_such x))"}}));
}

TEST(TaskSamplerCorpusTest, ATasksInputsMostlyMeetItsOwnProgram) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  const dsl::RasterForm& form = *domain.find_type("grid")->raster;
  dsl::Arena arena;
  std::vector<tasks::Task> lenders;
  for (const char* id : {"a", "b"}) {
    tasks::Task& task = lenders.emplace_back(id, "grid", domain.task_type);
    for (const int cell : {1, 2, 3}) {
      const dsl::Value value = form.from_raster(arena, {2, 3, {cell, 4, 5, 6, 7, cell}});
      task.add_train({&value, 1}, value);
    }
  }
  tasks::InputSource inputs(domain, domain.task_type.parameters().front());
  inputs.add_tasks(lenders);
  TaskSampler sampler(domain, inputs, {.seed = 4, .by_cost = 0, .evenly = 0, .mutated = 100});
  const std::vector<tasks::CorpusEntry> corpus{
      {"a", 0, "(lambda (x) (hconcat (flip_rows x) (flip_columns x)))"},
      {"b", 0, "(lambda (x) (vconcat (flip_rows x) (flip_columns x)))"}};
  ASSERT_TRUE(sampler.add_corpus(corpus));
  dsl::Rng rng(5);
  std::map<std::string, std::array<int, 2>> drawn;  // by task: its own program, the other
  constexpr std::uint64_t kGroups = 40;
  sampler.sample(0, kGroups, 1, [&](std::size_t, const SampledTask& sampled) {
    if (sampled.inputs_of == nullptr) return;
    const std::string text = print_term(sampled.pool, sampled.program, domain);
    const bool horizontal = text.find("hconcat") != std::string::npos;
    const bool own = horizontal == (*sampled.inputs_of == "a");
    ++drawn[*sampled.inputs_of][own ? 0 : 1];
  });
  for (const std::string id : {"a", "b"}) {
    EXPECT_GT(drawn[id][1], 0);
    EXPECT_GT(drawn[id][0], 2 * drawn[id][1]);
  }
}

}  // namespace
}  // namespace gestalt::synthesis
