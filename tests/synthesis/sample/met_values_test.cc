#include "synthesis/sample/met_values.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tasks/domains.h"

namespace gestalt::synthesis {
namespace {

using Seen = std::vector<std::pair<bool, std::vector<dsl::Digest>>>;

Seen values_of(const dsl::Domain& domain, const SampledTask& task, std::uint64_t seed) {
  Seen seen;
  dsl::ChunkPool memory;
  for_each_met_value(domain, task, 2000, seed, memory, [&](const dsl::Value* row, bool is_part) {
    auto& [part, digests] = seen.emplace_back();
    part = is_part;
    for (std::size_t i = 0; i < task.examples.inputs.front().size(); ++i) {
      digests.push_back(row[i].digest());
    }
  });
  return seen;
}

TEST(MetValuesTest, AsManyLeadToTheOutputsAsDoNotAndNoneIsBoth) {
  const dsl::Domain& domain = **tasks::find_domain("grid");
  const tasks::InputSource inputs(domain, domain.task_type.parameters().front());
  const TaskSampler sampler(domain, inputs, {.seed = 4, .sizes = {1, 3}});
  std::size_t all = 0;
  sampler.sample(0, 2, 1, [&](std::size_t, const SampledTask& task) {
    const Seen seen = values_of(domain, task, 1);
    const auto is_part = [](const auto& value) { return value.first; };
    EXPECT_EQ(2 * std::ranges::count_if(seen, is_part), std::ssize(seen));
    for (const auto& [part, row] : seen) {
      EXPECT_EQ(std::ranges::count(seen, std::pair(!part, row)), 0);
    }
    EXPECT_EQ(seen, values_of(domain, task, 1));
    all += seen.size();
  });
  EXPECT_GT(all, 10U);
}

}  // namespace
}  // namespace gestalt::synthesis
