// What predicts the costs of primitives for the tasks of a command, as --guide names it, and what
// scores values, as --scorer does.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "neural/serve/net_guide.h"
#include "synthesis/api/guide.h"
#include "synthesis/api/scorer.h"
#include "synthesis/rank/credibility.h"

namespace gestalt::experiments {

/// One guide; or several, where each task has one that was made without it.
///
/// Threads: one caller.
class Guides {
 public:
  Guides() = default;

  /// none, uniform, corpus, untrained, default, a checkpoint, or a folder with the networks of a
  /// cross-validation: fold0.net, fold1.net, ..., of which each says that it was trained without
  /// that fold; folds: the one that comes with Gestalt.
  ///
  /// Errors: those of neural::open_guide and load(); kInvalidArgument for a network of another
  /// fold.
  [[nodiscard]] static Result<Guides> make(const std::string& name);

  /// The guide for a task; of those fitted to training tasks the one fitted on `fitted_on`.
  [[nodiscard]] synthesis::Guide& of(std::string_view task, synthesis::Ranking fitted_on) const;

  /// Digest of the checkpoint or checkpoints; the name of a guide that has none.
  [[nodiscard]] const std::string& checkpoint() const { return checkpoint_; }

 private:
  enum class By { kNothing, kRanking, kFold };

  [[nodiscard]] Result<void> add_network(neural::GuideCheckpoint opened);
  [[nodiscard]] Result<void> add_checkpoint(neural::GuideCheckpoint opened);
  [[nodiscard]] Result<void> add_folds(const std::string& folder);

  std::vector<std::unique_ptr<synthesis::Guide>> all_;
  By by_ = By::kNothing;  ///< what tells them apart
  std::string checkpoint_;
};

/// A scorer and the digest of its checkpoint.
struct LoadedScorer {
  std::unique_ptr<synthesis::Scorer> scorer;  ///< null for "none"
  std::string checkpoint;
};

/// none; default, the one that comes with Gestalt; or a checkpoint.
/// Errors: those of neural::open_scorer and load().
[[nodiscard]] Result<LoadedScorer> load_scorer(const std::string& name);

}  // namespace gestalt::experiments
