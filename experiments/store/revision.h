// The revision of the sources that this program was built from (cmake/WriteRevision.cmake).
#pragma once

#include <string_view>

namespace gestalt::experiments {

/// The commit, as 40 hexadecimal digits; "unknown" where it was built outside a repository.
extern const std::string_view kRevision;
/// Whether tracked files differed from that commit.
extern const bool kRevisionIsDirty;

}  // namespace gestalt::experiments
