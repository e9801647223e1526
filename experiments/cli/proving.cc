#include "experiments/cli/proving.h"

#include "synthesis/verify/background_verifier.h"
#include "synthesis/verify/cached_verifier.h"
#include "synthesis/verify/smallest_decisions.h"
#include "synthesis/verify/z3_verifier.h"

namespace gestalt::experiments {

std::unique_ptr<synthesis::Verifier> make_proving_verifier(const ProvingSettings& settings) {
  synthesis::ProverOptions options;
  options.bound = settings.bound;
  options.resources = settings.resources;
  options.tests = settings.tests;
  return synthesis::make_cached(synthesis::make_z3_verifier(options));
}

std::unique_ptr<synthesis::Verifier> make_background_verifier(const ProvingSettings& settings) {
  return synthesis::make_background(make_proving_verifier(settings));
}

std::unique_ptr<synthesis::DecisionMaker> make_decision_maker() {
  synthesis::Z3Limits limits;
  limits.resources = 1'000'000;  // for one check; a tenth of a second or two
  return synthesis::make_smallest_decisions(limits);
}

}  // namespace gestalt::experiments
