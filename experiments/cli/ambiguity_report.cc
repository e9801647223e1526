#include "experiments/cli/ambiguity_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "experiments/cli/answers.h"
#include "experiments/cli/console.h"
#include "experiments/cli/counterexample.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/searcher.h"
#include "synthesis/verify/ambiguity.h"
#include "synthesis/verify/z3_verifier.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

/// The programs that fit a task, and how they differ.
class Report {
 public:
  Report(const tasks::Task& task, int bound)
      : task_(task), domain_(domain_of(task)), examples_(task.examples()), bound_(bound) {}

  Result<void> add(const synthesis::FittingProgram& program) {
    auto loaded = LoadedProgram::load(program.program, task_);
    if (!loaded) return tl::unexpected(loaded.error());
    programs_.push_back(program);
    loaded_.push_back(*std::move(loaded));
    return {};
  }

  void compare(synthesis::Verifier& verifier) {
    std::vector<synthesis::ProgramOfTask> compared;
    for (const LoadedProgram& program : loaded_) {
      compared.push_back(program.of_task(examples_));
    }
    ambiguity_ = synthesis::find_ambiguity(verifier, compared);
  }

  void show() const {
    print(fmt::format("task {}: {} programs fit the train pairs, {} functions\n\n", task_.id(),
                      programs_.size(), ambiguity_.groups.size()));
    for (std::size_t g = 0; g < ambiguity_.groups.size(); ++g) show_group(g);
    for (const synthesis::GroupDifference& difference : ambiguity_.differences) {
      show_difference(difference);
    }
  }

  [[nodiscard]] Json json() const {
    Json groups = Json::array();
    for (const auto& group : ambiguity_.groups) {
      Json programs = Json::array();
      for (const std::size_t p : group) {
        programs.push_back(fitting_json(programs_[p]));
      }
      groups.push_back(
          {{"programs", std::move(programs)},
           {"predictions", predictions_json(task_, evaluate(loaded_[group.front()], task_))}});
    }
    Json differences = Json::array();
    for (const synthesis::GroupDifference& difference : ambiguity_.differences) {
      Json json = answer_json(domain_, difference.answer, bound_);
      json["groups"] = {difference.first + 1, difference.second + 1};
      json["outputs"] = {output_json(difference.first, difference.answer),
                         output_json(difference.second, difference.answer)};
      differences.push_back(std::move(json));
    }
    return {{"task", task_.id()},
            {"bound", bound_},
            {"groups", std::move(groups)},
            {"differences", std::move(differences)}};
  }

 private:
  [[nodiscard]] const LoadedProgram& first_of(std::size_t group) const {
    return loaded_[ambiguity_.groups[group].front()];
  }

  void show_group(std::size_t g) const {
    const auto& group = ambiguity_.groups[g];
    print(fmt::format("group {}{}\n", g + 1,
                      group.size() == 1 ? ""
                                        : fmt::format(": {} programs, proved equal up to {}",
                                                      group.size(), bound_)));
    for (const std::size_t p : group) {
      print(fmt::format("  {} (cost {}, {})\n", programs_[p].program, programs_[p].cost,
                        programs_[p].strategy));
    }
    print("\n");
  }

  [[nodiscard]] Json output_json(std::size_t group, const synthesis::Answer& answer) const {
    if (answer.counterexample.size() == 0) return nullptr;
    dsl::Arena arena;
    dsl::EvalContext context(arena, domain_.registry);
    const auto value = output_on(context, first_of(group), answer);
    return value ? Json(tasks::value_to_json(domain_, task_.type().result(), *value)) : Json();
  }

  void show_difference(const synthesis::GroupDifference& difference) const {
    const std::string groups =
        fmt::format("groups {} and {}", difference.first + 1, difference.second + 1);
    if (difference.answer.counterexample.size() == 0) {
      print(fmt::format("{} are not told apart: {}\n\n", groups, describe(difference.answer)));
      return;
    }
    print(fmt::format("{} differ here\n", groups));
    const auto captioned = [&](std::size_t group) {
      return CaptionedProgram{fmt::format("group {}", group + 1), &first_of(group)};
    };
    draw_counterexample(difference.answer,
                        {captioned(difference.first), captioned(difference.second)});
    print("\n");
  }

  const tasks::Task& task_;
  const dsl::Domain& domain_;
  dsl::Examples examples_;
  int bound_;
  std::vector<synthesis::FittingProgram> programs_;
  std::vector<LoadedProgram> loaded_;
  synthesis::Ambiguity ambiguity_;
};

}  // namespace

Result<Outcome> report_ambiguity(const tasks::Task& task, const SearchSettings& search,
                                 const synthesis::ProverOptions& prover, bool json) {
  const std::atomic<bool>& interrupted = catch_interrupts();
  auto searcher = Searcher::make(search, interrupted);
  if (!searcher) return tl::unexpected(searcher.error());
  const auto found = searcher->search(task);
  if (!found) return tl::unexpected(found.error());
  Report report(task, prover.bound);
  for (const synthesis::Candidate& candidate : found->candidates) {
    if (const auto added = report.add(candidate); !added) return tl::unexpected(added.error());
    for (const synthesis::FittingProgram& other : candidate.others) {
      if (const auto added = report.add(other); !added) return tl::unexpected(added.error());
    }
  }
  const auto verifier = synthesis::make_z3_verifier(prover);
  report.compare(*verifier);
  if (json) {
    print(report.json().dump(1) + "\n");
  } else {
    report.show();
  }
  return found->candidates.empty() ? Outcome::kFailed : Outcome::kDone;
}

}  // namespace gestalt::experiments
