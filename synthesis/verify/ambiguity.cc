#include "synthesis/verify/ambiguity.h"

namespace gestalt::synthesis {

Ambiguity find_ambiguity(Verifier& verifier, std::span<const ProgramOfTask> programs) {
  Ambiguity ambiguity;
  for (std::size_t p = 0; p < programs.size(); ++p) {
    std::vector<GroupDifference> differences;
    std::optional<std::size_t> same;
    for (std::size_t g = 0; g < ambiguity.groups.size() && !same; ++g) {
      const ProgramOfTask& first = programs[ambiguity.groups[g].front()];
      Answer answer = verifier.compare(first, programs[p]);
      if (std::holds_alternative<Proved>(answer.verdict)) same = g;
      differences.push_back({g, ambiguity.groups.size(), std::move(answer)});
    }
    if (same) {
      ambiguity.groups[*same].push_back(p);
      continue;
    }
    ambiguity.groups.push_back({p});
    for (GroupDifference& difference : differences) {
      ambiguity.differences.push_back(std::move(difference));
    }
  }
  return ambiguity;
}

}  // namespace gestalt::synthesis
