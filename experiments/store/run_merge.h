// Uniting run stores, as the parts of a run that was done on many machines leave them.
#pragma once

#include <cstddef>
#include <filesystem>

#include "dsl/core/result.h"

namespace gestalt::experiments {

struct Merged {
  std::size_t runs = 0;     ///< of the source
  std::size_t results = 0;  ///< that the target did not have
  std::size_t same = 0;     ///< that it had already
};

/// Adds the runs of a store to another one, which is made where it is not there: results of runs of
/// one identity come together in one run. All in one transaction; what was interrupted stays out.
///
/// Errors: those of stores; kInvalidArgument, with run and task, where both have a result of one
/// task that differs in more than its times (then nothing is added).
[[nodiscard]] Result<Merged> merge_store(const std::filesystem::path& target,
                                         const std::filesystem::path& source);

}  // namespace gestalt::experiments
