// All domains of this build: the one place where a domain is registered.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/result.h"

namespace gestalt::tasks {

/// Every domain, in a fixed order. A task file that names no domain is of the first.
///
/// Threads: any number; the list is made at the first call and changes by add_definitions() alone.
[[nodiscard]] const std::vector<dsl::Domain>& domains();

/// Extends a domain by the definitions of a text file (dsl/core/derived.h). Only at the start of a
/// program: before any task is read, search started or second thread made.
///
/// Errors: kNotFound without the file or domain; else the definition's place, and nothing is added.
[[nodiscard]] Result<std::size_t> add_definitions(std::string_view domain,
                                                  const std::filesystem::path& file);

/// The domain of a name; kNotFound lists the names there are.
[[nodiscard]] Result<const dsl::Domain*> find_domain(std::string_view name);

}  // namespace gestalt::tasks
