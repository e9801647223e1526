#include <algorithm>
#include <functional>

#include "synthesis/api/predict.h"
#include "synthesis/rules/arrange_rules.h"
#include "synthesis/rules/case_rules.h"
#include "synthesis/rules/cell_rules.h"
#include "synthesis/rules/combine_rules.h"
#include "synthesis/rules/iterated_rules.h"
#include "synthesis/rules/paint_rules.h"
#include "synthesis/rules/select_rules.h"
#include "synthesis/rules/stability.h"
#include "synthesis/rules/viewed_problem.h"
#include "synthesis/rules/wrapped_rules.h"
#include "synthesis/search/enumerating_strategy.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

namespace {

/// Known rows as the rule searches take them.
std::vector<LayerTerm> layer_terms(const StrategyContext& context,
                                   std::span<const KnownRow> known) {
  const std::size_t columns = context.examples.inputs.front().size();
  std::vector<LayerTerm> terms;
  for (const KnownRow& row : known) {
    terms.push_back({.term = row.term, .row = {row.row, row.row + columns}, .cost = row.cost});
  }
  return terms;
}

RuleProblem problem_of(const StrategyContext& context) {
  return {context.domain, context.examples,  context.constants, context.pool,  context.memory,
          context.heads,  context.interrupt, context.decisions, context.traits};
}

RuleOptions options_of(const StrategyContext& context, const Budget& budget, std::size_t wanted,
                       Depth depth = Depth::kUsual) {
  RuleOptions options{.budget = budget, .threads = context.threads, .depth = depth};
  options.rules = std::max(options.rules, wanted);
  return options;
}

/// Computes what a term over the inputs gives; false where it has no value.
bool fill_row(const StrategyContext& context, LayerTerm& term, dsl::Arena& arena) {
  auto row = predict(context.domain, context.examples, context.pool,
                     close_over_inputs(context.examples, context.pool, term.term), arena);
  if (row) term.row = *std::move(row);
  return row.has_value();
}

/// A search for rules as a strategy.
class RuleStrategy final : public Strategy {
 public:
  /// Finds rules within a budget, so many where it can, over what is known.
  using Find =
      std::function<RuleResult(const Budget&, std::size_t wanted, const SharedRows& known)>;

  RuleStrategy(const StrategyContext& context, std::string_view name, Find find)
      : context_(context), name_(name), find_(std::move(find)), arena_(&context.memory) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] const std::vector<Finding>& findings() const override { return findings_; }

  [[nodiscard]] SearchReport run(const Budget& budget, std::size_t wanted,
                                 const SharedRows& known) override {
    RuleResult found = find_(budget, wanted, known);
    for (const Rule& rule : found.rules) {
      auto outputs =
          predict(context_.domain, context_.examples, context_.pool, rule.program, arena_);
      if (!outputs || !fits_train_pairs(context_.examples, *outputs)) continue;
      if (std::ranges::find(findings_, *outputs, &Finding::outputs) != findings_.end()) continue;
      findings_.push_back({rule.program, rule.cost, std::move(*outputs)});
    }
    partial_ = std::move(found.partial);
    SearchReport report;
    report.stop = found.stop;
    report.steps = found.steps;
    return report;
  }

  [[nodiscard]] SharedRows share_rows(const Deadline& deadline) override {
    SharedRows shared;
    for (LayerTerm& term : partial_) {
      if (deadline.remaining() <= 0) break;
      if (!fill_row(context_, term, arena_)) continue;
      shared.nearest.push_back({term.term, term.row.data(), term.cost});
    }
    return shared;
  }

 private:
  StrategyContext context_;
  std::string_view name_;
  Find find_;
  dsl::Arena arena_;
  std::vector<Finding> findings_;
  std::vector<LayerTerm> partial_;
};

/// Cell rules with costs on the scale of records.
RuleResult cell_rules(const RuleProblem& problem, const KnownLayers& known, const Budget& budget,
                      std::size_t wanted, Depth depth = Depth::kUsual) {
  CellRuleOptions options = CellRuleOptions::of(depth);
  options.budget = budget;
  options.rules = std::max<std::size_t>(options.rules, wanted);
  const auto found = find_cell_rules(problem, known, options);
  RuleResult result;
  result.steps = found.steps;
  result.stop = found.stop;
  for (const CellRule& rule : found.rules) {
    result.rules.push_back({rule.program, rule.cost()});
  }
  return result;
}

/// What a search finds, with a charge for rules that hang on single train pairs.
RuleResult find_stable(const RuleProblem& problem, const Budget& budget, const RuleSearch& find) {
  const Deadline deadline(budget.seconds, problem.interrupt);
  RuleResult result = find(problem, budget);
  charge_instability(problem, rest_of(budget, deadline, 0), find, result);
  return result;
}

RuleSearch plain_cell_rules(std::size_t wanted, Depth depth) {
  return [=](const RuleProblem& problem, const Budget& budget) {
    return cell_rules(problem, {}, budget, wanted, depth);
  };
}

/// Rules that decide each place of the output by a few layers (rules/cell_rules.h).
std::unique_ptr<Strategy> make_cells(const StrategyContext& context, std::string_view name,
                                     Depth depth) {
  return std::make_unique<RuleStrategy>(
      context, name, [context, depth](const Budget& budget, std::size_t wanted, const SharedRows&) {
        return find_stable(problem_of(context), budget, plain_cell_rules(wanted, depth));
      });
}

/// The same over what others nearly got right, too.
std::unique_ptr<Strategy> make_refine(const StrategyContext& context) {
  return std::make_unique<RuleStrategy>(
      context, "refine",
      [context](const Budget& budget, std::size_t wanted, const SharedRows& known) {
        return cell_rules(problem_of(context), {layer_terms(context, known.nearest), {}}, budget,
                          wanted);
      });
}

/// Cell rules inside something that is undone (rules/wrapped_rules.h).
std::unique_ptr<Strategy> make_wrapped(const StrategyContext& context, std::string_view name,
                                       Depth depth) {
  return std::make_unique<RuleStrategy>(
      context, name, [context, depth](const Budget& budget, std::size_t wanted, const SharedRows&) {
        return find_wrapped_rules(problem_of(context), options_of(context, budget, wanted),
                                  [&](const RuleProblem& problem, const Budget& own) {
                                    return find_stable(problem, own,
                                                       plain_cell_rules(wanted, depth));
                                  });
      });
}

/// Cell rules that grow (rules/iterated_rules.h).
std::unique_ptr<Strategy> make_iterate(const StrategyContext& context) {
  return std::make_unique<RuleStrategy>(
      context, "iterate", [context](const Budget& budget, std::size_t wanted, const SharedRows&) {
        return find_stable(problem_of(context), budget,
                           [&](const RuleProblem& problem, const Budget& own) {
                             return find_iterated_rules(problem, options_of(context, own, wanted));
                           });
      });
}

/// Looks again: adds paint rules over inputs that are painted in part already, with the parts that
/// they have now.
void look_again(const StrategyContext& context, RuleOptions options, const Deadline& deadline,
                RuleResult& result) {
  constexpr std::size_t kViews = 3;
  const RuleProblem problem = problem_of(context);
  const Budget budget = options.budget;
  dsl::Arena arena(&context.memory);
  for (std::size_t k = 0; k < std::min(kViews, result.partial.size()); ++k) {
    if (deadline.remaining() <= 0 || result.steps >= budget.steps) return;
    LayerTerm view = result.partial[k];
    if (!fill_row(context, view, arena)) continue;
    options.budget = rest_of(budget, deadline, result.steps);
    const ViewedProblem viewed(problem, view, context.domain.paint->values.type);
    SegmentedParts parts(viewed.problem());
    const RuleResult found = find_paint_rules(parts, {}, options);
    result.steps += found.steps;
    result.stop = found.stop;
    for (const Rule& rule : found.rules) result.rules.push_back(viewed.lift(rule));
  }
  std::ranges::stable_sort(result.rules, {}, &Rule::cost);
}

/// Rules that paint layers over a canvas (rules/paint_rules.h), with what others have computed as
/// canvases and layers.
std::unique_ptr<Strategy> make_paint(const StrategyContext& context, std::string_view name,
                                     Depth depth = Depth::kUsual) {
  return std::make_unique<RuleStrategy>(
      context, name,
      [context, depth](const Budget& budget, std::size_t wanted, const SharedRows& known) {
        if (context.parts == nullptr) return RuleResult();
        const Deadline deadline(budget.seconds, context.interrupt);
        PaintMaterial material;
        if (depth == Depth::kUsual) {
          material = {layer_terms(context, known.nearest), layer_terms(context, known.layers)};
        }
        const RuleOptions options = options_of(context, budget, wanted, depth);
        RuleResult result = find_paint_rules(*context.parts, material, options);
        if (result.rules.empty()) look_again(context, options, deadline, result);
        return result;
      });
}

/// Rules that choose among terms that others have computed (rules/case_rules.h).
std::unique_ptr<Strategy> make_cases(const StrategyContext& context) {
  return std::make_unique<RuleStrategy>(
      context, "cases",
      [context](const Budget& budget, std::size_t wanted, const SharedRows& known) {
        CaseMaterial material{layer_terms(context, known.partly_right), {}};
        for (const auto& [type, rows] : known.attributes) {
          material.attributes[type] = layer_terms(context, rows);
        }
        return find_case_rules(problem_of(context), material, options_of(context, budget, wanted));
      });
}

/// Rules that make the output of parts of the input: of one of them (rules/select_rules.h), of all
/// laid out (rules/arrange_rules.h) or of two (rules/combine_rules.h).
std::unique_ptr<Strategy> make_parts(const StrategyContext& context, std::string_view name,
                                     RuleResult (*find)(SegmentedParts& parts,
                                                        const RuleOptions& options),
                                     Depth depth = Depth::kUsual) {
  return std::make_unique<RuleStrategy>(
      context, name,
      [context, find, depth](const Budget& budget, std::size_t wanted, const SharedRows&) {
        if (context.parts == nullptr) return RuleResult();
        return find(*context.parts, options_of(context, budget, wanted, depth));
      });
}

using When = StrategyRecord::When;

constexpr StrategyRecord kStrategies[] = {
    {"cells", 0, Lane::kPlaces,
     [](const StrategyContext& context) { return make_cells(context, "cells", Depth::kUsual); },
     0.5},
    {"select", 0, Lane::kParts,
     [](const StrategyContext& context) {
       return make_parts(context, "select", find_select_rules);
     },
     0.3},
    {"arrange", 0, Lane::kParts,
     [](const StrategyContext& context) {
       return make_parts(context, "arrange", find_arrange_rules);
     },
     0.2},
    {"iterate", 1, Lane::kPlaces, make_iterate, 0.2, When::kUnsettled},
    {"wrapped", 1, Lane::kPlaces,
     [](const StrategyContext& context) { return make_wrapped(context, "wrapped", Depth::kUsual); },
     0.2, When::kUnsettled},
    {"combine", 1, Lane::kParts,
     [](const StrategyContext& context) {
       return make_parts(context, "combine", find_combine_rules);
     },
     0.2, When::kUnsettled},
    {"paint", 1, Lane::kParts,
     [](const StrategyContext& context) { return make_paint(context, "paint"); }, 0.3},
    {kEnumerate, 2, Lane::kTerms, make_enumerating_strategy, 0.35, When::kAlways, 1'000'000},
    {"cases", 3, Lane::kTerms, make_cases, 0.2, When::kNeeded},
    {"refine", 3, Lane::kPlaces, make_refine, 0.5, When::kNeeded},
    {"stack", 3, Lane::kParts,
     [](const StrategyContext& context) { return make_paint(context, "stack"); }, 0.3,
     When::kNeeded},
    {"deep-cells", 4, Lane::kPlaces,
     [](const StrategyContext& context) { return make_cells(context, "deep-cells", Depth::kDeep); },
     0.3, When::kUnsettled},
    {"deep-wrapped", 4, Lane::kPlaces,
     [](const StrategyContext& context) {
       return make_wrapped(context, "deep-wrapped", Depth::kDeep);
     },
     0.5, When::kUnsettled},
    {"deep-select", 4, Lane::kParts,
     [](const StrategyContext& context) {
       return make_parts(context, "deep-select", find_select_rules, Depth::kDeep);
     },
     0.3, When::kUnsettled},
    {"deep-paint", 4, Lane::kParts,
     [](const StrategyContext& context) { return make_paint(context, "deep-paint", Depth::kDeep); },
     1, When::kUnsettled},
    {kRestart, 5, Lane::kTerms, make_restarted_enumeration, 1, When::kUnsettled},
};

}  // namespace

void SharedRows::add(SharedRows other) {
  std::ranges::move(other.nearest, std::back_inserter(nearest));
  std::ranges::move(other.layers, std::back_inserter(layers));
  std::ranges::move(other.partly_right, std::back_inserter(partly_right));
  attributes.merge(other.attributes);
}

SharedRows SharedRows::imported(const dsl::TermPool& from, dsl::TermPool& to) const {
  SharedRows rows{nearest, layers, partly_right, {}};
  for (auto* list : {&rows.nearest, &rows.layers, &rows.partly_right}) {
    for (KnownRow& row : *list) row.term = to.import(from, row.term);
  }
  return rows;
}

std::span<const StrategyRecord> strategies() { return kStrategies; }

}  // namespace gestalt::synthesis
