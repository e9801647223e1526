#include "synthesis/verify/filling.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

#include "dsl/core/encoding.h"
#include "dsl/core/meaning.h"

namespace gestalt::synthesis {

namespace {

using dsl::Symbol;
using Values = std::vector<std::int64_t>;

/// What a literal costs that no constant of the domain is.
constexpr int kRareLiteral = 12;

/// The cost of each value of each scalar, by their difference to the lowest. A map pays for the
/// elements that it changes.
std::vector<std::vector<int>> costs_of(const Sketch& sketch, const dsl::Examples& examples) {
  const dsl::Domain& domain = sketch.domain();
  dsl::Arena arena;
  const auto constants = domain.constants(examples, arena);
  const auto cost_of = [&](const dsl::Type& type, std::int64_t value) {
    for (const dsl::Constant& constant : constants) {
      if (constant.type == type && constant.value == dsl::Value::immediate(value)) {
        return constant.cost;
      }
    }
    return kRareLiteral + static_cast<int>(std::abs(value));
  };
  std::vector<std::vector<int>> costs;
  for (const HoleScalar& scalar : sketch.scalars()) {
    costs.emplace_back();
    for (std::int64_t v = scalar.low; v <= scalar.high; ++v) {
      costs.back().push_back(cost_of(scalar.type, v));
    }
  }
  for (const Hole& hole : sketch.holes()) {
    if (hole.kind == Hole::Kind::kThreshold) {
      for (int& cost : costs[hole.first]) cost = 0;  // all comparisons are as good
    }
    if (hole.kind != Hole::Kind::kMap) continue;
    for (std::size_t k = 0; k < hole.count; ++k) costs[hole.first + k][k] = 0;
  }
  return costs;
}

/// A sketch on the train pairs, evaluated.
class Oracle {
 public:
  Oracle(const Sketch& sketch, const dsl::Examples& examples)
      : sketch_(sketch), examples_(examples), costs_(costs_of(sketch, examples)) {}

  /// The first train pair that a filling does not meet; nothing where it meets all.
  [[nodiscard]] std::optional<std::size_t> first_missed(const Values& values) {
    for (std::size_t i = 0; i < examples_.train_count; ++i) {
      if (!meets(values, i)) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] int cost(const Values& values) const {
    int cost = 0;
    for (std::size_t k = 0; k < values.size(); ++k) cost += cost_of(k, values[k]);
    return cost;
  }
  [[nodiscard]] int cost_of(std::size_t scalar, std::int64_t value) const {
    return costs_[scalar][static_cast<std::size_t>(value - sketch_.scalars()[scalar].low)];
  }
  [[nodiscard]] Filling filling(const Values& values) const {
    return {sketch_.filled(values), values, cost(values)};
  }
  [[nodiscard]] std::uint64_t evaluations() const { return evaluations_; }

 private:
  [[nodiscard]] bool meets(const Values& values, std::size_t example) {
    ++evaluations_;
    dsl::Arena arena;
    dsl::EvalContext context(arena, sketch_.domain().registry);
    std::vector<dsl::Value> inputs;
    for (const std::int64_t value : values) inputs.push_back(dsl::Value::immediate(value));
    for (const auto& row : examples_.inputs) inputs.push_back(row[example]);
    const auto output =
        output_of(context, sketch_.domain(), sketch_.code(), sketch_.type().result(), inputs);
    return output && *output == examples_.outputs[example];
  }

  const Sketch& sketch_;
  const dsl::Examples& examples_;
  std::vector<std::vector<int>> costs_;
  std::uint64_t evaluations_ = 0;
};

/// The solver's side: fillings that meet the train pairs that it has been shown.
class Solver {
 public:
  Solver(const Sketch& sketch, const dsl::Examples& examples, const Oracle& oracle,
         const ProverOptions& options)
      : sketch_(sketch),
        examples_(examples),
        encoding_(sketch.domain()),
        graph_(options.max_scalars),
        machine_(graph_, encoding_),
        session_(graph_, options.limits, options.strategy),
        cost_(Symbol::integer(graph_, 0)) {
    for (std::size_t k = 0; k < sketch.scalars().size(); ++k) {
      const HoleScalar& scalar = sketch.scalars()[k];
      const Symbol unknown{graph_, graph_.unknown({scalar.low, scalar.high})};
      unknowns_.push_back(unknown);
      Symbol cost = Symbol::integer(graph_, 0);
      for (std::int64_t v = scalar.low; v <= scalar.high; ++v) {
        cost = select(unknown == v, oracle.cost_of(k, v), cost);
      }
      cost_ = cost_ + cost;
    }
  }

  /// Throws SmtLimit.
  [[nodiscard]] Z3Check require_pair(std::size_t example) {
    std::vector<dsl::SmtTerm> inputs;
    for (std::size_t k = 0; k < unknowns_.size(); ++k) inputs.push_back(dsl::total(unknowns_[k]));
    for (std::size_t k = 0; k < examples_.inputs.size(); ++k) {
      inputs.push_back(
          encoding_.term_of(graph_, examples_.input_types[k], examples_.inputs[k][example]));
    }
    const dsl::Type& type = examples_.output_type;
    const dsl::SmtTerm output =
        encoding_.present(graph_, type, machine_.run(sketch_.code(), inputs));
    const dsl::SmtTerm wanted = encoding_.term_of(graph_, type, examples_.outputs[example]);
    return require(Symbol{graph_, output.defined} & dsl::equal_terms(graph_, output, wanted));
  }
  [[nodiscard]] Z3Check require_cheaper(int cost) { return require(cost_ < cost); }
  [[nodiscard]] Z3Check require_other(const Values& values) {
    Symbol other = Symbol::boolean(graph_, false);
    for (std::size_t k = 0; k < values.size(); ++k) other = other | (unknowns_[k] != values[k]);
    return require(other);
  }

  [[nodiscard]] Values values() const {
    const auto results = graph_.evaluate(session_.model());
    Values values;
    for (const Symbol& unknown : unknowns_) values.push_back(results[unknown.scalar().id]);
    return values;
  }
  [[nodiscard]] int checks() const { return checks_; }

 private:
  [[nodiscard]] Z3Check require(Symbol truth) {
    ++checks_;
    return session_.require(truth.scalar());
  }

  const Sketch& sketch_;
  const dsl::Examples& examples_;
  dsl::Encoding encoding_;
  dsl::ScalarGraph graph_;
  SymbolicMachine machine_;
  Z3Session session_;
  std::vector<Symbol> unknowns_;
  Symbol cost_;
  int checks_ = 0;
};

/// Counterexample-guided: the solver guesses, the evaluator answers with the first pair missed.
class Filler {
 public:
  Filler(const Sketch& sketch, const dsl::Examples& examples, const ProverOptions& options)
      : sketch_(sketch), examples_(examples), options_(options), oracle_(sketch, examples) {}

  [[nodiscard]] Filled run() {
    try {
      search(std::nullopt);
      if (filled_.best && filled_.minimal) search(filled_.best->values);
    } catch (const dsl::SmtLimit& limit) {
      filled_.reason = limit.reason;
    }
    filled_.evaluations = oracle_.evaluations();
    return std::move(filled_);
  }

 private:
  /// The cheapest filling; with one excluded, whether there is any other.
  void search(const std::optional<Values>& excluded) {
    Solver solver(sketch_, examples_, oracle_, options_);
    std::set<std::size_t> shown{0};
    Z3Check check = solver.require_pair(0);
    if (excluded && check.answer == Z3Check::Answer::kSatisfiable) {
      check = solver.require_other(*excluded);
    }
    while (check.answer == Z3Check::Answer::kSatisfiable) {
      const Values values = solver.values();
      const auto missed = oracle_.first_missed(values);
      if (!missed && excluded) break;
      if (!missed) {
        filled_.best = oracle_.filling(values);
        check = solver.require_cheaper(filled_.best->cost);
      } else if (shown.insert(*missed).second) {
        check = solver.require_pair(*missed);
      } else {  // the meaning is wrong here: the evaluator decides
        check = solver.require_other(values);
      }
    }
    filled_.checks += solver.checks();
    const bool decided = check.answer != Z3Check::Answer::kUnknown;
    if (excluded) {
      if (decided) filled_.unique = check.answer == Z3Check::Answer::kUnsatisfiable;
      return;
    }
    filled_.minimal = decided && filled_.best.has_value();
    if (!decided) filled_.reason = check.reason;
    if (decided && !filled_.best) filled_.reason = "nothing fits into the holes";
  }

  const Sketch& sketch_;
  const dsl::Examples& examples_;
  const ProverOptions& options_;
  Oracle oracle_;
  Filled filled_;
};

}  // namespace

Filled fill_by_solving(const Sketch& sketch, const dsl::Examples& examples,
                       const ProverOptions& options) {
  return Filler(sketch, examples, options).run();
}

Filled fill_by_trying(const Sketch& sketch, const dsl::Examples& examples, std::uint64_t most) {
  Oracle oracle(sketch, examples);
  // The values of each scalar, cheapest first; fillings are places in these lists.
  std::vector<Values> sorted;
  for (std::size_t k = 0; k < sketch.scalars().size(); ++k) {
    Values& values = sorted.emplace_back();
    for (std::int64_t v = sketch.scalars()[k].low; v <= sketch.scalars()[k].high; ++v) {
      values.push_back(v);
    }
    std::ranges::stable_sort(values, {}, [&](std::int64_t v) { return oracle.cost_of(k, v); });
  }
  using Places = std::vector<std::size_t>;
  using Entry = std::pair<int, Places>;
  const auto values_at = [&](const Places& places) {
    Values values;
    for (std::size_t k = 0; k < places.size(); ++k) values.push_back(sorted[k][places[k]]);
    return values;
  };
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  const Places first(sorted.size(), 0);
  open.emplace(oracle.cost(values_at(first)), first);
  Filled filled;
  filled.reason = "nothing fits into the holes";
  for (std::uint64_t tried = 0; !open.empty(); ++tried) {
    if (tried == most) {
      filled.reason = "too many fillings";
      break;
    }
    const Places places = open.top().second;
    open.pop();
    const Values values = values_at(places);
    if (!oracle.first_missed(values)) {
      filled.best = oracle.filling(values);
      filled.minimal = true;
      filled.reason.clear();
      break;
    }
    // Each filling is reached once: from the one before it in its last place that is not the first.
    std::size_t last = 0;
    for (std::size_t k = 0; k < places.size(); ++k) {
      if (places[k] > 0) last = k;
    }
    for (std::size_t k = last; k < places.size(); ++k) {
      if (places[k] + 1 == sorted[k].size()) continue;
      Places next = places;
      ++next[k];
      open.emplace(oracle.cost(values_at(next)), next);
    }
  }
  filled.evaluations = oracle.evaluations();
  return filled;
}

}  // namespace gestalt::synthesis
