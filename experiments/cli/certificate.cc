#include "experiments/cli/certificate.h"

#include <fmt/format.h>

#include <optional>

#include "experiments/cli/answers.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/searcher.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

/// What one question may take: none is asked with less time left.
constexpr double kQuestionSeconds = 0.5;

Certificate certify(const tasks::Task& task, const synthesis::Candidate& candidate,
                    synthesis::Verifier& verifier, const synthesis::Deadline& deadline) {
  Certificate certificate;
  const auto has_time = [&] {
    certificate.complete = deadline.remaining() >= kQuestionSeconds && !deadline.interrupted();
    return certificate.complete;
  };
  const auto program = LoadedProgram::load(candidate.program, task);
  if (!program) return certificate;  // of a part of the language with other names
  const dsl::Examples examples = task.examples();
  const synthesis::ProgramOfTask first = program->of_task(examples);
  for (const std::string& law : verifier.laws_of(program->domain())) {
    if (auto known = verifier.recall(law, first)) {
      certificate.laws.push_back(*std::move(known));
    } else if (has_time()) {
      certificate.laws.push_back(verifier.ask(law, first));
    }
  }
  for (const synthesis::FittingProgram& other : candidate.others) {
    const auto loaded = LoadedProgram::load(other.program, task);
    if (!loaded) continue;
    if (!has_time()) return certificate;
    certificate.others.push_back({other, verifier.compare(first, loaded->of_task(examples))});
  }
  return certificate;
}

/// " (size: rows = 2 rows)" for a law whose name does not say it.
std::string detail(const synthesis::Answer& law) {
  return law.property == "size" && law.statement != law.property ? "; " + law.statement : "";
}

}  // namespace

std::vector<Certificate> certify(const tasks::Task& task, const synthesis::SynthesisResult& result,
                                 synthesis::Verifier& verifier,
                                 const synthesis::Deadline& deadline) {
  std::vector<Certificate> certificates;
  for (const synthesis::Candidate& candidate : result.candidates) {
    if (certificates.size() == kMostCertified) break;
    certificates.push_back(certify(task, candidate, verifier, deadline));
  }
  return certificates;
}

void show_certificates(const std::vector<Certificate>& certificates, int bound) {
  for (std::size_t g = 0; g < certificates.size(); ++g) {
    print(fmt::format("certificate of guess {}, asked for inputs with sides up to {}\n", g + 1,
                      bound));
    for (const synthesis::Answer& law : certificates[g].laws) {
      print(fmt::format("  {:<18} {}{}{}\n", law.property, describe(law), detail(law),
                        law.on_train.value_or(true) ? "" : "; fails on a train input"));
    }
    for (const ComparedProgram& other : certificates[g].others) {
      const bool same = std::holds_alternative<synthesis::Proved>(other.equal.verdict);
      print(fmt::format("  {:<18} {} ({}, cost {}): {}\n",
                        same ? "the same function" : "same predictions", other.program.program,
                        other.program.strategy, other.program.cost, describe(other.equal)));
    }
    if (!certificates[g].complete) print("  no time is left for other questions\n");
  }
  if (!certificates.empty()) print("\n");
}

Json certificates_json(const tasks::Task& task, const std::vector<Certificate>& certificates,
                       int bound) {
  const dsl::Domain& domain = domain_of(task);
  Json all = Json::array();
  for (const Certificate& certificate : certificates) {
    Json laws = Json::array();
    for (const synthesis::Answer& law : certificate.laws) {
      laws.push_back(answer_json(domain, law, bound));
    }
    Json others = Json::array();
    for (const ComparedProgram& other : certificate.others) {
      others.push_back(fitting_json(other.program));
      others.back()["equal"] = answer_json(domain, other.equal, bound);
    }
    all.push_back({{"laws", std::move(laws)}, {"others", std::move(others)}});
  }
  return all;
}

}  // namespace gestalt::experiments
