// What a network is to learn, as a training file says: the costs of programs (a guide), or which
// values on the way to the outputs lead there (a scorer).
#pragma once

#include "experiments/cli/training_file.h"
#include "neural/train/trainer.h"

namespace gestalt::experiments {

struct TrainingSet {
  neural::NetShape shape;
  neural::TrainInput input;
};

/// In up to `threads` threads. Errors: those of the suite and the corpus; kInvalidArgument for a
/// domain whose values a scorer cannot read.
[[nodiscard]] Result<TrainingSet> make_training_set(const dsl::Domain& domain,
                                                    const TrainingFile& training, int threads);

}  // namespace gestalt::experiments
