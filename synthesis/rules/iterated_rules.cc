#include "synthesis/rules/iterated_rules.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "dsl/core/context.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/cell_rules.h"
#include "synthesis/rules/closed_layers.h"

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
    std::vector<LayerTerm> closed =
        closed_layers(trained, canvas, context, options.budget.steps, deadline, result.steps);
    if (!closed.empty()) {
      std::ranges::move(closed, std::back_inserter(around.selectors));
      search_over(around);
    }
  }
  result.rules = rules.take(options.rules);
  result.stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  return result;
}

}  // namespace gestalt::synthesis
