// Inputs for made-up tasks: changed inputs of real training tasks, scenes, or a type's own samples.
#pragma once

#include <cstddef>
#include <span>
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
  /// `count` values that belong together, in the arena.
  [[nodiscard]] std::vector<dsl::Value> draw(dsl::Rng& rng, std::size_t count,
                                             dsl::Arena& arena) const;

 private:
  [[nodiscard]] std::vector<dsl::Raster> draw_pictures(dsl::Rng& rng, std::size_t count) const;

  const dsl::Domain* domain_;
  dsl::Type type_;
  const dsl::RasterForm* form_ = nullptr;           ///< null where the type is no picture
  std::vector<std::vector<dsl::Raster>> families_;  ///< one a task
};

}  // namespace gestalt::tasks
