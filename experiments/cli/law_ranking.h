// Guesses ranked by what is proved of their programs, besides their credibility.
#pragma once

#include <vector>

#include "synthesis/api/report.h"
#include "synthesis/api/verifier.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Orders candidates by the log-odds of their credibility and a weight for each law that is proved
/// of their program and holds on the train inputs as well. Laws count as proved for the verifier's
/// bound. Candidates of equal score keep their order.
void rank_by_laws(std::vector<synthesis::Candidate>& candidates, const tasks::Task& task,
                  synthesis::Verifier& verifier);

}  // namespace gestalt::experiments
