// What a question falls into: the solver is asked about one size of inputs at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "synthesis/verify/input_class.h"
#include "synthesis/verify/question.h"

namespace gestalt::synthesis {

/// The inputs of one size, or one of the inputs that the question gives.
struct Instance {
  std::string name;  ///< "3x4", "train 2"
  int side = 0;      ///< the largest side; 0 where inputs have none
  std::function<std::vector<dsl::SmtTerm>(dsl::Smt&)> inputs;
};

/// All instances of a question, smallest first. What they are made of outlives them. Requires that
/// the question gives its inputs or that the class is symbolic.
[[nodiscard]] std::vector<Instance> instances_of(const Question& question,
                                                 const dsl::Encoding& encoding,
                                                 const InputClass& inputs);

}  // namespace gestalt::synthesis
