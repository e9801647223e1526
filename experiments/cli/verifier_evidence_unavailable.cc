// A build without Z3 has no verifier to measure.
#include "experiments/cli/toml_reader.h"
#include "experiments/cli/verifier_evidence.h"

namespace gestalt::experiments {

bool is_verifier_experiment(const std::string& file) {
  const auto table = parse_toml_file(file);
  return table && table->contains("verifier");
}

Result<Outcome> run_verifier_experiment(const std::string& file, bool) {
  return fail(ErrorCode::kUnavailable, "needs a build with Z3 (cmake -DGESTALT_Z3=ON)", file);
}

}  // namespace gestalt::experiments
