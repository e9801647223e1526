#include "experiments/cli/suite.h"

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

}  // namespace gestalt::experiments
