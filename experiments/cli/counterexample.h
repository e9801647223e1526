// A counterexample of the verifier, and what programs make of it.
#pragma once

#include <string>
#include <vector>

#include "experiments/cli/evaluation.h"
#include "synthesis/api/verifier.h"

namespace gestalt::experiments {

struct CaptionedProgram {
  std::string caption;
  const LoadedProgram* program = nullptr;
};

/// The output of a program on a counterexample, of which it takes the first inputs.
[[nodiscard]] Result<dsl::Value, dsl::Fault> output_on(dsl::EvalContext& context,
                                                       const LoadedProgram& program,
                                                       const synthesis::Answer& answer);

/// Prints the inputs of a counterexample with the programs' outputs beside them.
void draw_counterexample(const synthesis::Answer& answer,
                         const std::vector<CaptionedProgram>& programs);

}  // namespace gestalt::experiments
