// Values as SMT terms and back, by their type: base types as their domain says, lists item by item.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/smt.h"

namespace gestalt::dsl {

/// Terms of one domain's types.
class Encoding {
 public:
  explicit Encoding(const Domain& domain) : domain_(&domain) {}

  [[nodiscard]] const Domain& domain() const { return *domain_; }

  [[nodiscard]] SmtTerm term_of(Smt& smt, const Type& type, Value value) const;
  /// The value of a solved term; nothing where its scalars are those of no value.
  [[nodiscard]] std::optional<Value> value_of(const Type& type, const SmtTerm& term,
                                              const SmtReader& read, Arena& arena) const;
  /// Whether values of the type can be inputs of a question.
  [[nodiscard]] bool has_inputs(const Type& type) const;
  /// The sizes of inputs up to a bound, smallest first; at least one.
  [[nodiscard]] std::vector<std::vector<int>> sizes(const Type& type, int bound) const;
  /// Any input of a size. Inner lists have up to kInnerItems items.
  [[nodiscard]] SmtTerm unknown(Smt& smt, const Type& type, std::span<const int> size) const;
  /// The lengths of a term's frame; empty where the type has none.
  [[nodiscard]] std::vector<SmtScalar> lengths(Smt& smt, const Type& type,
                                               const SmtTerm& term) const;
  /// What a term consists of.
  [[nodiscard]] std::vector<SmtElement> elements(Smt& smt, const Type& type,
                                                 const SmtTerm& term) const;
  /// The term as a task output.
  [[nodiscard]] SmtTerm present(Smt& smt, const Type& type, const SmtTerm& term) const;
  [[nodiscard]] std::vector<std::int64_t> neutral(const Type& type) const;

  static constexpr int kInnerItems = 3;

 private:
  [[nodiscard]] const SmtEncoding* base(const Type& type) const;

  const Domain* domain_;
};

}  // namespace gestalt::dsl
