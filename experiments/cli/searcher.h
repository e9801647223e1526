// A search with everything it borrows, for as many tasks as a command has.
#pragma once

#include <memory>
#include <vector>

#include "experiments/cli/certificate.h"
#include "experiments/cli/guides.h"
#include "experiments/cli/search_settings.h"
#include "experiments/store/task_result.h"
#include "synthesis/search/synthesize.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Threads: one caller.
class Searcher {
 public:
  /// Errors: a guide or a part of the language that cannot be had.
  [[nodiscard]] static Result<Searcher> make(const SearchSettings& settings,
                                             const std::atomic<bool>& interrupt);

  /// What is searched in: each domain's name and its registry's fingerprint; where it is a part of
  /// one, that one with the part's name.
  [[nodiscard]] std::string language() const;

  /// Digest of the guide's checkpoint, and the scorer's where there is one; "none" or "corpus"
  /// where the guide has none.
  [[nodiscard]] std::string checkpoint() const;

  /// The clock of one search, which begins now.
  [[nodiscard]] synthesis::Deadline deadline() const;
  /// Largest side of inputs for which certificates are made; 0: none are.
  [[nodiscard]] int certificate() const { return certificate_; }

  /// What was fitted on training tasks is taken from the fit on those of `fitted_on`.
  [[nodiscard]] Result<synthesis::SynthesisResult> search(
      const tasks::Task& task, synthesis::Ranking fitted_on = synthesis::Ranking::kAll);
  /// Certificates of what the last search() found for the task, whose laws were being proved behind
  /// it; in what is left of its time. None where none are wanted, or the build cannot prove.
  [[nodiscard]] std::vector<Certificate> certify(const tasks::Task& task,
                                                 const synthesis::SynthesisResult& result,
                                                 const synthesis::Deadline& deadline);

 private:
  Searcher(const SearchSettings& settings, const std::atomic<bool>& interrupt);

  [[nodiscard]] Result<void> restrict_language(const std::string& name);

  synthesis::SearchOptions options_;
  int certificate_;
  const std::atomic<bool>* interrupt_;
  Guides guides_;
  LoadedScorer scorer_;
  std::unique_ptr<synthesis::Verifier> verifier_;
  std::unique_ptr<synthesis::Verifier> laws_;  ///< what ranks guesses; null: credibility does
  std::unique_ptr<synthesis::DecisionMaker> decisions_;  ///< null: greedy
  std::unique_ptr<dsl::ChunkPool> memory_;
  std::string part_name_;
  std::unique_ptr<dsl::Domain> part_;            ///< null where the whole language is searched
  std::unique_ptr<synthesis::Verifier> proofs_;  ///< for the task at hand; null: no certificates
};

/// The task's domain, which the reader of the task has already found once.
[[nodiscard]] const dsl::Domain& domain_of(const tasks::Task& task);

/// Whether each test input whose output is known is predicted right by some guess; nothing where no
/// output is known.
[[nodiscard]] std::optional<bool> is_solved(const tasks::Task& task,
                                            const synthesis::SynthesisResult& result);

/// What the result says, in the form of a benchmark's line.
[[nodiscard]] TaskResult task_result(const tasks::Task& task,
                                     const synthesis::SynthesisResult& result);

}  // namespace gestalt::experiments
