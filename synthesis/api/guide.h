// The seam between search and learning: a guide predicts what each primitive should cost on a task,
// and what else there is to expect of it.
#pragma once

#include <memory>
#include <string>

#include "dsl/core/domain.h"
#include "synthesis/api/costs.h"
#include "synthesis/api/outlook.h"

namespace gestalt::synthesis {

/// What a guide says of a task.
struct Guidance {
  Costs costs;  ///< delay, never forbid: every cost is finite
  Outlook outlook = {};
};

/// Reads the examples of a task.
///
/// Threads: one caller at a time.
class Guide {
 public:
  virtual ~Guide() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// Errors: kUnavailable if a model cannot run. Never throws.
  [[nodiscard]] virtual Result<Guidance> read(const dsl::Domain& domain,
                                              const dsl::Examples& examples) = 0;
};

/// The records' own costs, whatever the task.
[[nodiscard]] std::unique_ptr<Guide> make_record_guide();
/// uniform_costs(), whatever the task: programs by their size.
[[nodiscard]] std::unique_ptr<Guide> make_uniform_guide();

}  // namespace gestalt::synthesis
