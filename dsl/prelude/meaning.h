// Helpers for writing SMT meanings.
//
// The scalar of a value that is immediate (an integer, boolean, color, point) is that integer, or
// the boolean itself. A sequence is {length, items}; see dsl/core/smt.h.
#pragma once

#include <cstdint>
#include <limits>

#include "dsl/core/smt.h"

namespace gestalt::dsl {

/// A scalar that always has a value.
[[nodiscard]] inline SmtTerm total(Smt& smt, SmtScalar value) {
  return {.scalar = value, .items = {}, .defined = smt.boolean(true)};
}

[[nodiscard]] inline SmtTerm defined_if(SmtScalar condition, SmtScalar value) {
  return {.scalar = value, .items = {}, .defined = condition};
}

[[nodiscard]] inline SmtScalar between(Smt& smt, std::int64_t low, SmtScalar value,
                                       std::int64_t high) {
  return smt.logical_and(smt.less_equal(smt.integer(low), value),
                         smt.less_equal(value, smt.integer(high)));
}

/// An integer result: undefined outside of 32 bits, as in the evaluator.
[[nodiscard]] inline SmtTerm ranged(Smt& smt, SmtScalar value) {
  return defined_if(between(smt, std::numeric_limits<std::int32_t>::min(), value,
                            std::numeric_limits<std::int32_t>::max()),
                    value);
}

[[nodiscard]] inline SmtScalar number(Smt& smt, std::size_t value) {
  return smt.integer(static_cast<std::int64_t>(value));
}

/// Whether item i of a sequence lies below its length.
[[nodiscard]] inline SmtScalar in_use(Smt& smt, const SmtTerm& list, std::size_t i) {
  return smt.less(number(smt, i), list.scalar);
}

/// Structural equality of two terms of one type.
[[nodiscard]] SmtScalar equal_terms(Smt& smt, const SmtTerm& a, const SmtTerm& b);

/// `a` where the condition holds, else `b`; for terms of one type.
[[nodiscard]] SmtTerm choose_term(Smt& smt, SmtScalar condition, const SmtTerm& a,
                                  const SmtTerm& b);

}  // namespace gestalt::dsl
