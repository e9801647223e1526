#include "experiments/cli/suite.h"

#include <fmt/format.h>

#include <algorithm>

#include "tasks/catalog.h"

namespace gestalt::experiments {

namespace {

std::vector<std::string> chosen(const std::vector<std::string>& ids, const SuiteChoice& choice) {
  std::vector<std::string> some;
  const std::size_t wanted =
      std::min(choice.spaced.value_or(choice.first.value_or(ids.size())), ids.size());
  for (std::size_t k = 0; k < wanted; ++k) {
    some.push_back(ids[choice.spaced ? k * ids.size() / wanted : k]);
  }
  return some;
}

}  // namespace

Result<Suite> load_suite(const std::string& name, const SuiteChoice& choice) {
  auto set = tasks::Catalog::find().open(name);
  if (!set) return tl::unexpected(set.error());
  Suite suite{name, {}, {}, set->ids.size()};
  set->ids = chosen(set->ids, choice);
  for (const std::string& id : set->ids) {
    auto task = tasks::load_task(*set, id);
    if (!task) return tl::unexpected(task.error());
    suite.tasks.push_back(*std::move(task));
  }
  const auto hash = tasks::content_hash(*set);
  if (!hash) return tl::unexpected(hash.error());
  suite.hash = *hash;
  return suite;
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
