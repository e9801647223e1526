#include "synthesis/verify/smt_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace gestalt::synthesis {

namespace {

std::string describe(const Verdict& verdict) {
  if (const auto* refuted = std::get_if<Refuted>(&verdict)) {
    return fmt::format("refuted by {}", refuted->counterexample);
  }
  if (const auto* unknown = std::get_if<Unknown>(&verdict)) return "unknown: " + unknown->reason;
  return "proved";
}

}  // namespace

void SmtLog::write(const Question& question, const dsl::Domain& domain, const Answer& answer,
                   const std::vector<std::string>& programs) {
  const auto folder = folder_ / fmt::format("{:04}-{}", ++asked_, question.property());
  std::error_code status;
  std::filesystem::create_directories(folder, status);
  std::size_t number = 0;
  for (const SmtScript& script : smt_scripts(domain, question, options_, answer)) {
    std::string size = script.name;
    std::replace(size.begin(), size.end(), ' ', '-');
    std::ofstream file(folder / fmt::format("{:03}-{}.smt2", ++number, size));
    for (const std::string& program : programs) file << fmt::format("; {}\n", program);
    file << fmt::format("; {} ({}), inputs {}: can it fail?\n; the answer was: {}\n{}",
                        question.property(), question.statement(), script.name,
                        describe(answer.verdict), script.text);
  }
}

}  // namespace gestalt::synthesis
