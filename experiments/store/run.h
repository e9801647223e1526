// A run as commands name it: a result file, or a run of a store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/core/result.h"
#include "experiments/store/run_store.h"
#include "experiments/store/task_result.h"

namespace gestalt::experiments {

/// How RUN arguments are explained to users.
inline constexpr const char* kRunSyntax =
    "A result file, or a run of a store: FILE.db is its latest, FILE.db#N the one of that number, "
    "FILE.db#NAME the latest of that name";

struct Run {
  std::string name;                       ///< as it was asked for
  std::optional<StoredRunRecord> record;  ///< what a store says of it; a result file says nothing
  std::vector<TaskResult> results;
};

/// Errors: kNotFound for a file or a run that is not there; those of reading.
[[nodiscard]] Result<Run> load_run(const std::string& name);

}  // namespace gestalt::experiments
