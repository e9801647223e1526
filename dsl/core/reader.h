// S-expressions as trees with positions: what text is before it means anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::dsl {

/// A place in a text; both count from 1.
struct Position {
  int line = 1;
  int column = 1;
};

/// An error whose `where` is "line:column".
[[nodiscard]] tl::unexpected<Error> error_at(Position at, std::string message);

/// An atom (one token), a string in double quotes, or a form in round or square brackets.
struct Syntax {
  enum class Kind { kAtom, kString, kRound, kSquare };
  Kind kind = Kind::kAtom;
  Position at;
  std::string token;          ///< of an atom; a string without its quotes
  std::vector<Syntax> parts;  ///< of a form

  /// Whether it is this very atom.
  [[nodiscard]] bool is(std::string_view word) const {
    return kind == Kind::kAtom && token == word;
  }
};

/// Reads exactly one tree; anything after it is an error.
[[nodiscard]] Result<Syntax> read_syntax(std::string_view text);

/// Reads all trees up to the end of the text.
[[nodiscard]] Result<std::vector<Syntax>> read_all_syntax(std::string_view text);

}  // namespace gestalt::dsl
