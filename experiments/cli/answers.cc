#include "experiments/cli/answers.h"

#include <fmt/format.h>

#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

Json counterexample_json(const dsl::Domain& domain, const synthesis::Answer& answer) {
  Json values = Json::array();
  for (std::size_t k = 0; k < answer.counterexample.size(); ++k) {
    values.emplace_back(
        tasks::value_to_json(domain, answer.input_types[k], answer.counterexample[k]));
  }
  if (values.empty()) return nullptr;
  return values.size() == 1 ? values[0] : values;
}

}  // namespace

std::string_view verdict_name(const synthesis::Verdict& verdict) {
  if (std::holds_alternative<synthesis::Proved>(verdict)) return "proved";
  return std::holds_alternative<synthesis::Refuted>(verdict) ? "refuted" : "unknown";
}

std::string describe(const synthesis::Answer& answer) {
  if (const auto* refuted = std::get_if<synthesis::Refuted>(&answer.verdict)) {
    return fmt::format("refuted by {}", refuted->counterexample);
  }
  const auto* unknown = std::get_if<synthesis::Unknown>(&answer.verdict);
  if (unknown == nullptr) return fmt::format("proved up to {}", answer.bound);
  std::string text = "not known";
  if (answer.tested > 0) text = fmt::format("tested on {} inputs", answer.tested);
  if (answer.bound > 0) text += fmt::format(", proved up to {}", answer.bound);
  return fmt::format("{}: {}", text, unknown->reason);
}

Json answer_json(const dsl::Domain& domain, const synthesis::Answer& answer, int bound) {
  const auto* unknown = std::get_if<synthesis::Unknown>(&answer.verdict);
  Json json;
  json["property"] = answer.property;
  json["verdict"] = verdict_name(answer.verdict);
  json["reason"] = unknown == nullptr ? Json(nullptr) : Json(unknown->reason);
  json["counterexample"] = counterexample_json(domain, answer);
  json["bound"] = bound;
  json["statement"] = answer.statement;
  json["tested"] = answer.tested;
  json["proved_bound"] = answer.bound;
  json["on_train"] = answer.on_train ? Json(*answer.on_train) : Json(nullptr);
  return json;
}

Json fitting_json(const synthesis::FittingProgram& program) {
  return {{"program", program.program}, {"strategy", program.strategy}, {"cost", program.cost}};
}

}  // namespace gestalt::experiments
