#include "synthesis/search/enumerator.h"

#include <algorithm>
#include <unordered_map>

#include "dsl/core/check.h"
#include "dsl/core/syntax.h"
#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

namespace {

std::vector<dsl::Type> leaf_types(const dsl::Examples& examples,
                                  std::span<const dsl::Constant> constants,
                                  std::span<const KnownRow> known) {
  std::vector<dsl::Type> types = examples.input_types;
  if (!known.empty()) types.push_back(examples.output_type);
  for (const dsl::Constant& constant : constants) types.push_back(constant.type);
  return types;
}

/// What a known row costs at most as a leaf: it is there because it might lead to the outputs,
/// however dear its term is.
constexpr int kMaxKnownCost = 14;

double size_of(dsl::Value value) {
  return value.is_immediate() ? 1.0 : static_cast<double>(value.node()->size);
}

/// The largest blob worth keeping: the inputs, or what the outputs can be expected to need. Terms
/// that blow values up further (a grid tiled by itself, twice) cost time and hardly ever lead back.
std::uint32_t largest_useful_value(const dsl::Examples& examples) {
  double largest = 0;
  double growth = 1;
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    const double output = size_of(examples.outputs[i]);
    largest = std::max(largest, output);
    for (const auto& row : examples.inputs) growth = std::max(growth, output / size_of(row[i]));
  }
  for (const auto& row : examples.inputs) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_test = i >= examples.train_count;
      largest = std::max(largest, size_of(row[i]) * (is_test ? growth : 1));
    }
  }
  constexpr double kLeast = 64;
  constexpr double kMost = 2000;
  return static_cast<std::uint32_t>(std::clamp(largest, kLeast, kMost));
}

RunnerOptions runner_options(const EnumeratorOptions& options, const dsl::Examples& examples) {
  RunnerOptions runner;
  runner.threads = options.threads;
  runner.value_bytes = largest_useful_value(examples);
  runner.limits.fuel = 20'000;
  runner.limits.list_length = runner.list_length;
  return runner;
}

/// The slots of a registry's primitives, by parent and argument.
template <class F>
void for_each_slot(const dsl::Registry& registry, F f) {
  for (dsl::PrimitiveId parent = 0; parent < registry.size(); ++parent) {
    const std::size_t arity = std::min(registry[parent].arity, kMaxArity);
    for (std::uint32_t k = 0; k < arity; ++k) f(Slot{parent, k});
  }
}

/// Least cost of every primitive over all slots.
std::vector<int> least_heads(const dsl::Registry& registry, const Costs& costs) {
  std::vector<int> least(registry.size(), Costs::kMaximum);
  const auto take = [&](Slot slot) {
    for (dsl::PrimitiveId head = 0; head < registry.size(); ++head) {
      least[head] = std::min(least[head], costs.of(slot, head));
    }
  };
  take({});
  take({Slot::kBody, 0});
  for_each_slot(registry, take);
  return least;
}

}  // namespace

std::vector<LeafCosts> Enumerator::leaf_costs() const {
  std::vector<LeafCosts> leaves(grammar_.types().size());
  const auto of = [&](const dsl::Type& type) -> LeafCosts& { return leaves[*grammar_.find(type)]; };
  for (const dsl::Type& type : examples_.input_types) of(type).variable = Costs::kVariable;
  for (const dsl::Constant& constant : constants_) {
    of(constant.type).roles.insert(constant.role);
  }
  for (const KnownRow& known : options_.known) {
    int& least = of(examples_.output_type).fixed;
    least = std::min(least, std::clamp(known.cost, Costs::kMinimum, kMaxKnownCost));
  }
  for (const FunctionType& function : grammar_.functions()) {
    leaves[function.type].fixed = Costs::kLambda + Costs::kMinimum;
  }
  return leaves;
}

std::vector<Production> Enumerator::with_heads(std::vector<Production> productions, Slot root,
                                               std::span<const TypeIndex> parameters,
                                               std::vector<TypeIndex> wanted) const {
  std::vector<LeafCosts> leaves = leaf_costs();
  for (const TypeIndex type : parameters) leaves[type].variable = Costs::kVariable;
  set_least_arguments(productions, leaves, costs_);
  for (Production& production : productions) production.head = least_head_[production.primitive];
  // Where costs are the same in all slots, the least cost of a head is its cost.
  if (!depends_on_slot_) return productions;
  const bool are_judged = options_.scorer != nullptr && root == Slot{};
  const std::vector<int> heads =
      outside_heads({productions, grammar_.types().size(), least_head_, root, std::move(wanted),
                     are_judged ? kLevelsApart : 1},
                    costs_);
  for (std::size_t p = 0; p < heads.size(); ++p) productions[p].head = heads[p];
  return productions;
}

Enumerator::Enumerator(const dsl::Domain& domain, const dsl::Examples& examples,
                       std::span<const dsl::Constant> constants, const Costs& costs,
                       const EnumeratorOptions& options, dsl::ChunkPool& memory,
                       dsl::TermPool& pool, const std::atomic<bool>* interrupt)
    : domain_(domain),
      examples_(examples),
      constants_(constants),
      costs_(costs),
      record_costs_(domain),
      options_(options),
      memory_(memory),
      pool_(pool),
      deadline_(options.budget.seconds, interrupt),
      arena_(&memory),
      grammar_(domain, leaf_types(examples, constants, options.known), examples.output_type),
      least_head_(least_heads(domain.registry, costs)),
      depends_on_slot_(depends_on_slot(costs, domain.registry)),
      bank_(with_heads(grammar_.productions(), {}, {}, {*grammar_.find(examples.output_type)})),
      counts_(bank_.productions().size()),
      runner_(domain.registry, memory, runner_options(options, examples), deadline_,
              options.budget.memory),
      goals_(domain, *grammar_.find(examples.output_type), examples.outputs),
      cheapest_(grammar_.types().size(), -1) {
  for (int i = 0; i < options.threads; ++i) {
    hits_.push_back(std::make_unique<WorkerHits>(memory, domain.registry));
  }
  // Slots with equal costs share one class.
  std::unordered_map<dsl::Digest, int, dsl::DigestHash> classes;
  slot_class_.assign(domain.registry.size() * kMaxArity, 0);
  for_each_slot(domain.registry, [&](Slot slot) {
    const auto known = classes.emplace(costs_.row_digest(slot), static_cast<int>(classes.size()));
    slot_class_[slot.parent * kMaxArity + slot.argument] = known.first->second;
    if (!known.second) return;
    slots_.push_back(slot);
    for (dsl::PrimitiveId head = 0; head < domain.registry.size(); ++head) {
      dearest_ = std::max(dearest_, costs_.of(slot, head));
    }
  });
  for (const Production& production : bank_.productions()) {
    dearest_ = std::max(dearest_, production.head);
  }
  if (options.scorer != nullptr) {
    const int apart = least_levels_apart(bank_.productions(), goals_[0].type, costs);
    held_back_ = std::max(0, kLevelsApart - apart);
  }
  make_spaces();
}

const dsl::Value* Enumerator::row(TypeIndex type, EntryId entry) const {
  const FunctionSpace* space = space_of_type_[type];
  return space == nullptr ? nullptr : space->row(entry);
}

void Enumerator::note_cheapest(TypeIndex type, int cost) {
  int& cheapest = cheapest_[type];
  cheapest = cheapest < 0 ? cost : std::min(cheapest, cost);
}

void Enumerator::add_leaves() {
  struct LeafRow {
    Leaf leaf;
    const dsl::Value* row;
  };
  const std::size_t columns = examples_.inputs.front().size();
  std::vector<LeafRow> candidates;
  for (std::uint32_t k = 0; k < examples_.inputs.size(); ++k) {
    const TypeIndex type = *grammar_.find(examples_.input_types[k]);
    candidates.push_back(
        {{Leaf::Kind::kInput, k, type, Costs::kVariable}, examples_.inputs[k].data()});
  }
  for (std::uint32_t k = 0; k < constants_.size(); ++k) {
    auto* row = static_cast<dsl::Value*>(arena_.allocate(columns * sizeof(dsl::Value)));
    std::fill_n(row, columns, constants_[k].value);
    candidates.push_back({{Leaf::Kind::kConstant, k, *grammar_.find(constants_[k].type),
                           constants_[k].cost, constants_[k].role},
                          row});
  }
  for (std::uint32_t k = 0; k < options_.known.size(); ++k) {
    const int cost = std::min(kMaxKnownCost, options_.known[k].cost);
    candidates.push_back({{Leaf::Kind::kKnown, k, *grammar_.find(examples_.output_type),
                           std::max(cost, Costs::kMinimum)},
                          options_.known[k].row});
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return std::pair(a.leaf.type, a.leaf.cost) < std::pair(b.leaf.type, b.leaf.cost);
  });
  std::vector<Leaf> leaves;
  std::vector<const dsl::Value*> rows;
  for (const LeafRow& candidate : candidates) {
    std::uint64_t loser = 0;
    const auto digest = row_digest(candidate.leaf.type, candidate.row, columns);
    if (table_.insert(digest, next_key_++, loser) != EquivalenceTable::Outcome::kNew) continue;
    leaves.push_back(candidate.leaf);
    rows.push_back(candidate.row);
    for (const Slot slot : slots_) {
      const int cost = candidate.leaf.cost_in(costs_, slot);
      note_cheapest(candidate.leaf.type, cost);
      dearest_ = std::max(dearest_, cost);
    }
  }
  distinct_ += leaves.size();
  bank_.set_leaves(std::move(leaves), rows);
}

const std::vector<Range>& Enumerator::find_arguments(const Production& production, std::size_t k,
                                                     int cost) {
  const TypeIndex type = production.arguments[k];
  const FunctionSpace* space = space_of_type_[type];
  if (grammar_.is_function(type) && (space == nullptr || !space->is_open())) return none_;
  // Not grown so far: the other arguments that would leave this much of the cost are not built yet.
  // Nothing must be remembered of it.
  if (space != nullptr && space->bank().levels() <= cost - Costs::kLambda) return none_;
  const int slot_class = space != nullptr ? -1 : slot_class_[production.primitive * kMaxArity + k];
  const auto [found, is_new] = found_arguments_.try_emplace(std::tuple(slot_class, type, cost));
  if (!is_new) return found->second;
  if (space == nullptr) {
    const Slot slot{production.primitive, static_cast<std::uint32_t>(k)};
    bank_.find(costs_, slot, type, cost, found->second);
  } else {
    const TypeIndex result = *grammar_.find(grammar_.types()[type].result());
    space->bank().find(costs_, {Slot::kBody, 0}, result, cost - Costs::kLambda, found->second);
  }
  return found->second;
}

std::uint64_t Enumerator::held_bytes() const {
  std::uint64_t total = table_.bytes() + bank_.entries().bytes();
  for (const auto& space : spaces_) {
    total += space->bank().entries().bytes() + space->table().bytes();
  }
  return total;
}

Keep Enumerator::choose_keep(const Level& level) const {
  if (level.count > steps_left()) return Keep::kNothing;
  const double elapsed = deadline_.elapsed();
  if (steps_ < 10'000 || elapsed <= 0) return Keep::kRows;
  const double expected_seconds =
      static_cast<double>(level.count) * elapsed / static_cast<double>(steps_);
  const double expected_bytes =
      static_cast<double>(level.count) * static_cast<double>(bytes()) / static_cast<double>(steps_);
  const bool too_long = expected_seconds > 1.5 * deadline_.remaining();
  const bool too_large = expected_bytes + static_cast<double>(bytes()) >
                         1.2 * static_cast<double>(options_.budget.memory);
  return too_long || too_large ? Keep::kTerms : Keep::kRows;
}

void Enumerator::run_level() {
  const int cost = bank_.levels();
  open_functions();
  grow_functions(cost);
  if (done_) return;
  const Level level = plan_level(
      bank_,
      [this](const Production& production, std::size_t k, int part) -> const std::vector<Range>& {
        return find_arguments(production, k, part);
      });
  const EntryId first = bank_.entries().size();
  if (level.count == 0) {
    await_verdict();
    bank_.close_level(first);
    // No argument can cost more than the dearest head on the last level that had a term.
    const int delay = options_.scorer != nullptr ? kMostDelay : 0;
    const int reach =
        static_cast<int>(kMaxArity) * (last_level_ + dearest_ + delay + Costs::kLambda) + dearest_;
    if (cost > reach) {
      derive_goals(steps_left());  // nothing is left to build; the other goals may still be met
      finish(StopReason::kExhausted);
    }
    return;
  }
  last_level_ = cost;
  const Keep keep = choose_keep(level);
  const LevelRunner::Job job{
      bank_, table_, level,   examples_.inputs.front().size(), next_key_, steps_left(), keep,
      this,  this,   counts_, held_bytes() - table_.bytes()};
  const auto outcome = runner_.run(job);
  next_key_ += level.count;
  steps_ += outcome.steps;
  distinct_ += outcome.distinct;
  report_.merge_seconds += outcome.merge_seconds;
  report_.levels.push_back({cost, outcome.steps, outcome.distinct});
  collect_hits();
  if (outcome.stop) return finish(*outcome.stop);
  if (has_enough()) return finish(StopReason::kFound);
  if (keep == Keep::kNothing || steps_left() == 0) return finish(StopReason::kSteps);
  if (keep == Keep::kTerms) {
    const auto stop = runner_.restore_rows(bank_, first, job.columns, this, held_bytes());
    if (stop) return finish(*stop);
  }
  await_verdict();
  ask_for_verdict(first);
  for (EntryId id = first; id < bank_.entries().size(); ++id) {
    const Production& production = bank_.productions()[bank_.entries()[id].production];
    note_cheapest(production.result, cost - production.head + least_head_[production.primitive]);
  }
  // What is being judged gets other numbers, and so is queued with the verdict.
  if (!verdict_) queue_with_built(first, bank_.entries().size());
}

void Enumerator::run() {
  add_leaves();
  scan_for_goals(0);
  collect_hits();
  if (has_enough()) finish(StopReason::kFound);
  queue_below(0);
  while (!done_) {
    keep_pace();
    if (!done_) run_level();
  }
  drop_verdict();
  write_report();
}

void Enumerator::finish(StopReason reason) {
  if (!done_) report_.stop = reason;
  done_ = true;
}

void Enumerator::write_report() {
  report_.steps = steps_;
  report_.distinct = distinct_;
  report_.goals = goals_.all().size();
  report_.seconds = deadline_.elapsed();
  report_.memory = bytes();
  std::vector<PrimitiveReport> primitives(domain_.registry.size());
  const auto add = [&](const Bank& bank, const std::vector<ProductionCounts>& counts) {
    for (std::size_t p = 0; p < counts.size(); ++p) {
      PrimitiveReport& primitive = primitives[bank.productions()[p].primitive];
      primitive.steps += counts[p].steps;
      primitive.distinct += counts[p].distinct;
    }
  };
  add(bank_, counts_);
  for (const auto& space : spaces_) add(space->bank(), space->counts());
  for (dsl::PrimitiveId id = 0; id < primitives.size(); ++id) {
    if (primitives[id].steps == 0) continue;
    primitives[id].name = domain_.registry[id].name;
    report_.primitives.push_back(primitives[id]);
  }
  if (!programs_.empty()) return;
  for (const Hit& hit : near_) {
    report_.near_misses.push_back(
        {print_term(pool_, close_over_inputs(examples_, pool_, term_of(hit.entry)), domain_),
         hit.pairs_fit});
  }
}

}  // namespace gestalt::synthesis
