// Runs as one HTML page that needs nothing else: summary, curves, and a card a task.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "experiments/store/run.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// A run with the tasks that it was on, as far as they are there.
struct ReportedRun {
  Run run;
  std::map<std::string, tasks::Task> tasks;
  std::string note;  ///< what a reader must know of the data; may be empty
};

/// The page's text. A pure function of the runs.
[[nodiscard]] std::string make_page(std::span<const ReportedRun> runs);

}  // namespace gestalt::experiments
