// A build without Z3 proves nothing.
#include "experiments/cli/proving.h"

namespace gestalt::experiments {

std::unique_ptr<synthesis::Verifier> make_proving_verifier(const ProvingSettings&) {
  return nullptr;
}

std::unique_ptr<synthesis::Verifier> make_background_verifier(const ProvingSettings&) {
  return nullptr;
}

std::unique_ptr<synthesis::DecisionMaker> make_decision_maker() { return nullptr; }

}  // namespace gestalt::experiments
