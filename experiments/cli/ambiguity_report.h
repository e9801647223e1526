// gestalt verify TASK --ambiguity: what the train pairs leave open.
#pragma once

#include "experiments/cli/commands.h"
#include "experiments/cli/search_settings.h"
#include "synthesis/verify/prover.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Searches programs that fit, groups them by proved equality and shows for each two groups the
/// input that tells them apart. Fails where no program fits.
[[nodiscard]] Result<Outcome> report_ambiguity(const tasks::Task& task,
                                               const SearchSettings& search,
                                               const synthesis::ProverOptions& prover, bool json);

}  // namespace gestalt::experiments
