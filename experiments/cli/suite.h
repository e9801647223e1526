// All tasks of a suite, read before the first search so that a bad file is known at once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::experiments {

struct Suite {
  std::string name;
  std::vector<tasks::Task> tasks;  ///< in order of id
  dsl::Digest hash;                ///< of the ids and contents of the whole suite's tasks
  std::size_t whole = 0;           ///< tasks of the whole suite, of which these were chosen
};

/// Which of a suite's tasks; all unless one is given.
struct SuiteChoice {
  std::optional<std::size_t> first;   ///< only the first so many
  std::optional<std::size_t> spaced;  ///< so many, evenly spaced
};

/// A data set, a directory, or a suite that is made (tasks/generate/suites.h).
[[nodiscard]] Result<Suite> load_suite(const std::string& name, const SuiteChoice& choice = {});

/// The task of a file or SUITE/ID.
[[nodiscard]] Result<tasks::Task> load_task(const std::string& name);

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
