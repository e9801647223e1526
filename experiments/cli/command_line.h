// The command line as a whole: which commands there are, and what a result means as exit status.
#pragma once

namespace gestalt::experiments {

/// Runs `gestalt ARGUMENTS`. Returns the exit status: 0 done; 1 ran, but a task or check failed
/// where that is the question asked; 2 bad usage or bad input, with one line on stderr.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace gestalt::experiments
