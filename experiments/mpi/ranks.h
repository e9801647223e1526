// The processes that mpirun has started for one command, as one of them sees the others.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/core/result.h"

struct gestalt_ranks_functions;

namespace gestalt::experiments {

/// Whether an MPI launcher has started this process, as one of several or alone.
[[nodiscard]] bool is_launched();
/// Whether it was, and is not the first: what all of them say is said by the first alone. Known
/// without MPI where the launcher tells it in the environment (OpenMPI, MPICH).
[[nodiscard]] bool is_follower();

struct RankMessage {
  int from = 0;
  int kind = 0;
  std::string text;
};

/// A failure of MPI itself ends the job, all of its processes.
///
/// Threads: one, always the same.
class Ranks {
 public:
  /// Null where no launcher started this process, or it is alone. Called once.
  ///
  /// Errors: kUnavailable in a build without MPI; those of opening a module.
  [[nodiscard]] static Result<std::unique_ptr<Ranks>> join();

  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  /// Leaves the job, which waits for the others.
  ~Ranks();

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] bool leads() const { return rank_ == 0; }
  [[nodiscard]] int size() const { return size_; }

  /// Does not wait for the other to take it, as long as the text is small.
  void send(int to, int kind, std::string_view text);
  /// The next message, if one has come.
  [[nodiscard]] std::optional<RankMessage> poll();
  /// Ends the whole job at once, this process too.
  [[noreturn]] void abandon(int status);

 private:
  Ranks(const gestalt_ranks_functions& functions, int rank, int size)
      : functions_(&functions), rank_(rank), size_(size) {}

  const gestalt_ranks_functions* functions_;
  int rank_;
  int size_;
};

}  // namespace gestalt::experiments
