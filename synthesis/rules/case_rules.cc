#include "synthesis/rules/case_rules.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "dsl/core/evaluate.h"
#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

namespace {

using PairSet = std::uint32_t;  // bit i: train pair i

constexpr std::size_t kMaxPairs = 10;
constexpr std::size_t kMaxClasses = 4;
constexpr int kConstant = 20;     // cost of an output as a literal
constexpr int kLiteral = 6;       // of the value of an attribute
constexpr int kUnsupported = 12;  // of a class that only one pair backs

class CaseSearch {
 public:
  CaseSearch(const RuleProblem& problem, const CaseMaterial& known, const RuleOptions& options,
             const Deadline& deadline)
      : problem_(problem),
        known_(known),
        options_(options),
        deadline_(deadline),
        pairs_(problem.examples.train_count),
        writer_(problem.domain, problem.pool),
        arena_(&problem.memory),
        context_(arena_, problem.domain.registry) {}

  void run(RuleResult& result) {
    if (pairs_ < 2 || pairs_ > kMaxPairs) return;
    cheapest_.resize(std::size_t{1} << pairs_);
    for (const LayerTerm& leaf : known_.leaves) add_leaf(leaf.term, right_pairs(leaf), leaf.cost);
    add_constants();
    spread_to_subsets();
    for (const auto& [type, attributes] : known_.attributes) {
      for (const LayerTerm& attribute : attributes) {
        if (is_over()) break;
        ++steps_;
        consider(type, attribute);
      }
    }
    std::ranges::stable_sort(cases_, {}, &Cases::cost);
    RuleCollector rules(problem_);
    for (const Cases& cases : cases_) {
      if (rules.count() >= options_.rules || is_over()) break;
      ++steps_;
      rules.offer(write(cases), cases.cost);
    }
    result.rules = rules.take(options_.rules);
    result.steps = steps_;
  }

 private:
  struct Leaf {
    std::optional<dsl::TermId> term;
    int cost = 0;
  };
  struct Case {
    std::int64_t value = 0;
    PairSet pairs = 0;
  };
  struct Cases {
    dsl::Type type;
    const LayerTerm* attribute = nullptr;
    std::vector<Case> all;  ///< the one with most pairs last
    int cost = 0;
  };

  [[nodiscard]] bool is_over() const {
    return steps_ >= options_.budget.steps || deadline_.remaining() <= 0 || deadline_.interrupted();
  }

  /// On which train pairs a term is right.
  [[nodiscard]] PairSet right_pairs(const LayerTerm& leaf) {
    PairSet pairs = 0;
    for (std::size_t i = 0; i < pairs_; ++i) {
      const auto mark = arena_.mark();
      if (presents_as(problem_.domain, context_, leaf.row[i], problem_.examples.outputs[i])) {
        pairs |= PairSet{1} << i;
      }
      arena_.reset(mark);
    }
    return pairs;
  }

  void add_leaf(dsl::TermId term, PairSet pairs, int cost) {
    Leaf& known = cheapest_[pairs];
    if (!known.term || cost < known.cost) known = {term, cost};
  }

  /// Outputs as literals, where the same ones occur again and again.
  void add_constants() {
    const std::vector<dsl::Value>& outputs = problem_.examples.outputs;
    std::vector<std::pair<std::size_t, PairSet>> distinct;  // the first pair that has it, and all
    for (std::size_t i = 0; i < pairs_; ++i) {
      const auto same = std::ranges::find_if(
          distinct, [&](const auto& other) { return outputs[other.first] == outputs[i]; });
      if (same == distinct.end()) {
        distinct.emplace_back(i, PairSet{1} << i);
      } else {
        same->second |= PairSet{1} << i;
      }
    }
    if (distinct.size() < 2 || 3 * distinct.size() > 2 * pairs_) return;
    for (const auto& [first, pairs] : distinct) {
      add_leaf(problem_.pool.literal(problem_.examples.output_type, outputs[first]), pairs,
               kConstant);
    }
  }

  /// A leaf is right on fewer pairs too.
  void spread_to_subsets() {
    for (std::size_t i = 0; i < pairs_; ++i) {
      for (std::size_t set = cheapest_.size(); set-- > 0;) {
        const Leaf& leaf = cheapest_[set];
        Leaf& smaller = cheapest_[set & ~(std::size_t{1} << i)];
        if (leaf.term && (!smaller.term || leaf.cost < smaller.cost)) smaller = leaf;
      }
    }
  }

  /// Keeps an attribute that parts the pairs into classes that have leaves.
  void consider(const dsl::Type& type, const LayerTerm& attribute) {
    Cases cases{type, &attribute, {}, attribute.cost};
    for (std::size_t i = 0; i < attribute.row.size(); ++i) {
      const std::int64_t value = attribute.row[i].integer();
      auto same = std::ranges::find(cases.all, value, &Case::value);
      if (same == cases.all.end()) {
        if (i >= pairs_ || cases.all.size() == kMaxClasses) return;
        same = cases.all.insert(cases.all.end(), {value, 0});
      }
      if (i < pairs_) same->pairs |= PairSet{1} << i;
    }
    if (cases.all.size() < 2) return;
    const int branch = writer_.cost_of("if_else") + writer_.cost_of("equal") + kLiteral;
    std::size_t supported = 0;
    for (const Case& one : cases.all) {
      const Leaf& leaf = cheapest_[one.pairs];
      if (!leaf.term) return;
      const bool is_supported = std::popcount(one.pairs) > 1;
      if (is_supported) ++supported;
      cases.cost += leaf.cost + branch + (is_supported ? 0 : kUnsupported);
    }
    if (2 * supported < cases.all.size()) return;
    cases.cost -= branch;  // the last case is "else"
    std::ranges::stable_sort(cases.all, {},
                             [](const Case& one) { return std::popcount(one.pairs); });
    cases_.push_back(std::move(cases));
  }

  [[nodiscard]] dsl::TermId write(const Cases& cases) {
    dsl::TermId body = *cheapest_[cases.all.back().pairs].term;
    for (std::size_t k = cases.all.size() - 1; k-- > 0;) {
      const Case& one = cases.all[k];
      const dsl::TermId leaf = *cheapest_[one.pairs].term;
      const dsl::TermId attribute = cases.attribute->term;
      if (cases.type == dsl::bool_type()) {
        body = one.value != 0 ? writer_.call("if_else", {attribute, leaf, body})
                              : writer_.call("if_else", {attribute, body, leaf});
        continue;
      }
      const dsl::TermId value = problem_.pool.literal(cases.type, dsl::Value::immediate(one.value));
      body = writer_.call("if_else", {writer_.call("equal", {attribute, value}), leaf, body});
    }
    return body;
  }

  const RuleProblem& problem_;
  const CaseMaterial& known_;
  const RuleOptions& options_;
  const Deadline& deadline_;
  std::size_t pairs_;
  dsl::TermWriter writer_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;
  std::vector<Leaf> cheapest_;  ///< by set of pairs: the cheapest that is right on all of them
  std::vector<Cases> cases_;
};

}  // namespace

RuleResult find_case_rules(const RuleProblem& problem, const CaseMaterial& known,
                           const RuleOptions& options) {
  RuleResult result;
  const dsl::Registry& registry = problem.domain.registry;
  if (!registry.find("if_else") || !registry.find("equal")) return result;
  const Deadline deadline(options.budget.seconds, problem.interrupt);
  CaseSearch(problem, known, options, deadline).run(result);
  result.stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  return result;
}

}  // namespace gestalt::synthesis
