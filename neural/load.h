// The way to the networks for programs that do not link LibTorch.
#pragma once

#include "dsl/core/result.h"
#include "synthesis/api/module.h"

namespace gestalt::neural {

/// Loads the neural module that was built with this program; the first call takes about 0.3 s.
///
/// Errors:  those of synthesis::Module::open; kNotFound says how to build the module.
[[nodiscard]] Result<synthesis::Module> load();

}  // namespace gestalt::neural
