#include "synthesis/rules/iterated_rules.h"

#include <array>
#include <map>
#include <set>

#include "dsl/core/context.h"
#include "dsl/core/evaluate.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/cell_rules.h"

namespace gestalt::synthesis {

namespace {

/// The train pairs alone.
dsl::Examples train_pairs(const dsl::Examples& examples) {
  dsl::Examples pairs = examples;
  for (auto& row : pairs.inputs) row.resize(examples.train_count);
  return pairs;
}

/// What lies around each place of a canvas, which is the output while rules are searched for: all
/// applications of the primitives that CellForm::around names.
KnownLayers layers_around(const RuleProblem& problem, const LayerTerm& canvas,
                          dsl::EvalContext& context, std::uint64_t limit, std::uint64_t& steps) {
  const dsl::CellForm& form = *problem.domain.cells;
  std::map<dsl::Type, std::vector<LayerTerm>> constants;
  for (const dsl::Constant& constant : problem.constants) {
    constants[constant.type].push_back(constant_term(constant, canvas.row.size(), problem.pool));
  }
  KnownLayers layers;
  for (const std::string& name : form.around) {
    const auto id = problem.domain.registry.find(name);
    if (!id) continue;
    const dsl::Type& type = problem.domain.registry[*id].type;
    const std::vector<dsl::Type> parameters = type.parameters();
    std::vector<std::vector<const LayerTerm*>> arguments{{&canvas}};
    for (std::size_t k = 1; k < parameters.size(); ++k) {
      arguments.push_back(pointers_to(constants[parameters[k]]));
    }
    for_each_choice(
        arguments, [&] { return steps >= limit; },
        [&](std::span<const LayerTerm* const> chosen) {
          LayerTerm layer;
          ++steps;
          if (!apply_to_rows(problem, *id, chosen, context, layer)) return;
          (type.result() == form.selectors.type ? layers.selectors : layers.values)
              .push_back(std::move(layer));
        });
  }
  return layers;
}

/// What holds beside a place of the canvas in two directions at once, in some image of the canvas
/// under a group of symmetries: growth around corners, along edges, whatever way they face.
class ClosedLayers {
 public:
  ClosedLayers(const RuleProblem& problem, const LayerTerm& canvas, dsl::EvalContext& context,
               std::uint64_t limit, std::uint64_t& steps)
      : problem_(problem),
        form_(*problem.domain.cells),
        canvas_(canvas),
        context_(context),
        limit_(limit),
        steps_(steps),
        writer_(problem.domain, problem.pool) {
    for (const std::string& name : form_.beside) add_tests(name);
  }

  void append_to(std::vector<LayerTerm>& selectors) {
    std::set<dsl::Digest> known;
    for (const std::string& closure : form_.closures) {
      // Of tests that say the same in all images one is enough as the first of two.
      std::map<dsl::Digest, std::size_t> classes;
      std::vector<std::size_t> class_of;
      std::vector<bool> is_first;
      for (const dsl::TermId test : tests_) {
        LayerTerm closed;
        if (!close(closure, test, closed)) return;
        const auto [at, is_new] = classes.emplace(digest_of_row(closed), classes.size());
        class_of.push_back(at->second);
        is_first.push_back(is_new);
      }
      for (std::size_t a = 0; a < tests_.size(); ++a) {
        for (std::size_t b = 0; is_first[a] && b < tests_.size(); ++b) {
          if (a == b || class_of[b] < class_of[a]) continue;
          LayerTerm closed;
          const dsl::TermId both = writer_.call(form_.both, {tests_[a], tests_[b]});
          if (!close(closure, both, closed)) return;
          if (!known.insert(digest_of_row(closed)).second || !selects_change(closed)) continue;
          selectors.push_back(std::move(closed));
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kImage = 2;  ///< the variable of the function that is closed

  void add_tests(const std::string& beside) {
    const auto id = problem_.domain.registry.find(beside);
    if (!id) return;
    const dsl::Type direction = problem_.domain.registry[*id].type.parameters()[1];
    for (const dsl::Constant& along : problem_.constants) {
      for (const dsl::Constant& element : problem_.constants) {
        if (along.type != direction || element.type != form_.element) continue;
        const dsl::TermId seen =
            writer_.call(beside, {problem_.pool.variable(kImage), literal(along)});
        tests_.push_back(writer_.call(form_.selected, {seen, literal(element)}));
      }
    }
  }
  [[nodiscard]] dsl::TermId literal(const dsl::Constant& constant) {
    return problem_.pool.literal(constant.type, constant.value);
  }
  [[nodiscard]] int cost_of(const std::string& name) const {
    return problem_.heads.of(*problem_.domain.registry.find(name));
  }
  /// False when the steps are used up.
  [[nodiscard]] bool close(const std::string& closure, dsl::TermId test, LayerTerm& closed) {
    if (steps_ >= limit_) return false;
    ++steps_;
    dsl::TermPool& pool = problem_.pool;
    closed.term = writer_.call(closure, {pool.lambda(kImage, test), canvas_.term});
    closed.cost = cost_of(closure) + 2 * cost_of(form_.selected);
    closed.row.resize(canvas_.row.size());
    const dsl::TermId whole = pool.lambda(0, pool.lambda(1, closed.term));
    const dsl::Program program = dsl::compile(pool, whole, 2, problem_.domain.registry);
    const std::array<const dsl::Value*, 2> rows{canvas_.row.data(), canvas_.row.data()};
    context_.refuel();
    const dsl::Fault fault =
        dsl::run(context_, program, rows.data(), closed.row.data(), closed.row.size());
    return fault == dsl::Fault::kNone;
  }

  /// Whether it holds where the output differs from the input.
  [[nodiscard]] bool selects_change(const LayerTerm& closed) const {
    std::vector<std::int32_t> before;
    std::vector<std::int32_t> after;
    std::vector<std::int32_t> held;
    for (std::size_t i = 0; i < closed.row.size(); ++i) {
      form_.values.read(problem_.examples.inputs[0][i], before);
      form_.values.read(canvas_.row[i], after);
      form_.selectors.read(closed.row[i], held);
    }
    for (std::size_t place = 0; place < held.size(); ++place) {
      if (held[place] > 0 && before[place] != after[place]) return true;
    }
    return false;
  }

  const RuleProblem& problem_;
  const dsl::CellForm& form_;
  const LayerTerm& canvas_;
  dsl::EvalContext& context_;
  std::uint64_t limit_;
  std::uint64_t& steps_;
  dsl::TermWriter writer_;
  std::vector<dsl::TermId> tests_;
};

}  // namespace

RuleResult find_iterated_rules(const RuleProblem& problem, const RuleOptions& options) {
  constexpr std::size_t kTried = 32;
  RuleResult result;
  const auto& form = problem.domain.cells;
  const dsl::Examples& examples = problem.examples;
  if (!form || form->around.empty() || examples.inputs.size() != 1) return result;
  if (examples.output_type != form->values.type) return result;
  if (examples.input_types[0] != form->values.type) return result;
  if (!has_output_frames(form->values, examples, examples.inputs[0])) return result;
  const Deadline deadline(options.budget.seconds, problem.interrupt);
  const dsl::Examples pairs = train_pairs(examples);
  const RuleProblem trained = problem.with(pairs);
  dsl::Arena arena(&problem.memory);
  dsl::EvalContext context(arena, problem.domain.registry);
  constexpr std::uint32_t kCanvas = 1;  // the variable after the input
  const LayerTerm canvas{problem.pool.variable(kCanvas), pairs.outputs, 0};
  const dsl::TermWriter writer(problem.domain, problem.pool);
  RuleCollector rules(problem);
  const auto search_over = [&](const KnownLayers& around) {
    CellRuleOptions cell_options;
    cell_options.budget = rest_of(options.budget, deadline, result.steps);
    cell_options.rules = kTried;
    cell_options.must_use = kCanvas;
    cell_options.layers.selectors += around.selectors.size();
    const CellRuleResult steps = find_cell_rules(trained, around, cell_options);
    result.steps += steps.steps;
    for (const CellRule& rule : steps.rules) {
      if (deadline.remaining() <= 0 || result.steps >= options.budget.steps) break;
      const dsl::TermId body = problem.pool.children(rule.program)[0];
      ++result.steps;
      const dsl::TermId step = problem.pool.lambda(kCanvas, body);
      rules.offer(writer.call("fixpoint", {step, problem.pool.variable(0)}),
                  writer.cost_of("fixpoint") + rule.cost());
    }
  };
  KnownLayers around = layers_around(problem, canvas, context, options.budget.steps, result.steps);
  search_over(around);
  if (rules.count() == 0) {
    ClosedLayers(trained, canvas, context, options.budget.steps, result.steps)
        .append_to(around.selectors);
    search_over(around);
  }
  result.rules = rules.take(options.rules);
  result.stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  return result;
}

}  // namespace gestalt::synthesis
