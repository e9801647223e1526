#include "tasks/corpus_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <set>

namespace gestalt::tasks {

namespace {

std::optional<CorpusEntry> parse_entry(std::string_view line) {
  const std::size_t first = line.find(' ');
  if (first == 0 || first == std::string_view::npos) return std::nullopt;
  const std::size_t second = line.find(' ', first + 1);
  if (second == std::string_view::npos || second + 1 == line.size()) return std::nullopt;
  CorpusEntry entry{std::string(line.substr(0, first)), 0, std::string(line.substr(second + 1))};
  const char* end = line.data() + second;
  const auto [stop, status] = std::from_chars(line.data() + first + 1, end, entry.cost);
  if (status != std::errc() || stop != end || entry.cost < 0) return std::nullopt;
  return entry;
}

}  // namespace

Result<std::vector<CorpusEntry>> read_corpus(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return fail(ErrorCode::kIo, "cannot be read", file.string());
  std::vector<CorpusEntry> entries;
  std::set<std::string> known;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    auto entry = parse_entry(line);
    const std::string where = fmt::format("{}:{}", file.string(), number);
    if (!entry) return fail(ErrorCode::kInvalidArgument, "is not 'ID COST PROGRAM'", where);
    if (!known.insert(entry->task).second) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("'{}' comes twice", entry->task), where);
    }
    entries.push_back(*std::move(entry));
  }
  if (in.bad()) return fail(ErrorCode::kIo, "cannot be read", file.string());
  return entries;
}

Result<void> write_corpus(const std::filesystem::path& file, std::vector<CorpusEntry> entries) {
  std::ranges::sort(entries, {}, &CorpusEntry::task);
  std::filesystem::path fresh = file;
  fresh += ".new";
  std::ofstream out(fresh);
  out << "# Programs that solve tasks: ID COST PROGRAM. Made by: gestalt corpus update.\n";
  for (const CorpusEntry& entry : entries) {
    out << entry.task << ' ' << entry.cost << ' ' << entry.program << '\n';
  }
  out.close();
  std::error_code status;
  if (out) std::filesystem::rename(fresh, file, status);
  if (!out || status) return fail(ErrorCode::kIo, "cannot be written", file.string());
  return {};
}

}  // namespace gestalt::tasks
