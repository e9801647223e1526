// The enumerator's goals: derived from the outputs, matched by rows, turned into programs.
#include <algorithm>

#include "dsl/core/evaluate.h"
#include "synthesis/api/predict.h"
#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

namespace {

constexpr GoalId kMaxGoals = 20'000;
constexpr int kMaxGoalDepth = 2;           ///< inverses in a row with cheap arguments
constexpr EntryId kMaxKnownRows = 3000;    ///< witnesses are tried while the bank is this small
constexpr std::uint64_t kFirstGoals = 64;  ///< tried before the first level
constexpr std::size_t kNearMisses = 3;
constexpr std::size_t kMaxMatches = 500;  ///< turned into programs, a level

bool better(std::size_t pairs_a, std::uint64_t key_a, std::size_t pairs_b, std::uint64_t key_b) {
  return pairs_a != pairs_b ? pairs_a > pairs_b : key_a < key_b;
}

}  // namespace

void Enumerator::see(std::size_t worker, std::uint64_t key, const Entry& entry, TypeIndex type,
                     const dsl::Value* row) {
  if (!goals_.wants(type)) return;
  WorkerHits& hits = *hits_[worker];
  const Match match = goals_.match(hits.context, type, row);
  if (match.goal) {
    const auto digest = row_digest(type, row, examples_.inputs.front().size());
    hits.matches.push_back({key, entry, *match.goal, match.pairs_fit, digest});
  } else if (match.pairs_fit > 0) {
    auto& near = hits.near;
    const auto same = std::find_if(near.begin(), near.end(),
                                   [&](const Hit& hit) { return hit.row == match.digest; });
    if (same != near.end()) {
      if (same->key <= key) return;
      near.erase(same);
    }
    const auto at = std::find_if(near.begin(), near.end(), [&](const Hit& hit) {
      return better(match.pairs_fit, key, hit.pairs_fit, hit.key);
    });
    if (at == near.end() && near.size() == kNearMisses) return;
    near.insert(at, {key, entry, 0, match.pairs_fit, match.digest});
    if (near.size() > kNearMisses) near.pop_back();
  }
}

bool Enumerator::goals_done() const {
  return goals_.all().size() >= kMaxGoals || steps_left() == 0 || deadline_.remaining() <= 0 ||
         deadline_.interrupted() || memory_.bytes_in_use() > options_.budget.memory / 2;
}

int Enumerator::goal_cost(const GoalCandidate& candidate) const {
  const Goal& parent = goals_[candidate.goal];
  const Slot slot = candidate.goal == 0
                        ? Slot{}
                        : Slot{bank_.productions()[parent.production].primitive, parent.slot};
  const Production& rule = bank_.productions()[candidate.production];
  int cost = parent.cost + costs_.of(slot, rule.primitive);
  for (std::uint32_t k = 0; k < rule.arity; ++k) {
    if (k == candidate.inverse->slot) continue;
    const Entry& entry = bank_.entries()[candidate.arguments[k]];
    if (entry.production == Entry::kLeaf) {
      cost += bank_.leaves()[entry.arguments[0]].cost_in(costs_, {rule.primitive, k});
      continue;
    }
    const Production& built = bank_.productions()[entry.production];
    const int inner = (bank_.levels() - 1) - built.head;  // of the level that was just closed
    cost += costs_.of({rule.primitive, k}, built.primitive) + inner;
  }
  return cost;
}

void Enumerator::try_inverse(int cost, const GoalCandidate& candidate) {
  const Production& rule = bank_.productions()[candidate.production];
  const dsl::Primitive& primitive = domain_.registry[rule.primitive];
  const dsl::Inverse& inverse = *candidate.inverse;
  const std::size_t train = goals_.train_count();
  std::array<const dsl::Value*, kMaxArity> known{goals_[candidate.goal].row.data()};
  std::size_t count = 1;
  for (std::size_t k = 0; k < rule.arity; ++k) {
    if (k != inverse.slot) known[count++] = bank_.entries()[candidate.arguments[k]].row;
  }
  dsl::EvalContext context(arena_, domain_.registry);
  const auto mark = arena_.mark();
  ++steps_;
  ++goal_steps_;
  Goal fresh;
  fresh.type = rule.arguments[inverse.slot];
  fresh.row.resize(train);
  fresh.parent = candidate.goal;
  fresh.production = candidate.production;
  fresh.slot = static_cast<std::uint8_t>(inverse.slot);
  fresh.arguments = candidate.arguments;
  fresh.depth = goals_[candidate.goal].depth + 1;
  fresh.cost = cost;
  auto fault = inverse.solve(context, primitive, known.data(), fresh.row.data(), train);
  const bool presented =
      grammar_.types()[fresh.type] == examples_.output_type && domain_.present != nullptr;
  for (std::size_t i = 0; presented && fault == dsl::Fault::kNone && i < train; ++i) {
    const auto value = domain_.present(context, fresh.row[i]);
    fault = value ? dsl::Fault::kNone : value.error();
    if (value) fresh.row[i] = *value;
  }
  if (fault != dsl::Fault::kNone || !goals_.add(std::move(fresh))) arena_.reset(mark);
}

void Enumerator::queue_candidate(const GoalCandidate& candidate) {
  candidates_[goal_cost(candidate)].push_back(candidate);
}

void Enumerator::queue_with_leaves(GoalCandidate candidate) {
  const Production& rule = bank_.productions()[candidate.production];
  const auto leaves = static_cast<EntryId>(bank_.leaves().size());
  const auto choose = [&](auto&& self, std::size_t k) -> void {
    if (k == rule.arity) return queue_candidate(candidate);
    if (k == candidate.inverse->slot) return self(self, k + 1);
    for (EntryId leaf = 0; leaf < leaves; ++leaf) {
      if (bank_.leaves()[leaf].type != rule.arguments[k]) continue;
      candidate.arguments[k] = leaf;
      self(self, k + 1);
    }
  };
  choose(choose, 0);
}

void Enumerator::queue_below(GoalId goal) {
  if (goals_[goal].depth >= kMaxGoalDepth) return;
  for (std::size_t p = 0; p < bank_.productions().size(); ++p) {
    const Production& rule = bank_.productions()[p];
    if (rule.result != goals_[goal].type) continue;
    for (const dsl::Inverse& inverse : domain_.registry[rule.primitive].inverses) {
      if (grammar_.is_function(rule.arguments[inverse.slot])) continue;
      queue_with_leaves({goal, static_cast<std::uint16_t>(p), &inverse, {}});
    }
  }
}

void Enumerator::queue_with_built(EntryId first, EntryId end) {
  if (end > kMaxKnownRows) return;
  for (std::size_t p = 0; p < bank_.productions().size(); ++p) {
    const Production& rule = bank_.productions()[p];
    if (rule.arity != 2 || rule.result != goals_[0].type) continue;
    for (const dsl::Inverse& inverse : domain_.registry[rule.primitive].inverses) {
      const std::size_t other = 1 - inverse.slot;
      if (grammar_.is_function(rule.arguments[0]) || grammar_.is_function(rule.arguments[1])) {
        continue;
      }
      for (EntryId id = first; id < end; ++id) {
        const Production& built = bank_.productions()[bank_.entries()[id].production];
        if (built.result != rule.arguments[other]) continue;
        GoalCandidate candidate{0, static_cast<std::uint16_t>(p), &inverse, {}};
        candidate.arguments[other] = id;
        queue_candidate(candidate);
      }
    }
  }
}

void Enumerator::derive_goals(std::uint64_t steps) {
  const auto before = static_cast<GoalId>(goals_.all().size());
  const auto leaves = static_cast<EntryId>(bank_.leaves().size());
  for (; steps > 0 && !candidates_.empty(); --steps) {
    if (goals_done()) {
      candidates_.clear();
      break;
    }
    const auto cheapest = candidates_.begin();
    const int cost = cheapest->first;
    const GoalCandidate candidate = cheapest->second.front();
    cheapest->second.pop_front();
    if (cheapest->second.empty()) candidates_.erase(cheapest);
    const std::size_t known = goals_.all().size();
    try_inverse(cost, candidate);
    const bool is_fresh = goals_.all().size() > known;
    const bool is_cheap = std::ranges::all_of(candidate.arguments,
                                              [=](EntryId argument) { return argument < leaves; });
    if (is_fresh && is_cheap) queue_below(static_cast<GoalId>(known));
  }
  if (goals_.all().size() == before) return;
  scan_for_goals(before);
  collect_hits();
  if (has_enough()) finish(StopReason::kFound);
}

void Enumerator::keep_pace() {
  const std::uint64_t forward = steps_ - goal_steps_;
  const std::uint64_t allowed = forward + kFirstGoals;
  if (allowed > goal_steps_) derive_goals(allowed - goal_steps_);
}

void Enumerator::scan_for_goals(GoalId first) {
  std::set<TypeIndex> types;
  for (GoalId goal = first; goal < goals_.all().size(); ++goal) types.insert(goals_[goal].type);
  std::vector<Range> ranges;
  for (const TypeIndex type : types) {
    for (const Range range : bank_.all(type)) ranges.push_back(range);
  }
  std::atomic<std::size_t> next{0};
  runner_.parallel([&](std::size_t worker) {
    WorkerHits& hits = *hits_[worker];
    for (std::size_t r = next++; r < ranges.size(); r = next++) {
      for (EntryId id = ranges[r].begin; id < ranges[r].end; ++id) {
        const Entry& entry = bank_.entries()[id];
        const TypeIndex type = bank_.type_of(entry);
        const Match match = goals_.match(hits.context, type, entry.row, first);
        if (!match.goal) continue;
        const auto digest = row_digest(type, entry.row, examples_.inputs.front().size());
        hits.matches.push_back({id, entry, *match.goal, match.pairs_fit, digest});
      }
    }
  });
}

void Enumerator::collect_hits() {
  std::vector<Hit> matches;
  for (const auto& hits : hits_) {
    matches.insert(matches.end(), hits->matches.begin(), hits->matches.end());
    hits->matches.clear();
    near_.insert(near_.end(), hits->near.begin(), hits->near.end());
    hits->near.clear();
  }
  std::sort(near_.begin(), near_.end(), [](const Hit& a, const Hit& b) {
    return better(a.pairs_fit, a.key, b.pairs_fit, b.key);
  });
  std::set<dsl::Digest> rows;
  std::erase_if(near_, [&](const Hit& hit) { return !rows.insert(hit.row).second; });
  if (near_.size() > kNearMisses) near_.resize(kNearMisses);
  std::sort(matches.begin(), matches.end(), [](const Hit& a, const Hit& b) {
    return std::pair(a.key, a.goal) < std::pair(b.key, b.goal);
  });
  std::set<std::pair<GoalId, dsl::Digest>> seen;
  std::erase_if(matches, [&](const Hit& hit) { return !seen.emplace(hit.goal, hit.row).second; });
  if (matches.size() > kMaxMatches) matches.resize(kMaxMatches);
  for (const Hit& hit : matches) accept(hit);
  std::stable_sort(programs_.begin(), programs_.end(),
                   [](const auto& a, const auto& b) { return a.cost < b.cost; });
}

void Enumerator::accept(const Hit& hit) {
  const dsl::TermId program =
      close_over_inputs(examples_, pool_, complete(hit.goal, term_of(hit.entry)));
  const auto mark = arena_.mark();
  auto outputs = predict(domain_, examples_, pool_, program, arena_);
  const bool fits = outputs && fits_train_pairs(examples_, *outputs);
  std::vector<dsl::Digest> prediction;
  for (std::size_t i = examples_.train_count; fits && i < outputs->size(); ++i) {
    prediction.push_back((*outputs)[i].digest());
  }
  if (!fits || !predictions_.insert(std::move(prediction)).second) {
    arena_.reset(mark);
    return;
  }
  const auto inputs = static_cast<std::uint32_t>(examples_.inputs.size());
  const auto test = std::span(*outputs).subspan(examples_.train_count);
  if (options_.traits == nullptr || options_.traits->missed(test) == 0) ++counted_;
  programs_.push_back(
      {program, program_cost(costs_, pool_, program, inputs, constants_), std::move(*outputs)});
}

KnownRow Enumerator::known_row(EntryId entry) {
  const dsl::TermId term = term_of(bank_.entries()[entry]);
  const auto inputs = static_cast<std::uint32_t>(examples_.inputs.size());
  return {term, bank_.entries()[entry].row,
          program_cost(record_costs_, pool_, close_over_inputs(examples_, pool_, term), inputs,
                       constants_)};
}

dsl::TermId Enumerator::leaf_term(const Leaf& leaf, std::uint32_t lambdas) {
  const auto inputs = static_cast<std::uint32_t>(examples_.inputs.size());
  switch (leaf.kind) {
    case Leaf::Kind::kInput:
      return pool_.variable(leaf.index);
    case Leaf::Kind::kParameter:
      return pool_.variable(inputs + leaf.index);
    case Leaf::Kind::kKnown:
      return pool_.shift(options_.known[leaf.index].term, inputs, lambdas);
    case Leaf::Kind::kConstant:
      break;
  }
  return pool_.literal(constants_[leaf.index].type, constants_[leaf.index].value);
}

dsl::TermId Enumerator::term_of(const Entry& entry) {
  if (entry.production == Entry::kLeaf) return leaf_term(bank_.leaves()[entry.arguments[0]], 0);
  const Production& production = bank_.productions()[entry.production];
  std::vector<dsl::TermId> arguments;
  for (std::size_t k = 0; k < production.arity; ++k) {
    arguments.push_back(argument_term(production, k, entry.arguments[k]));
  }
  return pool_.apply(pool_.primitive(production.primitive), arguments);
}

dsl::TermId Enumerator::argument_term(const Production& production, std::size_t k, EntryId id) {
  const FunctionSpace* space = space_of_type_[production.arguments[k]];
  if (space == nullptr) return term_of(bank_.entries()[id]);
  dsl::TermId body = body_term(*space, id);
  const auto inputs = static_cast<std::uint32_t>(examples_.inputs.size());
  for (auto p = static_cast<std::uint32_t>(space->parameters().size()); p-- > 0;) {
    body = pool_.lambda(inputs + p, body);
  }
  return body;
}

dsl::TermId Enumerator::body_term(const FunctionSpace& space, EntryId id) {
  const Entry& entry = space.bank().entries()[id];
  if (entry.production == Entry::kLeaf) {
    return leaf_term(space.bank().leaves()[entry.arguments[0]],
                     static_cast<std::uint32_t>(space.parameters().size()));
  }
  const Production& production = space.bank().productions()[entry.production];
  std::vector<dsl::TermId> arguments;
  for (std::size_t k = 0; k < production.arity; ++k) {
    arguments.push_back(body_term(space, entry.arguments[k]));
  }
  return pool_.apply(pool_.primitive(production.primitive), arguments);
}

dsl::TermId Enumerator::complete(GoalId goal, dsl::TermId term) {
  for (; goal != 0; goal = goals_[goal].parent) {
    const Goal& above = goals_[goal];
    const Production& production = bank_.productions()[above.production];
    std::vector<dsl::TermId> arguments;
    for (std::size_t k = 0; k < production.arity; ++k) {
      arguments.push_back(k == above.slot ? term
                                          : argument_term(production, k, above.arguments[k]));
    }
    term = pool_.apply(pool_.primitive(production.primitive), arguments);
  }
  return term;
}

}  // namespace gestalt::synthesis
