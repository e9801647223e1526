// Answers of the verifier and programs that fit, for people and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "synthesis/api/report.h"
#include "synthesis/api/verifier.h"

namespace gestalt::experiments {

/// "proved", "refuted" or "unknown".
[[nodiscard]] std::string_view verdict_name(const synthesis::Verdict& verdict);

/// "proved up to 4", "refuted by {10}", "tested on 200 inputs, proved up to 2: resource limit (at
/// 3x3)".
[[nodiscard]] std::string describe(const synthesis::Answer& answer);

/// {"property", "verdict", "reason", "counterexample", "bound", "statement", "tested",
/// "proved_bound", "on_train"}; the counterexample is an array where the question is about several
/// inputs. `bound` is the one that was asked for.
[[nodiscard]] nlohmann::ordered_json answer_json(const dsl::Domain& domain,
                                                 const synthesis::Answer& answer, int bound);

/// {"program", "strategy", "cost"}
[[nodiscard]] nlohmann::ordered_json fitting_json(const synthesis::FittingProgram& program);

}  // namespace gestalt::experiments
