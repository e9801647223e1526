// What the train pairs leave open: programs that fit, grouped by proved equality, and the inputs
// that tell groups apart.
#pragma once

#include <span>
#include <vector>

#include "synthesis/api/verifier.h"

namespace gestalt::synthesis {

/// How two groups differ: the answer to whether their first programs are equal. Refuted: its
/// counterexample tells them apart. Unknown: they may be equal.
struct GroupDifference {
  std::size_t first = 0;  ///< groups
  std::size_t second = 0;
  Answer answer;
};

struct Ambiguity {
  /// Indices of programs, in their order; those of one group are proved equal to its first.
  std::vector<std::vector<std::size_t>> groups;
  std::vector<GroupDifference> differences;  ///< of each two groups
};

/// Compares programs for one task.
[[nodiscard]] Ambiguity find_ambiguity(Verifier& verifier, std::span<const ProgramOfTask> programs);

}  // namespace gestalt::synthesis
