#include "experiments/store/result_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

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
      finished_(std::move(other.finished_)) {}

ResultFile::~ResultFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> ResultFile::append(const TaskResult& result) {
  const std::string line = to_json(result).dump() + "\n";
  std::size_t done = 0;
  while (done < line.size()) {
    const ssize_t written = ::write(descriptor_, line.data() + done, line.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_error(file_, "cannot write");
    done += static_cast<std::size_t>(written);
  }
  return {};
}

}  // namespace gestalt::experiments
