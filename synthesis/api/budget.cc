#include "synthesis/api/budget.h"

namespace gestalt::synthesis {

std::string_view to_string(StopReason reason) {
  switch (reason) {
    case StopReason::kFound:
      return "found";
    case StopReason::kExhausted:
      return "exhausted";
    case StopReason::kSeconds:
      return "seconds";
    case StopReason::kSteps:
      return "steps";
    case StopReason::kMemory:
      return "memory";
    case StopReason::kInterrupted:
      return "interrupted";
  }
  return "exhausted";
}

}  // namespace gestalt::synthesis
