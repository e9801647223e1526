// The certificate of a guess: which laws of its program are proved, for which inputs, and which
// were tested only; which programs with the same predictions are the same function.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "synthesis/api/budget.h"
#include "synthesis/api/report.h"
#include "synthesis/api/verifier.h"
#include "tasks/task.h"

namespace gestalt::experiments {

/// Another program with the predictions of a guess, and whether it is the same function.
struct ComparedProgram {
  synthesis::FittingProgram program;
  synthesis::Answer equal;
};

struct Certificate {
  std::vector<synthesis::Answer> laws;
  std::vector<ComparedProgram> others;
  bool complete = true;  ///< whether there was time for all questions
};

/// Of so many guesses, the most credible ones.
constexpr std::size_t kMostCertified = 3;

/// Certificates of the first candidates: what the verifier knows already, and what it can say in
/// what is left of the search's time.
[[nodiscard]] std::vector<Certificate> certify(const tasks::Task& task,
                                               const synthesis::SynthesisResult& result,
                                               synthesis::Verifier& verifier,
                                               const synthesis::Deadline& deadline);

void show_certificates(const std::vector<Certificate>& certificates, int bound);

/// An array of {"laws", "others"}.
[[nodiscard]] nlohmann::ordered_json certificates_json(const tasks::Task& task,
                                                       const std::vector<Certificate>& certificates,
                                                       int bound);

}  // namespace gestalt::experiments
