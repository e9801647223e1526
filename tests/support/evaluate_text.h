// Evaluates texts of a language in tests.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::dsl {

/// The printed value of a closed text; "fault: domain" where it has none; else the error.
[[nodiscard]] inline std::string evaluate_text(const Domain& domain, std::string_view text,
                                               const Limits& limits = {}) {
  TermPool pool;
  const auto parsed = parse_term(text, domain, pool);
  if (!parsed) return "error: " + to_string(parsed.error());
  const Program program = compile(pool, parsed->term, 0, domain.registry);
  Arena arena;
  EvalContext context(arena, domain.registry, limits);
  Value result;
  const Fault fault = run(context, program, nullptr, &result, 1);
  if (fault != Fault::kNone) return fmt::format("fault: {}", to_string(fault));
  return print_value(domain, parsed->type, result);
}

}  // namespace gestalt::dsl
