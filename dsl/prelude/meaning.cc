#include "dsl/prelude/meaning.h"

#include <algorithm>

namespace gestalt::dsl {

SmtScalar equal_terms(Smt& smt, const SmtTerm& a, const SmtTerm& b) {
  SmtScalar result = smt.equal(a.scalar, b.scalar);
  const std::size_t shared = std::min(a.items.size(), b.items.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const SmtScalar beyond = smt.logical_not(in_use(smt, a, i));
    result =
        smt.logical_and(result, smt.logical_or(beyond, equal_terms(smt, a.items[i], b.items[i])));
  }
  return result;
}

SmtTerm choose_term(Smt& smt, SmtScalar condition, const SmtTerm& a, const SmtTerm& b) {
  SmtTerm result{.scalar = smt.choose(condition, a.scalar, b.scalar),
                 .items = {},
                 .defined = smt.choose(condition, a.defined, b.defined)};
  const std::size_t shared = std::min(a.items.size(), b.items.size());
  for (std::size_t i = 0; i < shared; ++i) {
    result.items.push_back(choose_term(smt, condition, a.items[i], b.items[i]));
  }
  // Beyond the shorter bound only the longer sequence has items that matter.
  const auto& longer = a.items.size() > shared ? a.items : b.items;
  for (std::size_t i = shared; i < longer.size(); ++i) result.items.push_back(longer[i]);
  return result;
}

}  // namespace gestalt::dsl
