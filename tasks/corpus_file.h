// A corpus: for each of some tasks the program that solves it, or what is missing. Text, one line a
// task, by id: "ID COST PROGRAM", with "; STRATEGY STRATEGY ..." behind it where it is known which
// strategies find one, or "ID - WHAT IS MISSING"; lines that begin with '#' are comments.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::tasks {

struct CorpusEntry {
  std::string task;                          ///< its id
  int cost = 0;                              ///< on the scale of record costs
  std::string program;                       ///< in the language's syntax, on one line
  std::vector<std::string> strategies = {};  ///< that have found a right program, sorted
  friend bool operator==(const CorpusEntry&, const CorpusEntry&) = default;
};

struct Corpus {
  std::vector<CorpusEntry> entries;
  std::map<std::string, std::string> missing;  ///< by id of a task without a program
  friend bool operator==(const Corpus&, const Corpus&) = default;
};

/// Errors: kIo; kInvalidArgument, with "FILE:line", for any other line or a task that comes twice.
[[nodiscard]] Result<Corpus> read_corpus(const std::filesystem::path& file);

/// Writes a new file and puts it in the place of the old one, so that none is ever half written.
[[nodiscard]] Result<void> write_corpus(const std::filesystem::path& file, const Corpus& corpus);

}  // namespace gestalt::tasks
