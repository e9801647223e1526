#include "synthesis/rules/undone_outputs.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <optional>

#include "dsl/core/context.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/cheapest.h"

namespace gestalt::synthesis {

namespace {

dsl::Examples with_outputs(const dsl::Examples& examples, std::vector<dsl::Value> outputs) {
  dsl::Examples undone = examples;
  undone.outputs = std::move(outputs);
  return undone;
}

/// What the outputs were before a primitive with these other arguments, as outputs are presented.
std::optional<std::vector<dsl::Value>> solve(const RuleProblem& problem, dsl::PrimitiveId id,
                                             const dsl::Inverse& inverse,
                                             std::span<const LayerTerm* const> arguments,
                                             dsl::EvalContext& context) {
  const std::vector<dsl::Value>& outputs = problem.examples.outputs;
  std::vector<const dsl::Value*> known{outputs.data()};
  for (const LayerTerm* argument : arguments) known.push_back(argument->row.data());
  std::vector<dsl::Value> undone(outputs.size());
  context.refuel();
  if (inverse.solve(context, problem.domain.registry[id], known.data(), undone.data(),
                    outputs.size()) != dsl::Fault::kNone) {
    return std::nullopt;
  }
  if (problem.domain.present == nullptr) return undone;
  for (dsl::Value& output : undone) {
    const auto presented = problem.domain.present(context, output);
    if (!presented) return std::nullopt;
    output = *presented;
  }
  return undone;
}

struct Undone {
  dsl::PrimitiveId primitive = 0;
  std::size_t slot = 0;
  std::vector<LayerTerm> arguments;
  std::vector<dsl::Value> outputs;
  int cost = 0;
};

class UndoSearch {
 public:
  UndoSearch(const RuleProblem& problem, const Budget& budget, dsl::Arena& arena,
             std::uint64_t& steps)
      : problem_(problem),
        values_(problem.domain.cells->values),
        budget_(budget),
        deadline_(budget.seconds, problem.interrupt),
        context_(arena, problem.domain.registry),
        steps_(steps) {
    add_arguments();
  }

  [[nodiscard]] std::vector<Undone> find(std::size_t wanted) {
    const dsl::Registry& registry = problem_.domain.registry;
    for (dsl::PrimitiveId id = 0; id < registry.size() && !is_over(); ++id) {
      for (const dsl::Inverse& inverse : registry[id].inverses) {
        const dsl::Type& type = registry[id].type;
        if (!type.is_ground() || type.result() != values_.type) continue;
        if (type.parameters()[inverse.slot] == values_.type) try_inverse(id, inverse);
      }
    }
    return found_.take(wanted);
  }

 private:
  /// Constants, inputs, and the immediates that primitives give for them.
  void add_arguments() {
    constexpr std::size_t kComputed = 24;
    const std::size_t columns = problem_.examples.inputs.front().size();
    for (const dsl::Constant& constant : problem_.constants) {
      arguments_[constant.type].push_back(constant_term(constant, columns, problem_.pool));
    }
    std::vector<LayerTerm> inputs = input_terms(problem_.examples, values_.type, problem_.pool);
    for (const dsl::Type& type : {dsl::int_type(), problem_.domain.cells->element}) {
      std::vector<LayerTerm> computed;
      for_each_application<LayerTerm>(
          problem_.domain.registry, type, {{values_.type, &inputs}},
          [](const dsl::Type&) { return false; },
          [&] { return computed.size() >= kComputed || is_over(); },
          [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
            LayerTerm term;
            ++steps_;
            if (apply_to_rows(problem_, id, arguments, context_, term)) {
              computed.push_back(std::move(term));
            }
          });
      std::ranges::move(computed, std::back_inserter(arguments_[type]));
    }
    std::ranges::move(inputs, std::back_inserter(arguments_[values_.type]));
  }

  void try_inverse(dsl::PrimitiveId id, const dsl::Inverse& inverse) {
    const dsl::Primitive& primitive = problem_.domain.registry[id];
    std::vector<std::vector<const LayerTerm*>> others;
    for (std::size_t k = 0; k < primitive.arity; ++k) {
      if (k != inverse.slot)
        others.push_back(pointers_to(arguments_[primitive.type.parameters()[k]]));
    }
    for_each_choice(
        others, [&] { return is_over(); },
        [&](std::span<const LayerTerm* const> chosen) { undo(id, inverse, chosen); });
  }

  void undo(dsl::PrimitiveId id, const dsl::Inverse& inverse,
            std::span<const LayerTerm* const> chosen) {
    ++steps_;
    auto outputs = solve(problem_, id, inverse, chosen, context_);
    if (!outputs) return;
    std::vector<dsl::Digest> digests;
    for (std::size_t i = 0; i < outputs->size(); ++i) {
      if (places_of((*outputs)[i]) >= places_of(problem_.examples.outputs[i])) return;
      digests.push_back((*outputs)[i].digest());
    }
    Undone undone{id, inverse.slot, {}, *std::move(outputs), problem_.domain.registry[id].cost};
    for (const LayerTerm* argument : chosen) {
      undone.arguments.push_back(*argument);
      undone.cost += argument->cost;
    }
    found_.add(dsl::digest_sequence(digests), std::move(undone));
  }

  [[nodiscard]] bool is_over() const {
    return steps_ >= budget_.steps || deadline_.remaining() <= 0 || deadline_.interrupted();
  }
  [[nodiscard]] std::int64_t places_of(dsl::Value value) const {
    const auto lengths = values_.lengths(value);
    return std::accumulate(lengths.begin(), lengths.end(), std::int64_t{1}, std::multiplies<>());
  }

  const RuleProblem& problem_;
  const dsl::IndexedType& values_;
  const Budget& budget_;
  Deadline deadline_;
  dsl::EvalContext context_;
  std::uint64_t& steps_;
  std::map<dsl::Type, std::vector<LayerTerm>> arguments_;
  Cheapest<Undone> found_;
};

}  // namespace

UndoneProblem::UndoneProblem(const RuleProblem& problem, dsl::PrimitiveId primitive,
                             std::size_t slot, std::vector<LayerTerm> arguments,
                             std::vector<dsl::Value> outputs)
    : whole_(problem),
      primitive_(primitive),
      slot_(slot),
      arguments_(std::move(arguments)),
      examples_(with_outputs(problem.examples, std::move(outputs))),
      undone_(problem.with(examples_)) {}

int UndoneProblem::cost() const {
  int cost = whole_.domain.registry[primitive_].cost;
  for (const LayerTerm& argument : arguments_) cost += argument.cost;
  return cost;
}

Rule UndoneProblem::lift(const Rule& rule) const {
  dsl::TermPool& pool = whole_.pool;
  dsl::TermId made = rule.program;
  for (std::size_t k = 0; k < examples_.inputs.size(); ++k) made = pool.children(made)[0];
  std::vector<dsl::TermId> arguments;
  for (const LayerTerm& argument : arguments_) arguments.push_back(argument.term);
  arguments.insert(arguments.begin() + static_cast<std::ptrdiff_t>(slot_), made);
  const dsl::TermId body = pool.apply(pool.primitive(primitive_), arguments);
  return {close_over_inputs(whole_.examples, pool, body), rule.cost + cost()};
}

std::vector<std::unique_ptr<UndoneProblem>> undo_outputs(const RuleProblem& problem,
                                                         std::size_t wanted, const Budget& budget,
                                                         dsl::Arena& arena, std::uint64_t& steps) {
  std::vector<std::unique_ptr<UndoneProblem>> problems;
  const auto& form = problem.domain.cells;
  if (!form || form->values.lengths == nullptr) return problems;
  if (problem.examples.output_type != form->values.type) return problems;
  for (Undone& undone : UndoSearch(problem, budget, arena, steps).find(wanted)) {
    problems.push_back(std::make_unique<UndoneProblem>(problem, undone.primitive, undone.slot,
                                                       std::move(undone.arguments),
                                                       std::move(undone.outputs)));
  }
  return problems;
}

std::unique_ptr<UndoneProblem> undo_outputs_by(const RuleProblem& problem,
                                               dsl::PrimitiveId primitive, dsl::Arena& arena,
                                               std::uint64_t& steps) {
  constexpr std::size_t kSlot = 1;
  const auto& inverses = problem.domain.registry[primitive].inverses;
  const auto inverse = std::ranges::find(inverses, kSlot, &dsl::Inverse::slot);
  if (inverse == inverses.end() || problem.examples.inputs.size() != 1) return nullptr;
  const LayerTerm input{problem.pool.variable(0), problem.examples.inputs[0], 0};
  dsl::EvalContext context(arena, problem.domain.registry);
  ++steps;
  auto outputs = solve(problem, primitive, *inverse, std::array{&input}, context);
  if (!outputs) return nullptr;
  return std::make_unique<UndoneProblem>(problem, primitive, kSlot, std::vector{input},
                                         *std::move(outputs));
}

}  // namespace gestalt::synthesis
