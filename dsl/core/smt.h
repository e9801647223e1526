// The abstract SMT term builder: what a primitive's meaning is written against.
//
// Scalars (integers and booleans) are handles into a builder. Everything larger is structure on the
// C++ side, so a solver sees only arithmetic with conditionals. A sequence has as many items as its
// bound, each of them there or not, in order: what keeps some items and the order (filter, take,
// distinct) changes only which are there. A domain lays out its own types in fields (a grid: frame
// and cells) and says with a form how two of them are compared and chosen between. Definedness
// travels beside the value as in Alive2: a term is {value, defined}, and `defined` says when the
// evaluator has no fault. Implementation: scalar_graph.h. Read next: symbol.h (operators).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gestalt::dsl {

class Smt;
struct SmtTerm;

/// A symbolic integer or boolean of one builder.
struct SmtScalar {
  std::uint32_t id = 0;
  friend bool operator==(const SmtScalar&, const SmtScalar&) = default;
};

/// How terms that are more than a scalar are compared and chosen between.
struct SmtForm {
  SmtScalar (*equal)(Smt& smt, const SmtTerm& a, const SmtTerm& b) = nullptr;
  SmtTerm (*choose)(Smt& smt, SmtScalar condition, const SmtTerm& a, const SmtTerm& b) = nullptr;
};

/// A symbolic value with its definedness. A term that is never defined may lack its form.
struct SmtTerm {
  SmtScalar scalar;                    ///< the value where there is no form
  std::vector<SmtTerm> items;          ///< a sequence's items up to its bound
  SmtScalar defined;                   ///< when there is a value at all
  std::vector<SmtScalar> fields = {};  ///< a sequence: whether each item is there (an absent item
                                       ///< is arbitrary); else as the form lays them out
  const SmtForm* form = nullptr;       ///< null for an integer, boolean or what is packed into one
};

/// Thrown through a meaning that reaches its limit: a bound too large for it, arguments it does not
/// model, or a builder that is full. Whoever runs meanings catches it: the answer is not known.
struct SmtLimit {
  std::string reason;
};

/// What an integer lies between; of a boolean 0 and 1.
struct SmtRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  [[nodiscard]] bool constant() const { return low == high; }
  friend bool operator==(const SmtRange&, const SmtRange&) = default;
};

/// Builds terms. Integers are unbounded here; a meaning adds the 32-bit range to `defined`.
///
/// Errors:  throws SmtLimit where the builder is full.
/// Threads: one at a time.
class Smt {
 public:
  virtual ~Smt() = default;

  [[nodiscard]] virtual SmtScalar integer(std::int64_t value) = 0;
  [[nodiscard]] virtual SmtScalar boolean(bool value) = 0;
  /// An integer about which only the range is known.
  [[nodiscard]] virtual SmtScalar unknown(SmtRange range) = 0;
  /// What the builder knows of a scalar; a meaning may take a shorter way for a constant.
  [[nodiscard]] virtual SmtRange range(SmtScalar a) const = 0;
  /// The integer where it lies in the range, arbitrary in the range elsewhere: for values that are
  /// defined only there.
  [[nodiscard]] virtual SmtScalar bounded(SmtScalar a, SmtRange range) = 0;

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
  /// Whether the scalar is a boolean.
  [[nodiscard]] virtual bool is_boolean(SmtScalar a) const = 0;

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
