#include "tasks/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace gestalt::tasks {

namespace {

using nlohmann::json;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// "source:line:column" of a byte; columns count characters.
std::string place_at(std::string_view source, std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::string_view rest =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column =
      1 + std::count_if(rest.begin(), rest.end(), [](char c) { return !is_continuation(c); });
  return fmt::format("{}{}{}:{}", source, source.empty() ? "" : ":", line, column);
}

/// Bytes of the UTF-8 character at the start of text (RFC 3629), 0 where there is none.
std::size_t character_bytes(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && at(1) < 0xA0) || (first == 0xF0 && at(1) < 0x90);
  const bool beyond = (first == 0xED && at(1) > 0x9F) || (first == 0xF4 && at(1) > 0x8F);
  return overlong || beyond ? 0 : bytes;
}

std::optional<Error> check_characters(std::string_view text, std::string_view source) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = character_bytes(text.substr(i));
    if (bytes == 0 || text[i] == '\0') {
      const std::string what =
          bytes == 0 ? fmt::format("not UTF-8: byte 0x{:02x}", static_cast<unsigned char>(text[i]))
                     : std::string("a NUL byte");
      return Error{ErrorCode::kInvalidArgument, what, place_at(source, text, i)};
    }
    i += bytes;
  }
  return std::nullopt;
}

/// Builds the tree from the parser's events, and stops at the first event that is not allowed.
class TreeBuilder final : public nlohmann::json_sax<json> {
 public:
  TreeBuilder(std::string_view text, std::string_view source) : text_(text), source_(source) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return refuse("binary data"); }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back().key = name;
    return !open_.back().container->contains(name) || refuse("the key occurs twice");
  }
  bool parse_error(std::size_t position, const std::string&,
                   const json::exception& error) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: what is wrong"
    std::string_view what = error.what();
    if (const auto end = what.find("] "); end != what.npos) what.remove_prefix(end + 2);
    if (what.starts_with("parse error") && what.find(": ") != what.npos) {
      what.remove_prefix(what.find(": ") + 2);
    }
    if (text_.empty()) what = "the file is empty";
    error_ = {ErrorCode::kInvalidArgument, fmt::format("not JSON: {}", shortened(what)),
              place_at(source_, text_, position == 0 ? 0 : position - 1)};
    return false;
  }

  [[nodiscard]] json& tree() { return root_; }
  [[nodiscard]] Error& error() { return error_; }

 private:
  struct Open {
    json* container;
    std::string key = {};
  };

  json* place(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    json& container = *open_.back().container;
    if (container.is_object()) return &(container[open_.back().key] = std::move(value));
    container.push_back(std::move(value));
    return &container.back();
  }
  bool put(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() == kMaxJsonDepth) {
      return refuse(fmt::format("nested deeper than {} levels", kMaxJsonDepth));
    }
    open_.push_back({place(std::move(value))});
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool refuse(std::string why) {
    std::string path;
    for (const Open& at : open_) {
      if (at.container->is_object()) {
        const std::string key = path_of_key(at.key);
        if (!path.empty() && !key.starts_with('[')) path += '.';
        path += key;
      } else if (&at != &open_.back()) {
        path += fmt::format("[{}]", at.container->size() - 1);
      }
    }
    error_ = {ErrorCode::kInvalidArgument, std::move(why), place_in(source_, path)};
    return false;
  }

  std::string_view text_;
  std::string_view source_;
  json root_;
  std::vector<Open> open_;
  Error error_;
};

}  // namespace

std::string place_in(std::string_view source, std::string_view path) {
  return fmt::format("{}{}{}", source, source.empty() || path.empty() ? "" : ": ", path);
}

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  while (limit > 0 && is_continuation(text[limit])) --limit;
  return fmt::format("{}...", text.substr(0, limit));
}

std::string describe(const json& value) {
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  if (value.is_string()) return "a string";
  return value.dump();
}

std::string path_of_key(std::string_view key) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  };
  if (!key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), is_plain)) {
    return std::string(key);
  }
  return fmt::format("[{}]", json(shortened(key, 40)).dump());
}

Result<json> read_json(std::string_view text, std::string_view source) {
  if (text.size() > kMaxJsonBytes) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("larger than {} MiB", kMaxJsonBytes >> 20),
                std::string(source));
  }
  if (auto error = check_characters(text, source)) return tl::unexpected(std::move(*error));
  TreeBuilder builder(text, source);
  if (!json::sax_parse(text.begin(), text.end(), &builder)) {
    return tl::unexpected(std::move(builder.error()));
  }
  return std::move(builder.tree());
}

}  // namespace gestalt::tasks
