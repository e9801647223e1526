// All domains of this build: the one place where a domain is registered.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/result.h"

namespace gestalt::tasks {

/// Every domain, in a fixed order. A task file that names no domain is of the first.
///
/// Threads: any number; the list is made at the first call and never changes.
[[nodiscard]] const std::vector<dsl::Domain>& domains();

/// The domain of a name; kNotFound lists the names there are.
[[nodiscard]] Result<const dsl::Domain*> find_domain(std::string_view name);

}  // namespace gestalt::tasks
