#include "experiments/store/result_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> io_error(const fs::path& file, std::string_view what) {
  return fail(ErrorCode::kIo, fmt::format("{}: {}", what, std::strerror(errno)), file.string());
}

/// The results in a file's text, and how many of its bytes they are.
struct Contents {
  std::vector<TaskResult> results;
  std::size_t bytes = 0;
};

Result<std::string> read_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return io_error(file, "cannot read");
  return text.str();
}

Result<Contents> read_contents(const fs::path& file, const std::string& text) {
  Contents contents;
  for (std::size_t number = 1; contents.bytes < text.size(); ++number) {
    const std::size_t end = text.find('\n', contents.bytes);
    if (end == text.npos) break;  // a torn line
    auto result =
        parse_task_result(std::string_view(text).substr(contents.bytes, end - contents.bytes));
    const bool last = end + 1 == text.size();
    if (!result) {
      if (last) break;
      return fail(ErrorCode::kInvalidArgument, result.error().message,
                  fmt::format("{}:{}", file.string(), number));
    }
    if (last && result->stop == "interrupted") break;
    contents.results.push_back(*std::move(result));
    contents.bytes = end + 1;
  }
  return contents;
}

std::string line_of(const TaskResult& result) { return to_json(result).dump() + "\n"; }

/// False with errno where not all could be written.
bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<ResultFile> ResultFile::open(const fs::path& file, int flags) {
  const int descriptor =
      ::open(file.c_str(), flags | O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor < 0) return io_error(file, "cannot write");
  return ResultFile(file, descriptor);
}

Result<ResultFile> ResultFile::create(const fs::path& file) { return open(file, O_TRUNC); }

Result<ResultFile> ResultFile::resume(const fs::path& file) {
  std::error_code status;
  if (!fs::exists(file, status)) return create(file);
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  auto contents = read_contents(file, *text);
  if (!contents) return tl::unexpected(contents.error());
  auto opened = open(file, 0);
  if (!opened) return opened;
  if (contents->bytes < text->size() &&
      ::ftruncate(opened->descriptor_, static_cast<off_t>(contents->bytes)) != 0) {
    return io_error(file, "cannot take the torn last line off");
  }
  for (const TaskResult& result : contents->results) opened->note_order(result.task);
  opened->finished_ = std::move(contents->results);
  return opened;
}

Result<std::vector<TaskResult>> ResultFile::read(const fs::path& file) {
  const auto text = read_text(file);
  if (!text) return tl::unexpected(text.error());
  auto contents = read_contents(file, *text);
  if (!contents) return tl::unexpected(contents.error());
  return std::move(contents->results);
}

ResultFile::ResultFile(ResultFile&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      finished_(std::move(other.finished_)),
      last_task_(std::move(other.last_task_)),
      in_order_(other.in_order_) {}

ResultFile::~ResultFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> ResultFile::append(const TaskResult& result) {
  if (!write_all(descriptor_, line_of(result))) return io_error(file_, "cannot write");
  note_order(result.task);
  return {};
}

void ResultFile::note_order(const std::string& task) {
  in_order_ = in_order_ && last_task_ <= task;
  last_task_ = task;
}

Result<void> ResultFile::settle() {
  if (in_order_ || !fs::is_regular_file(file_)) return {};
  auto results = read(file_);
  if (!results) return tl::unexpected(results.error());
  std::ranges::stable_sort(*results, {}, &TaskResult::task);
  std::string text;
  for (const TaskResult& result : *results) text += line_of(result);
  const fs::path sorted = file_.string() + ".sorted";
  const auto next = open(sorted, O_TRUNC);
  if (!next) return tl::unexpected(next.error());
  if (!write_all(next->descriptor_, text) || ::fsync(next->descriptor_) != 0 ||
      ::rename(sorted.c_str(), file_.c_str()) != 0 || ::dup2(next->descriptor_, descriptor_) < 0) {
    return io_error(file_, "cannot put its lines in order");
  }
  in_order_ = true;
  return {};
}

}  // namespace gestalt::experiments
