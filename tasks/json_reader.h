// Strict JSON text to a JSON tree: one clear error for whatever is not plain, finite, UTF-8 JSON.
//
// Stricter than the JSON library beneath: no repeated keys, no NUL (which the library takes for the
// end of the text), bounded nesting, nothing after the value.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "dsl/core/result.h"

namespace gestalt::tasks {

constexpr std::size_t kMaxJsonBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxJsonDepth = 32;

/// Reads one JSON value. The error's `where` is `source` with line and column ("f.json:3:14") where
/// the text itself is wrong, with a path ("f.json: train[1].input") where its content is.
///
/// Pure: the same text gives the same result; never throws, for any bytes.
[[nodiscard]] Result<nlohmann::json> read_json(std::string_view text, std::string_view source);

/// "f.json: train[1]"; either part may be empty.
[[nodiscard]] std::string place_in(std::string_view source, std::string_view path);

/// At most `limit` bytes of text, cut between characters, with "..." where it was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit = 120);

/// What a value is, for messages: "3.5", "an array", "a string".
[[nodiscard]] std::string describe(const nlohmann::json& value);

/// A key as it stands in a path: train, or ["odd key"].
[[nodiscard]] std::string path_of_key(std::string_view key);

}  // namespace gestalt::tasks
