#include "experiments/cli/toml_reader.h"

namespace gestalt::experiments {

Result<toml::table> parse_toml_file(const std::string& file) {
  try {
    return toml::parse_file(file);
  } catch (const toml::parse_error& wrong) {
    const auto& at = wrong.source().begin;
    return fail(ErrorCode::kInvalidArgument, std::string(wrong.description()),
                at.line == 0 ? file : fmt::format("{}:{}:{}", file, at.line, at.column));
  }
}

}  // namespace gestalt::experiments
