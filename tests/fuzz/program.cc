// Fuzz target: the parser, the printer and the evaluator of programs of the grid domain. Any bytes
// give a term or an error with a place; a term prints to a text that parses to the same term; its
// evaluation ends in a value or a fault.
#include <cstdint>
#include <string_view>
#include <vector>

#include "dsl/core/check.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "dsl/grid/domain.h"

namespace gestalt::dsl {
namespace {

/// Applies the term to as many small inputs as its type takes and can have literals.
void evaluate(const Domain& domain, const TermPool& pool, const TypedTerm& term) {
  std::vector<Value> inputs;
  Arena arena;
  Rng rng(1);
  Type result = term.type;
  while (result.is_arrow()) {
    const Type parameter = result.arguments()[0];
    if (!parameter.is_ground() || domain.find_type(parameter.name()) == nullptr) break;
    inputs.push_back(sample_value(domain, parameter, rng, arena));
    result = Type(result.arguments()[1]);
  }
  const auto count = static_cast<std::uint32_t>(inputs.size());
  const Program program = compile(pool, term.term, count, domain.registry);
  std::vector<const Value*> rows;
  for (const Value& input : inputs) rows.push_back(&input);
  EvalContext context(arena, domain.registry, {.fuel = 2000, .list_length = 64, .call_depth = 32});
  Value value;
  const Fault fault = run(context, program, rows.data(), &value, 1);
  if (fault == Fault::kNone && result.is_ground()) (void)print_value(domain, result, value);
}

void check(std::string_view text) {
  static const Domain domain = grid_domain();
  TermPool pool;
  const auto term = parse_term(text, domain, pool);
  if (!term) {
    GESTALT_CHECK(!term.error().message.empty());
    GESTALT_CHECK(term.error().where.find(':') != std::string::npos);
    return;
  }
  const std::string printed = print_term(pool, term->term, domain);
  const auto again = parse_term(printed, domain, pool);
  GESTALT_CHECK(again.has_value());
  GESTALT_CHECK(again->term == term->term);
  GESTALT_CHECK(infer_type(pool, term->term, domain.registry).has_value());
  evaluate(domain, pool, *term);
}

}  // namespace
}  // namespace gestalt::dsl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  gestalt::dsl::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
