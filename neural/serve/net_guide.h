// The guide behind synthesis/api/guide.h that asks a network.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "neural/serve/quantize.h"
#include "neural/serve/reader.h"
#include "neural/serve/served_checkpoint.h"
#include "synthesis/api/guide.h"
#include "synthesis/api/module.h"

namespace gestalt::neural {

using GuideCheckpoint = ServedCheckpoint<TaskReader>;

/// As open_checkpoint(): for this program's primitives and properties.
[[nodiscard]] Result<GuideCheckpoint> open_guide(const std::filesystem::path& file);

/// A network that has learnt nothing, for controls: weights drawn with seed 0.
[[nodiscard]] GuideCheckpoint untrained_guide(const dsl::Domain& domain);

/// Its network as a guide.
///
/// Errors: kUnavailable where the network cannot run. The guide's read(): kUnavailable for a task
/// of another domain or type.
[[nodiscard]] Result<std::unique_ptr<synthesis::Guide>> make_net_guide(
    const synthesis::Module& module, GuideCheckpoint opened, const QuantizeOptions& options = {});

}  // namespace gestalt::neural
