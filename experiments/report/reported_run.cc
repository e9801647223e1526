#include "experiments/report/reported_run.h"

#include <fmt/format.h>

namespace gestalt::experiments {

std::string ReportedRun::title() const {
  if (!run.record) return run.name;
  return fmt::format("{} (run {})", run.record->description.name, run.record->id);
}

const tasks::Task* ReportedRun::find_task(const std::string& id) const {
  const auto task = tasks.find(id);
  return task == tasks.end() ? nullptr : &task->second;
}

}  // namespace gestalt::experiments
