// Named data sets and directories of task files.
//
// A data set's name is its folder under the data root: arc-agi-1/training. `./dev setup` unpacks
// the public ones there. Content hashes say exactly which data a result was measured on.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// What a public data set must be: how many tasks, and the digest of all of them (32 digits).
struct KnownDataSet {
  std::string_view name;
  std::size_t count = 0;
  std::string_view content_hash;
};

/// arc-agi-1/training, arc-agi-1/evaluation, arc-agi-2/training, arc-agi-2/evaluation.
[[nodiscard]] std::span<const KnownDataSet> known_data_sets();

/// The ids of a folder of task files.
struct DataSet {
  std::string name;  ///< as it was asked for
  std::filesystem::path folder;
  std::vector<std::string> ids;  ///< sorted

  [[nodiscard]] std::filesystem::path file(std::string_view id) const;
  friend bool operator==(const DataSet&, const DataSet&) = default;
};

/// Where data sets are looked for.
class Catalog {
 public:
  /// The given folder; else $GESTALT_DATA; else data/ under the working directory; else data/
  /// beside the program or above it (the repository of a build folder).
  [[nodiscard]] static Catalog find(const std::optional<std::filesystem::path>& data_root = {});

  /// Looks in these folders, in order.
  explicit Catalog(std::vector<std::filesystem::path> roots) : roots_(std::move(roots)) {}

  [[nodiscard]] const std::vector<std::filesystem::path>& roots() const { return roots_; }

  /// A data set of the roots by name, or any directory with task files by its path.
  [[nodiscard]] Result<DataSet> open(std::string_view suite) const;

  /// The task of "SUITE/ID", or of a file's path.
  [[nodiscard]] Result<Task> load(std::string_view task) const;

  /// Names of the data sets that are there: folders with task files, at most two levels below a
  /// root. Sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::vector<std::filesystem::path> roots_;
};

/// Reads one task of a data set.
[[nodiscard]] Result<Task> load_task(const DataSet& set, std::string_view id);

/// Digest over the ids and the bytes of all files, in order of id; names and folders do not enter.
[[nodiscard]] Result<dsl::Digest> content_hash(const DataSet& set);

}  // namespace gestalt::tasks
