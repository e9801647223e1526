// gestalt trace: every intermediate value of a program on one example.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/program_trace.h"
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

tasks::Block draw(const dsl::Domain& domain, const TraceStep& step, dsl::Fault fault,
                  tasks::ColorMode mode) {
  if (!step.value) return tasks::text_block(fmt::format("fault: {}", to_string(fault)));
  if (step.is_function()) return tasks::text_block("<function>");
  return tasks::draw_value(domain, step.type, *step.value, mode);
}

void show(const LoadedProgram& program, const ProgramTrace& trace) {
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  std::vector<tasks::Block> blocks;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    blocks.push_back(tasks::captioned(fmt::format("{}. {}", i + 1, trace.steps[i].term),
                                      draw(program.domain(), trace.steps[i], trace.fault, mode)));
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
                                  const ProgramTrace& trace) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const TraceStep& step : trace.steps) {
    Json item;
    item["term"] = step.term;
    item["type"] = to_string(step.type);
    const bool has_form =
        step.value && !step.is_function() && tasks::has_json_form(program.domain(), step.type);
    item["value"] = has_form ? Json(tasks::value_to_json(program.domain(), step.type, *step.value))
                             : Json(nullptr);
    list.push_back(std::move(item));
  }
  Json json;
  json["example"] = example;
  json["steps"] = std::move(list);
  json["fault"] = trace.fault == dsl::Fault::kNone ? Json(nullptr) : Json(to_string(trace.fault));
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
  const ProgramTrace traced = trace_program(*program, *task, *example);
  if (options.json) {
    print(trace_json(*program, options.example, traced).dump() + "\n");
  } else {
    show(*program, traced);
    show_outcome(*program, *task, *example);
  }
  return traced.fault == dsl::Fault::kNone ? Outcome::kDone : Outcome::kFailed;
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
