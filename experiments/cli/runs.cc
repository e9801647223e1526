// gestalt runs: what a run store holds.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/store/run_store.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

struct RunsOptions {
  std::string store;
  bool json = false;
};

Json to_json(const StoredRunRecord& run) {
  const RunDescription& description = run.description;
  Json json;
  json["run"] = run.id;
  json["name"] = description.name;
  json["suite"] = description.suite;
  json["tasks"] = run.tasks;
  json["solved"] = run.solved;
  json["identity"] = description.identity();
  json["data_hash"] = description.data_hash;
  json["language"] = description.language;
  json["checkpoint"] = description.checkpoint;
  json["settings"] = Json::object();
  for (const Setting& setting : description.settings) {
    json["settings"][setting.name] = {{"value", setting.value},
                                      {"set_by", to_string(setting.origin)}};
  }
  json["sessions"] = Json::array();
  for (const Session& session : run.sessions) {
    json["sessions"].push_back({{"started", session.started},
                                {"revision", session.revision},
                                {"dirty", session.dirty},
                                {"machine", session.machine},
                                {"versions", session.versions},
                                {"command", session.command}});
  }
  return json;
}

void show(const StoredRunRecord& run) {
  print(fmt::format("{:>4}  {}: {} tasks, {} solved\n", run.id, run.description.name, run.tasks,
                    run.solved));
  for (const Session& session : run.sessions) {
    print(fmt::format("      {}  revision {}{}\n", session.started, session.revision.substr(0, 12),
                      session.dirty ? " with changes" : ""));
  }
  std::string settings;
  for (const Setting& setting : run.description.settings) {
    if (setting.origin == Origin::kDefault) continue;
    settings += fmt::format(" {}={}", setting.name, setting.value);
  }
  if (!settings.empty()) print(fmt::format("     {}\n", settings));
}

Result<Outcome> runs(const RunsOptions& options) {
  const auto all = list_runs(options.store);
  if (!all) return tl::unexpected(all.error());
  if (!options.json) {
    for (const StoredRunRecord& run : *all) show(run);
    return Outcome::kDone;
  }
  Json array = Json::array();
  for (const StoredRunRecord& run : *all) array.push_back(to_json(run));
  print(array.dump(1) + "\n");
  return Outcome::kDone;
}

}  // namespace

void add_runs(CLI::App& app, Action& action) {
  auto options = std::make_shared<RunsOptions>();
  CLI::App* command = app.add_subcommand(
      "runs", "List the runs of a store: what was run, when, by which revision; --json tells all");
  command->add_option("STORE", options->store, "A store that bench or experiment has made")
      ->required()
      ->type_name("FILE.db");
  command->add_flag("--json", options->json, "Print JSON with all settings and who set each");
  command->callback([options, &action] { action = [options] { return runs(*options); }; });
}

}  // namespace gestalt::experiments
