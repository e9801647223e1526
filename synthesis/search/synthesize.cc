#include "synthesis/search/synthesize.h"

#include <fmt/format.h>

#include "dsl/core/syntax.h"
#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

Result<SynthesisResult> synthesize(const dsl::Domain& domain, const tasks::Task& task,
                                   const SearchOptions& options, const SearchResources& resources) {
  const dsl::Examples examples = task.examples();
  if (examples.train_count == 0 || examples.inputs.empty()) {
    return fail(ErrorCode::kInvalidArgument, "a task needs a train pair and an input", task.id());
  }
  auto costs = resources.guide.costs(domain, examples);
  if (!costs) return tl::unexpected(costs.error());
  dsl::Arena literals;
  std::vector<dsl::Constant> constants;
  if (domain.constants != nullptr) constants = domain.constants(examples, literals);
  dsl::TermPool pool;
  const EnumeratorOptions enumeration{options.budget, options.threads, options.guesses};
  Enumerator enumerator(domain, examples, constants, *costs, enumeration, resources.memory, pool,
                        resources.interrupt);
  enumerator.run();
  SynthesisResult result;
  result.report = enumerator.report();
  for (const FoundProgram& found : enumerator.programs()) {
    if (result.candidates.size() == options.guesses) break;
    const Verdict verdict =
        resources.verifier.meets_train_pairs(domain, examples, pool, found.term);
    if (std::holds_alternative<Refuted>(verdict)) continue;
    Candidate candidate;
    candidate.program = print_term(pool, found.term, domain);
    candidate.strategy = "enumerate";
    candidate.cost = found.cost;
    candidate.predictions.append(std::span(found.outputs).subspan(examples.train_count));
    result.candidates.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace gestalt::synthesis
