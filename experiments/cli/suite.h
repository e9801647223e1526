// All tasks of a suite, read before the first search so that a bad file is known at once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// The tasks in order of id; only the first `limit`, where given.
[[nodiscard]] Result<std::vector<tasks::Task>> load_suite(const std::string& suite,
                                                          std::optional<std::size_t> limit = {});

/// The tasks of a suite by id. The tasks outlive it.
class TaskIndex {
 public:
  explicit TaskIndex(const std::vector<tasks::Task>& tasks);

  /// The task that a file names; an error with the file's name where the suite lacks it.
  [[nodiscard]] Result<const tasks::Task*> find(const std::string& id,
                                                const std::string& file) const;

 private:
  std::map<std::string, const tasks::Task*> by_id_;
};

}  // namespace gestalt::experiments
