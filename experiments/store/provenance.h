// Where results come from: what was run, with which settings, by which program, on which machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gestalt::experiments {

/// Who set an option.
enum class Origin : std::uint8_t { kDefault, kFile, kCommandLine };

/// "default", "file", "command line".
[[nodiscard]] std::string_view to_string(Origin origin);

struct Setting {
  std::string name;
  std::string value;
  Origin origin = Origin::kDefault;
  bool identifies = true;  ///< whether runs that differ in it are different runs

  friend bool operator==(const Setting&, const Setting&) = default;
};

/// What a run is.
struct RunDescription {
  std::string name;  ///< the suite; in an experiment with the arm before it
  std::string suite;
  std::string data_hash;   ///< of the tasks
  std::string language;    ///< of each domain: its name and the registry's fingerprint
  std::string checkpoint;  ///< digest of the network's file; "none" or "corpus" without one
  std::vector<Setting> settings;

  /// Results of one identity belong together: digest over all but who set what, and settings that
  /// do not change results.
  [[nodiscard]] std::string identity() const;
};

/// The first thing in which two runs differ, as "seconds is 5, not 10"; empty where they are the
/// same.
[[nodiscard]] std::string difference(const RunDescription& one, const RunDescription& other);

/// One process's work on a run.
struct Session {
  std::string revision;
  bool dirty = false;    ///< whether the sources differed from the revision
  std::string machine;   ///< name, processor, cores, kernel
  std::string versions;  ///< of the compiler and the libraries
  std::string started;   ///< UTC, as 2026-01-31T12:00:00Z
  std::string command;   ///< as it was given; empty in stores of version 1
};

/// This process.
[[nodiscard]] Session this_session();

}  // namespace gestalt::experiments
