// The training loop: batches in, a curve and checkpoints out. Links no LibTorch.
//
// Batch i is a function of i alone and the network's whole state is in the checkpoint, so a run
// that was killed goes on as if it had not been: the same curve, to the last digit where LibTorch
// computes alike.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "neural/models/checkpoint.h"
#include "neural/models/net.h"
#include "neural/train/schedule.h"

namespace gestalt::neural {

struct TrainOptions {
  Schedule schedule;
  double clip = 1;                       ///< greatest norm of the gradients
  std::uint64_t report_every = 50;       ///< steps between lines of metrics
  std::uint64_t validate_every = 500;    ///< steps
  std::uint64_t checkpoint_every = 500;  ///< steps
};

/// One line of metrics: means since the line before.
struct TrainProgress {
  std::uint64_t step = 0;
  std::uint64_t steps = 0;  ///< of the whole run
  double nats = 0;
  double right = 0;
  double tasks_per_second = 0;
  double waited = 0;  ///< share of the time in which the network waited for a batch
  double seconds_left = 0;
};

/// What a run takes.
struct TrainInput {
  /// Batch i; called from one other thread at a time. The same i gives the same batch.
  std::function<NetBatch(std::uint64_t)> batch;
  std::vector<std::pair<std::string, NetBatch>> validation;  ///< by name
  NetPurpose purpose;
  NetSizes sizes;
  std::string config;
};

/// Files in a run's folder.
inline constexpr const char* kMetricsFile = "metrics.jsonl";  ///< a line of JSON a report
inline constexpr const char* kStateFile = "state.net";    ///< weights and optimizer, to go on with
inline constexpr const char* kGuideFile = "guide.net";    ///< weights alone, to guide searches
inline constexpr const char* kScorerFile = "scorer.net";  ///< or to score values
/// Which of the two a network is.
[[nodiscard]] inline const char* weights_file(const NetPurpose& purpose) {
  return purpose.predicts == Predicts::kValues ? kScorerFile : kGuideFile;
}

/// Trains until the last step or an interrupt; goes on from the folder's state where there is one
/// and `resume` is set. Lines of metrics past that state are dropped.
///
/// Errors: those of files and the network; kInvalidArgument where the state is of another run, or
/// where the loss is no number; kIo where a folder has a run already and `resume` is not set.
[[nodiscard]] Result<void> train(Net& net, const TrainOptions& options, const TrainInput& input,
                                 const std::filesystem::path& folder, bool resume,
                                 const std::atomic<bool>& interrupt,
                                 const std::function<void(const TrainProgress&)>& show);

}  // namespace gestalt::neural
