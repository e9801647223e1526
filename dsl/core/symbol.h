// Symbols: SMT scalars that carry their builder, so that meanings read as arithmetic.
//
// Comparisons and & | ! build scalars, they do not decide anything. `select` is the conditional.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>

#include "dsl/core/smt.h"

namespace gestalt::dsl {

class Symbol {
 public:
  Symbol(Smt& smt, SmtScalar scalar) : smt_(&smt), scalar_(scalar) {}
  [[nodiscard]] static Symbol integer(Smt& smt, std::int64_t value) {
    return {smt, smt.integer(value)};
  }
  [[nodiscard]] static Symbol boolean(Smt& smt, bool value) { return {smt, smt.boolean(value)}; }

  [[nodiscard]] Smt& smt() const { return *smt_; }
  [[nodiscard]] SmtScalar scalar() const { return scalar_; }
  [[nodiscard]] SmtRange range() const { return smt_->range(scalar_); }
  [[nodiscard]] bool constant() const { return range().constant(); }
  /// The integer of a constant.
  [[nodiscard]] std::int64_t value() const { return range().low; }
  [[nodiscard]] bool is_true() const { return constant() && value() != 0; }
  [[nodiscard]] bool is_false() const { return constant() && value() == 0; }

  friend Symbol operator+(Symbol a, Symbol b) { return a.with(a.smt_->add(a.scalar_, b.scalar_)); }
  friend Symbol operator-(Symbol a, Symbol b) {
    return a.with(a.smt_->subtract(a.scalar_, b.scalar_));
  }
  friend Symbol operator*(Symbol a, Symbol b) {
    return a.with(a.smt_->multiply(a.scalar_, b.scalar_));
  }
  /// Floor division and its remainder.
  friend Symbol operator/(Symbol a, Symbol b) {
    return a.with(a.smt_->divide(a.scalar_, b.scalar_));
  }
  friend Symbol operator%(Symbol a, Symbol b) {
    return a.with(a.smt_->modulo(a.scalar_, b.scalar_));
  }
  friend Symbol operator<(Symbol a, Symbol b) { return a.with(a.smt_->less(a.scalar_, b.scalar_)); }
  friend Symbol operator<=(Symbol a, Symbol b) {
    return a.with(a.smt_->less_equal(a.scalar_, b.scalar_));
  }
  friend Symbol operator>(Symbol a, Symbol b) { return b < a; }
  friend Symbol operator>=(Symbol a, Symbol b) { return b <= a; }
  friend Symbol operator==(Symbol a, Symbol b) {
    return a.with(a.smt_->equal(a.scalar_, b.scalar_));
  }
  friend Symbol operator!=(Symbol a, Symbol b) { return !(a == b); }
  friend Symbol operator!(Symbol a) { return a.with(a.smt_->logical_not(a.scalar_)); }
  friend Symbol operator&(Symbol a, Symbol b) {
    return a.with(a.smt_->logical_and(a.scalar_, b.scalar_));
  }
  friend Symbol operator|(Symbol a, Symbol b) {
    return a.with(a.smt_->logical_or(a.scalar_, b.scalar_));
  }

  // The same with a number on one side.
  friend Symbol operator+(Symbol a, std::integral auto b) { return a + a.number(b); }
  friend Symbol operator-(Symbol a, std::integral auto b) { return a - a.number(b); }
  friend Symbol operator*(Symbol a, std::integral auto b) { return a * a.number(b); }
  friend Symbol operator/(Symbol a, std::integral auto b) { return a / a.number(b); }
  friend Symbol operator%(Symbol a, std::integral auto b) { return a % a.number(b); }
  friend Symbol operator<(Symbol a, std::integral auto b) { return a < a.number(b); }
  friend Symbol operator<=(Symbol a, std::integral auto b) { return a <= a.number(b); }
  friend Symbol operator>(Symbol a, std::integral auto b) { return a > a.number(b); }
  friend Symbol operator>=(Symbol a, std::integral auto b) { return a >= a.number(b); }
  friend Symbol operator==(Symbol a, std::integral auto b) { return a == a.number(b); }
  friend Symbol operator!=(Symbol a, std::integral auto b) { return a != a.number(b); }

  /// `a` where the condition holds, else `b`.
  friend Symbol select(Symbol condition, Symbol a, Symbol b) {
    return a.with(a.smt_->choose(condition.scalar_, a.scalar_, b.scalar_));
  }
  friend Symbol select(Symbol condition, std::integral auto a, Symbol b) {
    return select(condition, b.number(a), b);
  }
  friend Symbol select(Symbol condition, Symbol a, std::integral auto b) {
    return select(condition, a, a.number(b));
  }
  friend Symbol select(Symbol condition, std::integral auto a, std::integral auto b) {
    return select(condition, condition.number(a), condition.number(b));
  }
  friend Symbol implies(Symbol a, Symbol b) { return b | !a; }
  friend Symbol least(Symbol a, Symbol b) { return select(b < a, b, a); }
  friend Symbol greatest(Symbol a, Symbol b) { return select(a < b, b, a); }
  /// 1 for true, 0 for false.
  friend Symbol as_number(Symbol truth) { return select(truth, 1, 0); }

  /// Builds a number beside this symbol.
  [[nodiscard]] Symbol number(std::integral auto value) const {
    return {*smt_, smt_->integer(static_cast<std::int64_t>(value))};
  }
  /// Builds a truth value beside this symbol.
  [[nodiscard]] Symbol truth(bool value) const { return {*smt_, smt_->boolean(value)}; }

 private:
  [[nodiscard]] Symbol with(SmtScalar scalar) const { return {*smt_, scalar}; }

  Smt* smt_;
  SmtScalar scalar_;
};

/// 0, false and true where there is none.
[[nodiscard]] Symbol sum_of(Smt& smt, std::span<const Symbol> numbers);
[[nodiscard]] Symbol any_of(Smt& smt, std::span<const Symbol> truths);
[[nodiscard]] Symbol all_of(Smt& smt, std::span<const Symbol> truths);
/// How many hold.
[[nodiscard]] Symbol count_of(Smt& smt, std::span<const Symbol> truths);

}  // namespace gestalt::dsl
