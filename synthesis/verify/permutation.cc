#include "synthesis/verify/permutation.h"

#include <fmt/format.h>

#include <algorithm>

#include "synthesis/verify/element_flow.h"
#include "synthesis/verify/equivalence.h"

namespace gestalt::synthesis {

using dsl::Symbol;

std::string PermutationLaw::statement() const {
  return fmt::format("commutes with {}, for all but the program's own", exchange_->change);
}

Symbol PermutationLaw::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  const dsl::SmtTerm result = output(problem);
  std::vector<dsl::SmtScalar> elements;
  for (const dsl::SmtElement element :
       problem.encoding.elements(smt, inputs()[0], problem.inputs[0])) {
    elements.push_back(element.value);
  }
  Symbol differs = Symbol::boolean(smt, false);
  for (const auto& [first, second] : exchanges_) {
    const dsl::SmtTerm before = ElementSwap(problem.graph, elements, first, second).image(result);
    const auto constant = [&](std::int64_t element) {
      return problem.encoding.term_of(smt, exchange_->element, dsl::Value::immediate(element));
    };
    const std::vector<dsl::SmtTerm> arguments{result, constant(first), constant(second)};
    const dsl::SmtTerm after = problem.output(change_, output_type(), arguments);
    differs = differs | differ(smt, before, after);
  }
  return differs;
}

bool PermutationLaw::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const auto changed = [&](dsl::Value values, const auto& exchange) {
    const std::vector<dsl::Value> arguments{values, dsl::Value::immediate(exchange.first),
                                            dsl::Value::immediate(exchange.second)};
    return output_of(context, *subject().domain, change_, output_type(), arguments);
  };
  const auto run = [&](dsl::Value input) {
    return output_of(context, *subject().domain, subject().code, output_type(), {&input, 1});
  };
  const auto result = run(inputs[0]);
  return std::ranges::any_of(exchanges_, [&](const auto& exchange) {
    const auto input = changed(inputs[0], exchange);
    const auto before = input ? run(*input) : input;
    return differ(before, result ? changed(*result, exchange) : result);
  });
}

}  // namespace gestalt::synthesis
