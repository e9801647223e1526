#include "synthesis/search/synthesize.h"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "dsl/core/syntax.h"
#include "synthesis/search/portfolio.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

namespace {

/// The candidate of a guess: its most credible program that the verifier does not refute, and the
/// others; nothing where all are refuted.
std::optional<Candidate> candidate_of(const Guess& guess, const dsl::Domain& domain,
                                      const dsl::Examples& examples, Verifier& verifier) {
  std::optional<Candidate> candidate;
  for (const Witness& witness : guess.witnesses) {
    const Finding& finding = *witness.finding;
    const Verdict verdict =
        verifier.meets_train_pairs(domain, examples, *witness.pool, finding.program);
    if (std::holds_alternative<Refuted>(verdict)) continue;
    const std::string program = print_term(*witness.pool, finding.program, domain);
    if (candidate) {  // strategies often find one and the same program
      const bool known = program == candidate->program ||
                         std::ranges::find(candidate->others, program, &FittingProgram::program) !=
                             candidate->others.end();
      if (!known)
        candidate->others.push_back({program, std::string(witness.strategy), finding.cost});
      continue;
    }
    candidate.emplace();
    candidate->program = program;
    candidate->strategy = witness.strategy;
    candidate->cost = finding.cost;
    candidate->credibility = guess.credibility();
    candidate->predictions.append(std::span(finding.outputs).subspan(examples.train_count));
  }
  return candidate;
}

/// The strategies of these names, or all, in the order in which they run.
Result<std::vector<const StrategyRecord*>> make_plan(const std::vector<std::string>& names) {
  const auto all = strategy_names();
  for (const std::string& name : names) {
    if (std::ranges::find(all, name) == all.end()) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("there is no strategy '{}'", name));
    }
  }
  std::vector<const StrategyRecord*> plan;
  for (const StrategyRecord& record : strategies()) {
    const bool chosen = names.empty() || std::ranges::find(names, record.name) != names.end();
    if (chosen) plan.push_back(&record);
  }
  return plan;
}

}  // namespace

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const StrategyRecord& record : strategies()) names.emplace_back(record.name);
  return names;
}

Result<SynthesisResult> synthesize(const dsl::Domain& domain, const tasks::Task& task,
                                   const SearchOptions& options, const SearchResources& resources) {
  const Deadline deadline(options.budget.seconds, resources.interrupt);
  const dsl::Examples examples = task.examples();
  if (examples.train_count == 0 || examples.inputs.empty()) {
    return fail(ErrorCode::kInvalidArgument, "a task needs a train pair and an input", task.id());
  }
  const auto guidance = resources.guide.read(domain, examples);
  if (!guidance) return tl::unexpected(guidance.error());
  dsl::Arena literals;
  auto constants = domain.constants(examples, literals);
  if (!options.withheld.empty()) {
    std::erase_if(constants, [&](const dsl::Constant& constant) {
      const std::pair literal(dsl::to_string(constant.type),
                              dsl::print_value(domain, constant.type, constant.value));
      return std::ranges::find(options.withheld, literal) != options.withheld.end();
    });
  }
  // More threads than cores are allowed: oneTBB warns on stderr otherwise.
  const tbb::global_control workers(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(options.threads, 1)));
  const auto plan = make_plan(options.strategies);
  if (!plan) return tl::unexpected(plan.error());

  const auto scorer =
      resources.scorer != nullptr ? resources.scorer->open(domain, examples) : nullptr;
  Portfolio portfolio({domain, examples, constants, guidance->costs, resources.memory,
                       resources.interrupt, resources.decisions, scorer.get()},
                      options, deadline);
  const std::size_t kept = std::max(options.guesses, options.kept);
  portfolio.run(*plan, [&] {
    if (resources.laws == nullptr) return;
    auto guesses = portfolio.guesses().most_credible_first();
    guesses.resize(std::min(guesses.size(), kept));
    for (const Guess& guess : guesses) {
      const Witness& best = guess.witnesses.front();
      resources.laws->expect({domain, examples, *best.pool, best.finding->program});
    }
  });
  SynthesisResult result;
  result.report = portfolio.report();
  result.outlook = guidance->outlook;
  for (const Guess& guess : portfolio.guesses().most_credible_first()) {
    if (result.candidates.size() == kept) break;
    auto candidate = candidate_of(guess, domain, examples, resources.verifier);
    if (candidate) result.candidates.push_back(*std::move(candidate));
  }
  return result;
}

}  // namespace gestalt::synthesis
