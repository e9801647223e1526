// The C interface between `gestalt` and the module that speaks MPI. Read next: ranks.h, its C++
// face; module.cc, what is behind it.
#pragma once

#include <cstdint>

extern "C" {

/// The layout of everything here; raised by every change.
enum { GESTALT_RANKS_ABI = 1 };

/// The other processes of this one's job. Failures of MPI end the job.
typedef struct gestalt_ranks_functions {
  std::uint32_t abi;  ///< GESTALT_RANKS_ABI; always first
  /// Joins the job. Called once, before all others. Returns null, or why it cannot.
  const char* (*join)(std::int32_t* rank, std::int32_t* size);
  void (*send)(std::int32_t to, std::int32_t kind, const char* bytes, std::int32_t size);
  /// Whether a message has come, from whom, of which kind and size.
  std::int32_t (*poll)(std::int32_t* from, std::int32_t* kind, std::int32_t* size);
  /// Takes the message that poll() has told of.
  void (*receive)(std::int32_t from, std::int32_t kind, char* bytes, std::int32_t size);
  /// Leaves the job, when all others do; the last call.
  void (*leave)();
  /// Ends the job with this exit status.
  void (*abort)(std::int32_t status);
} gestalt_ranks_functions;

}  // extern "C"

namespace gestalt::experiments {

/// The name under which a module offers gestalt_ranks_functions.
inline constexpr const char* kRanksInterface = "ranks";

}  // namespace gestalt::experiments
