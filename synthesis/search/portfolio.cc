#include "synthesis/search/portfolio.h"

#include <tbb/task_group.h>

#include <algorithm>

namespace gestalt::synthesis {

namespace {

constexpr double kSettled = 0.9;   // so credible that no further guess is needed in its place
constexpr double kCredible = 0.2;  // less is no reason not to look further

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

Portfolio::Portfolio(const PortfolioProblem& problem, const SearchOptions& options,
                     const Deadline& deadline)
    : options_(options),
      deadline_(deadline),
      values_(problem.memory),
      heads_(problem.domain, problem.costs),
      traits_(problem.domain, problem.examples),
      guesses_(options.ranking, problem.examples.train_count, traits_) {
  if (SegmentedParts::are_possible(problem.domain, problem.examples)) {
    parts_.emplace(RuleProblem{problem.domain, problem.examples, problem.constants,
                               lane(Lane::kParts).pool, problem.memory, heads_, problem.interrupt,
                               problem.decisions, &traits_});
  }
  for (LaneState& own : lanes_) {
    const bool has_parts = &own == &lane(Lane::kParts) && parts_;
    own.context = std::make_unique<StrategyContext>(StrategyContext{
        problem.domain, problem.examples, problem.constants, problem.costs, own.pool,
        problem.memory, heads_, problem.interrupt, options.threads, has_parts ? &*parts_ : nullptr,
        problem.decisions, &traits_, options.ranking, problem.scorer});
  }
}

void Portfolio::run(std::span<const StrategyRecord* const> plan,
                    const std::function<void()>& between) {
  for (auto begin = plan.begin(); begin != plan.end();) {
    const auto end = std::find_if(
        begin, plan.end(), [&](const auto* record) { return record->stage != (*begin)->stage; });
    run_stage({begin, end}, end == plan.end());
    if (end != plan.end()) between();
    begin = end;
  }
  report_.stop = stop_of_all(stops_, guesses_.count(0) >= options_.guesses);
  report_.seconds = deadline_.elapsed();
}

std::vector<Portfolio::Turn> Portfolio::turns_of(std::span<const StrategyRecord* const> stage,
                                                 bool last) {
  using When = StrategyRecord::When;
  const bool enough = guesses_.count(kCredible) >= options_.guesses;
  const std::size_t settled = guesses_.count(kSettled);
  std::uint64_t steps = rest_of(options_.budget, deadline_, report_.steps).steps;
  std::vector<Turn> turns;
  for (const StrategyRecord* record : stage) {
    LaneState& own = lane(record->lane);
    if (record->when == When::kNeeded && (enough || own.known.empty())) continue;
    if (record->when == When::kUnsettled && settled > 0) continue;
    Turn turn;
    turn.record = record;
    turn.strategy = record->make(*own.context);
    turn.part = last && record == stage.back() ? 1 : record->part;
    turn.steps =
        turn.part >= 1 ? steps : static_cast<std::uint64_t>(static_cast<double>(steps) * turn.part);
    if (settled > 0) turn.steps = std::min(turn.steps, record->steps_if_settled);
    steps -= turn.steps;
    turn.wanted = std::max(options_.guesses, settled + 1) - settled;
    turns.push_back(std::move(turn));
  }
  return turns;
}

void Portfolio::run_stage(std::span<const StrategyRecord* const> stage, bool last) {
  std::vector<Turn> turns = turns_of(stage, last);
  tbb::task_group lanes;
  for (std::size_t k = 0; k < kLanes; ++k) {
    lanes.run([this, k, &turns] {
      for (Turn& turn : turns) {
        if (turn.record->lane == static_cast<Lane>(k)) run_turn(turn);
      }
    });
  }
  lanes.wait();
  for (Turn& turn : turns) finish_turn(turn);
  if (!last && guesses_.count(kCredible) < options_.guesses) {
    for (const Turn& turn : turns) share_rows(turn);
  }
  for (Turn& turn : turns) ran_.push_back(std::move(turn.strategy));
}

void Portfolio::run_turn(Turn& turn) {
  Budget budget = options_.budget;
  budget.seconds = std::max(0.0, deadline_.remaining()) * turn.part;
  // Beside the values in the pool, strategies of earlier stages keep their tables.
  const std::uint64_t tables = report_.memory - std::min(report_.memory, values_.bytes_in_use());
  budget.memory -= std::min(budget.memory, tables);
  budget.steps = turn.steps;
  const double begin = deadline_.elapsed();
  turn.report = turn.strategy->run(budget, turn.wanted, lane(turn.record->lane).known);
  turn.report.seconds = deadline_.elapsed() - begin;
}

void Portfolio::finish_turn(Turn& turn) {
  report_.strategies.push_back({std::string(turn.record->name), turn.report.steps,
                                turn.report.seconds, turn.strategy->findings().size()});
  stops_.push_back(turn.report.stop);
  guesses_.add(*turn.strategy, lane(turn.record->lane).pool);
  report_.add(std::move(turn.report));
}

void Portfolio::share_rows(const Turn& turn) {
  if (turn.record->when == StrategyRecord::When::kNeeded) return;
  const SharedRows rows = turn.strategy->share_rows(deadline_);
  if (rows.empty()) return;
  const dsl::TermPool& from = lane(turn.record->lane).pool;
  for (LaneState& to : lanes_) {
    to.known.add(&to.pool == &from ? rows : rows.imported(from, to.pool));
  }
}

}  // namespace gestalt::synthesis
