#include "experiments/cli/search_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <thread>

namespace gestalt::experiments {

namespace {

constexpr double kDefaultSeconds = 5;
constexpr std::uint64_t kLeastMemory = std::uint64_t{16} << 20;

std::string check_seconds(const std::string& text) {
  double seconds = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool good = status == std::errc() && end == text.data() + text.size() &&
                    std::isfinite(seconds) && seconds > 0;
  return good ? "" : fmt::format("'{}' is no positive number of seconds", text);
}

std::string check_steps(const std::string& text) {
  std::uint64_t steps = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), steps);
  const bool good = status == std::errc() && end == text.data() + text.size() && steps > 0;
  return good ? "" : fmt::format("'{}' is no positive number of steps", text);
}

/// Replaces the text by the number of bytes.
std::string transform_bytes(std::string& text) {
  const auto bytes = parse_bytes(text);
  if (!bytes) return fmt::format("'{}' is no number of bytes, like 512M or 4G", text);
  if (*bytes < kLeastMemory) return "the least that a search works with is 16M";
  text = fmt::to_string(*bytes);
  return "";
}

}  // namespace

int all_cores() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc()) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  int shift = 0;
  if (unit == "K" || unit == "k")
    shift = 10;
  else if (unit == "M" || unit == "m")
    shift = 20;
  else if (unit == "G" || unit == "g")
    shift = 30;
  else if (!unit.empty())
    return std::nullopt;
  if (number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
  return number << shift;
}

namespace {

/// Remembers that the user has set the option.
void note_origin(CLI::Option& option, SearchSettings& settings) {
  option.each([&settings, name = option.get_lnames().front()](const std::string&) {
    settings.set_by[name] = Origin::kCommandLine;
  });
}

}  // namespace

void add_search_options(CLI::App& command, SearchSettings& settings) {
  const std::size_t others = command.get_options().size();
  command
      .add_option("--seconds", settings.seconds,
                  "Time for a task; 5 unless --steps is given, which then is the only limit")
      ->check(check_seconds)
      ->type_name("S");
  command
      .add_option("--steps", settings.steps,
                  "Steps for a task; a step is one term evaluated on all examples")
      ->check(check_steps)
      ->type_name("N");
  command
      .add_option("--memory", settings.memory, "Memory for a task, with K, M or G; 4G unless given")
      ->transform(CLI::Validator(transform_bytes, ""))
      ->type_name("BYTES");
  command
      .add_option("--threads", settings.threads,
                  "Threads of a search; all cores unless given. The result does not depend on it")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command
      .add_option("--guesses", settings.guesses,
                  "Programs with different predictions to look for; 2 unless given")
      ->check(CLI::Range(1, 100))
      ->type_name("K");
  command
      .add_option("--strategies", settings.strategies,
                  "Ways to look for programs, with commas between; all unless given")
      ->delimiter(',')
      ->check(CLI::IsMember(synthesis::strategy_names()))
      ->type_name(fmt::format("{}", fmt::join(synthesis::strategy_names(), ",")));
  command
      .add_option(
          "--guide", settings.guide,
          "What predicts the costs of primitives: none (their records), uniform (all the same), "
          "corpus (fitted to the\nprograms of tasks/corpus), default (the network that comes with "
          "Gestalt), untrained (a control), a checkpoint's\npath, or a folder of "
          "fold0.net, fold1.net, ...: each task gets the network that was trained without its "
          "fold\n(folds: the one that comes with Gestalt, for ARC-AGI-1 training tasks)")
      ->type_name("none|uniform|corpus|default|folds|untrained|PATH");
  command
      .add_option("--scorer", settings.scorer,
                  "What makes values dearer that look like no part of a solution: none, default "
                  "(the network\nthat comes with Gestalt), or a checkpoint's path")
      ->type_name("none|default|PATH");
  command
      .add_option(
          "--language", settings.language,
          "Part of the language to search in: a name in experiments/configs/languages, or a "
          "file; the whole unless given")
      ->type_name("NAME|FILE");
  command
      .add_option("--rank", settings.rank,
                  "What orders the guesses: credibility alone, or laws that are proved of them as "
                  "well")
      ->check(CLI::IsMember(kRanks))
      ->type_name("credibility|laws");
  command
      .add_option("--decisions", settings.decisions,
                  "How cell rules decide: cases merged greedily, or the smallest decision list, "
                  "which Z3 finds")
      ->check(CLI::IsMember(kDecisions))
      ->type_name("greedy|smallest");
  command
      .add_option("--seed", settings.seed,
                  "Seed of whatever is random; the enumeration itself is not")
      ->type_name("N");
  const auto options = command.get_options();
  for (std::size_t k = others; k < options.size(); ++k) note_origin(*options[k], settings);
}

void add_certificate_option(CLI::App& command, SearchSettings& settings) {
  CLI::Option* option =
      command
          .add_option("--certificate", settings.certificate,
                      "Largest side of the inputs for which laws of the guesses are proved: behind "
                      "the search on idle cores, after it in what is left of its time; 0: no "
                      "certificate")
          ->check(CLI::Range(0, kLargestCertificate))
          ->capture_default_str()
          ->type_name("BOUND");
  note_origin(*option, settings);
}

std::vector<Setting> settings_record(const SearchSettings& settings) {
  const synthesis::Budget budget = search_options(settings).budget;
  std::vector<Setting> record{
      {"seconds", fmt::to_string(budget.seconds)},
      {"steps", settings.steps ? fmt::to_string(*settings.steps) : "no limit"},
      {"memory", fmt::to_string(settings.memory)},
      {"threads", fmt::to_string(settings.threads), Origin::kDefault, false},
      {"guesses", fmt::to_string(settings.guesses)},
      {"strategies", settings.strategies.empty()
                         ? "all"
                         : fmt::format("{}", fmt::join(settings.strategies, ","))},
      {"guide", settings.guide},
      {"scorer", settings.scorer},
      {"language", settings.language.empty() ? "whole" : settings.language},
      {"rank", settings.rank},
      {"decisions", settings.decisions},
      {"certificate", fmt::to_string(settings.certificate)},
      {"seed", fmt::to_string(settings.seed)}};
  for (Setting& setting : record) {
    const auto origin = settings.set_by.find(setting.name);
    if (origin != settings.set_by.end()) setting.origin = origin->second;
  }
  return record;
}

synthesis::SearchOptions search_options(const SearchSettings& settings) {
  synthesis::SearchOptions options;
  if (settings.steps) options.budget.steps = *settings.steps;
  if (settings.seconds) {
    options.budget.seconds = *settings.seconds;
  } else if (!settings.steps) {
    options.budget.seconds = kDefaultSeconds;
  }
  options.budget.memory = settings.memory;
  options.strategies = settings.strategies;
  options.threads = settings.threads;
  options.guesses = settings.guesses;
  return options;
}

}  // namespace gestalt::experiments
