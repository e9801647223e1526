// The seam between search and learning: a guide predicts what each primitive should cost on a task.
#pragma once

#include <memory>
#include <string>

#include "dsl/core/domain.h"
#include "synthesis/api/costs.h"

namespace gestalt::synthesis {

/// Predicts costs from the examples of a task.
///
/// Threads: one caller at a time.
class Guide {
 public:
  virtual ~Guide() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// Costs for this task. Delays, never forbids: every cost is finite.
  /// Errors: kUnavailable if a model cannot run. Never throws.
  [[nodiscard]] virtual Result<Costs> costs(const dsl::Domain& domain,
                                            const dsl::Examples& examples) = 0;
};

/// The records' own costs, whatever the task.
[[nodiscard]] std::unique_ptr<Guide> make_uniform_guide();

}  // namespace gestalt::synthesis
