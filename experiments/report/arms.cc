#include "experiments/report/arms.h"

#include <algorithm>
#include <map>

#include "tasks/generate/suites.h"

namespace gestalt::experiments {

namespace {

std::string arm_name(const ReportedRun& reported) {
  if (!reported.run.record) return reported.title();
  const std::string& name = reported.run.record->description.name;
  const std::size_t mark = name.find(" @ ");
  return mark == name.npos ? reported.title() : name.substr(0, mark);
}

}  // namespace

Arms group_arms(std::span<const ReportedRun> runs) {
  Arms arms;
  for (const ReportedRun& run : runs) {
    const std::string name = arm_name(run);
    const auto known = std::ranges::find(arms.names, name);
    arms.of.push_back(static_cast<std::size_t>(known - arms.names.begin()));
    if (known == arms.names.end()) arms.names.push_back(name);
  }
  return arms;
}

std::vector<Gap> find_gaps(std::span<const ReportedRun> runs, const Arms& arms) {
  std::map<std::pair<std::string, std::size_t>, Gap> gaps;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    if (!tasks::is_suite_request(runs[r].suite)) continue;
    const auto request = tasks::parse_suite_request(runs[r].suite);
    if (!request) continue;
    Gap& gap = gaps[{request->family, arms.of[r]}];
    gap.family = request->family;
    gap.arm = arms.of[r];
    Summary& side = request->split == "train" ? gap.inside : gap.outside;
    for (const TaskResult& result : runs[r].run.results) side.add(result);
  }
  std::vector<Gap> both;
  for (auto& [key, gap] : gaps) {
    if (gap.inside.tasks > 0 && gap.outside.tasks > 0) both.push_back(std::move(gap));
  }
  return both;
}

}  // namespace gestalt::experiments
