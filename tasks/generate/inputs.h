// Inputs for made-up tasks: changed inputs of real training tasks, scenes, or a type's own samples.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dsl/core/domain.h"
#include "tasks/generate/scenes.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// Draws the inputs of a task of one type.
///
/// Threads: any number.
class InputSource {
 public:
  /// Scenes for picture types, samples of the domain for others. The domain outlives the source.
  InputSource(const dsl::Domain& domain, dsl::Type type);

  /// From now on half of the draws are changed inputs of one of these tasks (train and test inputs
  /// alike; outputs are never looked at). For picture types only; tasks of another input type are
  /// skipped.
  void add_tasks(std::span<const Task> tasks);
  [[nodiscard]] std::size_t task_count() const { return families_.size(); }

  [[nodiscard]] const dsl::Type& type() const { return type_; }
  struct Drawn {
    std::vector<dsl::Value> values;
    const std::string* task = nullptr;  ///< id of the task whose inputs were changed; null for none
  };
  /// `count` values that belong together, in the arena.
  [[nodiscard]] Drawn draw(dsl::Rng& rng, std::size_t count, dsl::Arena& arena) const;

 private:
  struct Family {
    std::string task;  ///< its id
    std::vector<dsl::Raster> pictures;
  };

  [[nodiscard]] std::vector<dsl::Raster> change_pictures(const Family& family, dsl::Rng& rng,
                                                         std::size_t count) const;
  [[nodiscard]] SceneLimits limits() const { return {form_->max_side, form_->max_cell}; }

  const dsl::Domain* domain_;
  dsl::Type type_;
  const dsl::RasterForm* form_ = nullptr;  ///< null where the type is no picture
  std::vector<Family> families_;           ///< one a task
};

}  // namespace gestalt::tasks
