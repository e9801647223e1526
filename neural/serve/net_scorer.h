// The scorer behind synthesis/api/scorer.h that asks a network.
#pragma once

#include <filesystem>
#include <memory>

#include "neural/serve/value_reader.h"
#include "synthesis/api/module.h"
#include "synthesis/api/scorer.h"

namespace gestalt::neural {

/// A checkpoint that serves this program, and what its network reads.
struct ScorerCheckpoint {
  std::string file;
  Checkpoint checkpoint;
  ValueReader reader;
};

/// Needs no module. Errors: those of read_checkpoint; kInvalidArgument where it was made for other
/// properties or predicts something else.
[[nodiscard]] Result<ScorerCheckpoint> open_scorer(const std::filesystem::path& file);

/// Its network as a scorer.
/// Errors: kUnavailable where the network cannot run.
[[nodiscard]] Result<std::unique_ptr<synthesis::Scorer>> make_net_scorer(
    const synthesis::Module& module, ScorerCheckpoint opened);

}  // namespace gestalt::neural
