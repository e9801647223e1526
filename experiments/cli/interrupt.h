// Ctrl-C: the first one asks for the best so far, the second ends the program at once.
#pragma once

#include <atomic>

namespace gestalt::experiments {

/// Handles SIGINT and SIGTERM from now on; the flag is set by the first of them.
[[nodiscard]] const std::atomic<bool>& catch_interrupts();

}  // namespace gestalt::experiments
