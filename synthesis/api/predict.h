// What a program predicts: its outputs on all examples, as the domain presents them.
#pragma once

#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

/// The outputs on train then test inputs; the values live in the arena. The first fault otherwise.
[[nodiscard]] Result<std::vector<dsl::Value>, dsl::Fault> predict(const dsl::Domain& domain,
                                                                  const dsl::Examples& examples,
                                                                  const dsl::TermPool& pool,
                                                                  dsl::TermId program,
                                                                  dsl::Arena& arena);

/// The program that has a body over the inputs.
[[nodiscard]] dsl::TermId close_over_inputs(const dsl::Examples& examples, dsl::TermPool& pool,
                                            dsl::TermId body);

/// Whether a value, presented as an output, is this one. What it builds stays in the context's
/// arena.
[[nodiscard]] bool presents_as(const dsl::Domain& domain, dsl::EvalContext& context,
                               dsl::Value value, dsl::Value output);

/// Whether the outputs begin with the train outputs.
[[nodiscard]] bool fits_train_pairs(const dsl::Examples& examples,
                                    const std::vector<dsl::Value>& outputs);

}  // namespace gestalt::synthesis
