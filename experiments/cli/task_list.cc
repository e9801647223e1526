#include "experiments/cli/task_list.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "experiments/cli/repository.h"
#include "tasks/catalog.h"

namespace gestalt::experiments {

Result<std::vector<tasks::Task>> load_task_list(std::string_view file) {
  const auto root = repository_with(file);
  if (!root) return tl::unexpected(root.error());
  const tasks::Catalog catalog = tasks::Catalog::find();
  std::vector<tasks::Task> loaded;
  std::ifstream lines(*root / file);
  for (std::string line; std::getline(lines, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) continue;
    auto task = catalog.load(line);
    if (!task) return tl::unexpected(task.error());
    loaded.push_back(*std::move(task));
  }
  return loaded;
}

}  // namespace gestalt::experiments
