// Results: `Result<T>` at the edges (bad input, with a place), `Result<T, Fault>` in the inner
// loop.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gestalt {

/// What kind of thing went wrong at an edge.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  ///< malformed text, unknown name, ill-typed program, option out of range
  kNotFound,         ///< a file, data set, task or module that is not there
  kUnavailable,      ///< something needed cannot run here (no GPU, no network module)
  kIo,               ///< reading or writing failed (full disk, permissions)
};

/// One clear error: what is wrong, and where ("file:line:column", a JSON path, an option's name).
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  std::string where;

  friend bool operator==(const Error&, const Error&) = default;
};

/// "where: message", or the message alone where there is no place.
[[nodiscard]] std::string to_string(const Error& error);

template <class T, class E = Error>
using Result = tl::expected<T, E>;

/// Shorthand for returning an error.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::string where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

namespace dsl {

/// Why a primitive has no value for its arguments. One byte, no allocation: this is the inner loop.
enum class Fault : std::uint8_t {
  kNone = 0,
  kDomain,    ///< the function is not defined for these arguments (first of an empty list)
  kSize,      ///< the result would exceed a size limit (grid side, list length)
  kOverflow,  ///< an integer left the 32-bit range
  kFuel,      ///< the evaluation used up its fuel
};

/// "domain", "size", ... for messages.
[[nodiscard]] std::string_view to_string(Fault fault);

}  // namespace dsl
}  // namespace gestalt
