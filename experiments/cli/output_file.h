// Files that a command writes as a whole.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "dsl/core/result.h"

namespace gestalt::experiments {

/// Writes the file, in the place of what was there. Errors: kIo with the system's reason.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& file, std::string_view text);

/// To the file where one is given, else to the standard output.
[[nodiscard]] Result<void> write_output(const std::string& file, std::string_view text);

}  // namespace gestalt::experiments
