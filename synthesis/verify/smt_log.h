// Questions written down as SMT-LIB scripts that any solver can run.
#pragma once

#include <filesystem>
#include <string>

#include "synthesis/verify/prover.h"

namespace gestalt::synthesis {

/// A folder of scripts. A file that cannot be written is left out.
class SmtLog {
 public:
  /// Questions are put on terms with these options: those with which they were asked.
  SmtLog(std::filesystem::path folder, const ProverOptions& options)
      : folder_(std::move(folder)), options_(options) {}

  /// Writes FOLDER/NUMBER-PROPERTY/NUMBER-SIZE.smt2 for each size that was asked, with what it is
  /// about (`programs`, one a line) and the answer as comments.
  void write(const Question& question, const dsl::Domain& domain, const Answer& answer,
             const std::vector<std::string>& programs);

 private:
  std::filesystem::path folder_;
  ProverOptions options_;
  std::size_t asked_ = 0;
};

}  // namespace gestalt::synthesis
