// Programs as text: s-expressions.
//
//   (lambda (x) (overlay x (let ((s1 (flip_rows x))) (hconcat s1 s1))))
//
//   term    := name | literal | (lambda (name ...) term) | (let ((name term) ...) term) | (term
//   term ...) literal := 3 | true | [1 2 3] | a domain's tokens (red, {12/34}, @1,-2) comment := ;
//   to the end of the line
//
// `let` is notation for sharing, nothing else: terms are hash-consed, so parsing substitutes and
// printing introduces `let` wherever a sub-term is used more than once. parse(print(p)) == p.
// Variables are monomorphic, let-bound names polymorphic (Damas, Milner).
#pragma once

#include <string>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/reader.h"
#include "dsl/core/term.h"

namespace gestalt::dsl {

/// A term with its principal type.
struct TypedTerm {
  TermId term;
  Type type;
};

/// Parses and type-checks. The error's `where` is "line:column" of the offending token.
[[nodiscard]] Result<TypedTerm> parse_term(std::string_view text, const Domain& domain,
                                           TermPool& pool);

/// The same for text that has been read.
[[nodiscard]] Result<TypedTerm> elaborate(const Syntax& syntax, const Domain& domain,
                                          TermPool& pool);

/// The same, and the type must fit `expected` (`grid -> grid`).
[[nodiscard]] Result<TermId> parse_program(std::string_view text, const Type& expected,
                                           const Domain& domain, TermPool& pool);

/// Prints on one line.
[[nodiscard]] std::string print_term(const TermPool& pool, TermId term, const Domain& domain);

/// Principal type of a closed term built by hand.
[[nodiscard]] Result<Type> infer_type(const TermPool& pool, TermId term, const Registry& registry);

}  // namespace gestalt::dsl
