// gestalt run: a given program on all examples of a task.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/suite.h"
#include "tasks/render.h"

namespace gestalt::experiments {

namespace {

struct RunOptions {
  std::string program;
  std::string task;
  bool json = false;
};

nlohmann::ordered_json run_json(const tasks::Task& task, const Evaluation& evaluation) {
  nlohmann::ordered_json json;
  json["outputs"] = predictions_json(task, evaluation);
  json["train_fit"] = evaluation.fits_train(task);
  const auto fault = evaluation.first_fault(task);
  json["fault"] = fault ? nlohmann::ordered_json(*fault) : nlohmann::ordered_json(nullptr);
  return json;
}

/// "right", "wrong", "fault: domain" or "output" where nothing is known to compare with.
std::string judgment(const tasks::Task& task, const Evaluation& evaluation, std::size_t example) {
  const auto& output = evaluation.outputs[example];
  if (!output) return fmt::format("fault: {}", to_string(output.error()));
  if (!task.output(example)) return "output";
  return evaluation.fits(task, example) ? "right" : "wrong";
}

void show(const LoadedProgram& program, const tasks::Task& task, const Evaluation& evaluation) {
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  const auto parameters = task.type().parameters();
  for (std::size_t i = 0; i < task.size(); ++i) {
    std::vector<tasks::Block> row;
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      row.push_back(tasks::captioned(
          example_name(task, i),
          tasks::draw_value(program.domain(), parameters[k], task.inputs(i)[k], mode)));
    }
    const std::string caption = judgment(task, evaluation, i);
    row.push_back(
        evaluation.outputs[i]
            ? tasks::captioned(caption, tasks::draw_value(program.domain(), task.type().result(),
                                                          *evaluation.outputs[i], mode))
            : tasks::text_block(caption));
    print(to_string(tasks::flow(row, tasks::terminal_columns(STDOUT_FILENO))));
    print("\n");
  }
  print(evaluation.fits_train(task) ? "fits all train pairs\n" : "does not fit all train pairs\n");
}

Result<Outcome> run(const RunOptions& options) {
  const auto task = load_task(options.task);
  if (!task) return tl::unexpected(task.error());
  const auto program = LoadedProgram::load(options.program, *task);
  if (!program) return tl::unexpected(program.error());
  const Evaluation evaluation = evaluate(*program, *task);
  if (options.json) {
    print(run_json(*task, evaluation).dump() + "\n");
  } else {
    show(*program, *task, evaluation);
  }
  return evaluation.fits_train(*task) ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run",
                                         "Run a program on all examples of a task.\n"
                                         "Exit status 1: it does not fit all train pairs.");
  command->add_option("PROGRAM", options->program, "Text like \"(lambda (x) x)\", or @FILE")
      ->required();
  command->add_option("TASK", options->task, "A task file, or SUITE/ID")->required();
  command->add_flag("--json", options->json,
                    "Print {\"outputs\": [value per test input], \"train_fit\", \"fault\"}");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace gestalt::experiments
