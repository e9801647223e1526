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

/// An output is its lengths and elements.
Symbol PermutationLaw::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  const dsl::SmtTerm result = output(problem);
  const auto given = problem.encoding.elements(smt, inputs()[0], problem.inputs[0]);
  const auto made = problem.encoding.elements(smt, output_type(), result);
  std::vector<dsl::SmtScalar> scalars{result.defined};
  for (const auto length : problem.encoding.lengths(smt, output_type(), result)) {
    scalars.push_back(length);
  }
  std::vector<dsl::SmtScalar> elements;
  for (const dsl::SmtElement& element : made) {
    scalars.push_back(element.present);
    elements.push_back(element.value);
  }
  std::vector<dsl::SmtScalar> swapped;
  for (const dsl::SmtElement& element : given) swapped.push_back(element.value);
  ElementSwap swap(problem.graph, swapped);
  Symbol differs = Symbol::boolean(smt, false);
  for (const auto& [first, second] : exchanges_) {
    const auto images = swap.of(first, second, scalars, elements);
    Symbol here = Symbol::boolean(smt, false);
    for (std::size_t k = 1; k < scalars.size(); ++k) {
      here = here | (Symbol{smt, scalars[k]} != Symbol{smt, images.scalars[k]});
    }
    for (std::size_t k = 0; k < elements.size(); ++k) {
      const Symbol other = Symbol{smt, elements[k]} != Symbol{smt, images.elements[k]};
      here = here | (Symbol{smt, made[k].present} & other);
    }
    const Symbol defined{smt, result.defined};
    differs = differs | (defined != Symbol{smt, images.scalars[0]}) | (defined & here);
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
