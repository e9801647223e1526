#include "experiments/store/task_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 11> kFields = {
    "task",     "seconds",    "steps", "distinct",  "stop",  "guesses",
    "programs", "strategies", "costs", "train_fit", "solved"};
/// What older versions did not write.
constexpr std::array<std::string_view, 4> kLaterFields = {"tests", "portfolio", "nearest",
                                                          "certificates"};

bool is_known(std::string_view field) {
  return std::ranges::find(kFields, field) != kFields.end() ||
         std::ranges::find(kLaterFields, field) != kLaterFields.end();
}

Json portfolio_to_json(const std::vector<StrategyShare>& portfolio) {
  Json json = Json::array();
  for (const StrategyShare& share : portfolio) {
    json.push_back(
        {{"strategy", share.strategy}, {"seconds", share.seconds}, {"steps", share.steps}});
  }
  return json;
}

/// Throws Json::exception where a field is missing or of another type.
void read_later_fields(const Json& json, TaskResult& result) {
  if (json.contains("tests")) result.tests = json["tests"].get<std::uint64_t>();
  for (const Json& share : json.value("portfolio", Json::array())) {
    result.portfolio.push_back({share.at("strategy").get<std::string>(),
                                share.at("seconds").get<double>(),
                                share.at("steps").get<std::uint64_t>()});
  }
  if (json.contains("certificates")) result.certificates = json["certificates"];
  if (!json.contains("nearest") || json["nearest"].is_null()) return;
  result.nearest = {json["nearest"].at("program").get<std::string>(),
                    json["nearest"].at("pairs").get<std::uint64_t>()};
}

/// What is wrong with the object's fields; nothing when all is well.
std::optional<std::string> complaint(const Json& json) {
  if (!json.is_object()) return "not an object";
  for (const auto& [field, value] : json.items()) {
    if (!is_known(field)) return fmt::format("unknown field \"{}\"", field);
  }
  for (const std::string_view field : kFields) {
    if (!json.contains(field)) return fmt::format("no field \"{}\"", field);
  }
  if (!json["guesses"].is_array()) return "\"guesses\" is no array";
  if (json["programs"].size() != json["guesses"].size() ||
      json["strategies"].size() != json["guesses"].size() ||
      json["costs"].size() != json["guesses"].size()) {
    return "\"programs\", \"strategies\" and \"costs\" must be as many as \"guesses\"";
  }
  return std::nullopt;
}

}  // namespace

Json to_json(const TaskResult& result) {
  Json json;
  json["task"] = result.task;
  json["seconds"] = result.seconds;
  json["steps"] = result.steps;
  json["distinct"] = result.distinct;
  json["stop"] = result.stop;
  json["guesses"] = result.guesses;
  json["programs"] = result.programs;
  json["strategies"] = result.strategies;
  json["costs"] = result.costs;
  json["train_fit"] = result.train_fit;
  json["solved"] = result.solved ? Json(*result.solved) : Json(nullptr);
  json["tests"] = result.tests;
  json["portfolio"] = portfolio_to_json(result.portfolio);
  json["nearest"] = nullptr;
  if (result.nearest) {
    json["nearest"] = {{"program", result.nearest->program}, {"pairs", result.nearest->pairs}};
  }
  if (!result.certificates.is_null()) json["certificates"] = result.certificates;
  return json;
}

Result<TaskResult> parse_task_result(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded()) return fail(ErrorCode::kInvalidArgument, "not JSON");
  if (const auto wrong = complaint(json)) return fail(ErrorCode::kInvalidArgument, *wrong);
  try {
    TaskResult result;
    result.task = json["task"].get<std::string>();
    result.seconds = json["seconds"].get<double>();
    result.steps = json["steps"].get<std::uint64_t>();
    result.distinct = json["distinct"].get<std::uint64_t>();
    result.stop = json["stop"].get<std::string>();
    for (const Json& guess : json["guesses"]) result.guesses.push_back(guess);
    result.programs = json["programs"].get<std::vector<std::string>>();
    result.strategies = json["strategies"].get<std::vector<std::string>>();
    result.costs = json["costs"].get<std::vector<int>>();
    result.train_fit = json["train_fit"].get<bool>();
    if (!json["solved"].is_null()) result.solved = json["solved"].get<bool>();
    read_later_fields(json, result);
    return result;
  } catch (const Json::exception& error) {  // a field of another type
    return fail(ErrorCode::kInvalidArgument, error.what());
  }
}

}  // namespace gestalt::experiments
