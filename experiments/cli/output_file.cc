#include "experiments/cli/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "experiments/cli/console.h"

namespace gestalt::experiments {

Result<void> write_file(const std::filesystem::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (stream) return {};
  return fail(ErrorCode::kIo, fmt::format("cannot write: {}", std::strerror(errno)), file.string());
}

Result<void> write_output(const std::string& file, std::string_view text) {
  if (!file.empty()) return write_file(file, text);
  print(text);
  return {};
}

}  // namespace gestalt::experiments
