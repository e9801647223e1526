#include "experiments/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

/// The deepest command that was named.
const CLI::App& chosen_command(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

std::string full_name(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "gestalt";
  return fmt::format("{} {}", full_name(*command.get_parent()), command.get_name());
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

int report_usage(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = chosen_command(app);
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    return app.exit(error);  // --help, --version
  }
  std::string what = one_line(error.what());
  const auto rest = command.remaining();
  if (!rest.empty() && !command.get_subcommands({}).empty()) {
    what = fmt::format("unknown command '{}'", rest.front());
  }
  print_error(fmt::format("{} (see {} --help)", what, full_name(command)));
  return kBadInput;
}

int perform(const Action& action) {
  try {
    const Result<Outcome> outcome = action();
    if (!outcome) {
      print_error(to_string(outcome.error()));
      return kBadInput;
    }
    return static_cast<int>(*outcome);
  } catch (const std::exception& error) {  // out of memory, a full file system
    print_error(error.what());
    return kBadInput;
  }
}

/// Adds the definitions of "FILE" (to the first domain) or "DOMAIN:FILE".
Result<std::size_t> define(const std::string& option) {
  const auto colon = option.find(':');
  if (colon != std::string::npos && tasks::find_domain(option.substr(0, colon))) {
    return tasks::add_definitions(option.substr(0, colon), option.substr(colon + 1));
  }
  return tasks::add_definitions(tasks::domains().front().name, option);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Gestalt: program synthesis for ARC-style tasks.", "gestalt");
  app.set_version_flag("--version", "gestalt " GESTALT_VERSION);
  app.require_subcommand(1);
  std::vector<std::string> definitions;
  app.add_option("--define", definitions,
                 "Text file of derived primitives, FILE or DOMAIN:FILE; may be repeated")
      ->type_name("[DOMAIN:]FILE");
  Action action;
  add_solve(app, action);
  add_bench(app, action);
  add_run(app, action);
  add_trace(app, action);
  add_verify(app, action);
  add_dsl(app, action);
  add_tasks(app, action);
  add_demo(app, action);
  add_fit(app, action);
  add_corpus(app, action);
  add_train(app, action);
  add_experiment(app, action);
  add_runs(app, action);
  add_export(app, action);
  add_merge(app, action);
  add_report(app, action);
  add_compare(app, action);
  add_submit(app, action);
  add_score(app, action);
  add_info(app, action);
  int status = 0;
  try {
    app.parse(argc, argv);
    for (const std::string& file : definitions) {
      const auto added = define(file);
      if (added) continue;
      print_error(to_string(added.error()));
      return kBadInput;
    }
    status = perform(action);
  } catch (const CLI::ParseError& error) {
    status = report_usage(app, error);
  }
  if (!flush_output()) {
    print_error("cannot write the standard output");
    return kBadInput;
  }
  return status;
}

}  // namespace gestalt::experiments
