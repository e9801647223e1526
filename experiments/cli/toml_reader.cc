#include "experiments/cli/toml_reader.h"

#include "tasks/task_json.h"

namespace gestalt::experiments {

Result<toml::table> parse_toml(std::string_view text, const std::string& where) {
  try {
    return toml::parse(text, where);
  } catch (const toml::parse_error& wrong) {
    const auto& at = wrong.source().begin;
    return fail(ErrorCode::kInvalidArgument, std::string(wrong.description()),
                at.line == 0 ? where : fmt::format("{}:{}:{}", where, at.line, at.column));
  }
}

Result<toml::table> parse_toml_file(const std::string& file) {
  const auto text = tasks::read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_toml(*text, file);
}

}  // namespace gestalt::experiments
