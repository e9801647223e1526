#include "dsl/core/symbol.h"

#include <vector>

namespace gestalt::dsl {

namespace {

/// Balanced, so that partial sums stay narrow.
template <class Combine>
Symbol reduce(std::span<const Symbol> symbols, Combine combine) {
  if (symbols.size() == 1) return symbols[0];
  const std::size_t half = symbols.size() / 2;
  return combine(reduce(symbols.first(half), combine), reduce(symbols.subspan(half), combine));
}

}  // namespace

Symbol sum_of(Smt& smt, std::span<const Symbol> numbers) {
  if (numbers.empty()) return Symbol::integer(smt, 0);
  return reduce(numbers, [](Symbol a, Symbol b) { return a + b; });
}
Symbol any_of(Smt& smt, std::span<const Symbol> truths) {
  if (truths.empty()) return Symbol::boolean(smt, false);
  return reduce(truths, [](Symbol a, Symbol b) { return a | b; });
}
Symbol all_of(Smt& smt, std::span<const Symbol> truths) {
  if (truths.empty()) return Symbol::boolean(smt, true);
  return reduce(truths, [](Symbol a, Symbol b) { return a & b; });
}
Symbol count_of(Smt& smt, std::span<const Symbol> truths) {
  std::vector<Symbol> numbers;
  numbers.reserve(truths.size());
  for (const Symbol truth : truths) numbers.push_back(as_number(truth));
  return sum_of(smt, numbers);
}

}  // namespace gestalt::dsl
