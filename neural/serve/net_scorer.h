// The scorer behind synthesis/api/scorer.h that asks a network.
#pragma once

#include <filesystem>
#include <memory>

#include "neural/serve/served_checkpoint.h"
#include "neural/serve/value_reader.h"
#include "synthesis/api/module.h"
#include "synthesis/api/scorer.h"

namespace gestalt::neural {

using ScorerCheckpoint = ServedCheckpoint<ValueReader>;

/// As open_checkpoint(): for this program's properties of pairs.
[[nodiscard]] Result<ScorerCheckpoint> open_scorer(const std::filesystem::path& file);

/// Its network as a scorer.
/// Errors: kUnavailable where the network cannot run.
[[nodiscard]] Result<std::unique_ptr<synthesis::Scorer>> make_net_scorer(
    const synthesis::Module& module, ScorerCheckpoint opened);

}  // namespace gestalt::neural
