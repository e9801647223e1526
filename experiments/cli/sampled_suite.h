// The suites "sampled/...": tasks drawn as for a network's training, from held-out programs.
#pragma once

#include <vector>

#include "tasks/generate/suites.h"

namespace gestalt::experiments {

[[nodiscard]] bool is_sampled(const tasks::SuiteRequest& request);

/// The tasks, in order of id: a pure function of the request. On made-up scenes alone; what is held
/// out does not depend on the seed. Requires is_sampled().
[[nodiscard]] Result<std::vector<tasks::Task>> make_sampled_suite(
    const tasks::SuiteRequest& request);

}  // namespace gestalt::experiments
