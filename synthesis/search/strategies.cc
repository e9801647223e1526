#include <algorithm>
#include <functional>
#include <set>
#include <unordered_set>

#include "synthesis/api/predict.h"
#include "synthesis/rules/arrange_rules.h"
#include "synthesis/rules/case_rules.h"
#include "synthesis/rules/cell_rules.h"
#include "synthesis/rules/combine_rules.h"
#include "synthesis/rules/iterated_rules.h"
#include "synthesis/rules/paint_canvas.h"
#include "synthesis/rules/paint_rules.h"
#include "synthesis/rules/select_rules.h"
#include "synthesis/rules/stability.h"
#include "synthesis/rules/viewed_problem.h"
#include "synthesis/rules/wrapped_rules.h"
#include "synthesis/search/enumerator.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

namespace {

/// Compares rows with the train outputs, place by place.
class Agreement {
 public:
  Agreement(const dsl::Examples& examples, const dsl::IndexedType& type) : type_(type) {
    for (const dsl::Value output : examples.outputs) {
      frames_.push_back(type.frame(output));
      type.read(output, wanted_);
    }
  }

  /// Share of the places where a row is right; 0 where its frames differ from the outputs'.
  [[nodiscard]] double of(const dsl::Value* row) {
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      if (type_.frame(row[i]) != frames_[i]) return 0;
    }
    elements_.clear();
    for (std::size_t i = 0; i < frames_.size(); ++i) type_.read(row[i], elements_);
    std::size_t right = 0;
    for (std::size_t k = 0; k < wanted_.size(); ++k) right += elements_[k] == wanted_[k] ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(wanted_.size());
  }

 private:
  const dsl::IndexedType& type_;
  std::vector<std::uint64_t> frames_;
  std::vector<std::int32_t> wanted_;
  std::vector<std::int32_t> elements_;
};

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
  return {context.domain, context.examples,  context.constants, context.pool,
          context.memory, context.interrupt, context.decisions, context.traits};
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
        return find_wrapped_rules(
            problem_of(context), options_of(context, budget, wanted),
            [&](const RuleProblem& problem, const Budget& own) {
              return find_stable(problem, own, plain_cell_rules(wanted, depth));
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
                                                        const RuleOptions& options)) {
  return std::make_unique<RuleStrategy>(
      context, name, [context, find](const Budget& budget, std::size_t wanted, const SharedRows&) {
        if (context.parts == nullptr) return RuleResult();
        return find(*context.parts, options_of(context, budget, wanted));
      });
}

/// Asks the clock now and then.
class Patience {
 public:
  Patience(double seconds, const std::atomic<bool>* interrupt) : deadline_(seconds, interrupt) {}

  [[nodiscard]] bool lasts() {
    constexpr int kInterval = 256;
    if (++asked_ % kInterval != 0) return true;
    return deadline_.remaining() > 0 && !deadline_.interrupted();
  }

 private:
  Deadline deadline_;
  int asked_ = 0;
};

/// All terms by increasing cost (enumerator.h). What it finds by a guide's costs has a credibility
/// of its own: those are another scale.
class EnumeratingStrategy final : public Strategy {
 public:
  explicit EnumeratingStrategy(const StrategyContext& context)
      : context_(context), is_guided_(context.costs != Costs(context.domain.registry)) {}

  [[nodiscard]] std::string_view name() const override {
    return is_guided_ ? "guided" : "enumerate";
  }
  [[nodiscard]] const std::vector<Finding>& findings() const override {
    static const std::vector<Finding> kNone;
    return enumerator_ ? enumerator_->programs() : kNone;
  }

  [[nodiscard]] SearchReport run(const Budget& budget, std::size_t wanted,
                                 const SharedRows& known) override {
    known_ = known.nearest;
    enumerator_ = std::make_unique<Enumerator>(
        context_.domain, context_.examples, context_.constants, context_.costs,
        EnumeratorOptions{budget, context_.threads, wanted, known_, context_.traits},
        context_.memory, context_.pool, context_.interrupt);
    enumerator_->run();
    return enumerator_->report();
  }

  [[nodiscard]] SharedRows share_rows(const Deadline& deadline) override {
    if (!enumerator_) return {};
    const double part = deadline.remaining() / 6;
    return {.nearest = nearest_rows(part),
            .layers = layer_rows(part),
            .partly_right = partly_right_rows(part),
            .attributes = attribute_rows()};
  }

 private:
  /// The rows of the entries with the smallest keys, in that order.
  template <class Key>
  [[nodiscard]] std::vector<KnownRow> best_rows(std::vector<std::pair<Key, EntryId>> entries,
                                                std::size_t wanted) const {
    const std::size_t count = std::min(wanted, entries.size());
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(entries.begin(), end, entries.end());
    std::vector<KnownRow> rows;
    for (auto entry = entries.begin(); entry != end; ++entry) {
      rows.push_back(enumerator_->known_row(entry->second));
    }
    return rows;
  }

  [[nodiscard]] std::vector<KnownRow> nearest_rows(double seconds) const {
    constexpr std::size_t kRows = 24;
    if (!context_.domain.cells) return {};
    Agreement agreement(context_.examples, context_.domain.cells->values);
    std::vector<std::pair<double, EntryId>> near;
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(context_.examples.output_type, [&](EntryId id, const auto* row) {
      const double share = agreement.of(row);
      if (share > 0) near.emplace_back(-share, id);
      return patience.lasts();
    });
    return best_rows(std::move(near), kRows);
  }

  /// Strict layers over the first input that has the outputs' places; of those that show the same
  /// the cheapest.
  [[nodiscard]] std::vector<KnownRow> layer_rows(double seconds) const {
    constexpr std::size_t kRows = 400;
    if (!context_.domain.paint) return {};
    const dsl::PaintForm& form = *context_.domain.paint;
    const auto& inputs = context_.examples.inputs;
    const auto canvas_row = std::ranges::find_if(inputs, [&](const auto& row) {
      return context_.examples.output_type == form.values.type &&
             has_output_frames(form.values, context_.examples, row);
    });
    if (canvas_row == inputs.end()) return {};
    const PaintCanvas canvas(form, context_.examples, {}, *canvas_row, 0);
    std::unordered_set<dsl::Digest, dsl::DigestHash> known;
    std::vector<std::pair<std::size_t, EntryId>> found;
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(form.values.type, [&](EntryId id, const auto* row) {
      PaintLayer layer;
      for (layer.painter = 0; layer.painter < form.painters.size(); ++layer.painter) {
        if (!canvas.read_strict(row, layer)) continue;
        if (known.insert(digest_of(layer.right)).second) {
          found.emplace_back(canvas.places() - (layer.right & canvas.changed()).count(), id);
        }
        break;
      }
      return patience.lasts();
    });
    return best_rows(std::move(found), kRows);
  }

  /// Of those that are right on the same train pairs the cheapest.
  [[nodiscard]] std::vector<KnownRow> partly_right_rows(double seconds) const {
    const std::vector<dsl::Value>& outputs = context_.examples.outputs;
    std::vector<KnownRow> rows;
    std::set<std::vector<bool>> known;
    dsl::Arena arena(&context_.memory);
    dsl::EvalContext evaluation(arena, context_.domain.registry);
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(context_.examples.output_type, [&](EntryId id, const auto* row) {
      std::vector<bool> right(outputs.size());
      const auto mark = arena.mark();
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        right[i] = presents_as(context_.domain, evaluation, row[i], outputs[i]);
      }
      arena.reset(mark);
      const bool any = std::ranges::find(right, true) != right.end();
      if (any && known.insert(right).second) rows.push_back(enumerator_->known_row(id));
      return patience.lasts();
    });
    return rows;
  }

  /// The cheapest numbers, truths and elements of the inputs.
  [[nodiscard]] std::map<dsl::Type, std::vector<KnownRow>> attribute_rows() const {
    constexpr std::size_t kRows = 10'000;
    std::map<dsl::Type, std::vector<KnownRow>> rows;
    std::vector<dsl::Type> types{dsl::bool_type(), dsl::int_type()};
    if (context_.domain.cells) types.push_back(context_.domain.cells->element);
    for (const dsl::Type& type : types) {
      auto& own = rows[type];
      if (!own.empty()) continue;
      enumerator_->for_each_row(type, [&](EntryId id, const auto*) {
        own.push_back(enumerator_->known_row(id));
        return own.size() < kRows;
      });
    }
    return rows;
  }

  StrategyContext context_;
  bool is_guided_;
  std::vector<KnownRow> known_;
  std::unique_ptr<Enumerator> enumerator_;
};

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
    {"enumerate", 2, Lane::kTerms,
     [](const StrategyContext& context) -> std::unique_ptr<Strategy> {
       return std::make_unique<EnumeratingStrategy>(context);
     },
     0.35},
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
    {"deep-paint", 4, Lane::kParts,
     [](const StrategyContext& context) { return make_paint(context, "deep-paint", Depth::kDeep); },
     1, When::kUnsettled},
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
