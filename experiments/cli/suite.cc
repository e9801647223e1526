#include "experiments/cli/suite.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/cli/console.h"
#include "experiments/cli/sampled_suite.h"
#include "experiments/cli/searcher.h"
#include "tasks/catalog.h"
#include "tasks/generate/suites.h"

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

/// The inputs and outputs of the ARC-AGI-1 training tasks' demonstrations.
Result<std::vector<dsl::Raster>> training_pictures() {
  const auto set = tasks::Catalog::find().open("arc-agi-1/training");
  if (!set) return tl::unexpected(set.error());
  std::vector<dsl::Raster> pictures;
  for (const std::string& id : set->ids) {
    const auto task = tasks::load_task(*set, id);
    if (!task) return tl::unexpected(task.error());
    const auto& form = *domain_of(*task).find_type(task->type().result().name())->raster;
    for (std::size_t i = 0; i < task->train_count(); ++i) {
      pictures.push_back(form.to_raster(task->inputs(i)[0]));
      pictures.push_back(form.to_raster(*task->output(i)));
    }
  }
  return pictures;
}

Result<Suite> make_suite(const std::string& name, const SuiteChoice& choice) {
  const auto request = tasks::parse_suite_request(name);
  if (!request) return tl::unexpected(request.error());
  std::vector<dsl::Raster> pictures;
  if (tasks::needs_pictures(*request)) {
    auto read = training_pictures();
    if (!read) return tl::unexpected(read.error());
    pictures = *std::move(read);
  }
  Progress progress;
  progress.show(fmt::format("making {}", request->name()));
  auto made =
      is_sampled(*request) ? make_sampled_suite(*request) : tasks::make_suite(*request, pictures);
  if (!made) return tl::unexpected(made.error());
  Suite suite{request->name(), {}, tasks::content_hash(*made), made->size()};
  std::vector<std::string> ids;
  for (const tasks::Task& task : *made) ids.push_back(task.id());
  std::size_t at = 0;
  for (const std::string& id : chosen(ids, choice)) {
    while ((*made)[at].id() != id) ++at;  // both are in order
    suite.tasks.push_back(std::move((*made)[at++]));
  }
  return suite;
}

}  // namespace

Result<Suite> load_suite(const std::string& name, const SuiteChoice& choice) {
  if (tasks::is_suite_request(name)) return make_suite(name, choice);
  auto set = tasks::Catalog::find().open(name);
  if (!set) return tl::unexpected(set.error());
  const auto hash = tasks::content_hash(*set);
  if (!hash) return tl::unexpected(hash.error());
  Suite suite{name, {}, *hash, set->ids.size()};
  set->ids = chosen(set->ids, choice);
  for (const std::string& id : set->ids) {
    auto task = tasks::load_task(*set, id);
    if (!task) return tl::unexpected(task.error());
    suite.tasks.push_back(*std::move(task));
  }
  return suite;
}

Result<tasks::Task> load_task(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  if (!tasks::is_suite_request(name)) return tasks::Catalog::find().load(name);
  auto suite = make_suite(name.substr(0, slash), {});
  if (!suite) return tl::unexpected(suite.error());
  const auto task = std::ranges::find(suite->tasks, name.substr(slash + 1), &tasks::Task::id);
  if (task != suite->tasks.end()) return std::move(*task);
  return fail(ErrorCode::kNotFound, "the suite has no such task", name);
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
