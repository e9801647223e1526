#include "experiments/store/provenance.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "dsl/core/digest.h"
#include "experiments/store/revision.h"

namespace gestalt::experiments {

namespace {

/// What identifies a run, by name.
std::vector<std::pair<std::string, std::string>> identifying(const RunDescription& run) {
  std::vector<std::pair<std::string, std::string>> all{{"the run's name", run.name},
                                                       {"the suite", run.suite},
                                                       {"the data's hash", run.data_hash},
                                                       {"the language", run.language},
                                                       {"the checkpoint", run.checkpoint}};
  for (const Setting& setting : run.settings) {
    if (setting.identifies) all.emplace_back(setting.name, setting.value);
  }
  return all;
}

std::string processor() {
  std::ifstream lines("/proc/cpuinfo");
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

/// The arguments of this process, those with other than plain characters in single quotes; empty
/// where the system does not tell.
std::string command_line() {
  std::ifstream arguments("/proc/self/cmdline", std::ios::binary);
  std::string line;
  for (std::string argument; std::getline(arguments, argument, '\0');) {
    const bool plain = !argument.empty() && std::ranges::all_of(argument, [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
             std::string_view("-_./=:,@+%").find(c) != std::string_view::npos;
    });
    if (!line.empty()) line += ' ';
    line += plain ? argument : fmt::format("'{}'", argument);
  }
  return line;
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kFile:
      return "file";
    case Origin::kCommandLine:
      return "command line";
  }
  return "default";
}

std::string RunDescription::identity() const {
  std::vector<dsl::Digest> parts;
  for (const auto& [key, value] : identifying(*this)) {
    parts.push_back(dsl::digest_text(key));
    parts.push_back(dsl::digest_text(value));
  }
  return dsl::to_string(dsl::digest_sequence(parts));
}

std::string difference(const RunDescription& one, const RunDescription& other) {
  const auto ours = identifying(one);
  const auto theirs = identifying(other);
  for (const auto& [key, value] : ours) {
    const auto same =
        std::find_if(theirs.begin(), theirs.end(),
                     [&, &name = key](const auto& entry) { return entry.first == name; });
    if (same == theirs.end()) return fmt::format("{} is {}, not set", key, value);
    if (same->second != value) return fmt::format("{} is {}, not {}", key, value, same->second);
  }
  if (ours.size() == theirs.size()) return "";
  return "the other has settings that this one lacks";
}

Session this_session() {
  Session session;
  session.revision = kRevision;
  session.dirty = kRevisionIsDirty;
  utsname system{};
  ::uname(&system);
  session.machine =
      fmt::format("{}, {}, {} cores, {} {}", system.nodename, processor(),
                  std::thread::hardware_concurrency(), system.sysname, system.release);
  session.versions = fmt::format("{} ({}), {}, SQLite {}, fmt {}, nlohmann_json {}.{}.{}",
                                 GESTALT_COMPILER, GESTALT_BUILD, GESTALT_FOUND_VERSIONS,
                                 sqlite3_libversion(), FMT_VERSION, NLOHMANN_JSON_VERSION_MAJOR,
                                 NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH);
  session.command = command_line();
  session.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  return session;
}

}  // namespace gestalt::experiments
