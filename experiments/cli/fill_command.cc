#include "experiments/cli/fill_command.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/searcher.h"
#include "synthesis/verify/filling.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

Result<synthesis::Sketch> load_sketch(const std::string& option, const tasks::Task& task) {
  std::string text = option;
  std::string name = "sketch";
  if (option.starts_with('@')) {
    name = option.substr(1);
    auto contents = tasks::read_text_file(name);
    if (!contents) return tl::unexpected(contents.error());
    text = *std::move(contents);
  }
  auto sketch = synthesis::Sketch::parse(text, task.type(), domain_of(task));
  if (sketch) return sketch;
  Error error = sketch.error();
  error.where = error.where.empty() ? name : fmt::format("{}:{}", name, error.where);
  return tl::unexpected(std::move(error));
}

/// "the only filling", "the cheapest of several", ...
std::string_view standing(const synthesis::Filled& filled) {
  if (!filled.minimal) return "perhaps not the cheapest filling";
  if (!filled.unique) return "the cheapest filling, perhaps of several";
  return *filled.unique ? "the only filling" : "the cheapest of several fillings";
}

void show(const synthesis::Filled& filled, double seconds) {
  if (filled.best) {
    print(fmt::format("{}\n  {}, cost {}\n", filled.best->program, standing(filled),
                      filled.best->cost));
  }
  if (!filled.reason.empty()) print(fmt::format("  {}\n", filled.reason));
  print(fmt::format("  {} questions to the solver, {} evaluations, {:.2f} s\n", filled.checks,
                    filled.evaluations, seconds));
}

Json to_json(const synthesis::Filled& filled, const tasks::Task& task, double seconds) {
  Json json;
  json["filled"] = filled.best ? Json(filled.best->program) : Json(nullptr);
  json["cost"] = filled.best ? Json(filled.best->cost) : Json(nullptr);
  json["minimal"] = filled.minimal;
  json["unique"] = filled.unique ? Json(*filled.unique) : Json(nullptr);
  json["reason"] = filled.reason.empty() ? Json(nullptr) : Json(filled.reason);
  json["checks"] = filled.checks;
  json["evaluations"] = filled.evaluations;
  json["seconds"] = seconds;
  json["predictions"] = Json::array();
  if (!filled.best) return json;
  const auto program = LoadedProgram::load(filled.best->program, task);
  if (program) json["predictions"] = predictions_json(task, evaluate(*program, task));
  return json;
}

}  // namespace

Result<Outcome> fill_sketch(const std::string& option, const tasks::Task& task,
                            const synthesis::ProverOptions& options, bool json) {
  const auto sketch = load_sketch(option, task);
  if (!sketch) return tl::unexpected(sketch.error());
  const auto start = std::chrono::steady_clock::now();
  const synthesis::Filled filled = synthesis::fill_by_solving(*sketch, task.examples(), options);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (json) {
    print(to_json(filled, task, seconds).dump(1) + "\n");
  } else {
    show(filled, seconds);
  }
  return filled.best ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace gestalt::experiments
