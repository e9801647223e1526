// Terms in the place of variables.
#pragma once

#include "dsl/core/term.h"

namespace gestalt::synthesis {

/// The term with `replacement`, which is over the first `inputs` variables, in the place of a
/// variable; the variables after that one are numbered from `inputs` then. `replacement` is shared
/// by all its places.
[[nodiscard]] dsl::TermId substitute(dsl::TermPool& pool, dsl::TermId term, std::uint32_t variable,
                                     dsl::TermId replacement, std::uint32_t inputs);

/// Whether a variable occurs in a term.
[[nodiscard]] bool occurs(const dsl::TermPool& pool, std::uint32_t variable, dsl::TermId term);

}  // namespace gestalt::synthesis
