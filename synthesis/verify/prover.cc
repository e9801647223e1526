#include "synthesis/verify/prover.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "synthesis/verify/instances.h"

namespace gestalt::synthesis {

namespace {

class Prover {
 public:
  Prover(const dsl::Domain& domain, const Question& question, const ProverOptions& options)
      : encoding_(domain),
        question_(question),
        options_(options),
        types_(question.inputs()),
        class_(encoding_, types_, options.bound),
        context_(arena_, domain.registry) {
    answer_.property = question.property();
    answer_.statement = question.statement();
    answer_.input_types = types_;
    if (options.resources > 0) left_ = options.resources;
  }

  Answer prove() {
    if (question_.given_inputs().empty() && !class_.is_symbolic()) {
      answer_.verdict = Unknown{"inputs of this type cannot be symbolic"};
      return std::move(answer_);
    }
    decide();
    if (std::holds_alternative<Unknown>(answer_.verdict)) test();
    return std::move(answer_);
  }

  /// Runs the property on generated inputs. What fails there is refuted as well.
  void test() {
    if (!class_.is_symbolic()) return;
    dsl::Rng rng(options_.seed);
    for (int i = 0; i < options_.tests; ++i) {
      const auto inputs = class_.sample(rng, arena_);
      if (!inputs) continue;
      if (refutes(*inputs)) return;
      ++answer_.tested;
    }
  }

  [[nodiscard]] Answer test_only() {
    answer_.verdict = Unknown{"it was tested only"};
    test();
    return std::move(answer_);
  }

  [[nodiscard]] std::vector<SmtScript> scripts(const Answer& answer) {
    std::vector<SmtScript> scripts;
    if (question_.given_inputs().empty() && !class_.is_symbolic()) return scripts;
    for (const Instance& instance : instances_of(question_, encoding_, class_)) {
      const bool proved = scripts.size() < answer.proved;
      if (!proved && scripts.size() > answer.proved) break;
      dsl::ScalarGraph graph(options_.max_scalars);
      try {
        SymbolicMachine machine(graph, encoding_);
        const dsl::Symbol fails = failure(graph, machine, instance.inputs(graph));
        Z3Session session(graph, options_.limits, options_.strategy);
        scripts.push_back({instance.name, session.script(fails.scalar(), proved)});
      } catch (const dsl::SmtLimit&) {
        break;
      }
    }
    return scripts;
  }

 private:
  /// Instance by instance, until one does not hold.
  void decide() {
    answer_.verdict = Proved{};
    const std::vector<Instance> instances = instances_of(question_, encoding_, class_);
    for (const Instance& instance : instances) {
      if (ask(instance)) {
        ++answer_.proved;
        continue;
      }
      auto* unknown = std::get_if<Unknown>(&answer_.verdict);
      if (unknown == nullptr) return;
      unknown->reason += fmt::format(" (at {})", instance.name);
      int side = options_.bound;
      for (std::size_t k = answer_.proved; k < instances.size(); ++k) {
        side = std::min(side, instances[k].side - 1);
      }
      answer_.bound = std::max(side, 0);
      return;
    }
    answer_.bound = options_.bound;
  }

  [[nodiscard]] dsl::Symbol failure(dsl::ScalarGraph& graph, SymbolicMachine& machine,
                                    const std::vector<dsl::SmtTerm>& inputs) const {
    return question_.fails(SymbolicCase{graph, machine, encoding_, inputs});
  }

  /// Whether the property is proved for an instance; otherwise the verdict says what is known.
  bool ask(const Instance& instance) {
    dsl::ScalarGraph graph(options_.max_scalars);
    try {
      SymbolicMachine machine(graph, encoding_);
      const std::vector<dsl::SmtTerm> inputs = instance.inputs(graph);
      const dsl::Symbol fails = failure(graph, machine, inputs);
      spend(kUnitsPerScalar * graph.size());
      if (fails.is_false()) return true;
      return solve(graph, inputs, fails);
    } catch (const dsl::SmtLimit& limit) {
      answer_.verdict = Unknown{limit.reason};
      return false;
    }
  }

  bool solve(dsl::ScalarGraph& graph, const std::vector<dsl::SmtTerm>& inputs, dsl::Symbol fails) {
    if (left_ == 0) {
      answer_.verdict = Unknown{"resource limit"};
      return false;
    }
    Z3Limits limits = options_.limits;
    limits.resources = std::min(limits.resources, left_);
    Z3Session session(graph, limits, options_.strategy);
    Z3Check check = session.require(fails.scalar());
    spend(session.resources());
    if (check.answer == Z3Check::Answer::kUnsatisfiable) return true;
    if (check.answer == Z3Check::Answer::kUnknown) {
      answer_.verdict = Unknown{check.reason};
      return false;
    }
    std::vector<std::int64_t> model = session.model();
    const dsl::Symbol marked = marked_elements(graph, inputs);
    while (check.answer == Z3Check::Answer::kSatisfiable) {  // fewer and fewer marked elements
      model = session.model();
      const std::int64_t count = graph.evaluate(model)[marked.scalar().id];
      if (count == 0) break;
      check = session.require((marked < count).scalar());
    }
    replay(graph, inputs, model);
    return false;
  }

  void spend(std::uint64_t resources) { left_ -= std::min(left_, resources); }

  /// How many elements of the inputs are not neutral.
  dsl::Symbol marked_elements(dsl::ScalarGraph& graph, const std::vector<dsl::SmtTerm>& inputs) {
    std::vector<dsl::Symbol> marked;
    for (std::size_t k = 0; k < types_.size(); ++k) {
      std::vector<std::int64_t> neutral = encoding_.neutral(types_[k]);
      if (neutral.empty()) neutral = {0};
      for (const dsl::SmtElement element : encoding_.elements(graph, types_[k], inputs[k])) {
        dsl::Symbol other{graph, element.present};
        for (const std::int64_t value : neutral) {
          other = other & (dsl::Symbol{graph, element.value} != value);
        }
        marked.push_back(other);
      }
    }
    return dsl::count_of(graph, marked);
  }

  /// Reads the inputs off the model and believes only what the evaluator confirms.
  void replay(const dsl::ScalarGraph& graph, const std::vector<dsl::SmtTerm>& inputs,
              const std::vector<std::int64_t>& model) {
    const auto example = class_.values(graph, inputs, model, arena_);
    if (example && refutes(*example)) return;
    answer_.verdict = Unknown{"the solver's counterexample does not reproduce"};
    answer_.irreproducible = true;
  }

  /// Whether the evaluator confirms that the property fails on these inputs.
  bool refutes(const std::vector<dsl::Value>& inputs) {
    try {
      if (!question_.fails(context_, inputs)) return false;
    } catch (const dsl::SmtLimit&) {  // sizes or elements that cannot be told
      return false;
    }
    refute(answer_, encoding_.domain(), inputs);
    return true;
  }

  static constexpr std::uint64_t kUnitsPerScalar = 10;  ///< building one takes as long

  dsl::Encoding encoding_;
  const Question& question_;
  const ProverOptions& options_;
  std::vector<dsl::Type> types_;
  InputClass class_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t left_ = std::numeric_limits<std::uint64_t>::max();  ///< of the resources
  Answer answer_;
};

}  // namespace

void refute(Answer& answer, const dsl::Domain& domain, std::span<const dsl::Value> inputs) {
  std::string text;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    text += fmt::format("{}{}", k == 0 ? "" : " ",
                        print_value(domain, answer.input_types[k], inputs[k]));
  }
  answer.verdict = Refuted{text};
  answer.counterexample = dsl::OwnedValues();
  answer.counterexample.append(inputs);
  answer.bound = 0;
}

Answer prove(const dsl::Domain& domain, const Question& question, const ProverOptions& options) {
  return Prover(domain, question, options).prove();
}

Answer test(const dsl::Domain& domain, const Question& question, const ProverOptions& options) {
  return Prover(domain, question, options).test_only();
}

std::vector<SmtScript> smt_scripts(const dsl::Domain& domain, const Question& question,
                                   const ProverOptions& options, const Answer& answer) {
  return Prover(domain, question, options).scripts(answer);
}

}  // namespace gestalt::synthesis
