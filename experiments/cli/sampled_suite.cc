#include "experiments/cli/sampled_suite.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/cli/training_data.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

bool is_sampled(const tasks::SuiteRequest& request) {
  return request.family.starts_with("sampled/");
}

Result<std::vector<tasks::Task>> make_sampled_suite(const tasks::SuiteRequest& request) {
  using synthesis::Split;
  const auto domain = tasks::find_domain("grid");
  if (!domain) return tl::unexpected(domain.error());
  const Split held_out =
      request.family == "sampled/program" ? Split::kProgram : Split::kComposition;
  const Split split = request.split == "test" ? held_out : Split::kTrain;
  const auto stream = TaskStream::open(**domain, {}, split, request.seed);
  if (!stream) return tl::unexpected(stream.error());
  const std::size_t count = tasks::count_of(request);
  const std::size_t groups = whole_groups(static_cast<int>(count)) / synthesis::TaskSampler::kGroup;
  std::vector<tasks::Task> made;
  (*stream)->sampler().sample(
      0, groups, 1, [&](std::size_t number, const synthesis::SampledTask& sampled) {
        if (number >= count) return;
        made.push_back(synthesis::to_task(sampled, **domain, fmt::format("{:05}", number)));
      });
  std::ranges::sort(made, {}, &tasks::Task::id);
  return made;
}

}  // namespace gestalt::experiments
