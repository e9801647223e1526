// Always-on invariant check: a failed check is a bug in Gestalt, never bad input.
#pragma once

namespace gestalt {

/// Prints the failed condition with its place and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace gestalt

#define GESTALT_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::gestalt::check_failed(#condition, __FILE__, __LINE__))
