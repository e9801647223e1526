#include "experiments/cli/suite.h"

#include <fmt/format.h>

#include "tasks/catalog.h"

namespace gestalt::experiments {

Result<std::vector<tasks::Task>> load_suite(const std::string& suite,
                                            std::optional<std::size_t> limit) {
  auto set = tasks::Catalog::find().open(suite);
  if (!set) return tl::unexpected(set.error());
  if (limit) set->ids.resize(std::min(set->ids.size(), *limit));
  std::vector<tasks::Task> loaded;
  for (const std::string& id : set->ids) {
    auto task = tasks::load_task(*set, id);
    if (!task) return tl::unexpected(task.error());
    loaded.push_back(*std::move(task));
  }
  return loaded;
}

TaskIndex::TaskIndex(const std::vector<tasks::Task>& tasks) {
  for (const tasks::Task& task : tasks) by_id_[task.id()] = &task;
}

Result<const tasks::Task*> TaskIndex::find(const std::string& id, const std::string& file) const {
  const auto task = by_id_.find(id);
  if (task != by_id_.end()) return task->second;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("holds task '{}', which the suite does not have", id), file);
}

}  // namespace gestalt::experiments
