// Writes terms by the names of primitives, which exist in the domain.
#pragma once

#include <initializer_list>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::dsl {

/// Borrows the domain and the pool.
///
/// Threads: as the pool.
class TermWriter {
 public:
  TermWriter(const Domain& domain, TermPool& pool) : domain_(domain), pool_(pool) {}

  [[nodiscard]] TermId call(std::string_view name, std::initializer_list<TermId> arguments) const;
  /// Of the primitive's record.
  [[nodiscard]] int cost_of(std::string_view name) const;
  /// Whether a term is the primitive itself.
  [[nodiscard]] bool is(TermId term, std::string_view name) const;

 private:
  [[nodiscard]] PrimitiveId find(std::string_view name) const;

  const Domain& domain_;
  TermPool& pool_;
};

}  // namespace gestalt::dsl
