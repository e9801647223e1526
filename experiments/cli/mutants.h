// Mutants: programs with one primitive exchanged for another of its type.
#pragma once

#include <optional>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::experiments {

/// A random mutant, in the pool; the primitive that comes in has an SMT meaning. Nothing where no
/// primitive of the program has another of its type.
[[nodiscard]] std::optional<dsl::TermId> mutant_of(dsl::TermPool& pool, dsl::TermId program,
                                                   const dsl::Domain& domain, dsl::Rng& rng);

/// Whether all primitives of a program have an SMT meaning, or are defined by such.
[[nodiscard]] bool is_modelled(const dsl::TermPool& pool, dsl::TermId program,
                               const dsl::Domain& domain);

}  // namespace gestalt::experiments
