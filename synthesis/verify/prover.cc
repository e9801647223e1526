#include "synthesis/verify/prover.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "synthesis/verify/input_class.h"

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
  }

  Answer run() {
    const auto given = question_.given_inputs();
    if (!given.empty()) {
      on_given(given);
    } else {
      on_all();
    }
    if (std::holds_alternative<Unknown>(answer_.verdict)) test();
    return std::move(answer_);
  }

 private:
  void on_given(const std::vector<std::vector<dsl::Value>>& given) {
    answer_.verdict = Proved{};
    for (const auto& inputs : given) {
      if (!ask([&](dsl::ScalarGraph& graph) {
            std::vector<dsl::SmtTerm> terms;
            for (std::size_t k = 0; k < types_.size(); ++k) {
              terms.push_back(encoding_.term_of(graph, types_[k], inputs[k]));
            }
            return terms;
          })) {
        return;
      }
    }
  }

  void on_all() {
    if (!class_.is_symbolic()) {
      answer_.verdict = Unknown{"inputs of this type cannot be symbolic"};
      return;
    }
    answer_.verdict = Proved{};
    for (const Sizes& sizes : class_.sizes()) {
      const bool holds = ask([&](dsl::ScalarGraph& graph) { return class_.terms(graph, sizes); });
      if (holds) continue;
      if (auto* unknown = std::get_if<Unknown>(&answer_.verdict)) {
        unknown->reason += fmt::format(" (at {})", to_string(sizes));
      }
      return;
    }
  }

  /// Whether the property is proved for these inputs; otherwise the verdict says what is known.
  template <class MakeInputs>
  bool ask(MakeInputs make_inputs) {
    dsl::ScalarGraph graph(options_.max_scalars);
    try {
      SymbolicMachine machine(graph, encoding_);
      const std::vector<dsl::SmtTerm> inputs = make_inputs(graph);
      const dsl::Symbol fails = question_.fails(SymbolicCase{graph, machine, encoding_, inputs});
      if (fails.is_false()) return true;
      return solve(graph, inputs, fails);
    } catch (const dsl::SmtLimit& limit) {
      answer_.verdict = Unknown{limit.reason};
      return false;
    }
  }

  bool solve(dsl::ScalarGraph& graph, const std::vector<dsl::SmtTerm>& inputs, dsl::Symbol fails) {
    Z3Session session(graph, options_.limits, options_.strategy);
    Z3Check check = session.require(fails.scalar());
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
    std::string text;
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      text += fmt::format("{}{}", k == 0 ? "" : " ",
                          print_value(encoding_.domain(), types_[k], inputs[k]));
    }
    answer_.verdict = Refuted{text};
    answer_.counterexample = dsl::OwnedValues();
    answer_.counterexample.append(inputs);
    return true;
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

  dsl::Encoding encoding_;
  const Question& question_;
  const ProverOptions& options_;
  std::vector<dsl::Type> types_;
  InputClass class_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  Answer answer_;
};

}  // namespace

Answer prove(const dsl::Domain& domain, const Question& question, const ProverOptions& options) {
  return Prover(domain, question, options).run();
}

}  // namespace gestalt::synthesis
