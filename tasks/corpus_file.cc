#include "tasks/corpus_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

namespace gestalt::tasks {

namespace {

/// Between a program and the strategies: a comment of the language.
constexpr std::string_view kComment = " ; ";

/// Adds a line to a corpus; false where it is none.
bool parse_line(std::string_view line, Corpus& corpus) {
  const std::size_t first = line.find(' ');
  if (first == 0 || first == std::string_view::npos) return false;
  const std::size_t second = line.find(' ', first + 1);
  if (second == std::string_view::npos || second + 1 == line.size()) return false;
  const std::string task(line.substr(0, first));
  const std::string text(line.substr(second + 1));
  if (line.substr(first + 1, second - first - 1) == "-") {
    corpus.missing[task] = text;
    return true;
  }
  CorpusEntry entry{task, 0, text};
  if (const std::size_t comment = text.find(kComment); comment != std::string::npos) {
    entry.program = text.substr(0, comment);
    std::istringstream names(text.substr(comment + kComment.size()));
    for (std::string name; names >> name;) entry.strategies.push_back(name);
  }
  if (entry.program.empty()) return false;
  const char* end = line.data() + second;
  const auto [stop, status] = std::from_chars(line.data() + first + 1, end, entry.cost);
  if (status != std::errc() || stop != end || entry.cost < 0) return false;
  corpus.entries.push_back(std::move(entry));
  return true;
}

}  // namespace

Result<Corpus> read_corpus(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return fail(ErrorCode::kIo, "cannot be read", file.string());
  Corpus corpus;
  std::set<std::string> known;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const std::string where = fmt::format("{}:{}", file.string(), number);
    if (!parse_line(line, corpus)) {
      return fail(ErrorCode::kInvalidArgument,
                  "is neither 'ID COST PROGRAM' nor 'ID - WHAT IS MISSING'", where);
    }
    const std::string task = line.substr(0, line.find(' '));
    if (!known.insert(task).second) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' comes twice", task), where);
    }
  }
  if (in.bad()) return fail(ErrorCode::kIo, "cannot be read", file.string());
  return corpus;
}

Result<void> write_corpus(const std::filesystem::path& file, const Corpus& corpus) {
  std::map<std::string, std::string> lines;
  for (const CorpusEntry& entry : corpus.entries) {
    lines[entry.task] =
        fmt::format("{} {}{}{}", entry.cost, entry.program,
                    entry.strategies.empty() ? "" : kComment, fmt::join(entry.strategies, " "));
  }
  for (const auto& [task, text] : corpus.missing) lines[task] = "- " + text;
  std::filesystem::path fresh = file;
  fresh += ".new";
  std::ofstream out(fresh);
  out << "# Programs that solve tasks: ID COST PROGRAM ; STRATEGIES that find one; or what is "
         "missing: ID - TEXT. Made by: gestalt corpus update.\n";
  for (const auto& [task, line] : lines) out << task << ' ' << line << '\n';
  out.close();
  std::error_code status;
  if (out) std::filesystem::rename(fresh, file, status);
  if (!out || status) return fail(ErrorCode::kIo, "cannot be written", file.string());
  return {};
}

}  // namespace gestalt::tasks
