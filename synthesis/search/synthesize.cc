#include "synthesis/search/synthesize.h"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "dsl/core/syntax.h"
#include "synthesis/rank/credibility.h"
#include "synthesis/rules/segmented_parts.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

namespace {

/// A prediction for the test inputs, with the programs that make it.
struct Guess {
  const Finding* finding = nullptr;  ///< the most credible
  std::string_view strategy;
  double best = -1;
  std::vector<double> credibilities;
  [[nodiscard]] double credibility() const { return combined_credibility(credibilities); }
};

/// Adds a strategy's findings to the guesses; programs with one prediction are one guess.
void add_guesses(const Strategy& strategy, Ranking ranking, std::size_t train_count,
                 std::vector<Guess>& guesses) {
  double left = 1;  // only one of a strategy's predictions is right
  for (const Finding& finding : strategy.findings()) {
    const auto prediction = std::span(finding.outputs).subspan(train_count);
    const auto same = std::find_if(guesses.begin(), guesses.end(), [&](const Guess& guess) {
      const auto other = std::span(guess.finding->outputs).subspan(train_count);
      return std::equal(prediction.begin(), prediction.end(), other.begin(), other.end());
    });
    Guess& guess = same != guesses.end() ? *same : guesses.emplace_back();
    const double own = left * credibility(strategy.name(), finding.cost, ranking);
    left -= own;
    guess.credibilities.push_back(own);
    if (own <= guess.best) continue;
    guess.best = own;
    guess.finding = &finding;
    guess.strategy = strategy.name();
  }
}

/// A part of what is left of a budget.
Budget share(const Budget& budget, const Deadline& deadline, std::uint64_t steps, double part) {
  Budget left = rest_of(budget, deadline, steps);
  if (part >= 1) return left;
  left.seconds *= part;
  left.steps = static_cast<std::uint64_t>(static_cast<double>(left.steps) * part);
  return left;
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

/// Why a portfolio ended: that there is enough, else what one of its strategies lacked most.
StopReason stop_of_all(const std::vector<StopReason>& stops, bool found) {
  const auto any = [&](StopReason reason) {
    return std::ranges::find(stops, reason) != stops.end();
  };
  if (any(StopReason::kInterrupted)) return StopReason::kInterrupted;
  if (found) return StopReason::kFound;
  for (const StopReason lack : {StopReason::kMemory, StopReason::kSeconds, StopReason::kSteps}) {
    if (any(lack)) return lack;
  }
  return StopReason::kExhausted;
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
  auto costs = resources.guide.costs(domain, examples);
  if (!costs) return tl::unexpected(costs.error());
  dsl::Arena literals;
  std::vector<dsl::Constant> constants;
  if (domain.constants != nullptr) constants = domain.constants(examples, literals);
  std::erase_if(constants, [&](const dsl::Constant& constant) {
    const std::pair literal(dsl::to_string(constant.type),
                            dsl::print_value(domain, constant.type, constant.value));
    return std::ranges::find(options.withheld, literal) != options.withheld.end();
  });
  dsl::TermPool pool;
  std::optional<SegmentedParts> parts;
  if (SegmentedParts::are_possible(domain, examples)) {
    parts.emplace(
        RuleProblem{domain, examples, constants, pool, resources.memory, resources.interrupt});
  }
  const StrategyContext context{domain,
                                examples,
                                constants,
                                *costs,
                                pool,
                                resources.memory,
                                resources.interrupt,
                                options.threads,
                                parts ? &*parts : nullptr};
  // More threads than cores are allowed: oneTBB warns on stderr otherwise.
  const tbb::global_control workers(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(options.threads, 1)));
  const auto plan = make_plan(options.strategies);
  if (!plan) return tl::unexpected(plan.error());

  constexpr double kSettled = 0.9;   // so credible that no further guess is needed in its place
  constexpr double kCredible = 0.2;  // less is no reason not to look further
  SynthesisResult result;
  std::vector<Guess> guesses;
  SharedRows known;
  std::vector<StrategyReport> by_strategy;
  std::vector<StopReason> stops;
  std::vector<std::unique_ptr<Strategy>> ran;  // guesses point at what they found
  const auto count_guesses = [&](double credibility) {
    return static_cast<std::size_t>(std::ranges::count_if(
        guesses, [=](const Guess& guess) { return guess.credibility() >= credibility; }));
  };
  for (const StrategyRecord* record : *plan) {
    using When = StrategyRecord::When;
    const bool enough = count_guesses(kCredible) >= options.guesses;
    if (record->when == When::kNeeded && (enough || known.empty())) continue;
    const std::size_t settled = count_guesses(kSettled);
    if (record->when == When::kUnsettled && settled > 0) continue;
    Strategy& strategy = *ran.emplace_back(record->make(context));
    const std::size_t wanted = std::max(options.guesses, settled + 1) - settled;
    StrategyReport own{std::string(record->name), result.report.steps, deadline.elapsed(), 0};
    const double part = record == plan->back() ? 1 : record->part;
    strategy.run(share(options.budget, deadline, result.report.steps, part), wanted, known,
                 result.report);
    stops.push_back(result.report.stop);
    add_guesses(strategy, options.ranking, examples.train_count, guesses);
    if (count_guesses(kCredible) < options.guesses && record->when != When::kNeeded) {
      known.add(strategy.share_rows(deadline));
    }
    own.steps = result.report.steps - own.steps;
    own.seconds = deadline.elapsed() - own.seconds;
    own.programs = strategy.findings().size();
    by_strategy.push_back(std::move(own));
  }
  result.report.strategies = std::move(by_strategy);
  result.report.stop = stop_of_all(stops, guesses.size() >= options.guesses);
  result.report.seconds = deadline.elapsed();
  std::stable_sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) {
    return a.credibility() > b.credibility();
  });
  for (const Guess& guess : guesses) {
    if (result.candidates.size() == options.guesses) break;
    const Finding& finding = *guess.finding;
    const Verdict verdict =
        resources.verifier.meets_train_pairs(domain, examples, pool, finding.program);
    if (std::holds_alternative<Refuted>(verdict)) continue;
    Candidate candidate;
    candidate.program = print_term(pool, finding.program, domain);
    candidate.strategy = guess.strategy;
    candidate.cost = finding.cost;
    candidate.predictions.append(std::span(finding.outputs).subspan(examples.train_count));
    result.candidates.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace gestalt::synthesis
