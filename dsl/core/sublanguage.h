// A part of a domain's language: fewer primitives and literals, to ask how a search does with less.
//
//   # what is left to describe
//   domain grid
//   only @arithmetic corner place_at     these primitives; @NAME is a family
//   without rotate_half                  not these (of `only`'s, or of all)
//   withhold point @1,1 @1,-1            literals of a type that the search does not get
//
// A line says one thing; lines of one kind add up.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::dsl {

struct Sublanguage {
  std::string name;
  std::string domain;
  std::vector<std::string> only;  ///< all where empty
  std::vector<std::string> without;
  std::vector<std::pair<std::string, std::string>> withheld;  ///< types and literals, as printed

  friend bool operator==(const Sublanguage&, const Sublanguage&) = default;
};

/// Errors: kInvalidArgument, with "file:line".
[[nodiscard]] Result<Sublanguage> parse_sublanguage(std::string_view text, std::string_view name,
                                                    std::string_view file);

/// The domain with the primitives that the part has, in the same order; derived ones stay where all
/// that they are made of stays. Forms of rules (cells, paint, wrappers) and symmetries stay as far
/// as their primitives do. The constants are left as they are: a search is told what is withheld.
/// Traits are programs of the whole domain, which the part keeps.
///
/// Errors: another domain; a primitive, family or type that the domain does not have; no primitive
/// left.
[[nodiscard]] Result<Domain> restrict_domain(const Domain& domain, const Sublanguage& part);

}  // namespace gestalt::dsl
