// The options that all searching commands share.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/store/provenance.h"
#include "synthesis/search/synthesize.h"

namespace gestalt::experiments {

/// What --rank takes.
inline const std::vector<std::string> kRanks{"credibility", "laws"};
/// What --decisions takes.
inline const std::vector<std::string> kDecisions{"greedy", "smallest"};
inline constexpr int kLargestCertificate = 12;

/// Cores that this process may use.
[[nodiscard]] int all_cores();

struct SearchSettings {
  std::optional<double> seconds;  ///< 5 unless steps are given
  std::optional<std::uint64_t> steps;
  std::uint64_t memory = std::uint64_t{4} << 30;  ///< bytes
  int threads = all_cores();
  std::size_t guesses = 2;
  std::vector<std::string> strategies;  ///< all unless given
  std::string guide = "none";
  std::string scorer = "none";
  std::string language;  ///< a part of the domain's language; the whole where empty
  std::uint64_t seed = 0;
  std::string rank = "credibility";      ///< or "laws": what is proved of guesses counts as well
  std::string decisions = "greedy";      ///< or "smallest": solved for the least description
  int certificate = 0;                   ///< bound of what is proved after the search; 0: nothing
  std::map<std::string, Origin> set_by;  ///< by option, those that are not the default
};

/// Adds --seconds, --steps, --memory, --threads, --guesses, --guide, --scorer, --language
/// and --seed.
void add_search_options(CLI::App& command, SearchSettings& settings);

/// Adds --certificate, with what `settings` has as the default.
void add_certificate_option(CLI::App& command, SearchSettings& settings);

/// All of them with who set each, for the record of a run.
[[nodiscard]] std::vector<Setting> settings_record(const SearchSettings& settings);

/// The same as the search takes them.
[[nodiscard]] synthesis::SearchOptions search_options(const SearchSettings& settings);

/// "4G", "512M", "1000000" in bytes (K, M and G are powers of 1024); nothing for other text.
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace gestalt::experiments
