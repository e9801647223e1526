// The example tasks in tasks/examples: each is what its stated program computes.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "tasks/catalog.h"
#include "tasks/domains.h"

namespace gestalt::tasks {
namespace {

const std::map<std::string, std::string> kPrograms{
    {"above-first", "(lambda (x) (filter (less (first x)) x))"},
    {"deltas", "(lambda (x) (zip_with subtract (tail x) x))"},
    {"run-lengths", "(lambda (x) (map length (runs x)))"},
    {"running-maximum", "(lambda (x) (scan max (first x) x))"},
    {"scale-odds", "(lambda (n x) (map (multiply n) (filter odd x)))"},
    {"squares-of-evens", "(lambda (x) (map (lambda (v) (multiply v v)) (filter even x)))"},
};

TEST(ExampleTasksTest, EachIsWhatItsProgramComputes) {
  const Catalog catalog({});
  const auto set = catalog.open(GESTALT_SOURCE_DIR "/tasks/examples/list");
  ASSERT_TRUE(set.has_value()) << to_string(set.error());
  ASSERT_EQ(set->ids.size(), kPrograms.size());
  for (const std::string& id : set->ids) {
    const auto task = load_task(*set, id);
    ASSERT_TRUE(task.has_value()) << to_string(task.error());
    EXPECT_GE(task->train_count(), 4U) << id;
    EXPECT_GE(task->test_count(), 2U) << id;
    EXPECT_TRUE(task->has_all_outputs()) << id;
    const dsl::Domain& domain = **find_domain(task->domain());
    dsl::TermPool pool;
    const auto term = dsl::parse_program(kPrograms.at(id), task->type(), domain, pool);
    ASSERT_TRUE(term.has_value()) << to_string(term.error());
    const dsl::Program program =
        dsl::compile(pool, *term, static_cast<std::uint32_t>(task->arity()), domain.registry);
    const dsl::Examples rows = task->examples();
    std::vector<const dsl::Value*> inputs;
    for (const auto& row : rows.inputs) inputs.push_back(row.data());
    dsl::Arena arena;
    dsl::EvalContext context(arena, domain.registry);
    std::vector<dsl::Value> results(task->size());
    ASSERT_EQ(dsl::run(context, program, inputs.data(), results.data(), results.size()),
              dsl::Fault::kNone)
        << id;
    for (std::size_t i = 0; i < task->size(); ++i) {
      EXPECT_EQ(results[i], task->output(i)) << id << " example " << i;
    }
  }
}

}  // namespace
}  // namespace gestalt::tasks
