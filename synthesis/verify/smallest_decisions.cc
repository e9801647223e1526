#include "synthesis/verify/smallest_decisions.h"

#include <algorithm>

#include "dsl/core/symbol.h"

namespace gestalt::synthesis {

using dsl::Symbol;

namespace {

constexpr std::size_t kMaxScalars = 200'000;

/// The decisions that matter: of those that are right in the same cases, or in fewer, the cheapest.
std::vector<std::uint8_t> undominated(const DecisionTable& table) {
  const std::size_t count = table.decision_costs.size();
  std::vector<std::vector<bool>> right(count, std::vector<bool>(table.cases.size(), false));
  for (std::size_t c = 0; c < table.cases.size(); ++c) {
    for (const std::uint8_t decision : table.right[c]) right[decision][c] = true;
  }
  const auto is_within = [&](std::size_t a, std::size_t b) {
    for (std::size_t c = 0; c < table.cases.size(); ++c) {
      if (right[a][c] && !right[b][c]) return false;
    }
    return true;
  };
  const auto is_beaten = [&](std::size_t a, std::size_t b) {
    if (a == b || !is_within(a, b)) return false;
    const int dearer = table.decision_costs[a] - table.decision_costs[b];
    const int dearer_last = table.default_costs[a] - table.default_costs[b];
    if (dearer < 0 || dearer_last < 0) return false;
    return dearer > 0 || dearer_last > 0 || b < a || !is_within(b, a);
  };
  std::vector<std::uint8_t> kept;
  for (std::size_t a = 0; a < count; ++a) {
    bool matters = std::ranges::find(right[a], true) != right[a].end();
    for (std::size_t b = 0; matters && b < count; ++b) matters = !is_beaten(a, b);
    if (matters) kept.push_back(static_cast<std::uint8_t>(a));
  }
  return kept;
}

/// A list of a fixed number of rules, each perhaps unused, as unknowns.
class SymbolicList {
 public:
  SymbolicList(dsl::ScalarGraph& graph, const DecisionTable& table, std::size_t rules)
      : graph_(graph), table_(table), decisions_(undominated(table)) {
    parts_.resize(table.test_costs.size(), 0);
    for (const auto& parts : table.cases) {
      for (std::size_t f = 0; f < parts.size(); ++f) {
        parts_[f] = std::max(parts_[f], parts[f] + 1);
      }
    }
    for (std::size_t r = 0; r <= rules; ++r) {
      Rule rule{unknown(r == rules ? 1 : 0, 1), {}, unknown(0, last_decision())};
      for (std::size_t f = 0; f < parts_.size() && r < rules; ++f) {
        rule.tests.push_back(unknown(0, 2 * parts_[f]));
      }
      rules_.push_back(std::move(rule));
    }
  }

  /// The list is right in every case.
  [[nodiscard]] Symbol is_right() const {
    std::vector<Symbol> all;
    for (std::size_t c = 0; c < table_.cases.size(); ++c) all.push_back(is_right_in(c));
    return dsl::all_of(graph_, all);
  }

  [[nodiscard]] Symbol cost() const {
    Symbol sum = Symbol::integer(graph_, 0);
    for (const Rule& rule : rules_) {
      const bool last = &rule == &rules_.back();
      const auto& costs = last ? table_.default_costs : table_.decision_costs;
      Symbol own = Symbol::integer(graph_, last ? 0 : kDecisionRuleCost);
      for (std::size_t f = 0; f < rule.tests.size(); ++f) {
        const int cost = table_.test_costs[f];
        const Symbol test = rule.tests[f];
        own = own + select(test == 0, 0, select(test > parts_[f], cost + 1, number(cost)));
      }
      for (std::size_t d = 0; d < decisions_.size(); ++d) {
        const int cost = costs[decisions_[d]];
        own = own + select(rule.decision == d, cost, number(0));
      }
      sum = sum + select(rule.used == 1, own, number(0));
    }
    return sum;
  }

  /// The list that a model of the unknowns is.
  [[nodiscard]] DecisionList read(const std::vector<std::int64_t>& model) const {
    const auto values = graph_.evaluate(model);
    const auto value = [&](Symbol symbol) { return values[symbol.scalar().id]; };
    DecisionList list;
    for (const Rule& rule : rules_) {
      if (value(rule.used) == 0) continue;
      DecisionRule& own = list.emplace_back();
      own.decision = decisions_[static_cast<std::size_t>(value(rule.decision))];
      for (std::size_t f = 0; f < rule.tests.size(); ++f) {
        const auto test = static_cast<int>(value(rule.tests[f]));
        if (test == 0) continue;
        const bool negated = test > parts_[f];
        own.tests.push_back({static_cast<std::uint8_t>(f),
                             static_cast<std::uint8_t>((test - 1) % parts_[f]), negated});
      }
    }
    return list;
  }

 private:
  struct Rule {
    Symbol used;                ///< 0 or 1
    std::vector<Symbol> tests;  ///< by feature: 0 none, 1 + part, or 1 + parts + part negated
    Symbol decision;            ///< an index into decisions_
  };

  [[nodiscard]] Symbol unknown(std::int64_t low, std::int64_t high) {
    return {graph_, graph_.unknown({low, high})};
  }
  [[nodiscard]] Symbol number(int value) const { return Symbol::integer(graph_, value); }
  [[nodiscard]] std::int64_t last_decision() const {
    return static_cast<std::int64_t>(decisions_.size()) - 1;
  }

  [[nodiscard]] Symbol is_right_in(std::size_t c) const {
    const auto& allowed = table_.right[c];
    Symbol right = Symbol::boolean(graph_, false);
    for (std::size_t r = rules_.size(); r-- > 0;) {
      const Rule& rule = rules_[r];
      Symbol decides = rule.used == 1;
      for (std::size_t f = 0; f < rule.tests.size(); ++f) {
        const int part = table_.cases[c][f];
        const Symbol test = rule.tests[f];
        const Symbol is_not = (test > parts_[f]) & (test != 1 + parts_[f] + part);
        decides = decides & ((test == 0) | (test == 1 + part) | is_not);
      }
      std::vector<Symbol> chosen;
      for (std::size_t d = 0; d < decisions_.size(); ++d) {
        if (std::ranges::find(allowed, decisions_[d]) == allowed.end()) continue;
        chosen.push_back(rule.decision == d);
      }
      const Symbol own = dsl::any_of(graph_, chosen);
      right = select(decides, own, right);
    }
    return right;
  }

  dsl::ScalarGraph& graph_;
  const DecisionTable& table_;
  std::vector<std::uint8_t> decisions_;
  std::vector<int> parts_;  ///< by feature
  std::vector<Rule> rules_;
};

class SmallestDecisions final : public DecisionMaker {
 public:
  SmallestDecisions(const Z3Limits& limits, std::size_t rules) : limits_(limits), rules_(rules) {}

  [[nodiscard]] std::optional<DecisionList> shorten(const DecisionTable& table) const override {
    std::optional<DecisionList> best;
    try {
      dsl::ScalarGraph graph(kMaxScalars);
      const SymbolicList list(graph, table, rules_);
      const Symbol cost = list.cost();
      Z3Session session(graph, limits_);
      Z3Check check = session.require(list.is_right().scalar());
      while (check.answer == Z3Check::Answer::kSatisfiable) {
        best = list.read(session.model());
        check = session.require((cost < cost_of(table, *best)).scalar());
      }
    } catch (const dsl::SmtLimit&) {  // too many cases: what there is by then
    }
    return best;
  }

 private:
  Z3Limits limits_;
  std::size_t rules_;
};

}  // namespace

std::unique_ptr<DecisionMaker> make_smallest_decisions(const Z3Limits& limits, std::size_t rules) {
  return std::make_unique<SmallestDecisions>(limits, rules);
}

}  // namespace gestalt::synthesis
