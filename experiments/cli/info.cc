// gestalt info: what this build is and can do here.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "neural/load.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

/// What the neural module says, or under "unavailable" why it says nothing.
Json neural_facts() {
  Json facts = Json::object();
  const auto module = neural::load();
  const auto described = module
                             ? module->describe()
                             : Result<std::vector<synthesis::Fact>>(tl::unexpected(module.error()));
  if (!described) {
    facts["unavailable"] = to_string(described.error());
    return facts;
  }
  for (const synthesis::Fact& fact : *described) facts[fact.key] = fact.value;
  return facts;
}

Json describe_build() {
  Json domains = Json::array();
  for (const dsl::Domain& domain : tasks::domains()) {
    domains.push_back({{"name", domain.name},
                       {"primitives", domain.registry.size()},
                       {"fingerprint", dsl::to_string(domain.registry.fingerprint())}});
  }
  Json json;
  json["version"] = GESTALT_VERSION;
  json["cores"] = std::thread::hardware_concurrency();
  json["domains"] = std::move(domains);
  json["neural"] = neural_facts();
  return json;
}

Result<Outcome> info(bool as_json) {
  const Json json = describe_build();
  if (as_json) {
    print(json.dump(1) + "\n");
    return Outcome::kDone;
  }
  print(fmt::format("gestalt {}, {} cores\n", json["version"].get<std::string>(),
                    json["cores"].get<unsigned>()));
  for (const Json& domain : json["domains"]) {
    print(fmt::format("domain {}: {} primitives, fingerprint {}\n",
                      domain["name"].get<std::string>(), domain["primitives"].get<std::size_t>(),
                      domain["fingerprint"].get<std::string>()));
  }
  for (const auto& [key, value] : json["neural"].items()) {
    print(fmt::format("neural {}: {}\n", key, value.get<std::string>()));
  }
  return Outcome::kDone;
}

}  // namespace

void add_info(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "info", "This build: version, domains, and the neural module if it is there");
  command->add_flag("--json", *json, "Print JSON");
  command->callback([json, &action] { action = [json] { return info(*json); }; });
}

}  // namespace gestalt::experiments
