// gestalt trace: every intermediate value of a program on one example.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/suite.h"
#include "tasks/render.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

struct TraceOptions {
  std::string program;
  std::string task;
  std::string example = "train:0";
  bool json = false;
};

/// One instruction: the sub-term it computes, and the value where there is one.
struct Step {
  std::string term;
  dsl::Type type;
  std::optional<dsl::Value> value;
};

/// The program with one lambda an input, whatever it was written as: `flip` is (lambda (x) (flip
/// x)).
dsl::TermId with_all_lambdas(dsl::TermPool& pool, dsl::TermId program, std::uint32_t inputs) {
  std::uint32_t level = 0;
  dsl::TermId body = program;
  while (level < inputs && pool[body].kind == dsl::TermKind::kLambda) {
    body = pool.children(body)[0];
    ++level;
  }
  if (level < inputs) {
    std::vector<dsl::TermId> rest;
    const dsl::TermId function = pool.shift(body, level, inputs - level);
    for (std::uint32_t k = level; k < inputs; ++k) rest.push_back(pool.variable(k));
    body = pool.apply(function, rest);
  }
  for (std::uint32_t k = inputs; k-- > 0;) body = pool.lambda(k, body);
  return body;
}

dsl::TermId closed(dsl::TermPool& pool, dsl::TermId term, std::uint32_t inputs) {
  for (std::uint32_t k = inputs; k-- > 0;) term = pool.lambda(k, term);
  return term;
}

/// A sub-term's text: that of its closure, without the lambdas around it.
std::string sub_term_text(dsl::TermPool& pool, dsl::TermId term, std::uint32_t inputs,
                          const dsl::Domain& domain) {
  const std::string text = dsl::print_term(pool, closed(pool, term, inputs), domain);
  const std::size_t head = text.find(") ");  // the end of "(lambda (x y"
  if (inputs == 0 || head == text.npos) return text;
  return text.substr(head + 2, text.size() - head - 3);
}

/// A sub-term's type for inputs of the task's types. What the inputs leave open holds no value of
/// its own (the elements of an empty list), and is called int.
dsl::Type sub_term_type(dsl::TermPool& pool, dsl::TermId term, const tasks::Task& task,
                        const dsl::Domain& domain) {
  const auto inputs = static_cast<std::uint32_t>(task.arity());
  const auto inferred = dsl::infer_type(pool, closed(pool, term, inputs), domain.registry);
  if (!inferred) return dsl::Type();
  dsl::Substitution types;
  const dsl::Type result = types.fresh();
  if (!types.unify(types.instantiate(*inferred), dsl::fn(task.type().parameters(), result))) {
    return dsl::Type();
  }
  const auto ground = [](auto&& self, const dsl::Type& type) -> dsl::Type {
    if (type.is_variable()) return dsl::int_type();
    std::vector<dsl::Type> arguments;
    for (const dsl::Type& argument : type.arguments()) arguments.push_back(self(self, argument));
    return dsl::Type::constructor(type.name(), std::move(arguments));
  };
  return ground(ground, types.apply(result));
}

bool is_function(dsl::Value value) {
  return !value.is_immediate() && value.node()->kind == dsl::NodeKind::kFunction;
}

/// The steps up to a fault; the one that faulted is the last and has no value.
std::vector<Step> steps_of(LoadedProgram& program, const tasks::Task& task,
                           const dsl::Program& code, const dsl::Trace& values) {
  const auto inputs = static_cast<std::uint32_t>(task.arity());
  std::vector<Step> steps;
  for (std::size_t i = 0; i < code.instructions.size() && i <= values.slots.size(); ++i) {
    const dsl::Instruction& instruction = code.instructions[i];
    const dsl::TermId term = instruction.kind == dsl::Instruction::Kind::kInput
                                 ? program.pool().variable(instruction.payload)
                                 : instruction.term;
    Step step;
    step.term = sub_term_text(program.pool(), term, inputs, program.domain());
    step.type = sub_term_type(program.pool(), term, task, program.domain());
    if (i < values.slots.size()) step.value = values.slots[i];
    steps.push_back(std::move(step));
  }
  return steps;
}

tasks::Block draw(const dsl::Domain& domain, const Step& step, dsl::Fault fault,
                  tasks::ColorMode mode) {
  if (!step.value) return tasks::text_block(fmt::format("fault: {}", to_string(fault)));
  if (is_function(*step.value)) return tasks::text_block("<function>");
  return tasks::draw_value(domain, step.type, *step.value, mode);
}

void show(const LoadedProgram& program, const std::vector<Step>& steps, dsl::Fault fault) {
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  std::vector<tasks::Block> blocks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    blocks.push_back(tasks::captioned(fmt::format("{}. {}", i + 1, steps[i].term),
                                      draw(program.domain(), steps[i], fault, mode)));
  }
  print(to_string(tasks::flow(blocks, tasks::terminal_columns(STDOUT_FILENO))));
}

/// The value as a task's output beside what is wanted.
void show_outcome(const LoadedProgram& program, const tasks::Task& task, std::size_t example) {
  const Evaluation evaluation = evaluate(program, task);
  const auto& output = evaluation.outputs[example];
  const auto wanted = task.output(example);
  if (!output) {
    print(fmt::format("\n{} has no output: {}\n", example_name(task, example),
                      to_string(output.error())));
  } else if (!wanted) {
    print(fmt::format("\nthe output of {} is not known\n", example_name(task, example)));
  } else if (*output == *wanted) {
    print(fmt::format("\nthe output of {} is right\n", example_name(task, example)));
  } else {
    const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
    print(fmt::format("\nthe output of {} is wrong; it should be\n", example_name(task, example)));
    print(to_string(tasks::draw_value(program.domain(), task.type().result(), *wanted, mode)));
  }
}

nlohmann::ordered_json trace_json(const LoadedProgram& program, const std::string& example,
                                  const std::vector<Step>& steps, dsl::Fault fault) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Step& step : steps) {
    Json item;
    item["term"] = step.term;
    item["type"] = to_string(step.type);
    const bool has_form = step.value && !is_function(*step.value) &&
                          tasks::has_json_form(program.domain(), step.type);
    item["value"] = has_form ? Json(tasks::value_to_json(program.domain(), step.type, *step.value))
                             : Json(nullptr);
    list.push_back(std::move(item));
  }
  Json json;
  json["example"] = example;
  json["steps"] = std::move(list);
  json["fault"] = fault == dsl::Fault::kNone ? Json(nullptr) : Json(to_string(fault));
  return json;
}

/// The number of the example that "train:0" or "test:1" names.
Result<std::size_t> find_example(const std::string& text, const tasks::Task& task) {
  const bool train = text.starts_with("train:");
  const auto bad = [&](const std::string& why) {
    return fail(ErrorCode::kInvalidArgument, why, "--example");
  };
  if (!train && !text.starts_with("test:")) {
    return bad(fmt::format("'{}' is neither train:N nor test:N", text));
  }
  const std::size_t count = train ? task.train_count() : task.test_count();
  std::size_t index = 0;
  const char* begin = text.data() + text.find(':') + 1;
  const char* end = text.data() + text.size();
  const auto [stop, status] = std::from_chars(begin, end, index);
  if (status != std::errc() || stop != end || index >= count) {
    return bad(fmt::format("there is no '{}'; the task has {} {} examples, from 0 on", text, count,
                           train ? "train" : "test"));
  }
  return train ? index : task.train_count() + index;
}

Result<Outcome> trace(const TraceOptions& options) {
  const auto task = load_task(options.task);
  if (!task) return tl::unexpected(task.error());
  const auto example = find_example(options.example, *task);
  if (!example) return tl::unexpected(example.error());
  auto program = LoadedProgram::load(options.program, *task);
  if (!program) return tl::unexpected(program.error());
  const auto inputs = static_cast<std::uint32_t>(task->arity());
  const dsl::TermId term = with_all_lambdas(program->pool(), program->term(), inputs);
  const dsl::Program code = dsl::compile(program->pool(), term, inputs, program->domain().registry);
  dsl::Arena arena;
  dsl::EvalContext context(arena, program->domain().registry);
  const dsl::Trace values = dsl::trace(context, code, task->inputs(*example));
  const std::vector<Step> steps = steps_of(*program, *task, code, values);
  if (options.json) {
    print(trace_json(*program, options.example, steps, values.fault).dump() + "\n");
  } else {
    show(*program, steps, values.fault);
    show_outcome(*program, *task, *example);
  }
  return values.fault == dsl::Fault::kNone ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_trace(CLI::App& app, Action& action) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App* command = app.add_subcommand(
      "trace",
      "Draw every intermediate value of a program on one example, each under its sub-term.\n"
      "Exit status 1: the program has no value on this example.");
  command->add_option("PROGRAM", options->program, "Text like \"(lambda (x) x)\", or @FILE")
      ->required();
  command->add_option("TASK", options->task, "A task file, or SUITE/ID")->required();
  command
      ->add_option("--example", options->example,
                   "train:N or test:N, counted from 0; train:0 unless given")
      ->type_name("EXAMPLE");
  command->add_flag("--json", options->json,
                    "Print {\"example\", \"steps\": [{\"term\", \"type\", \"value\"}], \"fault\"}");
  command->callback([options, &action] { action = [options] { return trace(*options); }; });
}

}  // namespace gestalt::experiments
