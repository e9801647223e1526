// A corpus: for each of some tasks the program that solves it. Text, one line a task:
// "ID COST PROGRAM", by id; lines that begin with '#' are comments.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::tasks {

struct CorpusEntry {
  std::string task;     ///< its id
  int cost = 0;         ///< on the scale of record costs
  std::string program;  ///< in the language's syntax, on one line
  friend bool operator==(const CorpusEntry&, const CorpusEntry&) = default;
};

/// Errors: kIo; kInvalidArgument, with "FILE:line", for a line that is no entry or a task that
/// comes twice.
[[nodiscard]] Result<std::vector<CorpusEntry>> read_corpus(const std::filesystem::path& file);

/// Writes a new file and puts it in the place of the old one, so that none is ever half written.
[[nodiscard]] Result<void> write_corpus(const std::filesystem::path& file,
                                        std::vector<CorpusEntry> entries);

}  // namespace gestalt::tasks
