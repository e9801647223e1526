// Integers, booleans, comparisons, and polymorphic equality and conditional.
//
// Integers have 32 bits: `lift` turns a result outside of them into Fault::kOverflow, the meanings
// say the same with `ranged`.
#include <cstdlib>

#include "dsl/core/lift.h"
#include "dsl/core/meaning.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;

Int add(Int a, Int b) { return a + b; }
Int subtract(Int a, Int b) { return a - b; }
Int multiply(Int a, Int b) { return a * b; }
Int negate(Int a) { return -a; }
Int absolute(Int a) { return std::abs(a); }
Int minimum(Int a, Int b) { return std::min(a, b); }
Int maximum(Int a, Int b) { return std::max(a, b); }

/// Rounds toward minus infinity. Requires b != 0.
Int floor_quotient(Int a, Int b) {
  const Int quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
Result<Int, Fault> divide(Int a, Int b) {
  if (b == 0) return tl::unexpected(Fault::kDomain);
  return floor_quotient(a, b);
}
Result<Int, Fault> modulo(Int a, Int b) {
  if (b == 0) return tl::unexpected(Fault::kDomain);
  return a - b * floor_quotient(a, b);
}

bool less(Int a, Int b) { return a < b; }
bool less_equal(Int a, Int b) { return a <= b; }
bool even(Int a) { return a % 2 == 0; }
bool odd(Int a) { return a % 2 != 0; }
bool logical_not(bool a) { return !a; }
bool logical_and(bool a, bool b) { return a && b; }
bool logical_or(bool a, bool b) { return a || b; }
bool equal(Value a, Value b) { return a == b; }
Value if_else(bool condition, Value a, Value b) { return condition ? a : b; }

// Inverses: the result first, then the other argument.
Int minuend(Int result, Int b) { return result + b; }
Int subtrahend(Int result, Int a) { return a - result; }
Result<Int, Fault> factor(Int result, Int other) {
  if (other == 0 || result % other != 0) return tl::unexpected(Fault::kDomain);
  return result / other;
}

template <class F>
SmtTerm binary(Smt& smt, Arguments arg, F f) {
  return f(symbol(smt, arg[0]), symbol(smt, arg[1]));
}

SmtTerm add_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return ranged(a + b); });
}
SmtTerm subtract_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return ranged(a - b); });
}
SmtTerm multiply_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return ranged(a * b); });
}
SmtTerm negate_smt(Smt& smt, Arguments arg) {
  return ranged(Symbol::integer(smt, 0) - symbol(smt, arg[0]));
}
SmtTerm absolute_smt(Smt& smt, Arguments arg) {
  const Symbol a = symbol(smt, arg[0]);
  return ranged(select(a < 0, a.number(0) - a, a));
}
SmtTerm minimum_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(least(a, b)); });
}
SmtTerm maximum_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(greatest(a, b)); });
}
SmtTerm divide_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg,
                [&](Symbol a, Symbol b) { return restricted(smt, ranged(a / b), b != 0); });
}
SmtTerm modulo_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return defined_if(b != 0, a % b); });
}
SmtTerm less_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(a < b); });
}
SmtTerm less_equal_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(a <= b); });
}
SmtTerm even_smt(Smt& smt, Arguments arg) { return total(symbol(smt, arg[0]) % 2 == 0); }
SmtTerm odd_smt(Smt& smt, Arguments arg) { return total(symbol(smt, arg[0]) % 2 != 0); }
SmtTerm not_smt(Smt& smt, Arguments arg) { return total(!symbol(smt, arg[0])); }
SmtTerm and_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(a & b); });
}
SmtTerm or_smt(Smt& smt, Arguments arg) {
  return binary(smt, arg, [](Symbol a, Symbol b) { return total(a | b); });
}
SmtTerm equal_smt(Smt& smt, Arguments arg) { return total(equal_terms(smt, arg[0], arg[1])); }
SmtTerm if_else_smt(Smt& smt, Arguments arg) {
  SmtTerm result = choose_term(smt, symbol(smt, arg[0]), arg[1], arg[2]);
  result.defined = smt.boolean(true);  // strict: the caller conjoins that of both branches
  return result;
}

void add_numbers(Registry& registry) {
  const Type binary = fn({int_type(), int_type()}, int_type());
  const Type unary = arrow(int_type(), int_type());
  registry.add({.name = "add",
                .type = binary,
                .eval = lift<&add>,
                .smt = add_smt,
                .cost = 8,
                .doc = "Sum of two integers.",
                .examples = {{"(add 2 3)", "5"}, {"(add -4 1)", "-3"}},
                .inverses = {{0, lift<&subtract>}, {1, lift<&subtract>}},
                .commutative = true});
  registry.add({.name = "subtract",
                .type = binary,
                .eval = lift<&subtract>,
                .smt = subtract_smt,
                .cost = 8,
                .doc = "First integer minus the second.",
                .examples = {{"(subtract 2 5)", "-3"}},
                .inverses = {{0, lift<&minuend>}, {1, lift<&subtrahend>}}});
  registry.add({.name = "multiply",
                .type = binary,
                .eval = lift<&multiply>,
                .smt = multiply_smt,
                .cost = 8,
                .doc = "Product of two integers.",
                .examples = {{"(multiply 3 -2)", "-6"}},
                .inverses = {{0, lift<&factor>}, {1, lift<&factor>}},
                .commutative = true});
  registry.add({.name = "divide",
                .type = binary,
                .eval = lift<&divide>,
                .smt = divide_smt,
                .cost = 10,
                .doc = "Quotient rounded down (toward minus infinity). Undefined for divisor 0.",
                .examples = {{"(divide 7 2)", "3"}, {"(divide -7 2)", "-4"}}});
  registry.add({.name = "modulo",
                .type = binary,
                .eval = lift<&modulo>,
                .smt = modulo_smt,
                .cost = 10,
                .doc = "Remainder of the division that rounds down; has the sign of the divisor. "
                       "Undefined for divisor 0.",
                .examples = {{"(modulo 7 3)", "1"}, {"(modulo -1 3)", "2"}}});
  registry.add({.name = "min",
                .type = binary,
                .eval = lift<&minimum>,
                .smt = minimum_smt,
                .cost = 10,
                .doc = "The smaller of two integers.",
                .examples = {{"(min 4 -1)", "-1"}},
                .commutative = true});
  registry.add({.name = "max",
                .type = binary,
                .eval = lift<&maximum>,
                .smt = maximum_smt,
                .cost = 10,
                .doc = "The larger of two integers.",
                .examples = {{"(max 4 -1)", "4"}},
                .commutative = true});
  registry.add({.name = "negate",
                .type = unary,
                .eval = lift<&negate>,
                .smt = negate_smt,
                .cost = 10,
                .doc = "The integer with its sign changed.",
                .examples = {{"(negate 3)", "-3"}},
                .inverses = {{0, lift<&negate>}}});
  registry.add({.name = "absolute",
                .type = unary,
                .eval = lift<&absolute>,
                .smt = absolute_smt,
                .cost = 12,
                .doc = "The integer without its sign.",
                .examples = {{"(absolute -3)", "3"}}});
}

void add_comparisons(Registry& registry) {
  const Type relation = fn({int_type(), int_type()}, bool_type());
  const Type predicate = arrow(int_type(), bool_type());
  registry.add({.name = "less",
                .type = relation,
                .eval = lift<&less>,
                .smt = less_smt,
                .cost = 8,
                .doc = "Whether the first integer is smaller.",
                .examples = {{"(less 2 3)", "true"}, {"(less 3 3)", "false"}}});
  registry.add({.name = "less_equal",
                .type = relation,
                .eval = lift<&less_equal>,
                .smt = less_equal_smt,
                .cost = 10,
                .doc = "Whether the first integer is smaller than or equal to the second.",
                .examples = {{"(less_equal 3 3)", "true"}}});
  registry.add({.name = "even",
                .type = predicate,
                .eval = lift<&even>,
                .smt = even_smt,
                .cost = 8,
                .doc = "Whether the integer is even.",
                .examples = {{"(even 4)", "true"}, {"(even -3)", "false"}}});
  registry.add({.name = "odd",
                .type = predicate,
                .eval = lift<&odd>,
                .smt = odd_smt,
                .cost = 8,
                .doc = "Whether the integer is odd.",
                .examples = {{"(odd -3)", "true"}}});
}

void add_logic(Registry& registry) {
  const Type a = type_variable("a");
  const Type binary = fn({bool_type(), bool_type()}, bool_type());
  registry.add({.name = "not",
                .type = arrow(bool_type(), bool_type()),
                .eval = lift<&logical_not>,
                .smt = not_smt,
                .cost = 8,
                .doc = "Negation.",
                .examples = {{"(not true)", "false"}},
                .inverses = {{0, lift<&logical_not>}}});
  registry.add({.name = "and",
                .type = binary,
                .eval = lift<&logical_and>,
                .smt = and_smt,
                .cost = 10,
                .doc = "Whether both hold.",
                .examples = {{"(and true false)", "false"}},
                .commutative = true});
  registry.add({.name = "or",
                .type = binary,
                .eval = lift<&logical_or>,
                .smt = or_smt,
                .cost = 10,
                .doc = "Whether at least one holds.",
                .examples = {{"(or true false)", "true"}},
                .commutative = true});
  registry.add({.name = "equal",
                .type = fn({a, a}, bool_type()),
                .eval = lift<&equal>,
                .smt = equal_smt,
                .cost = 8,
                .doc = "Whether two values of one type are the same value.",
                .examples = {{"(equal 3 3)", "true"}, {"(equal [1 2] [2 1])", "false"}},
                .commutative = true});
  registry.add({.name = "if_else",
                .type = fn({bool_type(), a, a}, a),
                .eval = lift<&if_else>,
                .smt = if_else_smt,
                .cost = 10,
                .doc = "The second argument where the first holds, else the third. Strict: a fault "
                       "in either branch is a fault.",
                .examples = {{"(if_else (less 1 2) 10 20)", "10"}}});
}

}  // namespace

void add_arithmetic_primitives(Registry& registry) {
  registry.begin_family("arithmetic");
  add_numbers(registry);
  add_comparisons(registry);
  add_logic(registry);
}

}  // namespace gestalt::dsl
