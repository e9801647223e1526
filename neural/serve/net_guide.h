// The guide behind synthesis/api/guide.h that asks a network.
#pragma once

#include <filesystem>
#include <memory>

#include "neural/serve/quantize.h"
#include "synthesis/api/guide.h"
#include "synthesis/api/module.h"

namespace gestalt::neural {

/// A checkpoint's network as a guide, in at most so many threads.
///
/// Errors: those of read_checkpoint; kInvalidArgument where it was made for other primitives or
/// properties, with the difference; kUnavailable where the network cannot run. The guide's costs():
/// kUnavailable for a task of another domain or type.
[[nodiscard]] Result<std::unique_ptr<synthesis::Guide>> make_net_guide(
    const synthesis::Module& module, const std::filesystem::path& checkpoint, int threads,
    const QuantizeOptions& options = {});

/// The same as the first part of it, without a module: whether a checkpoint serves this program.
[[nodiscard]] Result<void> check_guide(const std::filesystem::path& checkpoint);

}  // namespace gestalt::neural
