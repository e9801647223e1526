// The abstract SMT term builder: what a primitive's meaning is written against.
//
// Scalars (integers and booleans) are handles into a builder. Everything larger is structure on the
// C++ side: a sequence has a symbolic length and as many items as its bound, so a builder stays
// small and a solver sees only linear integer arithmetic with conditionals. Definedness travels
// beside the value as in Alive2: a term is {value, defined}, and `defined` says when the evaluator
// has no fault. Implementations: synthesis/verify (Z3); tests/laws (a concrete interpreter that
// checks each meaning against its evaluator).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gestalt::dsl {

/// A symbolic integer or boolean of one builder.
struct SmtScalar {
  std::uint32_t id = 0;
  friend bool operator==(const SmtScalar&, const SmtScalar&) = default;
};

/// A symbolic value with its definedness.
struct SmtTerm {
  SmtScalar scalar;  ///< the value of a scalar; the length of a sequence
  std::vector<SmtTerm>
      items;          ///< a sequence's items up to its bound; those beyond the length are arbitrary
  SmtScalar defined;  ///< when there is a value at all
};

/// Builds terms. Integers are unbounded here; a meaning adds the 32-bit range to `defined`.
///
/// Threads: one at a time.
class Smt {
 public:
  virtual ~Smt() = default;

  [[nodiscard]] virtual SmtScalar integer(std::int64_t value) = 0;
  [[nodiscard]] virtual SmtScalar boolean(bool value) = 0;

  [[nodiscard]] virtual SmtScalar add(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar subtract(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar multiply(SmtScalar a, SmtScalar b) = 0;
  /// Floor division and its remainder; arbitrary for b = 0.
  [[nodiscard]] virtual SmtScalar divide(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar modulo(SmtScalar a, SmtScalar b) = 0;

  [[nodiscard]] virtual SmtScalar less(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar less_equal(SmtScalar a, SmtScalar b) = 0;
  /// Of two integers or of two booleans.
  [[nodiscard]] virtual SmtScalar equal(SmtScalar a, SmtScalar b) = 0;

  [[nodiscard]] virtual SmtScalar logical_not(SmtScalar a) = 0;
  [[nodiscard]] virtual SmtScalar logical_and(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar logical_or(SmtScalar a, SmtScalar b) = 0;
  [[nodiscard]] virtual SmtScalar choose(SmtScalar condition, SmtScalar a, SmtScalar b) = 0;

  /// Applies a function argument (inlined by the implementation).
  [[nodiscard]] virtual SmtTerm call(const SmtTerm& function,
                                     std::span<const SmtTerm> arguments) = 0;
};

/// Meaning of a primitive: arguments to result. `defined` of the result covers the primitive's own
/// faults; the caller conjoins that of the arguments.
using SmtMeaning = SmtTerm (*)(Smt& smt, std::span<const SmtTerm> arguments);

/// Says why a primitive has no SMT meaning.
struct Unmodelled {
  std::string reason;
};

/// There is no default: a record says its meaning or why there is none.
using SmtDeclaration = std::variant<SmtMeaning, Unmodelled>;

}  // namespace gestalt::dsl
