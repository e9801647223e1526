// Files of the repository that a command needs at run time.
#pragma once

#include <filesystem>
#include <string_view>

#include "dsl/core/result.h"

namespace gestalt::experiments {

/// The repository whose `file` is there: the working directory, else the folder that the program
/// was built in (build/bin/gestalt lies two below it). Errors: kNotFound.
[[nodiscard]] Result<std::filesystem::path> repository_with(std::string_view file);

}  // namespace gestalt::experiments
