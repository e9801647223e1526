// Values that a search meets on its way to a task's outputs: to learn which of them lead there.
#pragma once

#include <cstdint>
#include <functional>

#include "dsl/core/arena.h"
#include "synthesis/sample/task_sampler.h"

namespace gestalt::synthesis {

/// Calls visit(row, true) for what the task's program computes on its way, and as often visit(row,
/// false) for other values that an enumeration of so many steps meets; all of the outputs' type,
/// one an example. Nothing where the program computes none. The same seed draws the same values.
///
/// Threads: one caller for one memory.
void for_each_met_value(const dsl::Domain& domain, const SampledTask& task, std::uint64_t steps,
                        std::uint64_t seed, dsl::ChunkPool& memory,
                        const std::function<void(const dsl::Value* row, bool is_part)>& visit);

}  // namespace gestalt::synthesis
