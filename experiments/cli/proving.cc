#include "experiments/cli/proving.h"

#include "synthesis/verify/cached_verifier.h"
#include "synthesis/verify/z3_verifier.h"

namespace gestalt::experiments {

std::unique_ptr<synthesis::Verifier> make_proving_verifier(const ProvingSettings& settings) {
  synthesis::ProverOptions options;
  options.bound = settings.bound;
  options.resources = settings.resources;
  options.tests = settings.tests;
  return synthesis::make_cached(synthesis::make_z3_verifier(options));
}

}  // namespace gestalt::experiments
