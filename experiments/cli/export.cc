// gestalt export: the results of a run as CSV, or as the lines of a result file.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/output_file.h"
#include "experiments/store/run.h"

namespace gestalt::experiments {

namespace {

struct ExportOptions {
  std::string run;
  std::string format = "csv";
  std::string out;
};

/// A field of a CSV line (RFC 4180).
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_line(const TaskResult& result) {
  const bool found = !result.programs.empty();
  return fmt::format(
      "{},{},{},{},{},{},{},{},{},{}\n", csv_field(result.task),
      result.solved ? (*result.solved ? "1" : "0") : "", result.train_fit ? 1 : 0, result.stop,
      result.seconds, result.steps, result.distinct, found ? csv_field(result.strategies[0]) : "",
      found ? fmt::to_string(result.costs[0]) : "", found ? csv_field(result.programs[0]) : "");
}

Result<Outcome> export_run(const ExportOptions& options) {
  const auto run = load_run(options.run);
  if (!run) return tl::unexpected(run.error());
  std::string text;
  if (options.format == "csv") {
    text = "task,solved,train_fit,stop,seconds,steps,distinct,strategy,cost,program\n";
    for (const TaskResult& result : run->results) text += csv_line(result);
  } else {
    for (const TaskResult& result : run->results) text += to_json(result).dump() + "\n";
  }
  const auto written = write_output(options.out, text);
  if (!written) return tl::unexpected(written.error());
  return Outcome::kDone;
}

}  // namespace

void add_export(CLI::App& app, Action& action) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand(
      "export",
      "Write the results of a run as CSV, a line a task with its first guess, or as the JSON lines "
      "of a result file.");
  command->add_option("RUN", options->run, kRunSyntax)->required();
  command->add_option("--format", options->format, "csv unless given")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->type_name("csv|jsonl");
  command->add_option("--out", options->out, "The file; the standard output unless given")
      ->type_name("FILE");
  command->callback([options, &action] { action = [options] { return export_run(*options); }; });
}

}  // namespace gestalt::experiments
