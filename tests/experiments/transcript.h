// Command lines as documents show them, with what they print.
#pragma once

#include <string>
#include <vector>

#include "tests/experiments/program.h"

namespace gestalt::experiments {

struct Transcript {
  std::string command;             ///< "$ build/bin/gestalt ..."
  std::vector<std::string> lines;  ///< that follow it
};

/// Those of the ```console blocks of a document.
[[nodiscard]] std::vector<Transcript> console_transcripts(const std::string& markdown);

/// Runs "$ build/bin/gestalt ..."; text in quotes is one word.
[[nodiscard]] Finished run_command(const std::string& line);

}  // namespace gestalt::experiments
