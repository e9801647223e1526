// The enumerator's inner banks: which function spaces there are, when they open and how far they
// grow.
#include <algorithm>

#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

void Enumerator::make_spaces() {
  space_of_type_.assign(grammar_.types().size(), nullptr);
  for (const FunctionType& function : grammar_.functions()) {
    const auto& parameters = function.parameters;
    // Two parameters must have one type: would-be pairs are neighbors in a list.
    if (parameters.size() > 2 || parameters.front() != parameters.back()) continue;
    const auto known = std::find_if(spaces_.begin(), spaces_.end(), [&](const auto& space) {
      return space->parameters() == parameters;
    });
    if (known != spaces_.end()) {
      space_of_type_[function.type] = known->get();
      continue;
    }
    std::vector<TypeIndex> results;
    for (const FunctionType& other : grammar_.functions()) {
      if (other.parameters == parameters) results.push_back(other.result);
    }
    spaces_.push_back(std::make_unique<FunctionSpace>(
        domain_.registry,
        with_heads(grammar_.first_order(), {Slot::kBody, 0}, parameters, std::move(results)),
        parameters, memory_));
    space_of_type_[function.type] = spaces_.back().get();
  }
}

void Enumerator::open_functions() {
  constexpr std::size_t kMaxRows = 32;
  constexpr std::uint64_t kSpaceBytes = std::uint64_t{2} << 20;  ///< its first chunks and table
  for (const auto& space : spaces_) {
    if (space->is_open() || bytes() + kSpaceBytes > options_.budget.memory) continue;
    const auto list = grammar_.find(dsl::list_of(grammar_.types()[space->parameters()[0]]));
    if (!list) continue;
    std::vector<const dsl::Value*> rows;
    for (const Range range : bank_.all(*list)) {
      for (EntryId id = range.begin; id < range.end && rows.size() < kMaxRows; ++id) {
        rows.push_back(bank_.entries()[id].row);
      }
    }
    const std::size_t examples = examples_.inputs.front().size();
    space->open(rows, examples, bank_);
    if (space->is_open()) space->publish(examples);
  }
}

int Enumerator::function_level_needed(const FunctionSpace& space, int level) const {
  int needed = -1;
  for (const Production& production : bank_.productions()) {
    int others = 0;
    int functions = 0;
    bool possible = true;
    for (std::size_t k = 0; k < production.arity; ++k) {
      const TypeIndex type = production.arguments[k];
      if (space_of_type_[type] == &space) {
        ++functions;
      } else {
        possible = possible && cheapest_[type] > 0;
        others += cheapest_[type];
      }
    }
    if (functions == 0 || !possible) continue;
    needed = std::max(needed, level - production.head - others - Costs::kLambda);
  }
  return needed;
}

void Enumerator::grow_functions(int level) {
  const std::size_t examples = examples_.inputs.front().size();
  const std::uint64_t function_bytes = examples * (sizeof(dsl::FunctionNode) + sizeof(dsl::Value));
  for (const auto& space : spaces_) {
    if (!space->is_open()) continue;
    const int needed = function_level_needed(*space, level);
    while (!done_ && space->bank().levels() <= needed) {
      Bank& bank = space->bank();
      if (bank.entries().size() >= FunctionSpace::kMaxEntries) {
        bank.close_level(bank.entries().size());
        continue;
      }
      std::map<std::tuple<int, TypeIndex, int>, std::vector<Range>> found;
      const auto find = [&](const Production& production, std::size_t k,
                            int cost) -> const std::vector<Range>& {
        const TypeIndex type = production.arguments[k];
        const int slot_class = slot_class_[production.primitive * kMaxArity + k];
        const auto [at, is_new] = found.try_emplace(std::tuple(slot_class, type, cost));
        if (is_new) {
          bank.find(costs_, {production.primitive, static_cast<std::uint32_t>(k)}, type, cost,
                    at->second);
        }
        return at->second;
      };
      const Level plan = plan_level(bank, find);
      if (plan.count == 0) {
        bank.close_level(bank.entries().size());
        continue;
      }
      const bool last = plan.count > steps_left();
      const LevelRunner::Job job{bank,
                                 space->table(),
                                 plan,
                                 space->columns(),
                                 space->next_key(),
                                 steps_left(),
                                 last ? Keep::kNothing : Keep::kRows,
                                 nullptr,
                                 nullptr,
                                 space->counts(),
                                 held_bytes() - space->table().bytes(),
                                 function_bytes};
      const auto outcome = runner_.run(job);
      space->next_key() += plan.count;
      steps_ += outcome.steps;
      distinct_ += outcome.distinct;
      report_.merge_seconds += outcome.merge_seconds;
      if (outcome.stop) finish(*outcome.stop);
      if (last) finish(StopReason::kSteps);
      if (!done_) space->publish(examples);
    }
  }
}

}  // namespace gestalt::synthesis
