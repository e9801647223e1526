// Derived primitives: definitions in our own syntax, loaded from a text file.
//
//   ; keeps what the mirror image shows too
//   (define symmetric_part (lambda (x) (intersect x (flip_rows x))) "The part equal to its mirror
//   image." 12)
//
// A definition may use those above it. The cost is optional (8); learned abstractions are written
// in this form too. Derived primitives follow the built-in ones in the registry, so ids stay.
#pragma once

#include <string>
#include <string_view>

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// Adds the definitions of a text to the domain's registry, all or none.
///
/// Errors: syntax, types, names taken; `where` is "line:column" (after `file:` if one is given).
[[nodiscard]] Result<std::size_t> add_definitions(std::string_view text, Domain& domain,
                                                  std::string_view file = {});

}  // namespace gestalt::dsl
