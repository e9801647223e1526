#include "synthesis/rules/cell_rules.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <tuple>

#include "synthesis/api/predict.h"
#include "synthesis/rules/cover.h"
#include "synthesis/rules/features.h"
#include "synthesis/rules/substitute.h"

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kMaxTrainPlaces = 10'000;
constexpr std::size_t kMaxTestPlaces = 4'000;
constexpr std::size_t kCriticalPairs = 320;
constexpr std::size_t kMaxGroups = 40;

using PairSet = std::bitset<kCriticalPairs>;

/// What a place may take its element from.
struct Leaf {
  bool is_constant = false;
  std::int32_t constant = 0;
  std::size_t copy = 0;  ///< index in the bank's copies
  double cost = 0;
  std::vector<std::int32_t> elements;  ///< by place
};

/// Features, by index, that together might explain the outputs.
struct Candidate {
  std::vector<std::uint32_t> features;
  double cost = 0;
};

/// A candidate that does, with a leaf for each group of places.
struct Explanation {
  Candidate candidate;
  std::vector<std::vector<std::uint8_t>> groups;  ///< by group: its part in each feature
  std::vector<LeafMask> right;                    ///< by group: leaves that are right in it
  std::vector<std::uint8_t> leaves;               ///< by group: the one that is taken
  double score = 0;
  std::vector<std::int32_t> prediction;  ///< elements of the test places
};

class CellSearch {
 public:
  CellSearch(const RuleProblem& problem, LayerBank& bank, const CellRuleOptions& options,
             const Deadline& deadline)
      : problem_(problem),
        form_(*problem.domain.cells),
        examples_(problem.examples),
        bank_(bank),
        pool_(problem.pool),
        writer_(problem.domain, problem.pool),
        options_(options),
        deadline_(deadline),
        arena_(&problem.memory) {}

  void run(CellRuleResult& result) {
    if (!find_places()) return;
    make_leaves();
    if (!mark_right_leaves()) return;
    features_ =
        make_features(bank_, form_.selectors, places_, options_.budget.memory / 4, deadline_);
    find_candidates();
    for (const Candidate& candidate : candidates_) {
      if (budget_ < places_.all || result.steps + checks_ >= options_.budget.steps) break;
      if (deadline_.remaining() <= 0 || deadline_.interrupted()) break;
      explain(candidate);
    }
    result.steps += checks_;
    emit(result);
  }

 private:
  bool find_places();
  void make_leaves();
  bool mark_right_leaves();
  [[nodiscard]] bool choose_critical_pairs(const LeafMask& leaves);
  void find_candidates();
  void extend(Candidate& partial, const PairSet& open);
  void explain(const Candidate& candidate);
  void emit(CellRuleResult& result);
  [[nodiscard]] bool is_plausible(dsl::TermId program);
  [[nodiscard]] dsl::TermId write(const Explanation& explanation);
  [[nodiscard]] std::optional<DecisionList> shortened(const Explanation& explanation) const;
  [[nodiscard]] dsl::TermId write(const DecisionList& list, const Candidate& candidate);
  [[nodiscard]] dsl::TermId put(const Leaf& leaf, dsl::TermId mask, dsl::TermId body);
  [[nodiscard]] dsl::TermId test_of(const Feature& feature, std::uint8_t part);
  [[nodiscard]] dsl::TermId everywhere_in(dsl::TermId values);
  [[nodiscard]] dsl::TermId mask_of(const Explanation& explanation, std::uint8_t leaf);
  [[nodiscard]] dsl::TermId number(std::int32_t value) {
    return pool_.literal(dsl::int_type(), dsl::Value::immediate(value));
  }

  const RuleProblem& problem_;
  const dsl::CellForm& form_;
  const dsl::Examples& examples_;
  LayerBank& bank_;
  dsl::TermPool& pool_;
  dsl::TermWriter writer_;
  const CellRuleOptions& options_;
  const Deadline& deadline_;
  dsl::Arena arena_;  ///< for predictions

  Places places_;
  std::vector<std::int32_t> wanted_;  ///< by train place
  std::vector<Leaf> leaves_;
  std::vector<LeafMask> right_;  ///< by train place
  std::vector<Feature> features_;
  std::vector<PairSet> separates_;  ///< by feature: the critical pairs it tells apart
  PairSet all_pairs_;
  std::vector<Candidate> candidates_;
  std::uint64_t budget_ = 0;
  std::uint64_t checks_ = 0;
  std::vector<Explanation> explanations_;
};

bool CellSearch::find_places() {
  std::vector<std::int32_t> test;
  for (std::size_t i = 0; i < bank_.canvas().row.size(); ++i) {
    const bool is_train = i < examples_.train_count;
    auto& elements = is_train ? wanted_ : test;
    form_.values.read(is_train ? examples_.outputs[i] : bank_.canvas().row[i], elements);
    places_.example.resize(wanted_.size() + test.size(), static_cast<std::uint16_t>(i));
  }
  places_.train = wanted_.size();
  places_.all = places_.example.size();
  budget_ = options_.checks;
  return places_.train <= kMaxTrainPlaces && test.size() <= kMaxTestPlaces;
}

void CellSearch::make_leaves() {
  std::set<std::vector<std::int32_t>> known;
  const auto add = [&](Leaf leaf) {
    if (leaves_.size() == kMaxLeaves || !known.insert(leaf.elements).second) return;
    leaves_.push_back(std::move(leaf));
  };
  const auto add_copy = [&](std::size_t k) {
    Leaf leaf;
    leaf.copy = k;
    leaf.cost = k == 0 ? 0 : 1.0 + 0.1 * layer_cost(bank_.copies()[k]);
    for (const dsl::Value value : bank_.copies()[k].row) {
      form_.values.read(value, leaf.elements);
    }
    add(std::move(leaf));
  };
  add_copy(0);
  for (const std::int32_t element : std::set(wanted_.begin(), wanted_.end())) {
    Leaf leaf;
    leaf.is_constant = true;
    leaf.constant = element;
    leaf.cost = 0.6;
    leaf.elements.assign(places_.all, element);
    add(std::move(leaf));
  }
  for (std::size_t k = 1; k < bank_.copies().size(); ++k) add_copy(k);
}

/// False where no leaf is right at some place.
bool CellSearch::mark_right_leaves() {
  right_.resize(places_.train);
  for (std::size_t j = 0; j < leaves_.size(); ++j) {
    for (std::size_t i = 0; i < places_.train; ++i) {
      if (leaves_[j].elements[i] == wanted_[i]) right_[i].set(j);
    }
  }
  return std::all_of(right_.begin(), right_.end(), [](const LeafMask& mask) { return mask.any(); });
}

/// Pairs of places that none of the leaves serves together: every explanation by these leaves tells
/// all of them apart. Those that few features tell apart are kept first. False where some place has
/// no leaf.
bool CellSearch::choose_critical_pairs(const LeafMask& leaves) {
  for (const LeafMask& mask : right_) {
    if ((mask & leaves).none()) return false;
  }
  std::map<std::string, std::vector<std::uint32_t>> classes;
  for (std::uint32_t i = 0; i < places_.train; ++i) {
    classes[(right_[i] & leaves).to_string()].push_back(i);
  }
  std::vector<const std::vector<std::uint32_t>*> members;
  for (const auto& entry : classes) members.push_back(&entry.second);
  std::mt19937_64 random(0);
  const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
  struct Pair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t separators = 0;
  };
  std::vector<Pair> pairs;
  for (int trial = 0; trial < 4000 && pairs.size() < 1000; ++trial) {
    const std::uint32_t a = pick(*pick(members));
    const std::uint32_t b = pick(*pick(members));
    if ((right_[a] & right_[b] & leaves).none()) pairs.push_back({a, b, 0});
  }
  for (const Feature& feature : features_) {
    for (Pair& pair : pairs) pair.separators += feature.part[pair.a] != feature.part[pair.b];
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.separators < b.separators; });
  constexpr std::size_t kRare = 200;
  if (pairs.size() > kRare) std::shuffle(pairs.begin() + kRare, pairs.end(), random);
  if (pairs.size() > kCriticalPairs) pairs.resize(kCriticalPairs);
  separates_.assign(features_.size(), {});
  all_pairs_.reset();
  for (std::size_t f = 0; f < features_.size(); ++f) {
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      separates_[f][p] = features_[f].part[pairs[p].a] != features_[f].part[pairs[p].b];
    }
  }
  for (std::size_t p = 0; p < pairs.size(); ++p) all_pairs_.set(p);
  return true;
}

/// All sets of at most max_features features that tell all critical pairs apart: those of few
/// leaves first, then of more. (With many leaves hardly two places exclude each other, although no
/// leaf serves all of a group.)
void CellSearch::find_candidates() {
  const auto own =
      static_cast<std::size_t>(std::count_if(leaves_.begin(), leaves_.end(), [](const Leaf& leaf) {
        return leaf.is_constant || leaf.copy == 0;
      }));
  LeafMask leaves;
  for (const std::size_t count : {own, own + 4, own + 16, leaves_.size()}) {
    for (std::size_t j = 0; j < std::min(count, leaves_.size()); ++j) leaves.set(j);
    if (deadline_.remaining() <= 0) return;
    if (!choose_critical_pairs(leaves)) continue;
    Candidate none;
    extend(none, all_pairs_);
  }
  std::stable_sort(candidates_.begin(), candidates_.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return std::tie(a.cost, a.features) < std::tie(b.cost, b.features);
                   });
  const auto same = [](const Candidate& a, const Candidate& b) { return a.features == b.features; };
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), same), candidates_.end());
}

/// Adds to `candidates_` what completes a partial set: the first pair still together must be told
/// apart by some further feature.
void CellSearch::extend(Candidate& partial, const PairSet& open) {
  constexpr std::size_t kMaxCandidates = 40'000;
  if (open.none()) {
    Candidate& candidate = candidates_.emplace_back(partial);
    std::sort(candidate.features.begin(), candidate.features.end());
    for (const std::uint32_t f : candidate.features) candidate.cost += features_[f].cost;
    return;
  }
  if (partial.features.size() == options_.max_features) return;
  const std::size_t pair = open._Find_first();
  const bool last = partial.features.size() + 1 == options_.max_features;
  for (std::uint32_t f = 0; f < features_.size(); ++f) {
    if (!separates_[f][pair] || candidates_.size() >= kMaxCandidates) continue;
    if (partial.features.empty() && deadline_.remaining() <= 0) return;
    const PairSet rest = open & ~separates_[f];
    if (last && rest.any()) continue;
    partial.features.push_back(f);
    extend(partial, rest);
    partial.features.pop_back();
  }
}

void CellSearch::explain(const Candidate& candidate) {
  ++checks_;
  budget_ -= std::min<std::uint64_t>(budget_, places_.all);
  std::size_t codes = 1;
  for (const std::uint32_t f : candidate.features) codes *= features_[f].parts();
  if (codes > 4096) return;
  const auto code_of = [&](std::size_t place) {
    std::size_t code = 0;
    for (const std::uint32_t f : candidate.features) {
      code = code * features_[f].parts() + features_[f].part[place];
    }
    return code;
  };
  std::vector<std::int32_t> group_of(codes, -1);
  std::vector<LeafMask> masks;
  std::vector<std::size_t> first;
  std::vector<std::uint64_t> support;  // by group: a bit for each example, modulo 64
  for (std::size_t i = 0; i < places_.train; ++i) {
    std::int32_t& group = group_of[code_of(i)];
    if (group < 0) {
      if (masks.size() == kMaxGroups) return;
      group = static_cast<std::int32_t>(masks.size());
      masks.push_back(right_[i]);
      first.push_back(i);
      support.push_back(0);
    } else {
      LeafMask& mask = masks[static_cast<std::size_t>(group)];
      mask &= right_[i];
      if (mask.none()) return;
    }
    support[static_cast<std::size_t>(group)] |= std::uint64_t{1} << (places_.example[i] % 64);
  }
  Explanation found;
  found.candidate = candidate;
  std::vector<double> costs;
  for (const Leaf& leaf : leaves_) costs.push_back(leaf.cost);
  found.leaves = choose_leaves(masks, costs);
  std::vector<bool> in_prediction(masks.size(), false);
  for (std::size_t i = places_.train; i < places_.all; ++i) {
    const std::int32_t group = group_of[code_of(i)];
    if (group < 0) return;  // a case never seen in training
    in_prediction[static_cast<std::size_t>(group)] = true;
    const Leaf& leaf = leaves_[found.leaves[static_cast<std::size_t>(group)]];
    const std::int32_t element = leaf.elements[i];
    if (element == dsl::kNoElement) return;
    found.prediction.push_back(element);
  }
  double leaf_cost = 0;
  for (const std::uint8_t leaf : std::set(found.leaves.begin(), found.leaves.end())) {
    leaf_cost += costs[leaf];
  }
  double weak = 0;
  double weak_in_prediction = 0;
  for (std::size_t g = 0; g < support.size(); ++g) {
    if (std::popcount(support[g]) > 1 || examples_.train_count == 1) continue;
    ++weak;
    if (in_prediction[g]) ++weak_in_prediction;
  }
  found.score = candidate.cost + 0.5 * static_cast<double>(masks.size()) + leaf_cost + 0.3 * weak +
                weak_in_prediction;
  for (const std::size_t place : first) {
    auto& parts = found.groups.emplace_back();
    for (const std::uint32_t f : candidate.features) parts.push_back(features_[f].part[place]);
  }
  found.right = std::move(masks);
  for (Explanation& known : explanations_) {
    if (found.prediction.empty() || known.prediction != found.prediction) continue;
    if (found.score < known.score) known = std::move(found);
    return;
  }
  explanations_.push_back(std::move(found));
}

/// A mask of the places that lie in a part of a feature.
dsl::TermId CellSearch::test_of(const Feature& feature, std::uint8_t part) {
  const dsl::TermId layer = bank_.selectors()[feature.layer].term;
  const std::int32_t value = feature.values[part];
  if (feature.kind == FeatureKind::kValue) return writer_.call(form_.equal, {layer, number(value)});
  const std::string& test = feature.kind == FeatureKind::kEqual ? form_.equal : form_.at_least;
  const dsl::TermId mask = writer_.call(test, {layer, number(feature.operand)});
  return value == 1 ? mask : writer_.call(form_.equal, {mask, number(0)});
}

/// A mask of the groups that have a leaf. A feature that does not matter for them is left out.
dsl::TermId CellSearch::mask_of(const Explanation& explanation, std::uint8_t leaf) {
  const auto& features = explanation.candidate.features;
  std::set<std::vector<std::int32_t>> cases;  // by feature: the part, or -1 for any
  for (std::size_t g = 0; g < explanation.groups.size(); ++g) {
    if (explanation.leaves[g] != leaf) continue;
    std::vector<std::int32_t> parts(explanation.groups[g].begin(), explanation.groups[g].end());
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::int32_t own = parts[k];
      parts[k] = -1;
      const auto fits = [&](std::size_t other) {
        for (std::size_t m = 0; m < parts.size(); ++m) {
          if (parts[m] >= 0 && explanation.groups[other][m] != parts[m]) return false;
        }
        return true;
      };
      bool pure = std::any_of(parts.begin(), parts.end(), [](auto part) { return part >= 0; });
      for (std::size_t other = 0; pure && other < explanation.groups.size(); ++other) {
        pure = explanation.leaves[other] == leaf || !fits(other);
      }
      if (!pure) parts[k] = own;
    }
    cases.insert(std::move(parts));
  }
  std::optional<dsl::TermId> mask;
  for (const auto& parts : cases) {
    std::optional<dsl::TermId> all;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (parts[k] < 0) continue;
      const auto test = test_of(features_[features[k]], static_cast<std::uint8_t>(parts[k]));
      all = all ? writer_.call(form_.both, {*all, test}) : test;
    }
    mask = mask ? writer_.call(form_.either, {*mask, *all}) : *all;
  }
  return *mask;
}

/// A mask of all places: where a test holds, and where it does not.
dsl::TermId CellSearch::everywhere_in(dsl::TermId values) {
  const dsl::TermId selector =
      form_.selector_of.empty() ? values : writer_.call(form_.selector_of, {values});
  const dsl::TermId test = writer_.call(form_.equal, {selector, number(0)});
  return writer_.call(form_.either, {test, writer_.call(form_.equal, {test, number(0)})});
}

dsl::TermId CellSearch::write(const Explanation& explanation) {
  dsl::TermId body = bank_.canvas().term;
  const std::set<std::uint8_t> used(explanation.leaves.begin(), explanation.leaves.end());
  for (const std::uint8_t j : used) {
    const Leaf& leaf = leaves_[j];
    if (!leaf.is_constant && leaf.copy == 0) continue;  // the canvas as it is
    const bool everywhere = used.size() == 1;
    if (everywhere && !leaf.is_constant) {
      body = bank_.copies()[leaf.copy].term;
      continue;
    }
    body = put(leaf, everywhere ? everywhere_in(body) : mask_of(explanation, j), body);
  }
  return close_over_inputs(examples_, pool_, body);
}

/// The body with a leaf in the places of a mask.
dsl::TermId CellSearch::put(const Leaf& leaf, dsl::TermId mask, dsl::TermId body) {
  if (!leaf.is_constant) {
    return writer_.call(form_.copy, {mask, bank_.copies()[leaf.copy].term, body});
  }
  return writer_.call(
      form_.paint,
      {mask, pool_.literal(form_.element, dsl::Value::immediate(leaf.constant)), body});
}

/// A shorter way to decide the same cases by the same leaves, of which several may be right.
std::optional<DecisionList> CellSearch::shortened(const Explanation& explanation) const {
  constexpr double kScale = 10;  // costs are whole numbers there
  const auto scaled = [](double cost) { return static_cast<int>(std::lround(kScale * cost)); };
  if (problem_.decisions == nullptr || explanation.groups.size() < 2) return std::nullopt;
  DecisionTable table;
  table.cases = explanation.groups;
  const std::set<std::uint8_t> used(explanation.leaves.begin(), explanation.leaves.end());
  for (const LeafMask& mask : explanation.right) {
    auto& right = table.right.emplace_back();
    std::ranges::copy_if(used, std::back_inserter(right), [&](auto leaf) { return mask[leaf]; });
  }
  for (const std::uint32_t f : explanation.candidate.features) {
    table.test_costs.push_back(scaled(features_[f].cost));
  }
  constexpr int kEverywhere = 30;  // a mask of all places
  constexpr int kAgain = 10;       // the canvas over what was put on it
  for (const Leaf& leaf : leaves_) {
    const bool is_canvas = !leaf.is_constant && leaf.copy == 0;
    table.decision_costs.push_back(scaled(leaf.cost) + (is_canvas ? kAgain : 0));
    table.default_costs.push_back(scaled(leaf.cost) + (leaf.is_constant ? kEverywhere : 0));
  }
  return problem_.decisions->shorten(table);
}

/// What is decided first is put on last.
dsl::TermId CellSearch::write(const DecisionList& list, const Candidate& candidate) {
  dsl::TermId body = bank_.canvas().term;
  for (auto rule = list.rbegin(); rule != list.rend(); ++rule) {
    const Leaf& leaf = leaves_[rule->decision];
    std::optional<dsl::TermId> mask;
    for (const DecisionTest& test : rule->tests) {
      const Feature& feature = features_[candidate.features[test.feature]];
      dsl::TermId holds = test_of(feature, test.part);
      if (test.negated) holds = writer_.call(form_.equal, {holds, number(0)});
      mask = mask ? writer_.call(form_.both, {*mask, holds}) : holds;
    }
    if (mask) {
      body = put(leaf, *mask, body);
    } else if (leaf.is_constant) {
      body = put(leaf, everywhere_in(body), body);
    } else {
      body = bank_.copies()[leaf.copy].term;
    }
  }
  return close_over_inputs(examples_, pool_, body);
}

/// Rules whose predictions lack a trait of the train pairs take no room from others.
void CellSearch::emit(CellRuleResult& result) {
  std::stable_sort(explanations_.begin(), explanations_.end(),
                   [](const Explanation& a, const Explanation& b) { return a.score < b.score; });
  constexpr std::size_t kTried = 8;  // for each that is wanted
  std::array<std::size_t, 2> emitted{};
  std::size_t tried = 0;
  for (const Explanation& explanation : explanations_) {
    if (emitted[1] == options_.rules || tried++ == kTried * options_.rules) break;
    const auto list = shortened(explanation);
    const dsl::TermId program = list ? write(*list, explanation.candidate) : write(explanation);
    if (options_.must_use && !occurs(pool_, *options_.must_use, program)) continue;
    std::size_t& count = emitted[is_plausible(program) ? 1 : 0];
    if (count == options_.rules) continue;
    ++count;
    result.rules.push_back({program, explanation.score, explanation.candidate.features.size(),
                            explanation.groups.size()});
  }
}

bool CellSearch::is_plausible(dsl::TermId program) {
  if (problem_.traits == nullptr) return true;
  const auto mark = arena_.mark();
  const auto outputs = predict(problem_.domain, examples_, pool_, program, arena_);
  const bool plausible =
      outputs && problem_.traits->missed(std::span(*outputs).subspan(examples_.train_count)) == 0;
  arena_.reset(mark);
  return plausible;
}

}  // namespace

int CellRule::cost() const { return static_cast<int>(std::lround(score * kRuleUnit)); }

CellRuleOptions CellRuleOptions::of(Depth depth) {
  CellRuleOptions options;
  if (depth == Depth::kUsual) return options;
  options.max_features = 3;
  options.checks = 160'000'000;
  options.layers.steps = 120'000;
  options.layers.views = 12;
  options.layers.copies = 240;
  options.layers.selectors = 800;
  return options;
}

CellRuleResult find_cell_rules(const RuleProblem& problem, const KnownLayers& known,
                               const CellRuleOptions& options) {
  CellRuleResult result;
  const auto& form = problem.domain.cells;
  if (!form || problem.examples.output_type != form->values.type) return result;
  const Deadline deadline(options.budget.seconds, problem.interrupt);
  LayerLimits limits = options.layers;
  limits.steps = std::min(limits.steps, options.budget.steps);
  limits.memory = options.budget.memory;
  LayerBank bank(problem, known, limits, deadline);
  result.steps = bank.steps();
  if (bank.has_frame()) {
    CellSearch(problem, bank, options, deadline).run(result);
  }
  result.stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  return result;
}

}  // namespace gestalt::synthesis
