// A concrete interpreter of dsl::Smt: runs the SMT meaning of a primitive on given arguments, so
// that it can be compared with the evaluator.
//
// Scalars are 64-bit integers and booleans; arithmetic saturates far outside of the 32 bits within
// which results are defined. What the interface calls arbitrary is filled with random junk: items
// beyond a sequence's length, quotients by 0, values of undefined calls. A meaning that depends on
// them disagrees with the evaluator sooner or later.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/smt.h"

namespace gestalt::dsl {

class ConcreteSmt final : public Smt {
 public:
  /// Requires that the domain outlives it.
  ConcreteSmt(const Domain& domain, std::uint64_t seed)
      : domain_(&domain), context_(arena_, domain.registry), rng_(seed) {}

  SmtScalar integer(std::int64_t value) override { return make({false, value}); }
  SmtScalar boolean(bool value) override { return make({true, value ? 1 : 0}); }

  SmtScalar add(SmtScalar a, SmtScalar b) override;
  SmtScalar subtract(SmtScalar a, SmtScalar b) override;
  SmtScalar multiply(SmtScalar a, SmtScalar b) override;
  SmtScalar divide(SmtScalar a, SmtScalar b) override;
  SmtScalar modulo(SmtScalar a, SmtScalar b) override;

  SmtScalar less(SmtScalar a, SmtScalar b) override { return boolean(number(a) < number(b)); }
  SmtScalar less_equal(SmtScalar a, SmtScalar b) override {
    return boolean(number(a) <= number(b));
  }
  SmtScalar equal(SmtScalar a, SmtScalar b) override;
  SmtScalar logical_not(SmtScalar a) override { return boolean(!truth(a)); }
  SmtScalar logical_and(SmtScalar a, SmtScalar b) override { return boolean(truth(a) && truth(b)); }
  SmtScalar logical_or(SmtScalar a, SmtScalar b) override { return boolean(truth(a) || truth(b)); }
  SmtScalar choose(SmtScalar condition, SmtScalar a, SmtScalar b) override;
  /// Runs the function with the evaluator.
  SmtTerm call(const SmtTerm& function, std::span<const SmtTerm> arguments) override;

  /// The integer or the truth value of a scalar. Aborts on the wrong sort: a bug in the meaning.
  [[nodiscard]] std::int64_t number(SmtScalar scalar) const;
  [[nodiscard]] bool truth(SmtScalar scalar) const;

  /// Whether values of the type can be terms: immediates, functions, and lists of them.
  [[nodiscard]] static bool has_terms(const Domain& domain, const Type& type);
  /// A value as a defined term. Sequences get up to two items of junk beyond their length.
  [[nodiscard]] SmtTerm term_of(const Type& type, Value value);
  /// The value of a term; nothing if it or an item in use is undefined or is no value at all (an
  /// integer beyond 32 bits, a length beyond the items).
  [[nodiscard]] std::optional<Value> value_of(const Type& type, const SmtTerm& term);

  /// Where values are made and functions run.
  [[nodiscard]] EvalContext& context() { return context_; }
  /// Whether a call ran into a limit of the evaluator, which meanings do not know.
  [[nodiscard]] bool hit_limit() const { return hit_limit_; }

 private:
  struct Scalar {
    bool is_boolean = false;
    std::int64_t value = 0;
  };
  struct KnownFunction {
    Type type;
    Value value;
  };

  SmtScalar make(Scalar scalar) {
    scalars_.push_back(scalar);
    return {static_cast<std::uint32_t>(scalars_.size() - 1)};
  }
  SmtTerm junk(const Type& type);

  const Domain* domain_;
  Arena arena_;
  EvalContext context_;
  Rng rng_;
  std::vector<Scalar> scalars_;
  std::vector<KnownFunction> functions_;
  bool hit_limit_ = false;
};

/// What one comparison of a meaning with its evaluator gave.
struct Agreement {
  enum class Kind : std::uint8_t {
    kSkipped,    ///< no meaning, no arguments of these types, or a limit was hit
    kDefined,    ///< both have the same value
    kUndefined,  ///< both have none
    kDiffers,
  };
  Kind kind = Kind::kSkipped;
  std::string report = {};  ///< of kDiffers: the arguments and both results
};

/// Compares on random arguments; type variables stand for random types.
[[nodiscard]] Agreement compare_meaning(const Domain& domain, PrimitiveId id, Rng& rng);

/// A random function value: a primitive, or one with some arguments given. Nothing if none has the
/// type. Requires a ground arrow type.
[[nodiscard]] std::optional<Value> sample_function(const Domain& domain, const Type& type, Rng& rng,
                                                   EvalContext& context);

/// The type with its variables replaced by random ground types that have terms.
[[nodiscard]] Type sample_instance(const Domain& domain, const Type& type, Rng& rng);

}  // namespace gestalt::dsl
