// A run as the page shows it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiments/store/run.h"
#include "tasks/render_svg.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// A sub-term of a program and its value, drawn.
struct DrawnStep {
  std::string term;
  tasks::SvgBlock value;
};

/// A run with the tasks that it was on, as far as they are there.
struct ReportedRun {
  Run run;
  std::string suite;  ///< of the tasks; may be empty
  std::map<std::string, tasks::Task> tasks;
  /// By task: what the first guess computes on the first train pair.
  std::map<std::string, std::vector<DrawnStep>> traces = {};
  std::string note = {};  ///< what a reader must know of the data; may be empty

  [[nodiscard]] std::string title() const;
  /// Null where it is not there.
  [[nodiscard]] const tasks::Task* find_task(const std::string& id) const;
};

}  // namespace gestalt::experiments
