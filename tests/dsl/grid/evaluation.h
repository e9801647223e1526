// Evaluates texts of the grid language in tests.
#pragma once

#include <string>
#include <string_view>

#include "dsl/grid/domain.h"
#include "tests/support/evaluate_text.h"

namespace gestalt::dsl {

/// The grid domain, built once.
[[nodiscard]] inline const Domain& test_domain() {
  static const Domain domain = grid_domain();
  return domain;
}

/// The printed value of a closed program; "fault: domain" where it has none; else the error.
[[nodiscard]] inline std::string evaluate_text(std::string_view text) {
  return evaluate_text(test_domain(), text);
}

}  // namespace gestalt::dsl
