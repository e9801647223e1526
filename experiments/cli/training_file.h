// The configuration of a training run: a TOML file (neural/checkpoints/grid.toml is one).
#pragma once

#include <string>

#include "neural/models/checkpoint.h"
#include "neural/models/net.h"
#include "neural/train/trainer.h"
#include "synthesis/sample/task_sampler.h"

namespace gestalt::experiments {

struct TrainingFile {
  std::string text;  ///< all of it
  std::uint64_t seed = 0;
  // [data]
  neural::Predicts predicts = neural::Predicts::kCosts;
  synthesis::TaskSamplerOptions sampler;
  std::string inputs;  ///< a suite whose inputs are changed and used; none unless given
  std::string corpus;  ///< a corpus whose programs are changed and used; none unless given
  int folds = 0;       ///< cross-validation: 0 for none
  int fold = 0;        ///< tasks of this fold are left out of inputs and corpus
  std::uint64_t search_steps = 5000;  ///< values: of the searches that meet them
  int solved = 0;  ///< parts of a hundred of a batch: tasks of `inputs` that the corpus solves
  // [net]
  neural::NetSizes sizes;
  // [train]
  neural::TrainOptions train;
  double dropout = 0;  ///< see NetRun
  double weight_decay = 1e-4;
  int batch = 512;              ///< tasks
  int validation = 512;         ///< tasks of each held-out set
  int threads = 0;              ///< of the sampler and of LibTorch each; all cores unless given
  std::string device = "auto";  ///< "cpu", "cuda", or "cuda" where there is one
};

/// Errors: kInvalidArgument with "FILE:LINE:COLUMN"; an unknown key is one.
[[nodiscard]] Result<TrainingFile> read_training_file(const std::string& file);
/// The same from text; `where` names it.
[[nodiscard]] Result<TrainingFile> parse_training(const std::string& text,
                                                  const std::string& where);

}  // namespace gestalt::experiments
