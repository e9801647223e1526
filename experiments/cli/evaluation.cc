#include "experiments/cli/evaluation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "experiments/cli/searcher.h"
#include "tasks/task_json.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

/// What questions take a program's type for where no task says it.
Result<dsl::Type> usual_type(const dsl::Type& principal, const dsl::Domain& domain) {
  dsl::Substitution types;
  if (types.unify(types.instantiate(principal), domain.task_type)) return domain.task_type;
  if (principal.is_ground() && principal.is_arrow()) return principal;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("the program has type {}; its inputs must have known types",
                          to_string(principal)));
}

}  // namespace

Result<LoadedProgram> LoadedProgram::load(const std::string& text, const dsl::Domain& domain,
                                          const dsl::Type* type) {
  std::string source = text;
  std::string name = "program";
  if (text.starts_with('@')) {
    name = text.substr(1);
    auto contents = tasks::read_text_file(name);
    if (!contents) return tl::unexpected(contents.error());
    source = *std::move(contents);
  }
  const auto in_program = [&](Error error) {
    error.where = error.where.empty() ? name : fmt::format("{}:{}", name, error.where);
    return tl::unexpected(std::move(error));
  };
  LoadedProgram program;
  program.domain_ = &domain;
  if (type != nullptr) {
    program.type_ = *type;
  } else {
    const auto parsed = dsl::parse_term(source, domain, program.pool_);
    if (!parsed) return in_program(parsed.error());
    const auto usual = usual_type(parsed->type, domain);
    if (!usual) return in_program(usual.error());
    program.type_ = *usual;
  }
  const auto term = dsl::parse_program(source, program.type_, domain, program.pool_);
  if (!term) return in_program(term.error());
  program.term_ = *term;
  program.code_ = dsl::compile(program.pool_, program.term_,
                               static_cast<std::uint32_t>(program.type_.arity()), domain.registry);
  return program;
}

Result<LoadedProgram> LoadedProgram::load(const std::string& text, const tasks::Task& task) {
  return load(text, domain_of(task), &task.type());
}

Result<LoadedProgram> LoadedProgram::load(const std::string& text, const dsl::Domain& domain) {
  return load(text, domain, nullptr);
}

std::string example_name(const tasks::Task& task, std::size_t example) {
  if (example < task.train_count()) return fmt::format("train[{}]", example);
  return fmt::format("test[{}]", example - task.train_count());
}

bool Evaluation::fits(const tasks::Task& task, std::size_t example) const {
  const auto output = task.output(example);
  return output && outputs[example] && *outputs[example] == *output;
}

bool Evaluation::fits_train(const tasks::Task& task) const {
  for (std::size_t i = 0; i < task.train_count(); ++i) {
    if (!fits(task, i)) return false;
  }
  return true;
}

std::optional<std::string> Evaluation::first_fault(const tasks::Task& task) const {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!outputs[i]) {
      return fmt::format("{}: {}", example_name(task, i), to_string(outputs[i].error()));
    }
  }
  return std::nullopt;
}

Evaluation evaluate(const LoadedProgram& program, const tasks::Task& task) {
  Evaluation evaluation;
  evaluation.arena = std::make_unique<dsl::Arena>();
  dsl::EvalContext context(*evaluation.arena, program.domain().registry);
  for (std::size_t i = 0; i < task.size(); ++i) {
    std::vector<const dsl::Value*> inputs;
    for (const dsl::Value& input : task.inputs(i)) inputs.push_back(&input);
    context.refuel();
    dsl::Value output;
    const dsl::Fault fault = dsl::run(context, program.code(), inputs.data(), &output, 1);
    if (fault != dsl::Fault::kNone) {
      evaluation.outputs.emplace_back(tl::unexpected(fault));
    } else if (program.domain().present != nullptr) {
      evaluation.outputs.push_back(program.domain().present(context, output));
    } else {
      evaluation.outputs.emplace_back(output);
    }
  }
  return evaluation;
}

nlohmann::ordered_json predictions_json(const tasks::Task& task, const Evaluation& evaluation) {
  using Json = nlohmann::ordered_json;
  const dsl::Domain& domain = domain_of(task);
  Json values = Json::array();
  for (std::size_t i = task.train_count(); i < task.size(); ++i) {
    const auto& output = evaluation.outputs[i];
    values.push_back(output ? Json(tasks::value_to_json(domain, task.type().result(), *output))
                            : Json(nullptr));
  }
  return values;
}

}  // namespace gestalt::experiments
